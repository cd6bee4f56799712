"""Our own contacts CSV: what SSDA903 does not hold, one row for each young person."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from viewpoint.domain.people import Area, Siblings
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import ChildId, CommunicationNeed, Contact, PreferredChannel, Reason
from viewpoint.exchange.cells import RowReader, listed
from viewpoint.exchange.reaching import LANGUAGES, e164, email_address, is_mobile, language_tag
from viewpoint.exchange.tables import Columns

CONTACTS = Columns(
    required=("child_id", "name_used"),
    optional=(
        "phone",
        "email",
        "language",
        "communication_needs",
        "iro_email",
        "next_review_on",
        "in_area",
        "distance_miles",
        "siblings",
        "channel",
    ),
)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})?", re.ASCII)
_AREAS = {"in": Area.INSIDE, "out": Area.OUTSIDE}

WordT = TypeVar("WordT", bound=StrEnum)


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactRow:
    """A contact, and where the placement lies for councils that have no postcodes at hand."""

    line: int = field(compare=False)
    child: ChildId
    contact: Contact
    area: Area
    distance_miles: float | None


def contact_row(cells: RowReader, year: ReturnYear) -> ContactRow | None:
    """A row of contacts; every cell but the child's id and the name may be blank."""
    child = cells.child("child_id")
    contact = Contact(
        name_used=_name(cells),
        phone=_checked(cells, "phone", e164),
        email=_checked(cells, "email", email_address),
        language=_language(cells),
        communication=_needs(cells),
        iro_email=_checked(cells, "iro_email", email_address),
        next_review_on=cells.day("next_review_on"),
        siblings=_word(cells, "siblings", Siblings) or Siblings.UNKNOWN,
        channel=_word(cells, "channel", PreferredChannel),
    )
    _check_channel(cells, contact)
    _check_review(cells, contact, year)
    area, miles = _area(cells), _miles(cells)
    if not child:
        return None
    return ContactRow(line=cells.row.line, child=child, contact=contact, area=area, distance_miles=miles)


def _name(cells: RowReader) -> str:
    name = " ".join(cells.text("name_used").split())
    if not name:
        cells.complain(Reason.BLANK, "name_used")
    elif name.startswith(_FORMULA_SIGNS):
        cells.complain(Reason.FORMULA, "name_used")
    return name


def _checked(cells: RowReader, column: str, read: Callable[[str], str | Reason]) -> str | None:
    text = cells.text(column)
    if not text:
        return None
    if text.startswith(_FORMULA_SIGNS) and not (column == "phone" and text.startswith("+")):
        cells.complain(Reason.FORMULA, column)
        return None
    found = read(text)
    if isinstance(found, Reason):
        cells.complain(found, column)
        return None
    return found


def _language(cells: RowReader) -> str:
    tag = language_tag(cells.text("language"))
    if isinstance(tag, Reason):
        cells.complain(tag, "language", codes=listed({name.title() for name in LANGUAGES}))
        return "en"
    return tag


def _needs(cells: RowReader) -> tuple[CommunicationNeed, ...]:
    needs = list[CommunicationNeed]()
    for word in re.split(r"[;,|]", cells.text("communication_needs")):
        key = re.sub(r"[\s_-]+", "_", word.strip().casefold())
        if key and key not in tuple(CommunicationNeed):
            cells.complain(Reason.NEED_UNKNOWN, "communication_needs", codes=listed(CommunicationNeed))
            return ()
        if key:
            needs.append(CommunicationNeed(key))
    return tuple(dict.fromkeys(needs))


def _word(cells: RowReader, column: str, words: type[WordT]) -> WordT | None:
    text = cells.text(column).casefold().replace("-", "")
    if not text:
        return None
    if text not in tuple(words):
        cells.complain(Reason.WORD_UNKNOWN, column, codes=listed(words))
        return None
    return words(text)


def _check_channel(cells: RowReader, contact: Contact) -> None:
    if contact.channel is PreferredChannel.EMAIL and not cells.text("email"):
        cells.complain(Reason.CHANNEL_WITHOUT_CONTACT, "email")
    if contact.channel is not PreferredChannel.SMS:
        return
    if not cells.text("phone"):
        cells.complain(Reason.CHANNEL_WITHOUT_CONTACT, "phone")
    elif contact.phone and not is_mobile(contact.phone):
        cells.complain(Reason.PHONE_NOT_MOBILE, "phone")


def _check_review(cells: RowReader, contact: Contact, year: ReturnYear) -> None:
    """The next review is not of a time before the return, nor further off than a review can be.

    A return is in use for over a year, until the next one is made, and a review is at most six months away.
    """
    latest = ReturnYear(ending=year.ending + 2).ends_on
    if contact.next_review_on and not year.begins_on <= contact.next_review_on <= latest:
        cells.complain(Reason.REVIEW_DATE_UNLIKELY, "next_review_on")


def _area(cells: RowReader) -> Area:
    text = cells.text("in_area").casefold()
    if text and text not in _AREAS:
        cells.complain(Reason.WORD_UNKNOWN, "in_area", codes="IN, OUT")
    return _AREAS.get(text, Area.UNKNOWN)


def _miles(cells: RowReader) -> float | None:
    text = cells.text("distance_miles")
    if text and not _NUMBER.fullmatch(text):
        cells.complain(Reason.DISTANCE_UNREADABLE, "distance_miles")
        return None
    return float(text) if text else None
