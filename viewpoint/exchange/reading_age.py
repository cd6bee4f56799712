"""Reading age: how many years of school a text asks for, by Flesch and Kincaid's formula (1975)."""

import re

from viewpoint.domain.people import AgeBand

GRADE_LIMITS = {
    AgeBand.FOUR_TO_SEVEN: 2.0,
    AgeBand.EIGHT_TO_ELEVEN: 4.0,
    AgeBand.TWELVE_TO_SEVENTEEN: 6.0,
    AgeBand.EIGHTEEN_TO_TWENTY_FIVE: 8.0,
}
LONGEST_QUESTION = 20
FEWEST_WORDS = 4  # below this the formula says nothing: "Hello." would be grade 8

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'\N{RIGHT SINGLE QUOTATION MARK}-]*")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(  # made, rule; lived, called; homes, rules: but not table, settled, places
    r"(?:[^aeiouyl]|[aeiouy]l)e$|(?:[^aeiouytdl]|[aeiouy]l|ll)ed$|(?:[^aeiouycgsxzl]|[aeiouy]l)es$"
)
_APART = re.compile(r"[aeiouy]ing|i[ao](?![lnu])|(?<!p)eo|(?<![gq])ua|[aeiouy]ie|iet|scien|crea[^m]")
_RUN_TOGETHER = ((re.compile(r"some(?=[a-z])"), "som"), (re.compile(r"every"), "evry"))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59; 0 for no words."""
    found = words(text)
    if not found:
        return 0.0
    sentences = max(1, len(_SENTENCE_END.findall(text.strip())))
    syllables = sum(syllable_count(word) for word in found)
    return 0.39 * len(found) / sentences + 11.8 * syllables / len(found) - 15.59


def words(text: str) -> list[str]:
    """The words of a text, hyphenated ones as one."""
    return _WORD.findall(text)


def longest_sentence(text: str) -> str:
    """The sentence with the most words, the first of several; "" where there are no words."""
    sentences = (" ".join(each.split()) for each in _SENTENCE_END.sub(r"\g<0>\0", text).split("\0"))
    return max(sentences, key=lambda each: len(words(each)), default="")


def syllable_count(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, less silent endings, at least one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    for parts, spoken in _RUN_TOGETHER:
        letters = parts.sub(spoken, letters)
    count = len(_VOWELS.findall(letters)) + len(_APART.findall(letters))
    if _SILENT.search(letters):
        count -= 1
    return max(1, count)
