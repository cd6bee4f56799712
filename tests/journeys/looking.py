"""Looks at a page in every way: narrow and wide, light, dark and in forced colours, loaded once for all."""

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.served import is_wider_than_the_screen
from viewpoint.domain.languages import LANGUAGES

NARROW, WIDE = (320, 640), (1280, 800)
TARGET = 48
"""CSS pixels, each way, of whatever a young person presses; WCAG 2.2 asks for 24."""
IN_OTHER_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that other colours can break."""
IN_ANOTHER_WIDTH = (*IN_OTHER_COLOURS, "target-size", "scrollable-region-focusable", "css-orientation-lock")
"""The rules that another width can break: all others read the document, which is the same."""


@dataclass(frozen=True)
class Way:
    """One way of looking; `rules` are axe's, all of them where there are none."""

    name: str
    size: tuple[int, int]
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"
    rules: tuple[str, ...] = ()


WAYS = (
    Way("narrow", NARROW),
    Way("narrow and dark", NARROW, scheme="dark", rules=IN_OTHER_COLOURS),
    Way("narrow in forced colours", NARROW, forced="active", rules=IN_OTHER_COLOURS),
    Way("wide", WIDE, rules=IN_ANOTHER_WIDTH),
    Way("wide and dark", WIDE, scheme="dark", rules=IN_OTHER_COLOURS),
    Way("wide in forced colours", WIDE, forced="active", rules=IN_OTHER_COLOURS),
)
TOO_SMALL = """least => [...document.querySelectorAll(
  'a[href]:not(.skip), button, summary, input:not([type=hidden]), textarea, select')]
  .map(each => [each, each.matches('.option input') ? each.labels[0] : each])
  .filter(([each, shown]) => shown.getClientRects().length)
  .map(([each, shown]) => [shown.getBoundingClientRect(), shown.outerHTML.slice(0, 80)])
  .filter(([box]) => box.width < least - .5 || box.height < least - .5)
  .map(([box, told]) => Math.round(box.width) + 'x' + Math.round(box.height) + ' ' + told)"""


@dataclass
class Looking:
    """Looks at what is open in every way, and keeps what is wrong and how long it took."""

    page: Page
    language: str
    target: int = 0
    """The least size of what is pressed, in CSS pixels; 0 asks nothing."""
    ways: tuple[Way, ...] = WAYS
    looked_at: int = 0
    _wrong: list[str] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _seconds: Counter[str] = field(default_factory=Counter)
    _axe: Axe = field(default_factory=Axe)

    def at(self, address: str) -> None:
        """Go there and look."""
        self.page.goto(address)
        self.here(address)

    def here(self, name: str) -> None:
        """Look at what is open; `name` says what it is."""
        spoken = LANGUAGES[self.language].bcp47
        assert self.page.get_attribute("html", "lang") == spoken, name
        self.looked_at += 1
        self.page.evaluate(self._axe.axe_script)
        for way in self.ways:
            self._look(name, way)
        self.page.emulate_media(color_scheme="light", forced_colors="none")
        self.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})

    def finds_nothing(self) -> None:
        """Tell how much was looked at and how long it took; fail with all that was wrong."""
        seconds = sum(self._seconds.values())
        print(f"\n{self.language}: {self.looked_at} pages, {self._counts.total()} looks, {seconds:.1f} s;")  # noqa: T201 - the count is asked for
        for way, count in self._counts.items():
            print(f"  {way}: {1000 * self._seconds[way] / count:.0f} ms each")  # noqa: T201
        assert not self._wrong, "\n".join(self._wrong)

    def _look(self, name: str, way: Way) -> None:
        began = time.monotonic()
        self.page.emulate_media(color_scheme=way.scheme, forced_colors=way.forced)
        self.page.set_viewport_size({"width": way.size[0], "height": way.size[1]})
        where = f"{name}, {way.name}"
        self._wrong += [f"{where}: {_told(each)}" for each in self._violations(way)]
        if way.scheme == "light" and way.forced == "none":
            self._measure(where)
        self._counts[way.name] += 1
        self._seconds[way.name] += time.monotonic() - began  # type: ignore[assignment]  # a Counter of seconds

    def _violations(self, way: Way) -> list[dict[str, Any]]:
        options: dict[str, Any] = {"resultTypes": ["violations"]}
        if way.rules:
            options["runOnly"] = {"type": "rule", "values": way.rules}
        else:
            options["rules"] = {"target-size": {"enabled": True}}
        found = self.page.evaluate(f"axe.run(document, {json.dumps(options)}).then(told => told.violations)")
        return list(found)

    def _measure(self, where: str) -> None:
        if is_wider_than_the_screen(self.page):
            self._wrong.append(f"{where}: wider than the screen")
        if self.target:
            small = self.page.evaluate(TOO_SMALL, self.target)
            self._wrong += [f"{where}: too small to press: {each}" for each in small]


def _told(violation: dict[str, Any]) -> str:
    where = [str(node["html"])[:120] for node in violation["nodes"][:2]]
    return f"{violation['id']}: {violation['help']}: {where}"
