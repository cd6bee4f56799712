"""Words that tell of danger: what is known of one language, and what is found in a comment by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.questionnaire import Urgency
from viewpoint.domain.themes import Span


class DangerKind(StrEnum):
    """What the danger is."""

    PHYSICAL = "physical"
    SEXUAL = "sexual"
    EMOTIONAL = "emotional"
    NEGLECT = "neglect"
    SELF_HARM = "self_harm"
    SUICIDE = "suicide"
    EXPLOITATION = "exploitation"
    MISSING = "missing"
    PEER = "peer"
    ONLINE = "online"
    DOMESTIC = "domestic"
    STAFF_HERE = "staff_here"
    UNSAFE_OTHER = "unsafe_other"


@dataclass(frozen=True, kw_only=True)
class DangerEntry:
    """Phrases that tell of one kind of danger, and what takes their meaning away.

    A phrase that holds although somebody denies it ("they do not feed us") is no more than a phrase with the
    denial in it; `is_deniable` is for those that a "no" before them turns round.
    """

    kind: DangerKind
    urgency: Urgency
    phrases: tuple[str, ...]
    about: ConcernAbout = ConcernAbout.NOBODY
    is_deniable: bool = True
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Near:
    """Phrases that change what stands up to `reach` words from them, unless one of `unless` is there too."""

    phrases: tuple[str, ...]
    reach: int
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DangerLexicon:
    """The words of one language.

    `sets` name words that stand for one another; a phrase takes one of them as `<name>`. `letters` are read
    as others inside words ("3" as "e"), `spellings` are words read as others ("wiv" as "with"), `sounds` what
    is spelt in several ways ("ph" as "f"). `negators` deny what follows them in their clause; in a phrase of
    `not_negating` they deny something else. What lies wholly within a phrase of `harmless` is not found.
    `contexts` are what an entry can name. `about` are the words for those whom it may be about.
    """

    language: str
    version: int
    entries: tuple[DangerEntry, ...]
    sets: Mapping[str, tuple[str, ...]]
    letters: Mapping[str, str]
    spellings: Mapping[str, str]
    sounds: Mapping[str, str]
    negators: tuple[Near, ...]
    not_negating: tuple[str, ...]
    clause_breaks: tuple[str, ...]
    harmless: tuple[str, ...]
    contexts: Mapping[str, Near]
    about: Mapping[ConcernAbout, Near]
    known_words: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many phrases tell of danger."""
        return sum(len(entry.phrases) for entry in self.entries)


class Trait(NamedTuple):
    """Something that a piece of writing has: in how many examples it stood, and for what it speaks.

    `weights`: the place of an outcome (0 for what is ordinary, then the kinds in their order) and how much it
    speaks for that, or against it.
    """

    examples: int
    weights: tuple[tuple[int, float], ...]


@dataclass(frozen=True, kw_only=True)
class LearntKind:
    """A kind of danger: its weight before anything is read, and how soon an adult has to look."""

    kind: DangerKind
    bias: float
    urgency: Urgency

    @property
    def about(self) -> ConcernAbout:
        """Whom it may be about by its kind alone."""
        return ConcernAbout.STAFF_HERE if self.kind is DangerKind.STAFF_HERE else ConcernAbout.NOBODY


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """What examples taught of one language: a softmax regression over n-grams, its weights kept as data.

    `words` are words and pairs of them, `spelling` pieces of words. Danger is found where the logarithm of
    its odds is `at_least` so much. Where fewer of the words than the share `least_known` are among `words`,
    it is another language. `examples`: how many there were to learn from.
    """

    language: str
    version: int
    examples: int
    at_least: float
    least_known: float
    ordinary: float
    """The weight of what is ordinary before anything is read."""
    kinds: tuple[LearntKind, ...]
    words: Mapping[str, Trait] = field(repr=False)
    spelling: Mapping[str, Trait] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Danger found in a comment: `span` is where the words that led to it stand, end not included."""

    kind: DangerKind
    urgency: Urgency
    about: ConcernAbout
    span: Span
