"""Who was asked, opened and sent, and who has not been reached: where they live, by name, never an answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum, auto

from viewpoint.domain.asking import Cell, cell
from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import Channel, InvitationKind, InvitationState
from viewpoint.domain.message import Dispatch
from viewpoint.domain.people import AccountId, PlacementType, Profile, RoundId, YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.rounds import Round, RoundState
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.invitation_list import InvitationList, Listed
from viewpoint.services.inviting import Inviting
from viewpoint.services.profiles import profile_of
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.candidates import Candidate, candidates
from viewpoint.storage.database import Connection
from viewpoint.storage.people import HowToReach, how_to_reach
from viewpoint.storage.rounds import rounds_of

A_PAGE = 50
WITHOUT_ROUND = timedelta(days=91)
"""How far back is looked where there is no round yet."""
NOWHERE = HowToReach(phone="", email="")


class Gap(StrEnum):
    """Why somebody has not been reached, the most urgent first."""

    NOT_DELIVERED = auto()
    TO_PRINT = auto()
    NOT_ASKED = auto()
    EXPIRED = auto()
    NOT_OPENED = auto()
    ON_ITS_WAY = auto()


ASKED_OF_EVERYBODY = frozenset({InvitationKind.VIEWS, InvitationKind.PULSE})


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Young people, each counted once; those not reached are the ones who have not opened anything."""

    everybody: int
    asked: int
    opened: int
    sent: int

    @property
    def not_reached(self) -> int:
        """How many have not opened anything."""
        return self.everybody - self.opened


@dataclass(frozen=True, kw_only=True)
class NotReached:
    """Somebody who has not been reached, and how they could be."""

    young_person: YoungPersonId
    name: str = field(repr=False)
    gap: Gap
    channel: Channel
    ways: HowToReach
    iro_name: str
    cell: Cell
    placement_type: PlacementType


@dataclass(frozen=True, kw_only=True)
class Report:
    """One window: `by_cell` and `by_placement` leave out what nobody lives in; the list comes in pages."""

    rounds: Sequence[Round]
    round: Round | None
    total: Counts
    by_cell: Mapping[Cell, Counts]
    by_placement: Mapping[PlacementType, Counts]
    without_questionnaire: int
    not_reached: Sequence[NotReached]
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class _Window:
    round: Round | None
    first_on: date
    last_on: date

    def holds(self, entry: Listed) -> bool:
        invitation = entry.invitation
        if invitation.kind not in ASKED_OF_EVERYBODY:
            return False
        if self.round is not None and invitation.round == self.round.id:
            return True
        return self.first_on <= uk_day(invitation.issued_at) <= self.last_on


@dataclass(frozen=True, kw_only=True)
class _Standing:
    """Somebody who can be asked, and the newest invitation in the window."""

    candidate: Candidate
    profile: Profile
    entry: Listed | None

    @property
    def cell(self) -> Cell:
        return cell(self.profile.area, self.profile.distance)

    @property
    def is_sent(self) -> bool:
        return self.entry is not None and self.entry.state is InvitationState.SENT

    @property
    def is_opened(self) -> bool:
        return self.is_sent or (self.entry is not None and self.entry.invitation.opened_at is not None)

    @property
    def gap(self) -> Gap:
        if self.entry is None:
            return Gap.NOT_ASKED
        if self.entry.state is InvitationState.EXPIRED:
            return Gap.EXPIRED
        return _GAPS.get(self.entry.dispatch, Gap.NOT_OPENED)


