"""Promises: done and told, or given another day and told why."""

from dataclasses import dataclass, replace

from viewpoint.domain.errors import NotFound
from viewpoint.domain.people import ResponseId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.promise import Promise, PromiseState
from viewpoint.domain.questionnaire import Instrument
from viewpoint.domain.reply import Outcome, Point, Reply
from viewpoint.domain.sent import SentResponse
from viewpoint.services.inviting import Inviting
from viewpoint.services.reply import Replying
from viewpoint.services.standing import Way, response_to_act_on
from viewpoint.storage.audit import Event
from viewpoint.storage.database import Connection
from viewpoint.storage.promises import open_promises, settle_promise


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An open promise, to whom it was made, and the questions that it may be about."""

    name: str
    promise: Promise
    instrument: Instrument


@dataclass(frozen=True, kw_only=True)
class Which:
    """A promise by its place: the response, the reply to it, and the point's number from 1."""

    response: ResponseId
    reply: str
    number: int


class Promises:
    """What was promised is settled by telling the young person, as a reply of its own."""

    def __init__(self, parts: Inviting, replying: Replying) -> None:
        """`replying` sends what is told."""
        self._parts = parts
        self._replying = replying

    def open(self, viewer: Viewer, which: Which) -> Opened:
        """Read one open promise.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such open promise to somebody in the IRO's own caseload, or in one that
                they cover.
        """
        require(viewer, Action.REPLY)
        with self._parts.database.write() as connection:
            response, way, promise = self._found(connection, viewer, which)
            self._log(connection, viewer, way.logged("promise_read"), response)
            return Opened(
                name=way.name(way.seal(connection)),
                promise=promise,
                instrument=self._parts.instruments.from_json(response.forms),
            )

    def settle(self, viewer: Viewer, which: Which, told: Point) -> None:
        """Tell what became of it: done, given another day and why, or why it cannot be.

        `told` is about what the promise was about, whatever it names itself.

        Raises:
            NotAllowed, NotFound: as `open`.
        """
        require(viewer, Action.REPLY)
        state = PromiseState.KEPT if told.outcome is Outcome.DID else PromiseState.CHANGED
        with self._parts.database.write() as connection:
            response, way, promise = self._found(connection, viewer, which)
            settle_promise(connection, promise, state)
            self._log(connection, viewer, way.logged(f"promise_{state.value}"), response)
            point = replace(told, question=promise.point.question, about=promise.point.about)
            self._replying.send_in(connection, viewer, response, way, Reply(points=(point,)))

    def _found(
        self, connection: Connection, viewer: Viewer, which: Which
    ) -> tuple[SentResponse, Way, Promise]:
        parts = self._parts
        response, way = response_to_act_on(connection, parts.vault, viewer, which.response, parts.clock())
        seal = way.seal(connection)
        for promise in open_promises(connection, seal, viewer.authority, response.young_person):
            if (promise.response, promise.reply, promise.number) == (response.id, which.reply, which.number):
                return response, way, promise
        raise NotFound("promise")

    def _log(self, connection: Connection, viewer: Viewer, action: str, response: SentResponse) -> None:
        event = Event(action=action, object_type="response", object_id=response.id)
        self._parts.audit.append(connection, viewer, event)
