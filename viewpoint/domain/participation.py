"""How a young person took part in a review (REVIEW_CODE): a suggestion, and what the IRO confirms."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from viewpoint.domain.people import AccountId, ResponseId, YoungPersonId, age_on
from viewpoint.domain.roster import Participation

OLD_ENOUGH = 4
"""The age from which DfE wants to know how a child took part (rules 440 and 441)."""


class Attendance(StrEnum):
    """Whether they came, or joined by video or telephone."""

    CAME = auto()
    STAYED_AWAY = auto()


class Views(StrEnum):
    """How their views got there."""

    SPOKE = auto()
    ADVOCATE = auto()
    SYMBOLS = auto()
    SENT = auto()
    """By what they sent here or wrote, recorded or told somebody before."""
    NONE = auto()


CODES: Mapping[tuple[Attendance, Views], Participation] = {
    (Attendance.CAME, Views.SPOKE): Participation.SPOKE,
    (Attendance.CAME, Views.ADVOCATE): Participation.ADVOCATE_SPOKE,
    (Attendance.CAME, Views.SYMBOLS): Participation.SYMBOLS,
    # PN6 is for those who do not attend; whoever came and conveyed nothing there is PN4 by the guide.
    (Attendance.CAME, Views.SENT): Participation.SILENT,
    (Attendance.CAME, Views.NONE): Participation.SILENT,
    (Attendance.STAYED_AWAY, Views.SPOKE): Participation.SENT_VIEWS,
    (Attendance.STAYED_AWAY, Views.ADVOCATE): Participation.BRIEFED_ADVOCATE,
    (Attendance.STAYED_AWAY, Views.SYMBOLS): Participation.SENT_VIEWS,
    (Attendance.STAYED_AWAY, Views.SENT): Participation.SENT_VIEWS,
    (Attendance.STAYED_AWAY, Views.NONE): Participation.NO_VIEWS,
}
"""DfE's wording of PN1 to PN7, which names Viewpoint among the ways of PN5 and PN6."""


@dataclass(frozen=True, kw_only=True)
class TookPart:
    """What the IRO says of one review."""

    held_on: date
    attendance: Attendance
    views: Views


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """A code that an IRO confirmed; a later one for the same review takes its place, and both are kept."""

    id: str
    young_person: YoungPersonId
    took_part: TookPart
    suggested: Participation
    code: Participation
    response: ResponseId | None
    """The newest of their own that had been sent for the review by then."""
    confirmed_by: AccountId
    confirmed_at: datetime


def suggested_code(took_part: TookPart, birth_month: date) -> Participation:
    """The code by the table; the IRO decides.

    The day of birth is not kept. In the month of the fourth birthday the child counts as four; Header, which
    has the day, tells otherwise when the return is made.
    """
    if age_on(birth_month, took_part.held_on) < OLD_ENOUGH:
        return Participation.UNDER_FOUR
    return CODES[took_part.attendance, took_part.views]


def fits_age(code: Participation, born_on: date, held_on: date) -> bool:
    """Whether PN0 stands for children under 4 and the others for older ones (rules 440 and 441)."""
    return (code is Participation.UNDER_FOUR) == (age_on(born_on, held_on) < OLD_ENOUGH)


def may_fit_age(code: Participation, birth_month: date, held_on: date) -> bool:
    """Whether it fits for some day in the month of birth, which is all that is kept."""
    last = birth_month.replace(day=monthrange(birth_month.year, birth_month.month)[1])
    return any(fits_age(code, born_on, held_on) for born_on in (birth_month, last))
