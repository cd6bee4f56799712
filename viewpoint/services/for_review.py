"""Opening all that was sent for a review: each part is a reading, with its receipt and a line in the log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from viewpoint.domain.concern import Concern
from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import AccountId, YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.sheet import Heard, sent_for
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.instruments import Instruments
from viewpoint.services.said import Said, asked_questions, said
from viewpoint.services.standing import leave_receipt, way_to_act
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.concerns import concerns_about
from viewpoint.storage.covers import stood_in_for
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.participation import Reviewed, Whose, confirmations, reviewed, roster_codes
from viewpoint.storage.people import name_of
from viewpoint.storage.responses import answered_by_adults, find_response, responses_of
from viewpoint.storage.sealing import Seal, Vault
from viewpoint.storage.voice import spoken_in_response

A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class ReviewParts:
    """What the papers of a review are made of."""

    database: Database
    vault: Vault
    audit: AuditLog
    instruments: Instruments
    clock: Callable[[], datetime]

    @property
    def today(self) -> date:
        """The day it is in the UK."""
        return uk_day(self.clock())

    def log(self, connection: Connection, viewer: Viewer, event: Event) -> None:
        """Write a line in the same transaction as the act."""
        self.audit.append(connection, viewer, event)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What was sent for one review, the newest first; `everything` is all they ever sent, unopened."""

    name: str
    person: Reviewed
    review_on: date | None
    last_review_on: date | None
    heard: Sequence[Said]
    concerns: Sequence[Concern]
    everything: Sequence[SentResponse]
    seal: Seal


def caseloads(connection: Connection, viewer: Viewer, today: date) -> frozenset[AccountId]:
    """Whose caseloads are the IRO's to work with today: their own, and those they cover."""
    own = AccountId(viewer.subject)
    return frozenset({own}) | stood_in_for(connection, viewer.authority, own, today)


def own_person(connection: Connection, parts: ReviewParts, viewer: Viewer, child: YoungPersonId) -> Reviewed:
    """Somebody of the IRO's own caseload or one that they cover, asked anew at every reading.

    Raises:
        NotAllowed: the viewer is no IRO.
        NotFound: there is no such young person in the IRO's own caseload, or in one that they cover.
    """
    require(viewer, Action.READ_RESPONSE)
    way_to_act(connection, parts.vault, viewer, child, parts.clock())
    found = reviewed(connection, parts.vault, Whose(authority=viewer.authority, young_person=child))
    if not found:
        raise NotFound(child)
    return found[0]


def reviews_held(connection: Connection, whose: Whose) -> dict[YoungPersonId, list[date]]:
    """The days of reviews that the roster or an IRO has told of, the last first."""
    found: dict[YoungPersonId, set[date]] = {}
    for child, codes in roster_codes(connection, whose).items():
        found.setdefault(child, set()).update(codes)
    for child, confirmed in confirmations(connection, whose).items():
        found.setdefault(child, set()).update(each.took_part.held_on for each in confirmed)
    return {child: sorted(days, reverse=True) for child, days in found.items()}


def open_for_review(
    connection: Connection, parts: ReviewParts, viewer: Viewer, child: YoungPersonId, review_on: date | None
) -> Opened:
    """Read what was sent for a review; for None, for the one to come.

    Raises:
        NotAllowed, NotFound: as `own_person`.
    """
    person = own_person(connection, parts, viewer, child)
    held = reviews_held(connection, Whose(authority=viewer.authority, young_person=child)).get(child, [])
    on = review_on or parts.today + A_DAY
    last = next((each for each in held if each < on), None)
    seal = parts.vault.for_child(connection, viewer.authority, child)
    everything = responses_of(connection, viewer.authority, child)
    concerns = concerns_about(connection, seal, viewer.authority, child)
    responses = [
        read
        for each in sent_for(everything, last, review_on)
        if (read := read_one(connection, parts, viewer, each)) is not None
    ]
    return Opened(
        name=name_of(connection, seal, child),
        person=person,
        review_on=review_on or person.next_review_on,
        last_review_on=last,
        heard=[said(connection, parts.instruments, seal, each, concerns) for each in responses],
        concerns=concerns,
        everything=everything,
        seal=seal,
    )


def read_one(
    connection: Connection, parts: ReviewParts, viewer: Viewer, response: SentResponse
) -> SentResponse | None:
    """The response with its receipt and its line in the log; None where it was just now taken back."""
    held = find_response(connection, viewer.authority, response.id)
    if held is not None:
        way = way_to_act(connection, parts.vault, viewer, held.young_person, parts.clock())
        leave_receipt(connection, way, held, parts.clock())
        event = Event(action=way.logged("response_read"), object_type="response", object_id=held.id)
        parts.log(connection, viewer, event)
    return held


def views_before(everything: Sequence[SentResponse], first: SentResponse) -> SentResponse | None:
    """Their own views the time before; an adult's words are nobody's "last time"."""
    if first.kind is not InvitationKind.VIEWS:
        return None
    earlier = (each for each in everything if each.sent_at < first.sent_at and not each.is_adults)
    return next((each for each in earlier if each.kind is InvitationKind.VIEWS), None)


def heard_of(connection: Connection, seen: Said) -> Heard:
    """A response as the papers are made of it."""
    response = seen.response.id
    return Heard(
        response=seen.response,
        questions=asked_questions(seen),
        answers=seen.answers,
        by_adults=answered_by_adults(connection, response),
        spoken=spoken_in_response(connection, response) - seen.kept_back,
    )
