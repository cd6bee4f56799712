"""Makes the pictures of the documents from a running demo: `... screenshots BASE_URL FOLDER`.

Phones are 360 by 640 at two pixels a point, wide pages 1280 by 800. It answers one young person's questions
and sends them, so every run uses up one invitation of the demo.
"""

import argparse
import base64
import csv
import io
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, Page

from tests.browser import BrowserPages, started_browser

PASSWORD = "made-up-for-the-demo"  # the one that the demo prints
STEPS = 80
TRIES = 3
WORDS = "I like it here. I would like to see my sister more often."
FEWER_COLOURS = """async ([data, most]) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + data)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const seen = new Map(), pixels = new Uint32Array(
    canvas.getImageData(0, 0, image.width, image.height).data.buffer);
  for (const pixel of pixels) seen.set(pixel, (seen.get(pixel) || 0) + 1);
  const palette = [...seen].sort((a, b) => b[1] - a[1]).slice(0, most).map(([pixel]) => pixel);
  const parts = pixel => [pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255];
  const apart = (a, b) => parts(a).reduce((sum, part, at) => sum + (part - parts(b)[at]) ** 2, 0);
  const nearest = pixel => palette.reduce(
    (best, other, at) => apart(pixel, other) < apart(pixel, palette[best]) ? at : best, 0);
  for (const pixel of seen.keys()) seen.set(pixel, nearest(pixel));
  const places = Array.from(pixels, pixel => String.fromCharCode(seen.get(pixel))).join("");
  return [image.width, image.height, palette.map(parts).flat(), btoa(places)];
}"""
COLOURS = 48
NEXT, SKIP = "button[value=next]", "button[value=skip]"


@dataclass(frozen=True, kw_only=True)
class Camera:
    """Takes pictures of what is on the screen, into a folder."""

    folder: Path
    darkroom: Page

    def take(self, page: Page, name: str) -> None:
        """Keep the screen as NAME.png and say how large it is."""
        file = self.folder / f"{name}.png"
        taken = _taken(page)
        file.write_bytes(_with_fewer_colours(self.darkroom, taken))
        print(f"{name:<12}{file.stat().st_size / 1000:6.1f} kB")  # noqa: T201 - its result


def main() -> None:
    """Take every picture, a young person's first."""
    parser = argparse.ArgumentParser(description="Pictures for the documents, from a running demo.")
    parser.add_argument("base_url")
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    base = asked.base_url.rstrip("/")
    with started_browser() as browser:
        pages = BrowserPages(browser)
        camera = Camera(folder=asked.folder, darkroom=browser.new_page())
        coordinator = _signed_in(pages, base, "coordinator")
        phone = pages(javascript=False, device_scale_factor=2, locale="en-GB")
        # The youngest are asked least, and whoever is 12 or more the most.
        youngest, *_others, older, oldest = sorted(
            _fresh_links(coordinator, base), key=lambda link: _asks(phone, link)
        )
        _ages_and_looks(camera, phone, youngest, older)
        _young_person(camera, phone, oldest)
        _coordinator(camera, coordinator, base)
        _iro(camera, _signed_in(pages, base, "iro1"), base)
        _commissioner(camera, _signed_in(pages, base, "commissioner"), base)
        pages.close()


def _asks(page: Page, link: str) -> int:
    """Begin a visit, and say how many questions its welcome tells of."""
    _begin(page, link)
    found = re.search(r"about (\d+) questions", page.inner_text("main"))
    assert found, page.inner_text("main")
    return int(found[1])


def _begin(page: Page, link: str) -> None:
    page.goto(link)
    page.click("button[value=en]")


def _ages_and_looks(camera: Camera, page: Page, youngest: str, older: str) -> None:
    """Somebody from 4 to 7; then somebody from 12: Easy Read, dark, and the rights."""
    _begin(page, youngest)
    _past_the_pictures(page)
    _to_a_question_with_choices(page)
    camera.take(page, "question-4-7")
    _begin(page, older)
    _past_the_pictures(page)
    _in_language(page, "en-easyread")
    _to_a_question_with_choices(page)
    camera.take(page, "question-easyread")
    _in_language(page, "en")
    page.click("a[href*='/language']")
    page.check("input[value=dark]")
    page.click("button[value=look]")
    page.click("main a.button >> nth=-1")
    _to_a_question_with_choices(page)
    camera.take(page, "question-dark")
    page.context.clear_cookies()


def _past_the_pictures(page: Page) -> None:
    page.click(NEXT)
    page.check("input[value=alone]")
    page.click(NEXT)
    page.click(SKIP)


