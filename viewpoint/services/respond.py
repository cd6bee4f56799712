"""A young person's way: start, answer page by page, and send; each answer is safe the moment it is given."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from viewpoint.domain.concern import BUTTONS, AskedToday, Concern, ConcernSource, SafeWay
from viewpoint.domain.errors import AlreadySent, LinkClosed, NotFound
from viewpoint.domain.invitation import Invitation, InvitationKind, InvitationState
from viewpoint.domain.journey import WHO, Journey, Step, WhoIsHere, who_answer
from viewpoint.domain.people import ResponseId
from viewpoint.domain.release_policy import ReleasePolicy
from viewpoint.domain.response import Answer
from viewpoint.domain.rounds import round_for
from viewpoint.domain.routing import answers_on_path
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.uk_time import uk_day
from viewpoint.domain.visit import visit_key
from viewpoint.services.anonymously import keep_anonymously
from viewpoint.services.instruments import Instruments
from viewpoint.services.links import Links
from viewpoint.services.messages_any_time import message_behind
from viewpoint.services.put_off import put_off
from viewpoint.services.raising import Raising
from viewpoint.services.throttled import Throttle
from viewpoint.services.visits import Visits, journey_of
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.concerns import is_raised
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import (
    hold_by_code,
    hold_by_handle,
    keep_language,
    save_state,
)
from viewpoint.storage.people import home_of
from viewpoint.storage.responses import add_response, response_to
from viewpoint.storage.rounds import open_rounds
from viewpoint.storage.sealing import Vault
from viewpoint.storage.visits import (
    OpenVisit,
    begin_visit,
    drop_draft,
    end_visit,
    save_draft,
    touch_visit,
)
from viewpoint.storage.voice import send_sounds
from viewpoint.storage.work import NewTask, TaskKind, queue_tasks

TOUCH_AFTER = timedelta(minutes=2)
"""A visit in use is noted at most this often, so that looking at a page rarely writes."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the young person's services are made of."""

    database: Database
    vault: Vault
    audit: AuditLog
    links: Links
    throttle: Throttle
    instruments: Instruments
    policy: ReleasePolicy
    raising: Raising
    clock: Callable[[], datetime]


