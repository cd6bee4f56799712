"""Words that tell of danger: the lexicon of one language, and what is found in a comment by it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from viewpoint.domain.concern import ConcernAbout
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
    as others ("3" as "e"), inside words only, and words of `spellings` as others ("wiv" as "with"); `sounds` are
    what is spelt in several ways ("ph" as "f"). `negators` deny what follows them in their clause; a phrase of
    `not_negating` has a negator that denies something else. Whatever lies wholly within a phrase of
    `harmless` is not found. `contexts` are what an entry can name. `about` are the words for who it may be about.
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


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Danger found in a comment: `span` is where the words that led to it stand, end not included."""

    kind: DangerKind
    urgency: Urgency
    about: ConcernAbout
    span: Span


def urgency_of(findings: Iterable[Finding]) -> Urgency | None:
    """How soon an adult must look at a comment, by the most urgent that was found; None if nothing was."""
    found = {each.urgency for each in findings}
    return next((urgency for urgency in Urgency if urgency in found), None)


def about_of(abouts: Iterable[ConcernAbout]) -> ConcernAbout:
    """Whom something may be about: of several, the one who matters most not to be told."""
    found = set(abouts)
    return next((about for about in reversed(ConcernAbout) if about in found), ConcernAbout.NOBODY)
