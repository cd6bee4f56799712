"""The form of a reply: what was typed, read and shown again, each mistake beside its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import request
from flask_babel import lazy_gettext, ngettext

from viewpoint.domain.closing import LookedReason, TypedReason
from viewpoint.domain.reply import MOST_POINTS
from viewpoint.domain.reply_draft import LONGEST, Looked, TypedPoint, TypedReply, Wrong, day_typed
from viewpoint.web.iro.loop_pages import ClosingBox

WRONG: Mapping[Wrong, str] = {
    Wrong.NOTHING_SAID: lazy_gettext("Write a few words before you send them."),
    Wrong.NO_OUTCOME: lazy_gettext("Choose what became of it."),
    Wrong.NO_WORDS: lazy_gettext("Write what became of it, or empty the whole point."),
    Wrong.UNKNOWN_QUESTION: lazy_gettext("Choose one of the questions, or none."),
    Wrong.NO_DAY: lazy_gettext("Say by when. If you cannot know yet, say by when you will tell them."),
    Wrong.NOT_A_DAY: lazy_gettext("Give the day with its month and year, such as 1/12/2026."),
    Wrong.PAST_DAY: lazy_gettext("That day is over. Choose one from today on."),
    Wrong.FAR_DAY: lazy_gettext("That day is years away. Check the year."),
    Wrong.DAY_TOO_MANY: lazy_gettext("A day goes with what you will do. Choose that, or empty the day."),
    Wrong.NO_ONE: lazy_gettext("Say who does it, so that they know whom to ask."),
}
"""What to do about it; too long is said with its number."""
WRONG_REASON: Mapping[tuple[str, Wrong], str] = {
    ("how", Wrong.NO_OUTCOME): lazy_gettext("Choose why you close it without a reply."),
    ("talked", Wrong.NO_DAY): lazy_gettext("Say on which day you talked."),
    ("talked", Wrong.NOT_A_DAY): WRONG[Wrong.NOT_A_DAY],
    ("talked", Wrong.FAR_DAY): lazy_gettext("That day is still to come. Close it once you have talked."),
    ("reason", Wrong.NO_WORDS): lazy_gettext("Say what was said, or why there is nothing to answer."),
    ("reason", Wrong.TOO_LONG): lazy_gettext(
        "That is too long. Shorten it and close it again; nothing is lost."
    ),
}
"""The same for a reason, by its field."""
COUNTS = frozenset(str(count) for count in range(1, MOST_POINTS + 1))
FIELDS = ("question", "about", "outcome", "words", "by", "who")


@dataclass(frozen=True, kw_only=True)
class PointBox:
    """One point being written; `is_fresh` is the one that was asked for last."""

    number: int
    typed: TypedPoint
    errors: Mapping[str, str] = field(default_factory=dict)
    is_fresh: bool = False

    @property
    def by_is_text(self) -> bool:
        """Whether what was typed for a day is none: a browser's field for days would drop it."""
        return bool(self.typed.by) and day_typed(self.typed.by) is None

    @property
    def by_value(self) -> str:
        """The day as the field for days takes it, else as it was typed."""
        day = day_typed(self.typed.by)
        return day.isoformat() if day else self.typed.by


@dataclass(frozen=True, kw_only=True)
class ReplyBox:
    """The reply being written; each error says how to mend its field."""

    opening: str = ""
    opening_error: str = ""
    points: tuple[PointBox, ...] = (PointBox(number=1, typed=TypedPoint()),)

    @property
    def can_add(self) -> bool:
        """Whether there is room for another point."""
        return len(self.points) < MOST_POINTS

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Field and message of all that must be mended, in the order of the page."""
        opening = [("opening", self.opening_error)] if self.opening_error else []
        return opening + [
            (f"{name}-{box.number}", box.errors[name])
            for box in self.points
            for name in FIELDS
            if name in box.errors
        ]


def typed_reply() -> TypedReply:
    """What was posted."""
    shown = range(1, _shown() + 1)
    return TypedReply(opening=typed_field("opening"), points=tuple(_typed_point(number) for number in shown))


def box_of(typed: TypedReply, looked: Looked | None = None) -> ReplyBox:
    """The form as it was typed, with what must be mended."""
    faults = looked.wrong if looked else {}
    said = {key: _say(key, fault, typed) for key, fault in faults.items()}
    points = tuple(
        PointBox(
            number=number,
            typed=point,
            errors={name: said[f"{name}-{number}"] for name in FIELDS if f"{name}-{number}" in said},
        )
        for number, point in enumerate(typed.points or (TypedPoint(),), 1)
    )
    return ReplyBox(opening=typed.opening, opening_error=said.get("opening", ""), points=points)


def with_another(box: ReplyBox) -> ReplyBox:
    """The form with one more point, which the page opens at; eight are enough."""
    if not box.can_add:
        return box
    fresh = PointBox(number=len(box.points) + 1, typed=TypedPoint(), is_fresh=True)
    return replace(box, points=(*box.points, fresh))


def with_text(box: ReplyBox, number: str, text: str) -> ReplyBox:
    """The form with a text put into one point, behind what stands there."""
    points = tuple(_put(point, text) if str(point.number) == number else point for point in box.points)
    return replace(box, points=points)


def closing_box(typed: TypedReason, looked: LookedReason) -> ClosingBox:
    """The form of a reason as it was typed, with what must be mended."""
    errors = tuple((name, str(WRONG_REASON[name, fault])) for name, fault in looked.wrong.items())
    return ClosingBox(how=typed.how, talked=typed.talked, reason=typed.reason, errors=errors)


def typed_field(name: str) -> str:
    """One field as it was typed, each line break one character."""
    return request.form.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()


def _put(point: PointBox, text: str) -> PointBox:
    words = "\n\n".join(each for each in (point.typed.words, text) if each)
    return replace(point, typed=replace(point.typed, words=words), is_fresh=True)


def _shown() -> int:
    posted = request.form.get("points", "")
    return int(posted) if posted in COUNTS else 1


def _typed_point(number: int) -> TypedPoint:
    return TypedPoint(**{name: typed_field(f"{name}-{number}") for name in FIELDS})


def _say(key: str, fault: Wrong, typed: TypedReply) -> str:
    if fault is not Wrong.TOO_LONG:
        return str(WRONG[fault])
    name, _dash, number = key.partition("-")
    text = getattr(typed.points[int(number) - 1], name) if number else typed.opening
    return ngettext(
        "That is %(num)s character too long. Shorten it and send it again; nothing is lost.",
        "That is %(num)s characters too long. Shorten it and send it again; nothing is lost.",
        len(text) - LONGEST[name],
    )
