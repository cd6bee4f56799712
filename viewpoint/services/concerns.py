"""Taking up a concern: seen with what it rests on, acknowledged, noted, and closed with what was done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from viewpoint.domain.concern import Concern
from viewpoint.domain.concern_life import LONGEST_WORDS, Life, Step, TakenStep, WaitingConcern
from viewpoint.domain.concern_route import is_told
from viewpoint.domain.errors import BadInput, NotFound
from viewpoint.domain.people import AccountId, AuthorityId, ConcernId, Profile
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.response import Answer
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.instruments import Instruments
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.concern_lives import (
    add_step,
    closed_concerns,
    held_life,
    listed_concern,
    new_step,
    open_concerns,
    save_life,
    steps_of,
)
from viewpoint.storage.concerns import stored_concern
from viewpoint.storage.covers import stood_in_for
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.invitations import invitations_for
from viewpoint.storage.people import how_to_reach, name_of, names_of
from viewpoint.storage.responses import read_answers, response_to
from viewpoint.storage.sealing import Seal, Vault

LATELY = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A concern on the duty worker's list; `iro` and `owner` are names, "" for none."""

    waiting: WaitingConcern
    name: str = field(repr=False)
    iro: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class RestsOn:
    """What a concern rests on: one question and one answer, and nothing else of what was said.

    `answer` is None while they have not sent it: until then it is theirs.
    """

    question: Question | None
    answer: Answer | None = field(repr=False)
    profile: Profile
    language: str
    who_is_here: str | None
    """None while they have not sent it."""


@dataclass(frozen=True, kw_only=True)
class OpenedConcern:
    """One concern, opened; `names` has everybody who took a step, by account."""

    concern: Concern
    waiting: WaitingConcern
    rests_on: RestsOn
    steps: Sequence[TakenStep]
    names: Mapping[AccountId, str]
    name: str = field(repr=False)
    phone: str = field(repr=False)


