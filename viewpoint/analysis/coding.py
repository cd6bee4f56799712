"""Coding one comment: its themes, each with the words that led to it and the feeling it was said with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import NamedTuple

from viewpoint.analysis.feeling import answered, asked_for, feeling_of, tones_of
from viewpoint.analysis.matching import Hit, Word
from viewpoint.analysis.text import places, script
from viewpoint.analysis.tongue import Saying, Tongue
from viewpoint.domain.themes import (
    Codeframe,
    Coding,
    Feeling,
    Mention,
    Outcome,
    Source,
    Span,
    ThemeId,
    together,
)
from viewpoint.domain.words import ENGLISH

_ENOUGH = 0.5  # a theme is mentioned when its terms together are as likely right as wrong
_SCRIPTS: Mapping[str, str] = {"ar": "ARABIC"}
_OTHER_WAY = {Feeling.WANTS_CHANGE: Feeling.GOING_WELL, Feeling.GOING_WELL: Feeling.WANTS_CHANGE}


class _Clause(NamedTuple):
    span: Span
    saying: Saying
    said: Feeling  # by its words
    feeling: Feeling  # by its words, or else by the question or the clauses around it


class _Reading(NamedTuple):
    """A comment read in one language."""

    spans: Sequence[Span]  # of each word
    words: Sequence[Word]
    clause_of: Sequence[int]  # for each word, which clause it stands in
    hits: Sequence[Hit]
    clauses: Sequence[_Clause]
    understood: int  # how many of its words said anything in this language


class Coder:
    """Codes comments by one codeframe; a language is got ready when its first comment comes."""

    def __init__(self, codeframe: Codeframe) -> None:
        self._codeframe = codeframe
        self._languages = codeframe.languages
        self._tongues: dict[str, Tongue] = {}

    def code(self, comment: str, *, language: str, asked: str) -> Coding:
        """The coding of one comment.

        Args:
            comment: The young person's words as they wrote them.
            language: The language they chose for the pages. Many write English whatever they chose, so the
                comment is read as English too, and the reading that understands more of it holds.
            asked: The name or measure of the question; `want_change` and `good_things` say what to expect.
        """
        expected = asked_for(asked)
        to_try = [
            each for each in dict.fromkeys((language, ENGLISH)) if each == ENGLISH or each in self._languages
        ]
        readings = [_read(comment, self._tongue(each), expected) for each in to_try]
        reading = max(readings, key=lambda each: each.understood)
        coding = self._coding(reading, expected)
        if coding.outcome is Outcome.NOT_EXPLAINED and not self._can_read(comment, language):
            return Coding(outcome=Outcome.NEEDS_READER, feeling=Feeling.NONE)
        return coding

    def _coding(self, reading: _Reading, expected: Feeling) -> Coding:
        mentions = self._mentions(reading)
        feeling = together(
            [each.said for each in reading.clauses] + [mention.feeling for mention in mentions],
        )
        outcome = Outcome.CODED if mentions else _outcome_without_themes(reading.clauses, feeling, expected)
        if feeling is Feeling.NONE and outcome is Outcome.NOT_EXPLAINED:
            feeling = expected
        return Coding(outcome=outcome, feeling=feeling, mentions=mentions)

    def _mentions(self, reading: _Reading) -> tuple[Mention, ...]:
        """One mention for each theme in each clause, in the order in which they were written."""
        found: dict[tuple[int, str], list[Span]] = defaultdict(list)
        for hit in _likely(reading):
            span = reading.spans[hit.first][0], reading.spans[hit.last - 1][1]
            found[reading.clause_of[hit.first], hit.key].append(span)
        in_order = sorted((at, min(terms), key) for (at, key), terms in found.items())
        return tuple(
            self._mention(ThemeId(key), reading.clauses[at], sorted(set(found[at, key])))
            for at, _, key in in_order
        )

    def _mention(self, theme: ThemeId, clause: _Clause, terms: Sequence[Span]) -> Mention:
        start, end = clause.span
        return Mention(
            theme=theme,
            clause=(min(start, terms[0][0]), max(end, *(last for _, last in terms))),
            terms=tuple(terms),
            feeling=clause.feeling,
            source=Source.MACHINE,
            codeframe_version=self._codeframe.version,
        )

    def _tongue(self, language: str) -> Tongue:
        if language not in self._tongues:
            self._tongues[language] = Tongue(self._codeframe, language)
        return self._tongues[language]

    def _can_read(self, comment: str, language: str) -> bool:
        return language in self._languages and script(comment) in {"", _SCRIPTS.get(language, "LATIN")}


def _read(comment: str, tongue: Tongue, expected: Feeling) -> _Reading:
    spans, words = tongue.words(comment)
    clauses = _clauses_of(comment, words, tongue)
    clause_of = places(spans, clauses)
    hits, tones = tongue.themes.find(words), tongue.tones.find(words)
    words_in: list[list[Word]] = [[] for _ in clauses]
    for word, at in zip(words, clause_of, strict=True):
        words_in[at].append(word)
    tones_in: list[list[Hit]] = [[] for _ in clauses]
    for tone in tones:
        tones_in[clause_of[tone.first]].append(tone)
    sayings = [tongue.saying(each) for each in words_in]
    by_words = [_said(*each, expected) for each in zip(sayings, tones_in, strict=True)]
    said = answered(by_words, tongue.contrasted(comment, clauses), expected)
    read = [_Clause(*each) for each in zip(clauses, sayings, said, _filled(said, expected), strict=True)]
    return _Reading(spans, words, clause_of, hits, read, len(hits) + len(tones))


def _clauses_of(comment: str, words: Sequence[Word], tongue: Tongue) -> Sequence[Span]:
    """The clauses of a comment; a common saying ("n/a", "don't know, sorry") is one whatever marks it has."""
    whole = [(0, len(comment))]
    return whole if tongue.saying(words) is not Saying.SOMETHING else tongue.clauses(comment) or whole


def _said(saying: Saying, tones: Sequence[Hit], expected: Feeling) -> Feeling:
    """What a clause says by itself: "nothing" is praise or complaint, by what was asked."""
    if saying is Saying.NOTHING_IS:
        return _OTHER_WAY.get(expected, Feeling.NONE)
    if saying is Saying.EVERYTHING_IS:
        return expected
    return feeling_of(tones_of(tones)) if tones else Feeling.NONE


def _filled(said: Sequence[Feeling], expected: Feeling) -> list[Feeling]:
    """Each clause's feeling, or where its words say none: what was asked for, or said before or next."""
    if expected is not Feeling.NONE:
        return [each if each is not Feeling.NONE else expected for each in said]
    forwards = _carried(said)
    return list(reversed(_carried(list(reversed(forwards)))))


