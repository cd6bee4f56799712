"""The translated words, by language, outside the web."""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from viewpoint.domain.languages import LANGUAGES, bcp47, direction, locale_of
from viewpoint.domain.safety import is_safety_critical

DOMAIN = "messages"
REVIEW = "X-Human-Review"
"""The context of the text that says who has read a catalogue through; compiling puts it there."""
UNREVIEWED = "none"
ENGLISH_BENEATH = '<span class="english" lang="en" dir="ltr">%s</span>'


class Catalogues:
    """One folder of gettext catalogues: `<language>/LC_MESSAGES/messages.mo`, or the `.po` where newer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, NullTranslations] = {}

    def words(self, language: str) -> NullTranslations:
        """The translations into a language; those of a language that has none give the English back."""
        if language not in self._loaded:
            self._loaded[language] = _load(self._folder / locale_of(language) / "LC_MESSAGES")
        return self._loaded[language]

    def needs_english(self, language: str) -> bool:
        """Whether what must not be misread is said in English too, as no person has read the translation."""
        if language in LANGUAGES and LANGUAGES[language].is_english:
            return False
        return str(self.words(language).pgettext(REVIEW, UNREVIEWED)) == UNREVIEWED

    def said(self, language: str, text: str, own: str) -> Markup:
        """A text as markup: its translation, and the English beneath where it must not be misread.

        Neither may hold markup of its own; placeholders stay to be filled, in both.
        """
        if own == text or not is_safety_critical(text) or not self.needs_english(language):
            return Markup(own)  # noqa: S704 - our own words
        return Markup(own + ENGLISH_BENEATH % text)  # noqa: S704 - as above


class Templates:
    """Jinja outside the web: strict about names, and escaping everything but plain text (`.txt`)."""

    def __init__(self, folder: Path, catalogues: Catalogues) -> None:
        self._folder = folder
        self._catalogues = catalogues
        self._environments: dict[tuple[str, str], Environment] = {}

    def render(self, template: str, language: str, **values: object) -> str:
        """The template's text with its words in `language`; with `language`, `lang` and `direction` given."""
        given = {**values, "language": language, "direction": direction(language), "lang": bcp47(language)}
        return self._environment(language, template.rpartition(".")[2]).get_template(template).render(given)

    def _environment(self, language: str, ending: str) -> Environment:
        if (language, ending) not in self._environments:
            environment = Environment(
                loader=FileSystemLoader(self._folder),
                autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
                undefined=StrictUndefined,
                extensions=["jinja2.ext.i18n"],
                trim_blocks=True,
                lstrip_blocks=True,
            )
            environment.filters["bcp47"] = bcp47
            _install(environment, self._catalogues, language, ending)
            self._environments[language, ending] = environment
        return self._environments[language, ending]


def _load(folder: Path) -> NullTranslations:
    compiled, source = folder / f"{DOMAIN}.mo", folder / f"{DOMAIN}.po"
    if compiled.exists() and not _is_newer(source, compiled):
        return Translations(BytesIO(compiled.read_bytes()), DOMAIN)
    if not source.exists():
        return NullTranslations()
    # A checkout whose words were just edited, and not yet compiled.
    made = BytesIO()
    with source.open("rb") as file:
        catalogue = read_po(file, domain=DOMAIN)
    found = re.search(rf"^# {REVIEW}: *(.+)$", catalogue.header_comment, re.MULTILINE)
    catalogue.add(UNREVIEWED, string=found[1] if found else UNREVIEWED, context=REVIEW)
    write_mo(made, catalogue)
    made.seek(0)
    return Translations(made, DOMAIN)


def _is_newer(source: Path, compiled: Path) -> bool:
    return source.exists() and source.stat().st_mtime_ns > compiled.stat().st_mtime_ns


def _install(environment: Environment, catalogues: Catalogues, language: str, ending: str) -> None:
    # Added by the i18n extension when the environment is made, so no type knows of it.
    install = vars(environment)["install_gettext_callables"]
    words = catalogues.words(language)

    def beneath(text: str, own: str) -> str:
        return catalogues.said(language, text, own) if ending == "html" else own

    install(
        lambda text: beneath(text, str(words.gettext(text))),
        words.ngettext,
        newstyle=True,
        pgettext=lambda context, text: beneath(text, str(words.pgettext(context, text))),
        npgettext=words.npgettext,
    )
