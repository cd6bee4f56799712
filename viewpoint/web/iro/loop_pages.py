"""What the templates are given of the reply loop, and of the answers laid beside each other: plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class AgeView:
    """How old one has to be to read a reply with ease; each line is a sentence or ""."""

    age: str = ""
    longest: str = ""
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class PromiseView:
    """Something that was promised; `href` is where it is settled."""

    href: str
    about: str
    words: str
    by: str
    who: str
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class PromisePage:
    """One promise, and what is being written of what became of it."""

    name: str
    back: str
    promise: PromiseView


@dataclass(frozen=True, kw_only=True)
class ClosingView:
    """Why a response was closed without a reply: one line that says how, by whom and when, and the reason."""

    line: str
    words: str


@dataclass(frozen=True, kw_only=True)
class TranslationView:
    """What somebody says that an answer means; `by` says who, when, and that it is no word of the child's."""

    by: str
    words: str


@dataclass(frozen=True, kw_only=True)
class TranslationPage:
    """One answer and its translation so far."""

    name: str
    back: str
    label: str
    words: str
    language: str
    voice: str


@dataclass(frozen=True, kw_only=True)
class Dot:
    """Where an answer stands in its drawing."""

    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One measure that moved: its question, its answers in words in their order, and its drawing."""

    id: str
    label: str
    sentence: str
    told: str
    line: str
    """The drawing's line, as SVG takes it."""
    dots: tuple[Dot, ...]


@dataclass(frozen=True, kw_only=True)
class TravelView:
    """The distance travelled: what was found, a drawing of each measure that moved, and all in a table."""

    sentence: str
    charts: tuple[Chart, ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class TemplateRow:
    """A text that replies begin from."""

    id: str
    title: str
    words: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class TemplateBox:
    """A text being written; each error says how to mend its field."""

    title: str = ""
    words: str = ""
    whose: str = "own"
    title_error: str = ""
    words_error: str = ""

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Field and message of all that must be mended."""
        found = (("title", self.title_error), ("words", self.words_error))
        return [(name, error) for name, error in found if error]


@dataclass(frozen=True, kw_only=True)
class ClosingBox:
    """A reason being written, with what must be mended by field."""

    how: str = ""
    talked: str = ""
    reason: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    def error(self, name: str) -> str:
        """What must be mended in one field, if anything."""
        return dict(self.errors).get(name, "")


@dataclass(frozen=True, kw_only=True)
class PaperPoint:
    """One point of a reply on paper, each heading in the reader's language."""

    title: str
    words: str
    about: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class PaperPage:
    """A reply to be handed over; its words are the young person's to read, in their language's headings."""

    back: str
    language: str
    direction: str
    heading: str
    on: str
    opening: str
    points: tuple[PaperPoint, ...]
