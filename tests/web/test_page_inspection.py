"""The inspection itself: each fault that a page can have is found, and told with its mend."""

import re
from collections.abc import Mapping

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import ROOT
from tests.web.inspection import POLICY, Inspector, PageFaults, inspected
from viewpoint import paths

STATIC = ROOT / "viewpoint" / "web" / "static"


@pytest.fixture
def inspector(app: Flask) -> Inspector:
    return inspected(app)


@pytest.fixture
def sound(client: FlaskClient) -> str:
    return client.get("/code").text


def look(inspector: Inspector, text: str, headers: Mapping[str, str] | None = None) -> None:
    answer = _answer(text, headers or {})
    inspector.look("/code", answer, "en")


def _answer(text: str, headers: Mapping[str, str]) -> TestResponse:
    app = Flask("served", static_folder=None)
    app.add_url_rule("/code", view_func=lambda: Response(text, headers={**SOUND, **headers}))
    return app.test_client().get("/code")


SOUND = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "; ".join(
        " ".join(rule) for rule in {**POLICY, "form-action": "'self'"}.items()
    ),
    "Content-Type": "text/html; charset=utf-8",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
FAULTS = {
    "a tag left open": ("</form>", "", "close or move the tag"),
    "two headings": ("</h1>", "</h1><h1>Again</h1>", "2 <h1>"),
    "no heading": ("h1>", "h2>", "0 <h1>"),
    "another title": ("Your questions", "About your care home", "use the young person's layout"),
    "no language": (' lang="en" dir="ltr">\n<head>', ">\n<head>", "has no lang"),
    "another language": ('<html lang="en"', '<html lang="cy"', "not 'en'"),
    "the wrong direction": ('dir="ltr">\n<head>', 'dir="rtl">\n<head>', "dir is 'rtl'"),
    "a field without a label": ('<label for="code">', '<label for="leave">', "has no label"),
    "a field without a name": ('id="code" name="code"', 'id="code"', "has no name"),
    "an id twice": ("</main>", '<p id="code"></p></main>', "2 times"),
    "a pointer to nothing": ('id="code-hint"', "", "points nowhere"),
    "a style": ("</head>", "<style>p{}</style></head>", "inline <style>"),
    "a script": ("</head>", "<script>1</script></head>", "inline <script>"),
    "a style attribute": ("<main", '<main style="color:red"', "blocked by our policy"),
    "a handler": ("<main", '<main onclick="x()"', "blocked by our policy"),
    "another site's script": ("</head>", '<script src="https://cdn.example/x.js"></script></head>', "cdn"),
    "another site's link": ("</main>", '<a href="https://evil.example/">x</a></main>', "evil.example"),
    "a link without its scheme": ("</main>", '<a href="//evil.example/">x</a></main>', "evil.example"),
    "javascript": ("</main>", '<a href="javascript:1">x</a></main>', "javascript:1"),
    "a link to nowhere": ("</main>", '<a href="/no/such/page">x</a></main>', "answers no GET"),
    "a place that is not there": ("</main>", '<a href="#gone">x</a></main>', 'id="gone"'),
    "a form without a method": ("</main>", '<form action="/help"></form></main>', "has no method"),
    "a form to nowhere": ("</main>", '<form method="post" action="/help"></form></main>', "no POST"),
    "a form without its token": ("</main>", '<form method="post" action="/who"></form></main>', "0 tokens"),
    "a form to another site": (
        "</main>",
        '<form method="post" action="https://evil.example/"></form></main>',
        "evil.example",
    ),
    "a picture without words": ("</main>", '<img src="/static/x.png"></main>', "has no alt"),
    "a button without words": ("</main>", "<button></button></main>", "has no words"),
    "a text not filled in": ("</main>", "%(name)s</main>", "was not filled in"),
    "no number to ring": ("tel:", "/help?", "no number to ring"),
    "no way out": ('action="/leave"', 'action="/code"', "no way out"),
}


def test_a_sound_page_has_no_faults(inspector: Inspector, sound: str) -> None:
    look(inspector, sound)


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_a_page_is_found(inspector: Inspector, sound: str, fault: str) -> None:
    old, new, told = FAULTS[fault]
    assert old in sound
    with pytest.raises(PageFaults, match=re.escape(told)):
        look(inspector, sound.replace(old, new))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cache-Control", "public"),
        ("X-Content-Type-Options", ""),
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Referrer-Policy", "unsafe-url"),
        ("Permissions-Policy", "camera=()"),
        ("Content-Security-Policy", f"{SOUND['Content-Security-Policy']}; script-src 'unsafe-inline'"),
        ("Content-Security-Policy", f"{SOUND['Content-Security-Policy']}; media-src *"),
        ("Set-Cookie", "visit=1; Path=/"),
    ],
)
def test_each_fault_of_the_headers_is_found(inspector: Inspector, sound: str, name: str, value: str) -> None:
    with pytest.raises(PageFaults):
        look(inspector, sound, {name: value})


def test_no_template_calls_anything_safe_that_is_not_ours() -> None:
    for template in paths.templates().glob("**/*"):
        if template.is_file():
            text = template.read_text(encoding="utf-8")
            assert not re.search(r"\|\s*safe\b|Markup\(|autoescape\s+false", text), template


ESCAPED_AROUND_IT = "escape(own) + Markup(ENGLISH_BENEATH) % english"
"""The English beneath a translation: our own span, and words that are escaped."""


def test_no_code_of_the_pages_builds_markup_from_texts() -> None:
    for module in (ROOT / "viewpoint" / "web").glob("**/*.py"):
        text = module.read_text(encoding="utf-8").replace(ESCAPED_AROUND_IT, "")
        assert not re.search(r"\bMarkup\(|render_template_string", text), module


def test_styles_and_scripts_fetch_nothing_from_elsewhere() -> None:
    texts = [path for path in STATIC.rglob("*.*") if path.suffix in {".css", ".js", ".svg"}]
    assert len(texts) >= 6
    for asset in texts:
        text = asset.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|//\w+\.\w+/|@import", text), asset.name


REFUSED = frozenset({"Storage", "indexedDB", "document.cookie", "serviceWorker", "caches"})
MAY = {"worker.js": frozenset({"caches"}), "offline.js": frozenset({"serviceWorker"})}


def test_nothing_is_kept_on_the_device() -> None:
    scripts = list(STATIC.rglob("*.js"))
    assert scripts
    for script in scripts:
        # One flag, which holds nothing of anybody's: quick exit was pressed, should its request be lost.
        text = script.read_text(encoding="utf-8").replace('document.cookie = "left=1;', "")
        # What is kept for no signal: one page and three files, never what came of a request.
        assert ".put(" not in text, script.name
        refused = REFUSED - MAY.get(script.name, frozenset())
        assert not [words for words in refused if words in text], script.name
