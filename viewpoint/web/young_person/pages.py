"""What each of the young person's templates is given: plain values, every text already in the reader's language."""

from dataclasses import dataclass
from enum import StrEnum

PICTURES = ("cat", "star", "tree", "boat", "moon", "key", "cup", "kite", "fish", "flower", "house", "ball")
"""The symbols of pictures.svg; four of them in order, repeats allowed, make the picture PIN."""


class QuestionKind(StrEnum):
    """How a question is answered on the page."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANGE = "range"
    TEXT = "text"
    NOTE = "note"


class Visibility(StrEnum):
    """Who sees an answer, as the page says it beneath the question."""

    IRO = "iro"
    TOTALS = "totals"
    YOUNG_PERSON_CHOOSES = "young_person_chooses"


class RowState(StrEnum):
    """How one question stands on a page that lists them; hidden means answered, the words wait for the PIN."""

    ANSWERED = "answered"
    NOT_SAYING = "not_saying"
    SKIPPED = "skipped"
    HIDDEN = "hidden"


class ReplyState(StrEnum):
    """Whether a reply may be shown: waiting means there is one that the PIN would open."""

    NONE = "none"
    WAITING = "waiting"
    SHOWN = "shown"


class ConcernReason(StrEnum):
    """What led here: an answer that needs an adult, or "I want to talk to someone" on any page."""

    ANSWER = "answer"
    TALK = "talk"


@dataclass(frozen=True, kw_only=True)
class HelpNumber:
    """A way to reach help; `href` is a tel:, sms: or https: address, `note` says cost and hours, "" if none."""

    name: str
    number: str
    href: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HelpGroup:
    """Numbers under one heading of the help page."""

    title: str
    numbers: tuple[HelpNumber, ...]


@dataclass(frozen=True, kw_only=True)
class StartButton:
    """One language on the first page: its tag, direction, own name, and its own word for Start."""

    tag: str
    direction: str
    own_name: str
    start: str


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads what is sent: a name and what they are to the young person ("your IRO")."""

    name: str
    title: str


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
    """Language and look; `chosen_looks` holds any of "dark", "calm", "easier"."""

    starts: tuple[StartButton, ...]
    chosen_looks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WelcomePage(Page):
    """What this is, who reads it and when, and what happens if someone is not safe.

    `name` may be ""; `meeting_on` is a date in words or ""; `kept_months` the longest our copy is kept.
    """

    name: str
    reader: Reader
    question_count: int
    minutes: int
    kept_months: int
    meeting_on: str = ""
    is_anonymous: bool = False


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
    error: str = ""
    pictures: tuple[str, ...] = PICTURES


@dataclass(frozen=True, kw_only=True)
class PinEnterPage(Page):
    """Entering the four pictures; only how many were picked is shown, never which."""

    chosen_count: int = 0
    error: str = ""
    pictures: tuple[str, ...] = PICTURES


@dataclass(frozen=True, kw_only=True)
class OptionView:
    """One answer to choose; `face` is 0 (very sad) to 4 (very happy), none without a face."""

    code: str
    label: str
    hint: str = ""
    face: int | None = None
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """One question; `number` and the end words belong to a range from 0 to 10, `words` to a text.

    `share` is what the young person chose where they choose ("iro", "totals" or "").
    `last_time` names what they said last time, "" when there is nothing to show.
    """

    name: str
    kind: QuestionKind
    label: str
    hint: str = ""
    options: tuple[OptionView, ...] = ()
    number: int | None = None
    low_words: str = ""
    high_words: str = ""
    words: str = ""
    visibility: Visibility = Visibility.IRO
    share: str = ""
    last_time: str = ""
    error: str = ""

    @property
    def has_faces(self) -> bool:
        """Whether the answers stand under faces."""
        return any(option.face is not None for option in self.options)


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


@dataclass(frozen=True, kw_only=True)
class ConcernPage(Page):
    """After an answer that worries us, or when a young person asks to talk.

    `told_by` says when somebody will have seen it ("by 5 o'clock today"). `must_tell` where the law leaves no choice.
    """

    reason: ConcernReason
    reader: Reader
    told_by: str
    must_tell: bool = False
    tell: str = ""
    reach: str = ""
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    """One question and what was answered, with the address that changes it."""

    label: str
    state: RowState
    change_url: str
    answers: tuple[str, ...] = ()
    is_totals_only: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckSection:
    """Rows under one heading, "" for none."""

    title: str
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, kw_only=True)
class CheckPage(Page):
    """Everything before sending; `offers_pin` where none has been chosen yet."""

    sections: tuple[CheckSection, ...]
    reader: Reader
    meeting_on: str = ""
    offers_pin: bool = False
    is_anonymous: bool = False


@dataclass(frozen=True, kw_only=True)
class ReplyView:
    """What the reader answered, by whom, and on what date in words."""

    words: str
    from_name: str
    on: str


@dataclass(frozen=True, kw_only=True)
class SentPage(Page):
    """Thanks, what happens next and by when; `read_on` is a date in words once it has been read."""

    reader: Reader
    read_by: str
    read_on: str = ""
    meeting_on: str = ""
    reply_state: ReplyState = ReplyState.NONE
    reply: ReplyView | None = None
    has_pin: bool = False
    is_anonymous: bool = False


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


@dataclass(frozen=True, kw_only=True)
class HelpPage(Page):
    """Everyone who can help, grouped; `back_url` is "" when there is nowhere to go back to."""

    groups: tuple[HelpGroup, ...]
    back_url: str = ""


@dataclass(frozen=True, kw_only=True)
class TypedField:
    """Something typed or chosen on a page that could not be taken, to be sent again; hidden unless it is words."""

    name: str
    value: str
    label: str = ""


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
