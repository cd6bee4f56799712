"""A roster's changes as a list that a person can read: old and new of what is not sensitive, and no name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from viewpoint.domain.people import AccountId
from viewpoint.domain.roster import ChildId
from viewpoint.domain.roster_record import Difference, PersonFacts, RosterRecord, Stay


class What(StrEnum):
    """What changes, the weightiest first."""

    NEW = auto()
    LEFT = auto()
    BACK = auto()
    MOVED = auto()
    PLACEMENT = auto()
    """The same placement, told otherwise: its end, area, distance, home or kind."""
    WITHDRAWN = auto()
    """A placement that was brought in before and that the return no longer has."""
    MOVES = auto()
    """How often they moved in the return's year, where that is not said by a move."""
    IRO = auto()
    NEXT_REVIEW = auto()
    LANGUAGE = auto()
    CHANNEL = auto()
    CONTACT = auto()
    """Name, telephone number or e-mail address; which is not shown."""
    DETAILS = auto()
    """Birth month, gender, siblings, needs, unaccompanied or short breaks; which is not shown."""
    REVIEWS = auto()
    """Statutory reviews that are new or corrected, all of somebody's in one line."""


Shown = Stay | date | str | int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One change about one young person, by the council's own number for them."""

    child: ChildId
    what: What
    old: Shown = None
    new: Shown = None
    count: int = 1
    """How many there are in this one line."""


def changes_of(
    differences: Iterable[Difference], names: Mapping[AccountId, str]
) -> tuple[tuple[Change, ...], Mapping[What, int]]:
    """The list, grouped by what changes, and how many there are of each; `names` are those of the staff.

    The reviews of somebody new are counted and not listed.
    """
    found, counts = list[Change](), Counter[What]()
    for difference in differences:
        if difference.before is None:
            found.append(_new(difference))
            counts[What.REVIEWS] += len(difference.after.reviews)
        else:
            found += _changes(difference.child, difference.before, difference.after, names)
    for change in found:
        counts[change.what] += change.count
    order = list(What)
    found.sort(key=lambda change: order.index(change.what))
    return tuple(found), {what: counts[what] for what in order if counts[what]}


def _new(difference: Difference) -> Change:
    return Change(child=difference.child, what=What.NEW, new=_last(difference.after))


def _changes(
    child: ChildId, before: RosterRecord, after: RosterRecord, names: Mapping[AccountId, str]
) -> Iterator[Change]:
    for what, old, new in (
        *_standing(before.person, after.person),
        *_homes(before, after),
        *_facts(before, after, names),
        *_reaching(before, after),
    ):
        yield Change(child=child, what=what, old=old, new=new)
    if held := sum(before.reviews.get(day) != code for day, code in after.reviews.items()):
        yield Change(child=child, what=What.REVIEWS, count=held)


_Lines = Iterator[tuple[What, Shown, Shown]]


def _standing(before: PersonFacts, after: PersonFacts) -> _Lines:
    if before.is_looked_after and not after.is_looked_after:
        yield What.LEFT, None, None
    if after.is_looked_after and not before.is_looked_after:
        yield What.BACK, None, None


def _homes(before: RosterRecord, after: RosterRecord) -> _Lines:
    """A move is one line: the end of the stay before it goes without saying."""
    old, new = ({stay.id: stay for stay in record.stays} for record in (before, after))
    for id_ in old.keys() - new.keys():
        yield What.WITHDRAWN, old[id_], None
    if new.keys() - old.keys():
        yield What.MOVED, _last(before), _last(after)
        return
    for id_, stay in new.items():
        if _told(old[id_]) != _told(stay):
            yield What.PLACEMENT, old[id_], stay
    if _moves(before) != _moves(after):
        yield What.MOVES, _moves(before), _moves(after)


def _facts(before: RosterRecord, after: RosterRecord, names: Mapping[AccountId, str]) -> _Lines:
    old, new = before.person, after.person
    if old.iro_id != new.iro_id:
        yield What.IRO, names.get(old.iro_id or AccountId("")), names.get(new.iro_id or AccountId(""))
    if old.next_review_on != new.next_review_on:
        yield What.NEXT_REVIEW, old.next_review_on, new.next_review_on
    if old.language != new.language:
        yield What.LANGUAGE, old.language, new.language
    if _details(old) != _details(new):
        yield What.DETAILS, None, None


def _reaching(before: RosterRecord, after: RosterRecord) -> _Lines:
    old, new = before.contact, after.contact
    if new is None:
        return
    if (old.channel if old else "") != new.channel:
        yield What.CHANNEL, old.channel if old else None, new.channel
    if old is None or (old.name, old.phone, old.email) != (new.name, new.phone, new.email):
        yield What.CONTACT, None, None


def _last(record: RosterRecord) -> Stay | None:
    return record.stays[-1] if record.stays else None


def _told(stay: Stay) -> tuple[Shown, ...]:
    return (
        stay.ended_on,
        stay.placement_type,
        stay.place_code,
        stay.provider_kind,
        stay.home_key,
        stay.area,
        stay.distance,
    )


def _moves(record: RosterRecord) -> int | None:
    return record.stays[-1].moves_in_year if record.stays else None


def _details(person: PersonFacts) -> tuple[object, ...]:
    return (
        person.birth_month,
        person.gender,
        person.siblings,
        person.communication,
        person.is_unaccompanied,
        person.is_short_break,
    )