class Concerns:
    """For the duty worker and the young person's IRO, or who stands in; every opening is logged."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        instruments: Instruments,
        clock: Callable[[], datetime],
    ) -> None:
        """The clock gives the time of each step."""
        self._database = database
        self._vault = vault
        self._audit = audit
        self._instruments = instruments
        self._clock = clock

    def waiting(self, viewer: Viewer) -> list[Listed]:
        """Every concern that the duty worker has to see to, what is due first first.

        Raises:
            NotAllowed: the viewer takes up no concerns.
        """
        return self._listed(viewer, open_concerns)

    def closed_lately(self, viewer: Viewer) -> list[Listed]:
        """Those that were closed in the last fortnight; as `waiting`."""
        since = self._clock() - LATELY
        return self._listed(
            viewer, lambda connection, authority: closed_concerns(connection, authority, since)
        )

    def open(self, viewer: Viewer, concern: ConcernId) -> OpenedConcern:
        """Read one concern and what it rests on; the log is written in the same transaction.

        Raises:
            NotAllowed: the viewer takes up no concerns.
            NotFound: there is no such concern for them, or it may be about them.
        """
        with self._database.write() as connection:
            _life, waiting = self._held(connection, viewer, concern)
            opened = self._opened(connection, viewer, waiting)
            self._log(connection, viewer, "concern_opened", concern)
            return opened

    def acknowledge(self, viewer: Viewer, concern: ConcernId) -> None:
        """Take it up by name; doing it again changes nothing.

        Raises:
            WrongStep: it is closed.
            NotAllowed, NotFound: as `open`.
        """
        with self._database.write() as connection:
            life, _waiting = self._held(connection, viewer, concern)
            taken = life.acknowledge(AccountId(viewer.subject))
            if taken != life:
                self._step(connection, viewer, concern, taken, Step.ACKNOWLEDGED)

    def note(self, viewer: Viewer, concern: ConcernId, words: str) -> None:
        """Write down a step taken meanwhile.

        Raises:
            BadInput: there are no words, or too many.
            WrongStep: it is closed.
            NotAllowed, NotFound: as `open`.
        """
        _check(words)
        with self._database.write() as connection:
            life, _waiting = self._held(connection, viewer, concern)
            self._step(connection, viewer, concern, life.note(), Step.NOTED, words)

    def close(self, viewer: Viewer, concern: ConcernId, words: str) -> None:
        """Close it with what was done.

        Raises:
            BadInput: there are no words, or too many.
            WrongStep: nobody has taken it up, or it is closed.
            NotAllowed, NotFound: as `open`.
        """
        _check(words)
        with self._database.write() as connection:
            life, _waiting = self._held(connection, viewer, concern)
            self._step(connection, viewer, concern, life.close(), Step.CLOSED, words)

    def _listed(
        self, viewer: Viewer, find: Callable[[Connection, AuthorityId], Sequence[WaitingConcern]]
    ) -> list[Listed]:
        require(viewer, Action.TAKE_UP_CONCERN)
        with self._database.read() as connection:
            found = [each for each in find(connection, viewer.authority) if each.is_for_duty]
            staff = staff_names(connection, viewer.authority)
            children = [each.young_person for each in found]
            names = names_of(connection, self._vault, viewer.authority, children)
        return [
            Listed(
                waiting=each,
                name=names.get(each.young_person, ""),
                iro=staff[each.iro] if each.iro else "",
                owner=staff[each.life.owner] if each.life.owner else "",
            )
            for each in found
        ]

    def _held(
        self, connection: Connection, viewer: Viewer, concern: ConcernId
    ) -> tuple[Life, WaitingConcern]:
        require(viewer, Action.TAKE_UP_CONCERN)
        life = held_life(connection, viewer.authority, concern)
        if life is None:
            raise NotFound(concern)
        waiting = listed_concern(connection, viewer.authority, concern)
        if not self._is_theirs(connection, viewer, waiting):
            raise NotFound(concern)
        return life, waiting

    def _is_theirs(self, connection: Connection, viewer: Viewer, waiting: WaitingConcern) -> bool:
        """The duty worker's, or the IRO's who is named now or stands in today."""
        if viewer.role is Role.DUTY_WORKER:
            return waiting.is_for_duty
        on = uk_day(self._clock())
        iros = {viewer.subject, *stood_in_for(connection, viewer.authority, AccountId(viewer.subject), on)}
        return is_told(Role.IRO, waiting.route) and waiting.iro in iros

    def _opened(self, connection: Connection, viewer: Viewer, waiting: WaitingConcern) -> OpenedConcern:
        child, authority = waiting.young_person, viewer.authority
        seal = self._vault.for_child(connection, authority, child)
        concern = stored_concern(connection, seal, authority, waiting.id)
        reach = how_to_reach(connection, self._vault, authority, [child]).get(child)
        return OpenedConcern(
            concern=concern,
            waiting=waiting,
            rests_on=self._rests_on(connection, seal, concern),
            steps=steps_of(connection, seal, waiting.id),
            names=staff_names(connection, authority),
            name=name_of(connection, seal, child),
            phone=reach.phone if reach else "",
        )

    def _rests_on(self, connection: Connection, seal: Seal, concern: Concern) -> RestsOn:
        # Without its lock: whoever asks again holds the invitation first, and the concern after it.
        (invitation,) = invitations_for(connection, concern.authority, [concern.invitation])
        response = response_to(connection, concern.invitation)
        answers = read_answers(connection, seal, response.id) if response else {}
        return RestsOn(
            question=self._instruments.of(invitation).by_name.get(concern.question),
            answer=answers.get(concern.question),
            profile=invitation.profile,
            language=response.language if response else invitation.language,
            who_is_here=response.who_is_here if response else None,
        )

    def _step(
        self,
        connection: Connection,
        viewer: Viewer,
        concern: ConcernId,
        life: Life,
        step: Step,
        words: str = "",
    ) -> None:
        taken = new_step(step, self._clock(), AccountId(viewer.subject), words.strip())
        waiting = listed_concern(connection, viewer.authority, concern)
        seal = self._vault.for_child(connection, viewer.authority, waiting.young_person) if words else None
        save_life(connection, concern, life)
        add_step(connection, viewer.authority, concern, taken, seal)
        self._log(connection, viewer, f"concern_{step}", concern)

    def _log(self, connection: Connection, viewer: Viewer, action: str, concern: ConcernId) -> None:
        event = Event(action=action, object_type="concern", object_id=concern)
        self._audit.append(connection, viewer, event)


def _check(words: str) -> None:
    if not 0 < len(words.strip()) <= LONGEST_WORDS:
        raise BadInput(f"write what was done, in at most {LONGEST_WORDS} characters")
