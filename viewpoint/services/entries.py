"""From the rows of a caseload to its entries: what waits, for how many working days, and for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from viewpoint.domain.caseload import CaseloadEntry, OpenedBy, StoodInFor
from viewpoint.domain.people import AccountId, Nation, YoungPersonId
from viewpoint.domain.sent import Waiting
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.working_days import working_days_between
from viewpoint.storage.caseloads import CaseloadRow


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is known of the young people of some caseloads besides who they are, on a day in a nation."""

    today: date
    nation: Nation
    promised: Mapping[YoungPersonId, date]
    """Whose promise is overdue, and since when."""
    covers: Mapping[AccountId, StoodInFor]
    opened: Mapping[YoungPersonId, Sequence[OpenedBy]]


def entry_of(person: CaseloadRow, kept: Kept) -> CaseloadEntry:
    """One young person and what needs doing."""
    return CaseloadEntry(
        young_person=person.young_person,
        name=person.name,
        next_review_on=person.next_review_on,
        placement_type=person.placement_type,
        area=person.area,
        distance=person.distance,
        newest=person.newest,
        concerns=person.concerns,
        wants_advocate=person.wants_advocate,
        is_asked=person.is_asked,
        is_heard=person.is_heard,
        days_to_review=_days_to(person.next_review_on, kept),
        days_unread=_days_unread(person.newest, kept),
        promised_by=kept.promised.get(person.young_person),
        cover=kept.covers.get(person.iro),
        opened=tuple(kept.opened.get(person.young_person, ())),
    )


def _days_to(on: date | None, kept: Kept) -> int | None:
    if on is None:
        return None
    ahead = working_days_between(kept.today, on, kept.nation)
    return ahead if on >= kept.today else -working_days_between(on, kept.today, kept.nation)


def _days_unread(newest: Waiting | None, kept: Kept) -> int:
    if newest is None or newest.read_at is not None:
        return 0
    return working_days_between(uk_day(newest.sent_at), kept.today, kept.nation)
