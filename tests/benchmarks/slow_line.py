"""A question page on slow 3G, cold and warm: requests, bytes, and when its largest part is painted.

`python -m tests.benchmarks.slow_line LINK` wants a young person's link of a running demo; it begins a visit
and sends nothing. Slow 3G is 400 ms there and back, 400 kbit/s each way, and a processor four times slower,
put on by Chromium itself.
"""

import argparse
import statistics
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, ViewportSize

from tests.browser import started_browser

QUESTIONS = (2, 3, 8)
LATENCY_MS, BITS_A_SECOND, SLOWER = 400, 400_000, 4
SCREEN: ViewportSize = {"width": 360, "height": 640}
OBSERVE = """window.largest = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.largest = entry.startTime
}).observe({type: 'largest-contentful-paint', buffered: true})"""
SETTLED_MS = 2500
"""How long after loading the largest part may still change."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """One load of one page."""

    requests: int
    bytes: int
    largest_ms: float


def main() -> None:
    """Load each question cold and warm, and print the medians."""
    parser = argparse.ArgumentParser(description="A question page on slow 3G.")
    parser.add_argument("link", help="of a young person")
    parser.add_argument("--loads", type=int, default=5, help="of each page")
    asked = parser.parse_args()
    with started_browser() as browser:
        cookies = _begun(browser, asked.link)
        for number in QUESTIONS:
            address = urljoin(asked.link, f"/q/{number}")
            pairs = [_cold_and_warm(browser, cookies, address) for _ in range(asked.loads)]
            for name, loads in zip(("cold", "warm"), zip(*pairs, strict=True), strict=True):
                print(f"question {number} {name}: {_told(loads)}")  # noqa: T201 - its result


def _begun(browser: Browser, link: str) -> Any:
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.click("button[value=en]")
    page.wait_for_url(lambda url: "/s/" not in url)
    return context.cookies()


def _cold_and_warm(browser: Browser, cookies: Any, address: str) -> tuple[Load, Load]:
    context = browser.new_context(viewport=SCREEN, is_mobile=True, has_touch=True, service_workers="block")
    context.add_cookies(cookies)
    page = context.new_page()
    page.add_init_script(OBSERVE)
    session = _slowed(context, page)
    loads = _load(page, session, address), _load(page, session, address)
    context.close()
    return loads


def _slowed(context: BrowserContext, page: Page) -> CDPSession:
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    line = {
        "offline": False,
        "latency": LATENCY_MS,
        "downloadThroughput": BITS_A_SECOND / 8,
        "uploadThroughput": BITS_A_SECOND / 8,
    }
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return session


def _load(page: Page, session: CDPSession, address: str) -> Load:
    fetched: list[float] = []

    def note(event: dict[str, Any]) -> None:
        fetched.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", note)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED_MS)
    session.remove_listener("Network.loadingFinished", note)
    sizes = [size for size in fetched if size > 0]  # what comes from the cache has none
    return Load(
        requests=len(sizes), bytes=round(sum(sizes)), largest_ms=float(page.evaluate("window.largest"))
    )


def _told(loads: tuple[Load, ...]) -> str:
    requests = max(load.requests for load in loads)
    size = statistics.median(load.bytes for load in loads)
    largest = statistics.median(load.largest_ms for load in loads)
    return f"{requests} requests, {size:.0f} bytes, largest paint after {largest:.0f} ms"


if __name__ == "__main__":
    main()
