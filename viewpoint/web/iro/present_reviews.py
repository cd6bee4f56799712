"""From somebody's reviews to their page: what is known of each, and the form that confirms a code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from viewpoint.domain.participation import Attendance, Confirmed, TookPart, Views
from viewpoint.domain.people import AccountId
from viewpoint.domain.roster import Participation
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.take_part import HeldReview, Reviews
from viewpoint.web.iro.present_caseload import name_or_none
from viewpoint.web.iro.review_words import ATTENDANCES, CODES, VIEWS
from viewpoint.web.locale import current_language
from viewpoint.wording.dates import day_and_year


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The form as it was sent."""

    held_on: str = ""
    attendance: str = ""
    views: str = ""
    code: str = ""

    def took_part(self) -> TookPart | None:
        """What it says; None while something is missing."""
        held_on = day_of(self.held_on)
        if held_on is None or self.attendance not in set(Attendance) or self.views not in set(Views):
            return None
        return TookPart(held_on=held_on, attendance=Attendance(self.attendance), views=Views(self.views))


@dataclass(frozen=True, kw_only=True)
class ReviewBox:
    """The form; with `suggestion` it asks for the code."""

    typed: Typed
    suggestion: str = ""
    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """One review; `code` is "" where there is none, `by` and `history` are sentences."""

    on: str
    day: str
    code: str
    means: str
    by: str
    history: tuple[str, ...]
    responses: tuple[tuple[str, str], ...]
    """The addresses and words of what was sent for it."""


@dataclass(frozen=True, kw_only=True)
class ReviewsPage:
    """Somebody's reviews, the last first."""

    young_person: str
    name: str
    reviews: tuple[ReviewView, ...]
    next_review_on: str


def day_of(text: str) -> date | None:
    """The day that a field for days holds."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def reviews_page(found: Reviews, today: date) -> ReviewsPage:
    """Every review with what is known of it."""
    coming = found.next_review_on
    return ReviewsPage(
        young_person=found.young_person,
        name=name_or_none(found.name),
        reviews=tuple(_review(each, found.staff) for each in found.reviews),
        next_review_on=_day(coming) if coming and coming > today else "",
    )


def box_for(found: Reviews, asked: str) -> ReviewBox:
    """The form for the day that was asked for, as it was confirmed last; else for the last without a code."""
    open_ = (each for each in found.reviews if not each.confirmed and not each.roster_code)
    chosen = next((each for each in found.reviews if each.held_on.isoformat() == asked), None) or next(
        open_, None
    )
    if chosen is None:
        return ReviewBox(typed=Typed(held_on=asked if day_of(asked) else ""))
    last = chosen.confirmed[0].took_part if chosen.confirmed else None
    return ReviewBox(
        typed=Typed(
            held_on=chosen.held_on.isoformat(),
            attendance=last.attendance.value if last else "",
            views=last.views.value if last else "",
        )
    )


def incomplete(typed: Typed) -> dict[str, str]:
    """What must still be said, by field."""
    wrong = {
        "held_on": None if day_of(typed.held_on) else _("Give the day on which the review was held."),
        "attendance": None if typed.attendance in set(Attendance) else _("Say whether they came."),
        "views": None if typed.views in set(Views) else _("Say how their views got there."),
    }
    return {name: words for name, words in wrong.items() if words}


def suggestion_box(typed: Typed, suggested: Participation, errors: Mapping[str, str]) -> ReviewBox:
    """The form that asks for the code, and why this one is suggested."""
    if suggested is Participation.UNDER_FOUR:
        reason = str(CODES[suggested])
    else:
        came, views = ATTENDANCES[Attendance(typed.attendance)], VIEWS[Views(typed.views)]
        reason = _("%(came)s. %(views)s.", came=came, views=views)
    return ReviewBox(typed=typed, suggestion=suggested.value, reason=reason, errors=errors)


def _review(review: HeldReview, staff: Mapping[AccountId, str]) -> ReviewView:
    last = review.confirmed[0] if review.confirmed else None
    code = last.code.value if last else review.roster_code
    return ReviewView(
        on=_day(review.held_on),
        day=review.held_on.isoformat(),
        code=code,
        means=str(CODES[Participation(code)]) if code else "",
        by=_by(last, staff) if last else _("From the roster.") if code else "",
        history=tuple(_before(each, staff) for each in review.confirmed[1:]) + _roster_says(review, last),
        responses=tuple(
            (url_for("iro.response", response_id=each.id), _day(uk_day(each.sent_at)))
            for each in review.received
        ),
    )


def _by(confirmed: Confirmed, staff: Mapping[AccountId, str]) -> str:
    return _(
        "Confirmed by %(name)s on %(day)s.",
        name=staff.get(confirmed.confirmed_by, ""),
        day=_day(uk_day(confirmed.confirmed_at)),
    )


def _before(confirmed: Confirmed, staff: Mapping[AccountId, str]) -> str:
    return _("Before: %(code)s. %(by)s", code=confirmed.code.value, by=_by(confirmed, staff))


def _roster_says(review: HeldReview, last: Confirmed | None) -> tuple[str, ...]:
    if last is None or not review.roster_code or review.roster_code == last.code.value:
        return ()
    return (_("The roster has %(code)s.", code=review.roster_code),)


def _day(on: date) -> str:
    return day_and_year(on, current_language())