def _carried(said: Iterable[Feeling]) -> list[Feeling]:
    result: list[Feeling] = []
    last = Feeling.NONE
    for each in said:
        last = each if each is not Feeling.NONE else last
        result.append(last)
    return result


def _likely(reading: _Reading) -> list[Hit]:
    """The hits of themes whose terms, each different word counted once, are together likely enough."""
    doubts: dict[str, dict[str, float]] = defaultdict(dict)
    for hit in reading.hits:
        stem = reading.words[hit.first].stem
        doubts[hit.key][stem] = min(1 - hit.precision, doubts[hit.key].get(stem, 1.0))
    likely = {key for key, of_words in doubts.items() if 1 - prod(of_words.values()) >= _ENOUGH}
    return [hit for hit in reading.hits if hit.key in likely]


def _outcome_without_themes(clauses: Sequence[_Clause], feeling: Feeling, expected: Feeling) -> Outcome:
    sayings = {clause.saying for clause in clauses}
    if feeling is Feeling.GOING_WELL and expected is not Feeling.NONE and sayings != {Saying.NOTHING_SAID}:
        all_is_well = expected is Feeling.WANTS_CHANGE or Saying.EVERYTHING_IS in sayings
        return Outcome.NOTHING_TO_CHANGE if all_is_well else Outcome.NOT_EXPLAINED
    if sayings == {Saying.NOTHING_SAID} or (expected is Feeling.NONE and Saying.SOMETHING not in sayings):
        return Outcome.NOTHING_SAID
    return Outcome.NOT_EXPLAINED