class Respond:
    """Opens links and keeps answers; every method names the visit by the secret in its cookie."""

    def __init__(self, parts: Parts) -> None:
        """See `Parts`."""
        self._parts = parts
        self._clock = parts.clock
        self._visits = Visits(parts.vault, parts.clock)

    def start(self, token: str, language: str, address: str) -> str:
        """Open a link: a new visit; returns its secret.

        Raises:
            LinkClosed: the link was mistyped, is unknown, expired or revoked.
            TooManyTries: unknown links were tried from this address, for a while.
        """
        handle = self._parts.links.handle_sha256(token)
        return self._start("link", address, language, lambda connection: hold_by_handle(connection, handle))

    def start_with_code(self, code: str, language: str, address: str) -> str:
        """Open with the code that is printed on a letter; as `start`."""
        mac = self._parts.links.code_mac(code)
        return self._start("code", address, language, lambda connection: hold_by_code(connection, mac))

    def journey(self, secret: str) -> Journey:
        """Where they are.

        Raises:
            VisitEnded: the visit was left alone too long, or the invitation was revoked or ran out since.
        """
        now = self._clock()
        with self._parts.database.read() as connection:
            opened = self._visits.found(connection, secret)
            journey = self._journey(connection, opened)
        if now - opened.visit.seen_at > TOUCH_AFTER:
            with self._parts.database.write() as connection:
                touch_visit(connection, opened.visit.key, seen_at=now)
        return journey

    def answer(self, secret: str, read: Callable[[Journey], Mapping[str, Answer]]) -> Step:
        """Save answers the moment they are given, on the path or not; those off it are dropped on sending.

        Args:
            secret: the visit's.
            read: what was given, by question; handed the journey as it is now, so that looking and saving
                are one transaction.

        Raises:
            AlreadySent: the response is on its way already.
            VisitEnded: as `journey`.
        """
        now = self._clock()
        with self._parts.database.write() as connection:
            opened = self._visits.held(connection, secret)
            if opened.visit.invitation.state is InvitationState.SENT:
                raise AlreadySent(opened.visit.invitation.id)
            before = self._journey(connection, opened)
            given = {name: answer for name, answer in read(before).items() if before.keeps(name, answer)}
            if given:
                save_draft(connection, opened, given, now)
            if now - opened.visit.seen_at > TOUCH_AFTER:
                touch_visit(connection, opened.visit.key, seen_at=now)
        answers = {**before.answers, **given}
        after = replace(before, answers=answers, shown=before.shown | given.keys())
        return Step(journey=after, concern=after.most_urgent(given))

    def who_is_here(self, secret: str, who: WhoIsHere) -> Journey:
        """Keep who is with them; as `answer`."""
        return self.answer(secret, lambda _: {WHO: who_answer(who)}).journey

    def tell_someone(
        self, secret: str, question: str, how_to_reach: str, safe_ways: Sequence[SafeWay] = ()
    ) -> None:
        """Raise a concern now, without waiting for the rest to be sent, and after sending too.

        Args:
            secret: the visit's.
            question: the one whose answer needs an adult, or the button that they pressed: to talk to
                someone, or to have an advocate.
            how_to_reach: when and how it is safe to reach them, in their words.
            safe_ways: the same, of what they could tick.

        Raises:
            NotFound: the answer there is now needs no adult.
            VisitEnded: as `journey`.
        """
        with self._parts.database.write() as connection:
            opened = self._visits.held(connection, secret)
            journey = self._journey(connection, opened)
            urgency = journey.urgency_of(question)
            if urgency is None:
                raise NotFound(question)
            invitation = opened.visit.invitation
            concern = Concern(
                young_person=invitation.young_person,
                authority=invitation.authority,
                invitation=invitation.id,
                question=question,
                urgency=urgency,
                raised_at=self._clock(),
                asked_today=AskedToday.YES,
                source=ConcernSource.BUTTON if question in BUTTONS else ConcernSource.ANSWER,
                how_to_reach=how_to_reach.strip(),
                safe_ways=tuple(safe_ways),
            )
            about = journey.whom_about(question)
            self._parts.raising.raise_(connection, opened.visit.viewer, opened.seal, concern, about)

    def has_told(self, secret: str, button: str) -> bool:
        """Whether they asked, by this button, to talk to someone or for an advocate.

        Raises:
            VisitEnded: as `journey`.
        """
        with self._parts.database.read() as connection:
            opened = self._visits.found(connection, secret)
            return is_raised(connection, opened.visit.invitation.id, button)

    def send(self, secret: str) -> Journey:
        """Send the response: the answers on the path, once; a second sending changes nothing.

        Returns:
            the journey that is over, as every later visit finds it.

        Raises:
            VisitEnded: as `journey`.
        """
        with self._parts.database.write() as connection:
            opened = self._visits.held(connection, secret)
            try:
                sent = opened.visit.invitation.send(self._clock())
            except AlreadySent:
                return self._journey(connection, opened)
            sent = self._send(connection, opened, sent)
            visit = replace(opened.visit, invitation=sent)
            return self._journey(connection, replace(opened, visit=visit))

    def set_language(self, secret: str, language: str) -> None:
        """Go on in another language, in messages too; nothing is lost."""
        with self._parts.database.write() as connection:
            opened = self._visits.found(connection, secret)
            touch_visit(connection, opened.visit.key, language=language)
            keep_language(connection, opened.visit.invitation.id, language)

    def leave(self, secret: str) -> None:
        """End the visit on the server; the draft stays with the invitation."""
        with self._parts.database.write() as connection:
            end_visit(connection, visit_key(secret))

    def _start(
        self, purpose: str, address: str, language: str, hold: Callable[[Connection], Invitation | None]
    ) -> str:
        self._parts.throttle.check(purpose, address=address)
        secret = secrets.token_urlsafe(32)
        try:
            with self._parts.database.write() as connection:
                self._begin(connection, hold(connection), secret, language)
        except LinkClosed:
            self._parts.throttle.failed(purpose, address)
            raise
        return secret

    def _begin(self, connection: Connection, held: Invitation | None, secret: str, language: str) -> None:
        if held is None:
            raise LinkClosed
        now = self._clock()
        opened = held.open(now)
        if opened != held:
            save_state(connection, opened)
        if language != held.language:
            keep_language(connection, held.id, language)
        if opened.is_standing:
            opened = message_behind(connection, replace(opened, language=language), now)
        begin_visit(connection, visit_key(secret), opened, language, now)

    def _send(self, connection: Connection, opened: OpenVisit, sent: Invitation) -> Invitation:
        now = self._clock()
        journey = self._journey(connection, opened)
        if sent.kind is InvitationKind.PULSE:
            self._send_anonymously(connection, opened, journey, sent)
            return sent
        answers = answers_on_path(journey.whole_path, journey.answers)
        response = _response(connection, journey, sent, now)
        add_response(connection, opened.seal, response, answers, journey.given_with)
        asked = [question.name for page in journey.whole_path for question in page.questions]
        send_sounds(connection, sent.id, response.id, asked)
        put_off(connection, journey, sent, now)
        drop_draft(connection, sent.id)
        sent = replace(sent, is_behind_pin=opened.visit.is_known and not journey.hides_words)
        save_state(connection, sent)
        tasks = [
            NewTask(authority=sent.authority, kind=kind, subject=response.id, key=f"{kind}:{response.id}")
            for kind in (TaskKind.RAISE_CONCERNS, TaskKind.CODE_THEMES)
        ]
        queue_tasks(connection, tasks, now)
        self._log(connection, opened, "response_sent", "response", response.id)
        return sent

    def _send_anonymously(
        self, connection: Connection, opened: OpenVisit, journey: Journey, sent: Invitation
    ) -> None:
        keep_anonymously(connection, self._parts.policy, journey, sent)
        drop_draft(connection, sent.id)
        self._parts.vault.destroy_draft_key(connection, sent.id)
        save_state(connection, sent)
        self._log(connection, opened, "sent", "invitation", sent.id)

    def _journey(self, connection: Connection, opened: OpenVisit) -> Journey:
        return journey_of(connection, self._parts.instruments, opened)

    def _log(
        self, connection: Connection, opened: OpenVisit, action: str, object_type: str, object_id: str
    ) -> None:
        event = Event(action=action, object_type=object_type, object_id=object_id)
        self._parts.audit.append(connection, opened.visit.viewer, event)


def _response(connection: Connection, journey: Journey, sent: Invitation, now: datetime) -> SentResponse:
    """What is sent, with where they live and which round is open now: neither is looked up again later."""
    home = home_of(connection, sent.authority, sent.young_person)
    parent = response_to(connection, sent.parent) if sent.parent else None
    round_ = round_for(uk_day(now), open_rounds(connection, sent.authority))
    return SentResponse(
        id=ResponseId(new_id()),
        authority=sent.authority,
        young_person=sent.young_person,
        invitation=sent.id,
        round=round_.id if round_ else None,
        profile=sent.profile,
        forms=sent.forms,
        language=journey.visit.language,
        who_is_here=journey.company or "",
        home_key=sent.about_home or home.home_key,
        gender=home.gender,
        sent_at=now,
        kind=sent.kind,
        supplements=parent.id if parent else None,
    )
