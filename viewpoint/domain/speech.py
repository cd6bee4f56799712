"""Words that can be heard: what is said aloud of a questionnaire, by which voice, in which file."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from viewpoint.domain.questionnaire import Questionnaire

LARGEST = 20 * 1024
"""The most bytes that one sound may have."""
ENDING = ".mp3"
VOICES = {
    "en": "en-gb",
    "en-easyread": "en-gb",
    "en_GB@easyread": "en-gb",
    "cy": "cy",
    "ar": "ar",
    "am": "am",
    "fa": "fa",
    "pl": "pl",
    "ro": "ro",
    "sq": "sq",
    "uk": "uk",
    "ur": "ur",
    "vi": "vi",
}
"""espeak-ng's voice for each language of ours that it has; none for Tigrinya, Pashto, Sorani, Somali."""
_RECIPE = "1"  # another voice, speed or encoding is another recipe, so that every sound is made anew
_LETTERS = 10


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """One text of a questionnaire; `place` is where a recording of it lies, without its ending."""

    place: str
    language: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Sound:
    """What is heard for a text: a file's name, and whether a computer or a person speaks."""

    file: str
    is_computer: bool


def spoken(questionnaire: Questionnaire, language: str) -> Iterator[Spoken]:
    """Every question, its hint and its options, each at its place.

    The place of a question is `language/form_id/name`, of its hint `name-hint`, of an option `name.option`.
    """
    for question in questionnaire.questions:
        place = f"{language}/{question.form_id}/{question.name}"
        texts = [(place, question.label)]
        if question.hint:
            texts.append((f"{place}-hint", question.hint))
        texts += [(f"{place}.{option.name}", option.label) for option in question.options]
        for where, words in texts:
            yield Spoken(place=where, language=language, text=words.in_language(language))


def all_spoken(questionnaires: Iterable[Questionnaire], language: str) -> tuple[Spoken, ...]:
    """What several questionnaires say, each text of a place once; the newest version goes first."""
    every = (each for questionnaire in questionnaires for each in spoken(questionnaire, language))
    return tuple(dict.fromkeys(every))


def words_digest(text: str) -> str:
    """What tells one wording from another."""
    return _digest(text.encode())


def computer_file(language: str, text: str) -> str:
    """The file of a text that a computer speaks; "" where it has no voice for the language."""
    voice = VOICES.get(language)
    return _digest(f"{_RECIPE} {voice} {text}".encode()) + ENDING if voice else ""


def recording_file(recording: bytes) -> str:
    """The file that a recording is made small into."""
    return _digest(_RECIPE.encode() + recording) + ENDING


def _digest(content: bytes) -> str:
    """Fifty bits in letters that no file system confuses: short, as every button of a page carries one."""
    return base64.b32encode(hashlib.sha256(content).digest()).decode().lower()[:_LETTERS]
