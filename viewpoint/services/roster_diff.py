"""What a roster changes: what was kept of each young person held against what the files say now."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from viewpoint.domain.people import AccountId, Area, DistanceBand, Gender, Siblings
from viewpoint.domain.placements import Placement, ReturnYear, current_placement, is_looked_after
from viewpoint.domain.roster import ChildId, Contact, Roster, RosterChild
from viewpoint.domain.roster_record import ContactFacts, Difference, PersonFacts, RosterRecord, Stay
from viewpoint.domain.stability import moves_in
from viewpoint.domain.words import ENGLISH
from viewpoint.storage.ids import new_id

_NOTHING_TOLD = PersonFacts(
    birth_month=date.min,
    gender=Gender.UNKNOWN.value,
    language=ENGLISH,
    siblings=Siblings.UNKNOWN.value,
    communication=(),
    is_unaccompanied=False,
    is_short_break=False,
    iro_id=None,
    next_review_on=None,
    is_looked_after=False,
)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a comparison depends on besides files and database; `iros` by e-mail address in small letters."""

    on: date
    year: ReturnYear
    iros: Mapping[str, AccountId]


def differences(
    roster: Roster,
    kept: Mapping[ChildId, RosterRecord],
    left_alone: Collection[ChildId],
    terms: Terms,
) -> Iterator[Difference]:
    """Everybody whom the roster changes, in the order of their ids.

    Somebody who is not in the roster is no longer looked after, unless `left_alone` names them.
    """
    told = {child.id: child for child in roster.children}
    for id_ in sorted((told.keys() | kept.keys()) - set(left_alone)):
        before = kept.get(id_)
        after = _record(told[id_], before, terms) if id_ in told else _gone(kept[id_])
        if before != after:
            yield Difference(child=id_, before=before, after=after)


def _gone(before: RosterRecord) -> RosterRecord:
    return replace(before, person=replace(before.person, is_looked_after=False))


def _record(child: RosterChild, before: RosterRecord | None, terms: Terms) -> RosterRecord:
    return RosterRecord(
        person=_person(child, before.person if before else _NOTHING_TOLD, terms),
        contact=_contact(child.contact) if child.contact else before.contact if before else None,
        stays=tuple(_stays(child.placements, before.stays if before else (), terms.year)),
        reviews={
            **(before.reviews if before else {}),
            **{review.held_on: review.participation.value for review in child.reviews},
        },
    )


def _person(child: RosterChild, before: PersonFacts, terms: Terms) -> PersonFacts:
    current = current_placement(child.placements, terms.on)
    person = replace(
        before,
        birth_month=child.birth_month,
        gender=child.gender.value,
        is_unaccompanied=child.is_unaccompanied,
        is_short_break=bool(current and current.is_short_break),
        is_looked_after=is_looked_after(child.placements, terms.on),
    )
    return _as_contact_says(person, child.contact, terms) if child.contact else person


def _as_contact_says(person: PersonFacts, contact: Contact, terms: Terms) -> PersonFacts:
    """A blank IRO is none; an address that nobody here has changes nothing."""
    email = contact.iro_email
    return replace(
        person,
        language=contact.language,
        siblings=contact.siblings.value,
        communication=tuple(need.value for need in contact.communication),
        iro_id=terms.iros.get(email.casefold(), person.iro_id) if email else None,
        next_review_on=contact.next_review_on,
    )


def _contact(contact: Contact) -> ContactFacts:
    return ContactFacts(
        channel=contact.channel.value if contact.channel else "",
        name=contact.name_used,
        phone=contact.phone or "",
        email=contact.email or "",
    )


def _stays(told: tuple[Placement, ...], kept: tuple[Stay, ...], year: ReturnYear) -> Iterable[Stay]:
    """What was before the return's first stay is history and is kept; from then on the return holds alone."""
    if not told:
        return kept
    first = _going_on(told[0], kept)
    known = {stay.began_on: stay for stay in kept}
    begins_on = first.began_on if first else told[0].began_on
    moves = moves_in(told, year)
    stays = [_stay(each, known.get(each.began_on), moves) for each in told]
    if first:
        stays[0] = _stay(told[0], first, moves)
    history = [_over_by(stay, begins_on) for stay in kept if stay.began_on < begins_on]
    return (*history, *stays)


def _going_on(first: Placement, kept: tuple[Stay, ...]) -> Stay | None:
    """The kept stay in the middle of which the return opens, where it does so."""
    if not first.began_earlier:
        return None
    around = (
        stay
        for stay in kept
        if stay.began_on < first.began_on and (stay.ended_on is None or stay.ended_on >= first.began_on)
    )
    return next(around, None)


def _stay(placement: Placement, kept: Stay | None, moves: int) -> Stay:
    """Where the files do not say what lies in area and how far off, what they said before holds."""
    id_ = kept.id if kept else new_id()
    return Stay(
        id=id_,
        began_on=kept.began_on if kept else placement.began_on,
        ended_on=placement.ended_on,
        placement_type=placement.type.value,
        place_code=placement.place_code,
        provider_kind=placement.provider_kind.value if placement.provider_kind else "",
        home_key=placement.home_urn or id_,
        area=_or_before(placement.area, kept.area if kept else ""),
        distance=_or_before(placement.distance, kept.distance if kept else ""),
        moves_in_year=moves,
        entry=kept.entry if kept and placement.began_earlier else placement.entry.value,
    )


def _or_before(told: Area | DistanceBand, before: str) -> str:
    is_told = told not in {Area.UNKNOWN, DistanceBand.UNKNOWN}
    return told.value if is_told or not before else before


def _over_by(stay: Stay, day: date) -> Stay:
    """A stay that the return does not have was over by the day it begins, whenever that was."""
    if stay.ended_on is not None and stay.ended_on <= day:
        return stay
    return replace(stay, ended_on=day)
