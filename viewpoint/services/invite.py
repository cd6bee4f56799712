"""Who is due to be asked, and asking them: one invitation each, its link queued in the same act."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from viewpoint.domain.asking import Asked, Occasion, WhyNot, why_not
from viewpoint.domain.council import Council
from viewpoint.domain.invitation import Channel, Invitation, InvitationState, answers_until
from viewpoint.domain.people import AuthorityId, InvitationId, Profile, YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.rounds import Round, RoundState
from viewpoint.domain.words import ENGLISH
from viewpoint.services.instruments import instrument_json
from viewpoint.services.inviting import Inviting
from viewpoint.services.issuing import issue
from viewpoint.services.profiles import profile_of
from viewpoint.services.working_days import add_working_days, working_days_between
from viewpoint.storage.candidates import Candidate, candidates
from viewpoint.storage.database import Connection
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import asked_since, hold_inviting
from viewpoint.storage.rounds import rounds_of

AT_ONCE = 100
"""So that no young person who is saving an answer waits longer than a moment."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """Somebody to be asked: for the review that is `working_days` away, or else in the open round."""

    young_person: YoungPersonId
    name: str = field(repr=False)
    review_on: date | None
    round: Round | None
    working_days: int
    channel: Channel
    language: str
    profile: Profile

    @property
    def occasion(self) -> Occasion:
        """What they are asked for."""
        return Occasion(review_on=self.review_on, round=self.round.id if self.round else None)


@dataclass(frozen=True, kw_only=True)
class Look:
    """Who is due, the nearest reviews first, and how many are not asked now and why."""

    due: tuple[Due, ...]
    held_back: Mapping[WhyNot, int]


@dataclass(frozen=True, kw_only=True)
class InviteResult:
    """What came of inviting: the invitations, and who was left out and why."""

    invited: tuple[Invitation, ...]
    skipped: Mapping[YoungPersonId, WhyNot]


class Invite:
    """Asks young people."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`."""
        self._parts = parts

    def look(self, viewer: Viewer) -> Look:
        """Who is due now, and how many are near but not asked.

        Raises:
            NotAllowed: the viewer invites nobody.
        """
        require(viewer, Action.INVITE)
        with self._parts.database.read() as connection:
            found = self._everybody(connection, viewer.authority)
        due = [entry for entry in found.values() if isinstance(entry, Due)]
        held_back = Counter(entry for entry in found.values() if isinstance(entry, WhyNot))
        del held_back[WhyNot.NOT_DUE]
        return Look(due=tuple(sorted(due, key=_by_nearness)), held_back=held_back)

    def due(self, viewer: Viewer) -> list[Due]:
        """Who is due now, the nearest reviews first; as `look`."""
        return list(self.look(viewer).due)

    def invite(self, viewer: Viewer, young_people: Collection[YoungPersonId]) -> InviteResult:
        """Ask those of them who are due, for what they are due; doing it twice asks once.

        A hundred at a time, each invitation in one transaction with its link and its message.

        Raises:
            CouncilNotReady: a number that a young person may need is not set, so nobody is given a link.
            NotAllowed: the viewer invites nobody.
        """
        require(viewer, Action.INVITE)
        self._parts.councils[viewer.authority].ready()
        invited: list[Invitation] = []
        skipped: dict[YoungPersonId, WhyNot] = {}
        wanted = list(young_people)
        for start in range(0, len(wanted), AT_ONCE):
            batch = self._invite(viewer, wanted[start : start + AT_ONCE])
            invited += batch.invited
            skipped |= batch.skipped
        return InviteResult(invited=tuple(invited), skipped=skipped)

    def _invite(self, viewer: Viewer, young_people: Collection[YoungPersonId]) -> InviteResult:
        self._tailor(viewer.authority, young_people)
        with self._parts.database.write() as connection:
            hold_inviting(connection, viewer.authority)
            known = self._everybody(connection, viewer.authority, young_people)
            found = {who: known.get(who, WhyNot.NOT_DUE) for who in young_people}
            due = [entry for entry in found.values() if isinstance(entry, Due)]
            invited = tuple(self._invitation(viewer.authority, entry) for entry in due)
            issue(self._parts, connection, viewer, invited)
        skipped = {who: entry for who, entry in found.items() if isinstance(entry, WhyNot)}
        return InviteResult(invited=invited, skipped=skipped)

    def _tailor(self, authority: AuthorityId, young_people: Collection[YoungPersonId]) -> None:
        """Nine tenths of the work, done and kept before anybody who is writing has to wait for us."""
        with self._parts.database.read() as connection:
            known = self._everybody(connection, authority, young_people)
        for entry in known.values():
            if isinstance(entry, Due):
                self._parts.instruments.for_profile(entry.profile)

    def _everybody(
        self,
        connection: Connection,
        authority: AuthorityId,
        among: Collection[YoungPersonId] | None = None,
    ) -> dict[YoungPersonId, Due | WhyNot]:
        now = self._now(connection, authority)
        people = candidates(connection, self._parts.vault, authority, among)
        return {candidate.young_person: self._standing(candidate, now) for candidate in people}

    def _now(self, connection: Connection, authority: AuthorityId) -> "_Now":
        council, on = self._parts.councils[authority], self._parts.today()
        open_now = (each for each in rounds_of(connection, authority) if _is_open_on(each, on))
        return _Now(
            council=council,
            on=on,
            round=next(open_now, None),
            too_far=add_working_days(on, council.invite_before_working_days + 1, council.nation),
            before=asked_since(connection, authority, self._parts.since()),
        )

    def _standing(self, candidate: Candidate, now: "_Now") -> Due | WhyNot:
        if now.near_review(candidate) is None and now.round is None:
            return WhyNot.NOT_DUE
        if candidate.is_short_break:
            return WhyNot.SHORT_BREAKS
        due = self._due(candidate, now)
        base = self._parts.instruments.base_for(due.profile)
        if base is None:
            return WhyNot.NO_QUESTIONNAIRE
        return why_not(due.occasion, base, now.before.get(due.young_person, ()), now.on) or due

    def _due(self, candidate: Candidate, now: "_Now") -> Due:
        council, review_on = now.council, now.near_review(candidate)
        profile = profile_of(candidate, council.nation, now.on)
        return Due(
            young_person=candidate.young_person,
            name=candidate.name,
            review_on=review_on,
            round=None if review_on else now.round,
            working_days=working_days_between(now.on, review_on, council.nation) if review_on else 0,
            channel=self._parts.channel(candidate.preferred, candidate.reachable),
            language=candidate.language if candidate.language in council.languages else ENGLISH,
            profile=replace(profile, was_asked_before=bool(now.before.get(candidate.young_person))),
        )

    def _invitation(self, authority: AuthorityId, due: Due) -> Invitation:
        return Invitation(
            id=InvitationId(new_id()),
            authority=authority,
            young_person=due.young_person,
            round=due.round.id if due.round else None,
            review_on=due.review_on,
            state=InvitationState.ISSUED,
            channel=due.channel,
            language=due.language,
            profile=due.profile,
            forms=instrument_json(self._parts.instruments.for_profile(due.profile)),
            issued_at=self._parts.clock(),
            answers_until=answers_until(
                review_on=due.review_on, closes_on=due.round.closes_on if due.round else None
            ),
        )


@dataclass(frozen=True, kw_only=True)
class _Now:
    """What everybody's being due depends on, looked up once."""

    council: Council
    on: date
    round: Round | None
    too_far: date
    """The first day that is too many working days away for a review to be asked about."""
    before: Mapping[YoungPersonId, list[Asked]]

    def near_review(self, candidate: Candidate) -> date | None:
        review_on = candidate.next_review_on
        return review_on if review_on is not None and self.on <= review_on < self.too_far else None


def _is_open_on(round_: Round, on: date) -> bool:
    return round_.state is RoundState.OPEN and round_.opens_on <= on <= round_.closes_on


def _by_nearness(due: Due) -> tuple[date, str]:
    return due.review_on or date.max, due.name
