"""The translated words, by language, outside the web."""

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from viewpoint.domain.languages import bcp47, direction, locale_of

DOMAIN = "messages"


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


class Templates:
    """Jinja outside the web: strict about names, and escaping everything but plain text (`.txt`)."""

    def __init__(self, folder: Path, catalogues: Catalogues) -> None:
        self._folder = folder
        self._catalogues = catalogues
        self._environments: dict[str, Environment] = {}

    def render(self, template: str, language: str, **values: object) -> str:
        """The template's text with its words in `language`; with `language`, `lang` and `direction` given."""
        given = {**values, "language": language, "direction": direction(language), "lang": bcp47(language)}
        return self._environment(language).get_template(template).render(given)

    def _environment(self, language: str) -> Environment:
        if language not in self._environments:
            environment = Environment(
                loader=FileSystemLoader(self._folder),
                autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
                undefined=StrictUndefined,
                extensions=["jinja2.ext.i18n"],
                trim_blocks=True,
                lstrip_blocks=True,
            )
            _install(environment, self._catalogues.words(language))
            self._environments[language] = environment
        return self._environments[language]


def _load(folder: Path) -> NullTranslations:
    compiled, source = folder / f"{DOMAIN}.mo", folder / f"{DOMAIN}.po"
    if compiled.exists() and not _is_newer(source, compiled):
        return Translations(BytesIO(compiled.read_bytes()), DOMAIN)
    if not source.exists():
        return NullTranslations()
    # A checkout whose words were just edited, and not yet compiled.
    made = BytesIO()
    with source.open("rb") as file:
        write_mo(made, read_po(file, domain=DOMAIN))
    made.seek(0)
    return Translations(made, DOMAIN)


def _is_newer(source: Path, compiled: Path) -> bool:
    return source.exists() and source.stat().st_mtime_ns > compiled.stat().st_mtime_ns


def _install(environment: Environment, words: NullTranslations) -> None:
    # Added by the i18n extension when the environment is made, so no type knows of it.
    install = vars(environment)["install_gettext_translations"]
    install(words, newstyle=True)
