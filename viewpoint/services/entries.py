"""From the rows of a caseload to its entries: what waits, for how many working days, and for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from viewpoint.domain.caseload import (
    ASKED_LATELY,
    CHANGED_LATELY,
    HEARD_LATELY,
    MOVED_LATELY,
    CaseloadEntry,
    OpenedBy,
    StoodInFor,
    urgency,
)
from viewpoint.domain.council import Council
from viewpoint.domain.outside import Opening
from viewpoint.domain.people import AccountId, AuthorityId, Nation, YoungPersonId
from viewpoint.domain.permissions import Viewer
from viewpoint.domain.sent import Waiting
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.working_days import working_days_between
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.caseloads import CaseloadRow, caseload_rows
from viewpoint.storage.covers import stands_in_today
from viewpoint.storage.database import Connection
from viewpoint.storage.outside import openings_about
from viewpoint.storage.sealing import Vault

OPENED_SHOWN_FOR = timedelta(days=14)
"""How long an opening from outside stands on the caseload; on a response it stands for good."""


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """What is known of the young people of some caseloads besides who they are, on a day in a nation."""

    today: date
    nation: Nation
    covers: Mapping[AccountId, StoodInFor]
    opened: Mapping[YoungPersonId, Sequence[OpenedBy]]


def entries_for(
    connection: Connection,
    vault: Vault,
    viewer: Viewer,
    councils: Mapping[AuthorityId, Council],
    now: datetime,
) -> list[CaseloadEntry]:
    """Everybody in the viewer's caseload and in those covered today, the most urgent need first."""
    own, today = AccountId(viewer.subject), uk_day(now)
    covered = stands_in_today(connection, viewer.authority, own, today)
    iros = [own, *(iro for iro, _name, _until in covered)]
    people = caseload_rows(
        connection,
        vault,
        viewer.authority,
        iros,
        viewer=own,
        today=today,
        asked_since=now - ASKED_LATELY,
        heard_since=now - HEARD_LATELY,
        opened_since=now - OPENED_SHOWN_FOR,
    )
    if not people:
        return []
    kept = _Kept(
        today=today,
        nation=councils[viewer.authority].nation,
        covers={iro: StoodInFor(iro_name=name, until_on=until) for iro, name, until in covered},
        opened=_opened(connection, vault, viewer.authority, people, now - OPENED_SHOWN_FOR),
    )
    return sorted((_entry(person, kept) for person in people), key=urgency)


def named(connection: Connection, authority: AuthorityId, openings: Sequence[Opening]) -> Sequence[OpenedBy]:
    """Openings, each with the name of whoever opened."""
    names = staff_names(connection, authority) if openings else {}
    return [OpenedBy(opening=each, by_name=names[each.account]) for each in openings]


def _opened(
    connection: Connection,
    vault: Vault,
    authority: AuthorityId,
    people: Sequence[CaseloadRow],
    since: datetime,
) -> dict[YoungPersonId, Sequence[OpenedBy]]:
    """What was opened from outside since an instant, of those whose rows say that something was."""
    found: dict[YoungPersonId, Sequence[OpenedBy]] = {}
    for each in people:
        if each.is_opened:
            openings = openings_about(connection, vault, authority, each.young_person)
            lately = [opening for opening in openings if opening.opened_at >= since]
            found[each.young_person] = named(connection, authority, lately)
    return found


def _entry(person: CaseloadRow, kept: _Kept) -> CaseloadEntry:
    return CaseloadEntry(
        young_person=person.young_person,
        name=person.name,
        next_review_on=person.next_review_on,
        placement_type=person.placement_type,
        area=person.area,
        distance=person.distance,
        newest=person.newest,
        concerns=person.concerns,
        moved_on=_lately(person.moved_on, kept.today, MOVED_LATELY),
        is_changed=_is_changed(person, kept.today),
        wants_advocate=person.wants_advocate,
        is_asked=person.is_asked,
        is_heard=person.is_heard,
        days_to_review=_days_to(person.next_review_on, kept),
        days_unread=_days_unread(person.newest, kept),
        promised_by=person.promised_by,
        cover=kept.covers.get(person.iro),
        opened=tuple(kept.opened.get(person.young_person, ())),
    )


def _is_changed(person: CaseloadRow, today: date) -> bool:
    came = uk_day(person.newest.sent_at) if person.newest else None
    return any(_lately(on, today, CHANGED_LATELY) for on in (came, person.moved_on))


def _lately(on: date | None, today: date, within: timedelta) -> date | None:
    return on if on and today - on <= within else None


def _days_to(on: date | None, kept: _Kept) -> int | None:
    if on is None:
        return None
    ahead = working_days_between(kept.today, on, kept.nation)
    return ahead if on >= kept.today else -working_days_between(on, kept.today, kept.nation)


def _days_unread(newest: Waiting | None, kept: _Kept) -> int:
    if newest is None or newest.read_at is not None:
        return 0
    return working_days_between(uk_day(newest.sent_at), kept.today, kept.nation)