def _young_person(camera: Camera, page: Page, link: str) -> None:
    page.context.clear_cookies()
    page.goto(link)
    camera.take(page, "link")
    page.click("button[value=en]")
    camera.take(page, "welcome")
    page.click(NEXT)
    page.check("input[value=alone]")
    page.click(NEXT)
    page.click("button[value=star]")
    page.click("button[value=boat]")
    camera.take(page, "pin")
    page.click(SKIP)
    _to_a_question_with_choices(page)
    camera.take(page, "question")
    _in_language(page, "ar")
    _to_a_question_with_choices(page)
    camera.take(page, "question-ar")
    _in_language(page, "en")
    _answer_everything(page)
    camera.take(page, "check")
    page.click("button[value=send]")
    camera.take(page, "sent")


def _coordinator(camera: Camera, page: Page, base: str) -> None:
    page.goto(f"{base}/coordinator/reach")
    camera.take(page, "reach")
    page.goto(f"{base}/coordinator/invitations?show=open")
    page.check("input[name=who] >> nth=1")
    page.click("button[value=letters]")
    camera.take(page, "letters")


def _iro(camera: Camera, page: Page, base: str) -> None:
    page.goto(f"{base}/iro/")
    camera.take(page, "caseload")
    page.click(".people a >> nth=0")
    camera.take(page, "response")


def _commissioner(camera: Camera, page: Page, base: str) -> None:
    page.goto(f"{base}/commissioner/")
    page.click("main a[href*='/rounds/'] >> nth=0")
    camera.take(page, "release")


def _signed_in(pages: BrowserPages, base: str, login: str) -> Page:
    page = pages(width=1280, height=800, locale="en-GB", accept_downloads=True)
    page.goto(f"{base}/staff/sign-in")
    page.fill("#email", f"{login}@fernshire.example")
    page.fill("#password", PASSWORD)
    page.click("main button")
    shown = page.inner_text(".note")  # the demonstration says what the app would show
    page.fill("#one_time_code", "".join(letter for letter in shown if letter.isdigit()))
    page.click("main button")
    return page


def _fresh_links(coordinator: Page, base: str) -> list[str]:
    """Links to invitations that nobody has opened, made for a mail merge."""
    coordinator.goto(f"{base}/coordinator/invitations?show=to_do")
    for box in coordinator.locator("input[name=who]").all():
        box.check()
    with coordinator.expect_download() as saved:
        coordinator.click("button[value=links]")
    text = saved.value.path().read_text(encoding="utf-8-sig")
    return [row["link"] for row in csv.DictReader(io.StringIO(text))]


def _to_a_question_with_choices(page: Page) -> None:
    for _step in range(STEPS):
        if page.locator("main input[type=radio]").count() in range(4, 7):
            return
        page.click(NEXT if page.locator(SKIP).count() == 0 else SKIP)
    raise SystemExit("no question with four to six choices was found")


def _in_language(page: Page, language: str) -> None:
    page.click("a[href*='/language']")
    page.click(f"button[value={language}]")


def _answer_everything(page: Page) -> None:
    """Answer with the first choice that leads on until the answers are to be checked."""
    for _step in range(STEPS):
        if page.locator("button[value=send]").count():
            return
        if page.locator(".pictures").count():
            page.click(SKIP)
            continue
        _answer(page)
        page.click("main .main-button")
    raise SystemExit("the questions did not end")


def _answer(page: Page) -> None:
    for box in page.locator("main textarea").all():
        box.fill(WORDS)
    for field in page.locator("main fieldset").all():
        calm = field.locator("input[value=not_now]")  # asked whether somebody is to be told today
        choices = calm if calm.count() else field.locator("input")
        choices.first.check(force=True)


def _taken(page: Page) -> bytes:
    """The screen; on a busy machine Chromium sometimes has nothing to show yet."""
    for _attempt in range(TRIES):
        try:
            return page.screenshot(animations="disabled", caret="hide")
        except Error:
            page.wait_for_timeout(500)
    return page.screenshot(animations="disabled", caret="hide")


def _with_fewer_colours(darkroom: Page, png: bytes) -> bytes:
    """The same picture in its commonest colours, a byte each: half the size, for letters on paper."""
    width, height, palette, places = darkroom.evaluate(
        FEWER_COLOURS, [base64.b64encode(png).decode(), COLOURS]
    )
    pixels = base64.b64decode(places)
    rows = b"".join(b"\0" + pixels[start : start + width] for start in range(0, len(pixels), width))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", bytes(palette)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    main()
