"""What each of the IRO's templates is given: plain values, texts in the reader's language."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from viewpoint.web.iro.loop_pages import ClosingView, PromiseView, TranslationView, TravelView
from viewpoint.web.iro.marking import Piece


class AnswerState(StrEnum):
    """How one question stands; not reached: it was still to come when they sent."""

    ANSWERED = "answered"
    NOT_SAYING = "not_saying"
    SKIPPED = "skipped"
    NOT_REACHED = "not_reached"


class Line(NamedTuple):
    """One line of an answer; `original` is the option as they read it where that was another language."""

    pieces: tuple[Piece, ...]
    original: str = ""


class AnswerView(NamedTuple):
    """One answer; `language` and `direction` are those they answered in.

    Like a line and a row a plain tuple: a page has hundreds, and a frozen dataclass takes four times as long.
    """

    state: AnswerState
    lines: tuple[Line, ...]
    language: str
    direction: str
    is_their_words: bool = False


class Row(NamedTuple):
    """A question, what they said, what they said last time where that was something else, and its themes."""

    label: str
    now: AnswerView
    last_time: AnswerView | None
    is_same: bool = False
    themes: tuple[str, ...] = ()
    is_adults: bool = False
    """Whether somebody else answered this one for them."""
    voice: str = ""
    """Where what they said aloud is heard; "" where they did not."""
    translation: TranslationView | None = None
    translate: str = ""
    """Where a translation is kept; "" for what is no words of another language."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rows under one heading of the questionnaire, "" for none."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class ConcernView:
    """Something that needs an adult; `label` is "" when they pressed a button that is on every page."""

    label: str
    answer: AnswerView | None
    is_for_today: bool
    asked_today: str
    how_to_reach: str
    href: str
    state: str
    """How far it has come."""
    on: str
    is_adults: bool = False
    is_advocate: bool = False
    """Whether they asked for an advocate."""
    safe_ways: tuple[str, ...] = ()
    is_kept_back: bool = False
    """Whether they kept the answer from their IRO, who is shown it for what a computer found in it."""


@dataclass(frozen=True, kw_only=True)
class PointView:
    """One point of a reply; `about`, `by` and `who` are "" where there is none."""

    outcome: str
    words: str
    about: str = ""
    by: str = ""
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplyView:
    """A reply that went before."""

    opening: str
    points: tuple[PointView, ...]
    on: str
    is_own: bool
    paper: str
    """Where it stands by itself, to be printed; "" for whoever may not hand it over."""


@dataclass(frozen=True, kw_only=True)
class EarlierView:
    """A response sent before this one."""

    href: str
    on: str
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class ResponsePage:
    """One response; `first_read_on` is "" when this opening is the first.

    `unreached` are the titles of sections that they did not get to at all.
    """

    id: str
    name: str
    sent: str
    company: str
    language: str
    lives: str
    first_read_on: str
    last_time_on: str
    is_on_paper: bool
    wishes: tuple[str, ...]
    concerns: tuple[ConcernView, ...]
    concerns_before: tuple[ConcernView, ...]
    sections: tuple[Section, ...]
    unreached: tuple[str, ...]
    replies: tuple[ReplyView, ...]
    questions: tuple[tuple[str, str], ...]
    """What a point of a reply may be about, by name and in words."""
    earlier: tuple[EarlierView, ...]
    young_person: str = ""
    kind: str = ""
    """What it is, where it is not their views; "" where it is."""
    can_reply: bool = True
    """Not to what an adult saw: a reply would go to a link that is not the young person's."""
    is_adults: bool = False
    """Whether none of it is the young person's own words."""
    belongs_with: tuple[EarlierView, ...] = ()
    """What this one finishes or adds to, and what finishes or adds to this one."""
    ages: str = ""
    """The young person's age band, by which a reply is easy or hard to read."""
    promises: tuple[PromiseView, ...] = ()
    closing: ClosingView | None = None
    draft: str = ""
    """Whose draft stands in the form, "" where there is none."""
    travel: TravelView | None = None
    to_ask: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    """Where the unread response before and after this one is; "" where there is none."""
    first_read_by: str = ""
    """Who read it first, where that was somebody else."""
    is_outside: bool = False
    """Whether the reader was let in from outside their caseload, and changes nothing."""
    opened: tuple[str, ...] = ()
    """Who opened this young person's things from outside, when and why."""


@dataclass(frozen=True, kw_only=True)
class ConcernsPage:
    """What was raised about somebody who has sent nothing yet."""

    name: str
    concerns: tuple[ConcernView, ...]
    young_person: str = ""
    is_outside: bool = False
    opened: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PinCodePage:
    """A code to read aloud, in threes."""

    name: str
    code: str
