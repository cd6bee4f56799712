"""Gettext catalogues of the questionnaires' words: read, and checked for gaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewpoint.domain.languages import locale_of
from viewpoint.domain.words import ENGLISH, Words
from viewpoint.exchange.po_files import po_path, translations_in
from viewpoint.exchange.questionnaire_extractor import Message, questionnaire_messages
from viewpoint.exchange.texts import Domain, Text
from viewpoint.exchange.yaml_files import Problem

DOMAIN = Domain.QUESTIONNAIRES


@dataclass(frozen=True, kw_only=True)
class Catalogues:
    """Translations by language, then by context and English text; a doubtful ("fuzzy") one is none."""

    by_language: Mapping[str, Mapping[tuple[str, str], str]]

    def words(self, context: str, text: str) -> Words:
        """The English text with its translations."""
        found = {language: texts.get((context, text), "") for language, texts in self.by_language.items()}
        return Words({ENGLISH: text, **{language: said for language, said in found.items() if said}})

    def gaps(self, messages: Iterable[Message]) -> tuple[Problem, ...]:
        """A problem for each text not translated; one alone for a language that has nothing.

        A questionnaire that a language has nothing of yet is no gap: it is `untranslated`.
        """
        wanted = tuple(messages)
        return tuple(gap for language in self.by_language for gap in self._gaps(language, wanted))

    def untranslated(self, messages: Iterable[Message]) -> tuple[Problem, ...]:
        """A problem for each file that a language, which has others, has nothing of."""
        wanted = tuple(messages)
        return tuple(
            _no_translation(file, language)
            for language, texts in self.by_language.items()
            for file in (self._files_without(language, wanted) if texts else ())
        )

    def _gaps(self, language: str, messages: Sequence[Message]) -> list[Problem]:
        texts = self.by_language[language]
        if not texts and messages:
            return [_no_catalogue(language)]
        contexts = {context for context, _ in texts}
        waiting = self._files_without(language, messages)
        return [
            _gap(message, language, was_there=message.context in contexts)
            for message in messages
            if (message.context, message.text) not in texts and message.file not in waiting
        ]

    def _files_without(self, language: str, messages: Sequence[Message]) -> list[str]:
        """The files of which no text has a translation, not even one of an English that has changed since."""
        contexts = {context for context, _ in self.by_language[language]}
        begun = {message.file for message in messages if message.context in contexts}
        return [file for file in dict.fromkeys(message.file for message in messages) if file not in begun]


def read_catalogues(folder: Path, languages: Sequence[str], domain: Domain = DOMAIN) -> Catalogues:
    """Read each language's catalogue, the .mo where it is as new as the .po.

    English needs none. A language without a catalogue has no translations.

    Raises:
        FilesRefused: a catalogue cannot be read.
    """
    read = {
        language: {key: forms[0] for key, forms in translations_in(po_path(folder, language, domain)).items()}
        for language in languages
        if language != ENGLISH
    }
    return Catalogues(by_language=read)


def questionnaire_texts(folder: Path) -> tuple[Text, ...]:
    """Every text of every questionnaire in a folder.

    Raises:
        FilesRefused: a file is not YAML.
    """
    return tuple(
        Text(
            domain=DOMAIN,
            file=f"questionnaires/{message.file}",
            line=message.line,
            context=message.context,
            text=message.text,
            kind=message.kind,
        )
        for message in questionnaire_messages(folder)
    )


def _no_catalogue(language: str) -> Problem:
    return Problem(
        file=f"{locale_of(language)}/LC_MESSAGES/{DOMAIN}.po",
        line=1,
        what=f"nothing is translated into {language}",
        mend=f"run `viewpoint catalogues export {language}`, and have it translated",
    )


def _no_translation(file: str, language: str) -> Problem:
    return Problem(
        file=file,
        line=1,
        what=f"nothing of it is translated into {language}; until it is, it is shown in English",
        mend=f"run `viewpoint catalogues export {language} --missing`, and have it translated",
    )


def _gap(message: Message, language: str, *, was_there: bool) -> Problem:
    what = "has changed since it was translated" if was_there else "is not translated"
    return Problem(
        file=message.file,
        line=message.line,
        what=f"{message.context} {what} into {language}",
        mend=f"translate {message.text[:40]!r} in {locale_of(language)}/LC_MESSAGES/{DOMAIN}.po",
    )
