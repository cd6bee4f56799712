"""Themes: the codeframe, its terms, and what coding one comment against them yields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType, TypedDict

from viewpoint.domain.words import Words

ThemeId = NewType("ThemeId", str)
Span = tuple[int, int]

NO_LANGUAGE = "zxx"  # BCP 47's tag for what is no language: emoji and emoticons, read in every language


class TermKind(StrEnum):
    """How a term meets the words of a comment."""

    STEM = "stem"  # every word with this stem; where there is no stemmer, every word that begins so
    WORD = "word"  # this word only, in the forms its language gives it before and after
    PHRASE = "phrase"  # these words in a row; hides the single words inside it
    EXCLUSION = "exclusion"  # these words in a row do not mean the theme


class Feeling(StrEnum):
    """Which way a young person's words point; never a number (no reader should weigh one child's answer)."""

    GOING_WELL = "going_well"
    WANTS_CHANGE = "wants_change"
    BOTH = "both"
    NONE = "none"

    def with_other(self, other: "Feeling") -> "Feeling":
        """The feeling of two things said together."""
        if self is other or other is Feeling.NONE:
            return self
        return other if self is Feeling.NONE else Feeling.BOTH


class Outcome(StrEnum):
    """What became of one comment; every comment has one, so that none drops out of the base."""

    CODED = "coded"
    NOTHING_SAID = "nothing_said"  # "n/a", "idk": an answer box filled, nothing told
    NOTHING_TO_CHANGE = "nothing_to_change"  # "nothing, it's all good"
    NOT_EXPLAINED = "not_explained"  # something was said that no theme explains: waits for a person
    NEEDS_READER = "needs_reader"  # in a language or script without terms: waits for a reader


class Source(StrEnum):
    """Who found a mention."""

    MACHINE = "machine"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class Term:
    """One word or phrase that leads to a theme.

    `precision` is how often the term, found alone, is right about its theme: above 0, at most 1.
    """

    text: str
    kind: TermKind
    language: str
    precision: float


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One topic of the codeframe, with what a person needs to decide whether a comment belongs to it."""

    id: ThemeId
    title: Words
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    examples_for: tuple[str, ...]
    examples_against: tuple[str, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of one language that belong to no theme but say how a comment is meant."""

    language: str
    going_well: tuple[str, ...] = ()
    wants_change: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()  # "feel like", "kind of": words of feeling that carry none here
    negations: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()  # "but": what stands on its two sides may differ in feeling
    clause_breaks: tuple[str, ...] = ()
    said_nothing: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    everything: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    known_words: tuple[str, ...] = ()  # real words one edit from a term: not misspellings of it


@dataclass(frozen=True, kw_only=True)
class Codeframe:
    """The themes and words in force; a change is a new version, never an edit."""

    version: int
    themes: tuple[Theme, ...]
    vocabularies: tuple[Vocabulary, ...]
    digest: str

    @property
    def languages(self) -> frozenset[str]:
        """The languages whose comments can be coded: each has a vocabulary, and terms."""
        with_terms = {term.language for theme in self.themes for term in theme.terms}
        with_both = {each.language for each in self.vocabularies} & with_terms
        return frozenset(with_both - {NO_LANGUAGE})

    def theme(self, theme_id: ThemeId) -> Theme:
        """The theme with this id.

        Raises:
            KeyError: The codeframe has no such theme.
        """
        return self._by_id[theme_id]

    def vocabulary(self, language: str) -> Vocabulary:
        """The vocabulary of a language, empty where it has none."""
        return next(
            (each for each in self.vocabularies if each.language == language), Vocabulary(language=language)
        )

    @property
    def _by_id(self) -> Mapping[ThemeId, Theme]:
        return {theme.id: theme for theme in self.themes}


class MentionRecord(TypedDict):
    """A mention as it is stored."""

    theme: str
    clause: list[int]
    terms: list[list[int]]
    feeling: str
    source: str
    codeframe_version: int


class CodingRecord(TypedDict):
    """A coding as it is stored."""

    outcome: str
    feeling: str
    mentions: list[MentionRecord]


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A theme found in one clause of a comment, and the words that led to it.

    `clause` and `terms` are (start, end) positions in the comment, end not included: the words themselves
    stay with the comment, so that a mention can be kept where words may not.
    """

    theme: ThemeId
    clause: Span
    terms: tuple[Span, ...]
    feeling: Feeling
    source: Source
    codeframe_version: int

    def to_json(self) -> MentionRecord:
        """The mention as plain JSON values."""
        return {
            "theme": self.theme,
            "clause": list(self.clause),
            "terms": [list(span) for span in self.terms],
            "feeling": self.feeling.value,
            "source": self.source.value,
            "codeframe_version": self.codeframe_version,
        }

    @classmethod
    def from_json(cls, record: MentionRecord) -> "Mention":
        """The mention that `to_json` wrote."""
        return cls(
            theme=ThemeId(record["theme"]),
            clause=_span(record["clause"]),
            terms=tuple(_span(each) for each in record["terms"]),
            feeling=Feeling(record["feeling"]),
            source=Source(record["source"]),
            codeframe_version=record["codeframe_version"],
        )


@dataclass(frozen=True, kw_only=True)
class Coding:
    """What coding made of one comment."""

    outcome: Outcome
    feeling: Feeling
    mentions: tuple[Mention, ...] = field(default=())

    @property
    def themes(self) -> frozenset[ThemeId]:
        """The themes mentioned, each once however often it is mentioned."""
        return frozenset(mention.theme for mention in self.mentions)

    def to_json(self) -> CodingRecord:
        """The coding as plain JSON values."""
        return {
            "outcome": self.outcome.value,
            "feeling": self.feeling.value,
            "mentions": [mention.to_json() for mention in self.mentions],
        }

    @classmethod
    def from_json(cls, record: CodingRecord) -> "Coding":
        """The coding that `to_json` wrote."""
        return cls(
            outcome=Outcome(record["outcome"]),
            feeling=Feeling(record["feeling"]),
            mentions=tuple(Mention.from_json(each) for each in record["mentions"]),
        )


def together(feelings: Iterable[Feeling]) -> Feeling:
    """The feeling of several things said together; NONE of none."""
    result = Feeling.NONE
    for feeling in feelings:
        result = result.with_other(feeling)
    return result


def _span(pair: list[int]) -> Span:
    start, end = pair
    return start, end
