"""The pieces that a young person's pages are made of: numbers, languages, questions, answers."""

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
    """How one question stands on a page that lists them; hidden: answered, the words wait for the PIN."""

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
    """What led here: an answer that needs an adult, or one of the two buttons that are on every page."""

    ANSWER = "answer"
    TALK = "talk"
    ADVOCATE = "advocate"


@dataclass(frozen=True, kw_only=True)
class WayView:
    """One way to be reached safely, to tick."""

    code: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class HelpNumber:
    """A way to reach help; `href` is a tel:, sms: or https: address, `note` its cost and hours or ""."""

    name: str
    number: str
    href: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RightView:
    """One right under its title."""

    title: str
    says: str


@dataclass(frozen=True, kw_only=True)
class AgesView:
    """The page of rights for some ages."""

    code: str
    words: str
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class HelpGroup:
    """Numbers under one heading of the help page."""

    title: str
    numbers: tuple[HelpNumber, ...]


@dataclass(frozen=True, kw_only=True)
class StartButton:
    """One language to choose: its tag, what HTML calls it, its own name, and its own word for Start."""

    tag: str
    lang: str
    direction: str
    own_name: str
    start: str
    is_large: bool = True


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads what is sent: a name, or what they are to them ("your IRO") while nobody is named."""

    name: str
    words: str
    """Both, as they stand within a sentence: "Priya Shah, your IRO,"."""

    @property
    def at_start(self) -> str:
        """The words as a sentence begins with them."""
        return self.words[:1].upper() + self.words[1:]


@dataclass(frozen=True, kw_only=True)
class Renewed:
    """That other pictures were chosen, on what day and at what time in words, and whom to ask about it."""

    day: str
    time: str
    reader: str


@dataclass(frozen=True, kw_only=True)
class OptionView:
    """One answer to choose; `face` is 0 (very sad) to 4 (very happy) or none; `symbol` a drawing or ""."""

    code: str
    label: str
    hint: str = ""
    face: int | None = None
    symbol: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """One question; `number` and the end words belong to a range from 0 to 10, `words` to a text.

    Where they choose who sees it, `shares` are the choices and `share` is theirs: "iro", "totals", "myself".
    `last_time` names what they said last time, "" when there is nothing to show; where that is hidden behind
    the picture PIN, `last_topic` says what it was about. `is_kept`: it was answered in another visit, and
    can be neither seen nor changed in this one.
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
    shares: tuple[str, ...] = ()
    share: str = "iro"
    last_time: str = ""
    last_topic: str = ""
    error: str = ""
    symbol: str = ""
    is_kept: bool = False

    @property
    def has_faces(self) -> bool:
        """Whether the answers stand under faces."""
        return any(option.face is not None for option in self.options)

    @property
    def is_untouched(self) -> bool:
        """Whether nobody said anything here, now or last time: it looks the same to everybody."""
        said = self.words or self.last_time or self.last_topic or self.error or self.is_kept
        is_chosen = any(option.is_chosen for option in self.options)
        return not said and not is_chosen and self.number is None and self.share == "iro"


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    """One question and what was answered, with the address that changes it.

    `kept` is "totals" or "myself" where the reader does not get it.
    """

    label: str
    state: RowState
    change_url: str
    answers: tuple[str, ...] = ()
    kept: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckSection:
    """Rows under one heading, "" for none."""

    title: str
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, kw_only=True)
class PointView:
    """One point of a reply; `outcome` is "did", "will" or "could_not", the others "" where there is none."""

    outcome: str
    words: str
    about: str = ""
    by: str = ""
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplyView:
    """What the reader answered, by whom, and on what date in words; an opening, points, or both."""

    opening: str
    points: tuple[PointView, ...]
    from_name: str
    on: str


@dataclass(frozen=True, kw_only=True)
class TypedField:
    """Something typed or chosen on a page that was not taken, to send again; hidden without a label."""

    name: str
    value: str
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class LookChoice:
    """One word of a look; `value` is "" for the one that changes nothing."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class LookGroup:
    """Choices of a look that belong together: several at once (checkbox), or one of them (radio)."""

    name: str
    title: str
    kind: str
    choices: tuple[LookChoice, ...]
    hint: str = ""