class Reach:
    """What the coordinator watches: nobody is to be left out because of where they live."""

    def __init__(self, parts: Inviting, invitations: InvitationList) -> None:
        """See `Inviting`."""
        self._parts = parts
        self._invitations = invitations

    def report(self, viewer: Viewer, round_id: RoundId | None = None, page: int = 1) -> Report:
        """Of a round; of the open one, or the last 13 weeks, where none is named.

        Raises:
            NotAllowed: the viewer may not see who was reached.
            NotFound: this authority has no such round.
        """
        require(viewer, Action.SEE_WHO_WAS_REACHED)
        with self._parts.database.read() as connection:
            rounds = rounds_of(connection, viewer.authority)
            window = self._window(rounds, round_id)
            people = self._people(connection, viewer, window)
            asked = [each for each in people if self._parts.instruments.base_for(each.profile)]
            missing = sorted((each for each in asked if not each.is_opened), key=_by_urgency)
            pages = max(1, -(-len(missing) // A_PAGE))
            page = min(max(page, 1), pages)
            shown = missing[(page - 1) * A_PAGE : page * A_PAGE]
            not_reached = self._told(connection, viewer, shown)
        return Report(
            rounds=rounds,
            round=window.round,
            total=_counts(asked),
            by_cell={each: _counts(one for one in asked if one.cell is each) for each in _cells(asked)},
            by_placement={
                each: _counts(one for one in asked if one.profile.placement_type is each)
                for each in _placements(asked)
            },
            without_questionnaire=len(people) - len(asked),
            not_reached=not_reached,
            page=page,
            pages=pages,
        )

    def _window(self, rounds: Sequence[Round], round_id: RoundId | None) -> _Window:
        today = self._parts.today()
        if round_id is None:
            open_now = (each for each in rounds if each.state is RoundState.OPEN and each.opens_on <= today)
            chosen = next(open_now, None)
        else:
            chosen = next((each for each in rounds if each.id == round_id), None)
            if chosen is None:
                raise NotFound(round_id)
        if chosen is None:
            return _Window(round=None, first_on=today - WITHOUT_ROUND, last_on=today)
        return _Window(round=chosen, first_on=chosen.opens_on, last_on=chosen.closes_on)

    def _people(self, connection: Connection, viewer: Viewer, window: _Window) -> list[_Standing]:
        newest: dict[YoungPersonId, Listed] = {}
        for entry in self._invitations.unnamed(connection, viewer):
            if entry.state is not InvitationState.REVOKED and window.holds(entry):
                newest.setdefault(entry.invitation.young_person, entry)
        nation, today = self._parts.councils[viewer.authority].nation, self._parts.today()
        return [
            _Standing(
                candidate=candidate,
                profile=profile_of(candidate, nation, today),
                entry=newest.get(candidate.young_person),
            )
            for candidate in candidates(connection, self._parts.vault, viewer.authority)
            if not candidate.is_short_break
        ]

    def _told(self, connection: Connection, viewer: Viewer, shown: Sequence[_Standing]) -> list[NotReached]:
        people = [each.candidate.young_person for each in shown]
        ways = how_to_reach(connection, self._parts.vault, viewer.authority, people)
        names = staff_names(connection, viewer.authority)
        return [
            NotReached(
                young_person=each.candidate.young_person,
                name=each.candidate.name,
                gap=each.gap,
                channel=self._parts.channel(each.candidate.preferred, each.candidate.reachable),
                ways=ways.get(each.candidate.young_person, NOWHERE),
                iro_name=names.get(AccountId(each.candidate.iro or ""), ""),
                cell=each.cell,
                placement_type=each.profile.placement_type,
            )
            for each in shown
        ]


_GAPS: Mapping[Dispatch | None, Gap] = {
    Dispatch.FAILED: Gap.NOT_DELIVERED,
    Dispatch.TO_PRINT: Gap.TO_PRINT,
    Dispatch.WAITING: Gap.ON_ITS_WAY,
}
_URGENCY = {gap: place for place, gap in enumerate(Gap)}


def _counts(people: Iterable[_Standing]) -> Counts:
    counted = tuple(people)
    return Counts(
        everybody=len(counted),
        asked=sum(each.entry is not None for each in counted),
        opened=sum(each.is_opened for each in counted),
        sent=sum(each.is_sent for each in counted),
    )


def _cells(people: Iterable[_Standing]) -> list[Cell]:
    lived_in = {each.cell for each in people}
    return [each for each in Cell if each in lived_in]


def _placements(people: Iterable[_Standing]) -> list[PlacementType]:
    lived_in = {each.profile.placement_type for each in people}
    return [each for each in PlacementType if each in lived_in]


def _by_urgency(standing: _Standing) -> tuple[int, str]:
    return _URGENCY[standing.gap], standing.candidate.name
