"""Symbols beside words: drawings of one file, those that a page needs put into the page itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from viewpoint.web.assets import SOURCE

SPRITE = SOURCE / "symbols.svg"
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = {f"{_SVG}{name}" for name in ("path", "circle", "rect", "ellipse", "line")}


@dataclass(frozen=True, kw_only=True)
class Symbol:
    """A drawing: the box it lies in, and each line's element with its attributes."""

    box: str
    lines: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def read_symbols() -> Mapping[str, Symbol]:
    """Every symbol by its name, without its looks: these are the stylesheet's."""
    root = ElementTree.fromstring(SPRITE.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    return {str(each.get("id")): _symbol(each) for each in root.iter(f"{_SVG}symbol")}


def _symbol(drawn: ElementTree.Element) -> Symbol:
    lines = tuple(
        (part.tag.removeprefix(_SVG), tuple(part.attrib.items()))
        for part in drawn.iter()
        if part.tag in _SHAPES
    )
    return Symbol(box=drawn.get("viewBox", "0 0 24 24"), lines=lines)
