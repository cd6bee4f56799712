"""How a young person's pages look: the words they choose from, kept in the session and put on every page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import session
from werkzeug.datastructures import MultiDict

from viewpoint.web.locale import gettext as _
from viewpoint.web.young_person.pieces import LookChoice, LookGroup

LOOK = "look"
"""The session's name for how the pages look: kept from visit to visit, as it is a need and no answer."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Words of a look of which several may be chosen, or one alone."""

    title: Callable[[], str]
    words: Mapping[str, Callable[[], str]]
    is_one_alone: bool = True
    hint: Callable[[], str] = lambda: ""


KINDS: Mapping[str, Kind] = {
    "look": Kind(
        title=lambda: _("How the pages look"),
        words={
            "dark": lambda: _("Dark"),
            "calm": lambda: _("Calm: fewer colours, no drawings"),
            "easier": lambda: _("Letters that are easier to tell apart"),
            "big": lambda: _("Bigger buttons"),
        },
        is_one_alone=False,
    ),
    "size": Kind(
        title=lambda: _("How big the words are"),
        words={"": lambda: _("Normal"), "large": lambda: _("Big"), "larger": lambda: _("Very big")},
    ),
    "scan": Kind(
        title=lambda: _("Use one switch or one key"),
        hint=lambda: _(
            "A frame moves from one thing to the next. Press your switch, Space or Enter, or tap the page, "
            "to choose what is in the frame. Take all the time you want."
        ),
        words={
            "": lambda: _("Off"),
            "scan-slow": lambda: _("On, slow"),
            "scan-medium": lambda: _("On"),
            "scan-fast": lambda: _("On, fast"),
        },
    ),
}
"""Each word is one that static/look.css or static/script/scan.js knows; it stands in the page's data-look."""


def chosen_look() -> str:
    """The words that were chosen, with spaces between; "" where none was."""
    return str(session.get(LOOK, ""))


def asked_for(form: MultiDict[str, str]) -> str:
    """The look that a form asks for, of the words there are."""
    chosen = []
    for name, kind in KINDS.items():
        values = form.getlist(name)[:1] if kind.is_one_alone else form.getlist(name)
        chosen += [word for word in kind.words if word and word in values]
    return " ".join(chosen)


def choices(look: str) -> tuple[LookGroup, ...]:
    """What there is to choose, with what is chosen now."""
    return tuple(_group(name, kind, frozenset(look.split())) for name, kind in KINDS.items())


def _group(name: str, kind: Kind, chosen: frozenset[str]) -> LookGroup:
    none_of_these = chosen.isdisjoint(kind.words)
    return LookGroup(
        name=name,
        title=kind.title(),
        kind="radio" if kind.is_one_alone else "checkbox",
        hint=kind.hint(),
        choices=tuple(
            LookChoice(value=word, words=words(), is_chosen=word in chosen if word else none_of_these)
            for word, words in kind.words.items()
        ),
    )
