"""You said, we did: what a council's young people said together and what it did, for everybody to read."""

from dataclasses import dataclass

from flask import g, render_template, request, url_for

from viewpoint.domain.council import Council
from viewpoint.domain.errors import NotFound
from viewpoint.domain.languages import LANGUAGES, bcp47, direction
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.words import ENGLISH, Words
from viewpoint.domain.you_said import Done
from viewpoint.services.you_said import Shown
from viewpoint.web.locale import current_language, offered, preferred_languages, speak
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.pages import Page
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import came_from
from viewpoint.wording.dates import month_and_year


@dataclass(frozen=True, kw_only=True)
class Said:
    """One text, and the language it is in where that is not the page's."""

    words: str
    lang: str = ""
    direction: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """What was said and what became of it; `asked` is when, "" where it comes from no round."""

    said: Said
    did: Said
    could_not: bool
    asked: str


@dataclass(frozen=True, kw_only=True)
class TongueView:
    """The same page in another language."""

    own_name: str
    lang: str
    direction: str
    href: str


@dataclass(frozen=True, kw_only=True)
class YouSaidPage(Page):
    """Everything published, the newest first; `back_url` is "" where they came from nowhere of ours."""

    entries: tuple[EntryView, ...]
    tongues: tuple[TongueView, ...]
    council_name: str
    back_url: str = ""


@blueprint.get("/you-said-we-did/<council>")
def you_said_we_did(council: str) -> str:
    """The public page: it needs no visit, asks nothing of the session but how pages look, sets no cookie."""
    own = _council(council)
    g.council = own
    asked = request.args.get("lang", "")
    # Never the session's: the same address shows the same words to everybody whose browser asks alike.
    speak(asked if asked in offered() else preferred_languages()[0])
    language = current_language()
    shown = services().you_said.published(AuthorityId(own.code))
    page = YouSaidPage(
        has_session=False,
        entries=tuple(_entry(each, language) for each in shown),
        tongues=tuple(_tongue(tag, council) for tag in own.languages if tag != language),
        council_name=own.name.in_language(language),
        back_url=came_from(),
    )
    return render_template("young_person/you_said.html", page=page)


def _council(address: str) -> Council:
    """The council of an address: its code, in small letters.

    Raises:
        NotFound: there is none.
    """
    found = services().councils.get(AuthorityId(address.upper()))
    if found is None:
        raise NotFound("council")
    return found


def _entry(shown: Shown, language: str) -> EntryView:
    entry = shown.entry
    asked = ""
    if shown.round:
        begins, ends = (
            month_and_year(day, language) for day in (shown.round.opens_on, shown.round.closes_on)
        )
        asked = f"{begins} – {ends}"
    return EntryView(
        said=_said(entry.said, language),
        did=_said(entry.did, language),
        could_not=entry.done is Done.COULD_NOT,
        asked=asked,
    )


def _said(words: Words, language: str) -> Said:
    """In their language; else in English, marked as that, so that it is spoken and written as English is."""
    if words.has(language):
        return Said(words=words.in_language(language))
    return Said(words=words.in_language(language), lang=bcp47(ENGLISH), direction=direction(ENGLISH))


def _tongue(tag: str, council: str) -> TongueView:
    known = LANGUAGES[tag]
    href = url_for("young_person.you_said_we_did", council=council, lang=tag, back=came_from() or None)
    return TongueView(own_name=known.own_name, lang=known.bcp47, direction=known.direction, href=href)
