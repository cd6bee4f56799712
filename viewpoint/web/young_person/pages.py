"""What each of the young person's templates is given: plain values, texts in the reader's language."""

from dataclasses import dataclass

from viewpoint.web.accessibility import StatementView
from viewpoint.web.young_person.pieces import (
    AgesView,
    CheckSection,
    ConcernReason,
    HelpGroup,
    HelpNumber,
    LookGroup,
    QuestionView,
    Reader,
    Renewed,
    ReplyState,
    ReplyView,
    RightView,
    StartButton,
    TypedField,
    WayView,
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has; with a session it offers languages and "I want to talk to someone"."""

    has_session: bool = True


@dataclass(frozen=True, kw_only=True)
class LinkPage(Page):
    """The page behind a link, the same bytes for every token."""

    starts: tuple[StartButton, ...]
    has_session: bool = False


@dataclass(frozen=True, kw_only=True)
class CodePage(Page):
    """Where the code of a letter is typed; `error` says how to mend it."""

    starts: tuple[StartButton, ...]
    code: str = ""
    error: str = ""
    has_session: bool = False


@dataclass(frozen=True, kw_only=True)
class LanguagePage(Page):
    """Language and look."""

    starts: tuple[StartButton, ...]
    groups: tuple[LookGroup, ...]
    back_url: str = ""
    is_under_12: bool = False


@dataclass(frozen=True, kw_only=True)
class WelcomePage(Page):
    """What this is, who reads it and when, and what happens if someone is not safe.

    `name` may be ""; `kind` is an invitation's; `meeting_on` is a date in words or ""; `kept_months` the
    longest our copy is kept.
    """

    name: str
    reader: Reader
    question_count: int
    minutes: int
    kept_months: int
    meeting_on: str = ""
    is_anonymous: bool = False
    kind: str = "views"


@dataclass(frozen=True, kw_only=True)
class WhoPage(Page):
    """Who is with you; `chosen` is "alone", "helper", "proxy" or ""."""

    chosen: str = ""
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class PinChoosePage(Page):
    """Choosing four pictures, then doing it once more; `chosen` are the codes picked so far."""

    chosen: tuple[str, ...] = ()
    is_repeat: bool = False
    is_renewal: bool = False
    """Whether they take the place of others."""
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class PinEnterPage(Page):
    """Entering the four pictures; only how many were picked is shown, never which.

    `is_to_change`: they came here by changing an answer that was given before.
    """

    chosen_count: int = 0
    is_to_change: bool = False
    error: str = ""
    renewed: Renewed | None = None


@dataclass(frozen=True, kw_only=True)
class PinCodePage(Page):
    """Where the code is typed that lets them choose new pictures; `error` says how to mend it."""

    reader: Reader
    code: str = ""
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionPage(Page):
    """One question, or a few that belong together under `title`; `at` of `total` pages."""

    questions: tuple[QuestionView, ...]
    reader: Reader
    at: int
    total: int
    section: str = ""
    title: str = ""
    can_go_back: bool = True
    offers_break: bool = False
    has_pin: bool = False
    """Whether the pictures would open what is kept here."""

    @property
    def is_all_kept(self) -> bool:
        """Whether there is nothing here that this visit can answer."""
        return all(question.is_kept for question in self.questions)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was said here, now or last time."""
        return all(question.is_untouched for question in self.questions)

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """Name and message of each question that must be mended."""
        return tuple((question.name, question.error) for question in self.questions if question.error)


@dataclass(frozen=True, kw_only=True)
class NotePage(Page):
    """Words between questions, nothing to answer."""

    label: str
    hint: str
    at: int
    total: int
    can_go_back: bool = True
    symbol: str = ""


@dataclass(frozen=True, kw_only=True)
class BreakPage(Page):
    """A break; `back_url` is the question they came from."""

    back_url: str
    is_under_12: bool = False


@dataclass(frozen=True, kw_only=True)
class ConcernPage(Page):
    """After an answer that worries us, or when a young person asks to talk or for an advocate.

    `must_tell` where the law leaves no choice. `advocate` is the council's own number for one, if it is set.
    """

    reason: ConcernReason
    reader: Reader
    must_tell: bool = False
    tell: str = ""
    ways: tuple[WayView, ...] = ()
    advocate: tuple[HelpNumber, ...] = ()
    reach: str = ""
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class ToldPage(Page):
    """What they asked for is passed on: who has it, and whom they can call meanwhile."""

    reason: ConcernReason
    reader: Reader
    back_url: str
    advocate: tuple[HelpNumber, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CheckPage(Page):
    """Everything before sending; `offers_pin` where no PIN was chosen, `asks_pin` where it was not given."""

    sections: tuple[CheckSection, ...]
    reader: Reader
    meeting_on: str = ""
    offers_pin: bool = False
    asks_pin: bool = False
    is_anonymous: bool = False
    has_put_off: bool = False

    @property
    def keeps_some(self) -> bool:
        """Whether any answer does not go to the reader."""
        return any(row.kept for section in self.sections for row in section.rows)


@dataclass(frozen=True, kw_only=True)
class SentPage(Page):
    """Thanks, what happens next and by when; `read_on` is a date in words once it has been read.

    `open_to` is what they can go on with: "nothing", "rest", "message" or "tomorrow".
    """

    reader: Reader
    read_by: str
    read_on: str = ""
    meeting_on: str = ""
    reply_state: ReplyState = ReplyState.NONE
    replies: tuple[ReplyView, ...] = ()
    hears_by_message: bool = False
    sent_on: str = ""
    read_by_whom: str = ""
    """By name and role; this and the day of sending are there with the picture PIN only."""
    read_by_others: tuple[tuple[str, str], ...] = ()
    """Who else read it for a stated reason, each with the day."""
    has_pin: bool = False
    renewed: Renewed | None = None
    is_anonymous: bool = False
    open_to: str = "nothing"
    kind: str = "views"
    looked_at_by: str = ""
    """Who was asked to look at something that they said; there with the picture PIN only."""
    may_be_asked: bool = False
    """The same without it, in words that tell a finder nothing."""


@dataclass(frozen=True, kw_only=True)
class LaterPage(Page):
    """Finishing later; `until_on` is the last day in words."""

    until_on: str
    offers_pin: bool = False


@dataclass(frozen=True, kw_only=True)
class ResumePage(Page):
    """Coming back; topics without words until the PIN. `go_on_url` is the next question."""

    answered: int
    total: int
    topics: tuple[str, ...]
    go_on_url: str
    has_pin: bool = False
    renewed: Renewed | None = None


@dataclass(frozen=True, kw_only=True)
class HelpPage(Page):
    """Everyone who can help, grouped; `back_url` is "" when there is nowhere to go back to."""

    groups: tuple[HelpGroup, ...]
    back_url: str = ""


@dataclass(frozen=True, kw_only=True)
class RightsPage(Page):
    """What the law gives them; `advocate` is the council's number; `back_url` is "" without a way back."""

    rights: tuple[RightView, ...]
    ages: tuple[AgesView, ...]
    advocate: tuple[HelpNumber, ...] = ()
    back_url: str = ""


@dataclass(frozen=True, kw_only=True)
class AccessibilityPage(Page):
    """What works for whom and what does not yet; `back_url` is "" when there is nowhere to go back to."""

    statement: StatementView
    back_url: str = ""


@dataclass(frozen=True, kw_only=True)
class RetryPage(Page):
    """A page open too long, or not saved yet (503): what was typed, and the address to send it to once more.

    The 503 page asks nothing of the session, so there `typed` carries the csrf_token that came with the post.
    """

    typed: tuple[TypedField, ...]
    action: str
    has_session: bool = False


@dataclass(frozen=True, kw_only=True)
class SlowDownPage(Page):
    """Too many tries; `wait` in words ("2 minutes")."""

    wait: str
    has_session: bool = False
