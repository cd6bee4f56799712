"""Symbols beside words: drawings of one file, those that a page needs put into the page itself."""

from collections.abc import Callable
from functools import cache
from xml.etree import ElementTree

from markupsafe import Markup

from viewpoint.web.assets import SOURCE

SPRITE = SOURCE / "symbols.svg"
_SVG = "http://www.w3.org/2000/svg"


def symbol_names() -> frozenset[str]:
    """The symbols that there are."""
    return frozenset(_drawings())


def symbol(name: str) -> Markup:
    """A symbol as a drawing that a page may hold; the words beside it say the same.

    Raises:
        KeyError: there is no such symbol.
    """
    return _drawings()[name]


def symbol_finder() -> Callable[[str], Markup]:
    """What templates call `symbol`: nothing for a symbol that is gone, since the words stand beside it."""
    drawings = _drawings()
    return lambda name: drawings.get(name, Markup(""))


@cache
def _drawings() -> dict[str, Markup]:
    if not SPRITE.exists():
        return {}
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(SPRITE.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    return {str(each.get("id")): _drawing(each) for each in root.iter(f"{{{_SVG}}}symbol")}


def _drawing(drawn: ElementTree.Element) -> Markup:
    inside = "".join(ElementTree.tostring(part, encoding="unicode").strip() for part in drawn)
    inside = inside.replace(f' xmlns="{_SVG}"', "")
    box = drawn.get("viewBox", "0 0 40 40")
    whole = f'<svg class="symbol" viewBox="{box}" aria-hidden="true">{inside}</svg>'
    return Markup(whole)  # noqa: S704 - our own drawing, never anybody's words
