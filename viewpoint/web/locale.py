"""The language and direction of a page: the visit's, else the one chosen, else the browser's."""

from gettext import NullTranslations

from flask import Flask, current_app, g, request, session
from flask_babel import Babel, Domain  # type: ignore[attr-defined]  # not in its __all__
from flask_babel import refresh as forget_language  # type: ignore[attr-defined]  # not in its __all__
from markupsafe import Markup, escape

from viewpoint import paths
from viewpoint.domain.languages import LANGUAGES, direction, locale_of
from viewpoint.domain.safety import is_safety_critical
from viewpoint.domain.words import ENGLISH, Words
from viewpoint.wording.catalogues import ENGLISH_BENEATH, Catalogues

OWN_NAMES = {tag: language.own_name for tag, language in LANGUAGES.items()}


def set_up_languages(app: Flask, languages: tuple[str, ...], catalogues: Catalogues) -> None:
    """Choose a language for every request, among those that are offered."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(paths.translations())
    app.extensions["viewpoint.languages"] = languages
    app.extensions["viewpoint.catalogues"] = catalogues
    app.extensions["viewpoint.spoken"] = {}
    babel = Babel(app, locale_selector=lambda: locale_of(current_language()), default_locale=ENGLISH)
    vars(babel)["domain_instance"] = _Domain()
    # Flask-Babel looks its catalogue up anew for every text of a page; once for each language is enough.
    app.jinja_env.globals["_"] = _say
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # put there by jinja2.ext.i18n
        lambda text: _spoken()[text],
        lambda one, many, count: _words().ngettext(one, many, count),
        newstyle=True,
        pgettext=lambda context, text: _beneath(text, _words().pgettext(context, text)),
        npgettext=lambda context, one, many, count: _words().npgettext(context, one, many, count),
    )


def speak(language: str) -> None:
    """Answer the rest of this request in a language."""
    if current_language() != language:
        g.pop("words", None)
        g.pop("spoken", None)
        forget_language()
    g.language = language


def offered() -> tuple[str, ...]:
    """The languages that are offered here, English always among them."""
    languages: tuple[str, ...] = current_app.extensions["viewpoint.languages"]
    return languages


def current_language() -> str:
    """The language of this request."""
    chosen = g.get("language") or session.get("language")
    if chosen in offered():
        return str(chosen)
    return preferred_languages()[0]


def preferred_languages() -> tuple[str, ...]:
    """Every language offered: the one that the browser asks for first, then English, then the others."""
    # Werkzeug's own matching takes a later language over the first one's country ("ar-SY, en").
    asked = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    wanted = [language for language in asked if language in offered()]
    return tuple(dict.fromkeys((*wanted[:1], ENGLISH, *wanted, *offered())))


def language_direction() -> str:
    """The direction of this request's language: "rtl" or "ltr"."""
    return direction(current_language())


def in_words(words: Words, language: str) -> str:
    """Words of who can help, or of a note that must not be misread; the English beneath where it must be."""
    own, english = words.in_language(language), words.by_language[ENGLISH]
    if own == english or not _catalogues().needs_english(language):
        return own
    return escape(own) + Markup(ENGLISH_BENEATH) % english  # noqa: S704 - our own span; the words are escaped


def in_safe_words(words: Words, language: str) -> str:
    """Words of a questionnaire; the English beneath where they must not be misread."""
    if is_safety_critical(words.by_language[ENGLISH]):
        return in_words(words, language)
    return words.in_language(language)


def gettext(text: str, **values: object) -> str:
    """A text in the language of this request; Flask-Babel's own first searches for that, at every request."""
    own = str(_words().gettext(text))
    return own % values if values else own


def _say(text: str, **values: object) -> Markup:
    """What a template says with `_`; jinja2's own takes three calls and as many new strings for each text."""
    said = _spoken()[text]
    return said % values if "%" in said else said


class _Domain(Domain):  # type: ignore[misc]  # it has no types
    """Flask-Babel's own finds out the locale anew for every text; once a request is enough."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of this request's language, or of the one that is forced for a while."""
        if hasattr(g.get("_flask_babel"), "forced_babel_locale"):
            found: NullTranslations = super().get_translations()
            return found
        return _words()


class _Spoken(dict[str, Markup]):
    """What pages say in one language, by the English; looked up once, as every page says it again."""

    def __init__(self, catalogues: Catalogues, language: str) -> None:
        super().__init__()
        self._catalogues = catalogues
        self._language = language

    def __missing__(self, text: str) -> Markup:
        own = str(self._catalogues.words(self._language).gettext(text))
        self[text] = self._catalogues.said(self._language, text, own)
        return self[text]


def _spoken() -> _Spoken:
    spoken: _Spoken | None = g.get("spoken")
    if spoken is None:
        kept: dict[str, _Spoken] = current_app.extensions["viewpoint.spoken"]
        language = current_language()
        if language not in kept:
            kept[language] = _Spoken(_catalogues(), language)
        spoken = g.spoken = kept[language]
    return spoken


def _beneath(text: str, own: str) -> str:
    return _catalogues().said(current_language(), text, own)


def _catalogues() -> Catalogues:
    found: Catalogues = current_app.extensions["viewpoint.catalogues"]
    return found


def _words() -> NullTranslations:
    if "words" not in g:
        g.words = _catalogues().words(current_language())
    words: NullTranslations = g.words
    return words
