"""A browser without a screen that inspects every page it is served, and says how to mend what is wrong."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask, url_for
from flask.testing import FlaskClient
from flask_babel import force_locale, gettext
from html5lib.constants import E as WHAT_IS_WRONG
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request

from viewpoint.domain.languages import bcp47, direction, locale_of
from viewpoint.web.access import STAFF_PLACES
from viewpoint.web.app import WITHOUT_TOKEN

EVENTS = "on"
OUR_FAULT = 500
NO_ICON = "data:,"
FIELDS = "input:not([type=hidden]), select, textarea"
ADDRESSES = {
    "href": ("a", "link", "use"),
    "src": ("script", "img", "iframe", "audio", "source"),
    "action": ("form",),
    "formaction": ("button",),
    "data": ("object",),
}
POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers")
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


class PageFaults(AssertionError):
    """What is wrong with one page, each with its mend."""


class Inspector:
    """Knows the app whose pages it looks at, and keeps count of what it has seen."""

    def __init__(self, app: Flask, elsewhere: frozenset[str]) -> None:
        """`elsewhere`: the addresses on other sites that a page may lead to, such as quick exit's."""
        self._app = app
        self._elsewhere = elsewhere
        self.seen: Counter[str] = Counter()
        exempt = {f"{view.__module__}.{view.__name__}" for view in WITHOUT_TOKEN}
        self._exempt = {
            endpoint
            for endpoint, view in app.view_functions.items()
            if f"{view.__module__}.{view.__name__}" in exempt
        }

    def look(self, path: str, answer: TestResponse, language: str | None = None) -> None:
        """Look at one answer; anything but a page, and a redirect, is let pass.

        Raises:
            PageFaults: every fault of the page, with its mend.
        """
        if answer.mimetype != "text/html" or 300 <= answer.status_code < 400:
            return
        self.seen[path] += 1
        page = BeautifulSoup(answer.text, "html.parser")  # quick; it is html5lib that is strict, below
        found = [
            *_markup_faults(answer.text),
            *_frame_faults(page),
            # The page for faults of our own speaks every language at once.
            *self._words_faults(path, page, language if answer.status_code != OUR_FAULT else None),
            *_field_faults(page),
            *_code_faults(page),
            *self._address_faults(page),
            *self._form_faults(path, page),
            *_header_faults(answer),
            *([] if is_staff(path) else _help_faults(page, answer.status_code)),
        ]
        if found:
            raise PageFaults(f"{path} ({answer.status_code}):\n  " + "\n  ".join(found))

    def _words_faults(self, path: str, page: BeautifulSoup, language: str | None) -> Iterator[str]:
        spoken = str(page.html["lang"]) if page.html and page.html.has_attr("lang") else "en"
        if language and spoken != bcp47(language):
            yield f"lang is {spoken!r}, not {language!r}: choose the language before the page is rendered"
        title = page.title.get_text() if page.title else ""
        if not title.strip():
            yield "there is no title: give the layout's title block words"
        elif not is_staff(path) and title != self._translated("Your questions", language or spoken):
            yield f"the title {title!r} tells what the page is about: use the young person's layout as it is"
        if "%(" in page.get_text() or "{{" in page.get_text():
            yield "a text was not filled in: look for %( or {{ in it, in the translations too"

    def _translated(self, words: str, language: str) -> str:
        with self._app.test_request_context(), force_locale(locale_of(language)):
            return str(gettext(words))

    def _address_faults(self, page: BeautifulSoup) -> Iterator[str]:
        for attribute, names in ADDRESSES.items():
            for tag in page.find_all(names, attrs={attribute: True}):
                yield from self._address_fault(page, tag, str(tag[attribute]))

    def _address_fault(self, page: BeautifulSoup, tag: Tag, address: str) -> Iterator[str]:
        if address.startswith("#") and tag.name in {"a", "use"} and len(address) > 1:
            if page.find(id=address[1:]) is None:
                yield f'a link leads to {address}, which is not there: give something id="{address[1:]}"'
        elif address.startswith("/") and not address.startswith("//"):
            yield from self._own_path_fault(tag, address)
        elif not self._may_leave(tag, address):
            yield f"<{tag.name}> leads to {address!r}: only our own pages, help services and the safe site"

    def _may_leave(self, tag: Tag, address: str) -> bool:
        if tag.name == "link":
            return address == NO_ICON
        if tag.name == "a" and urlsplit(address).hostname in self._app.config["TRUSTED_HOSTS"]:
            return True  # a young person's link, as it is written in messages
        return tag.name == "a" and (address.startswith(("tel:", "sms:")) or address in self._elsewhere)

    def _own_path_fault(self, tag: Tag, address: str) -> Iterator[str]:
        if tag.name == "a" and not address.startswith("/static/") and not self._endpoint(address, "GET"):
            yield f"a link leads to {address}, which answers no GET: write addresses with url_for"

    def _form_faults(self, path: str, page: BeautifulSoup) -> Iterator[str]:
        for form in page.find_all("form"):
            method, action = str(form.get("method", "")), str(form.get("action") or path)
            if method not in {"get", "post"}:
                yield f'the form to {action} has no method: write method="post", or "get" for a search'
                continue
            endpoint = self._endpoint(action, method.upper())
            if not endpoint:
                yield f"a form posts to {action}, which answers no {method.upper()}"
            tokens = form.find_all("input", attrs={"name": "csrf_token"})
            if method == "post" and endpoint not in self._exempt and len(tokens) != 1:
                yield f"the form to {action} has {len(tokens)} tokens: put {{{{ csrf() }}}} into it, once"
            if method == "get" and tokens:
                yield f"the form to {action} puts its token into an address: take csrf() out"

    def _endpoint(self, address: str, method: str) -> str | None:
        urls = self._app.url_map.bind("localhost")
        try:
            endpoint, _arguments = urls.match(urlsplit(address).path, method=method)
        except MethodNotAllowed:
            return None
        except HTTPException:
            return None
        return str(endpoint)


class Inspected(FlaskClient):
    """A client whose every answer is looked at; `speaks` is the language that pages must be in, if given."""

    inspector: Inspector
    speaks: str | None = None

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """As FlaskClient's, and the page is inspected."""
        answer = super().open(*args, **options)
        for each in (*answer.history, answer):
            request = each.request
            self.inspector.look(request.path, each, _spoken(request) or self.speaks)
        return answer


def _spoken(request: Request) -> str:
    """The language that the address itself asks for."""
    return request.args.get("lang", "")


def inspected(app: Flask) -> Inspector:
    """Make every client of the app inspect what it is served."""
    inspector = Inspector(app, elsewhere_of(app))
    app.test_client_class = type("InspectedHere", (Inspected,), {"inspector": inspector})
    return inspector


def elsewhere_of(app: Flask) -> frozenset[str]:
    """Where pages may lead outside: each council's safe site, and help services on the web."""
    found = app.extensions["viewpoint.young_person"]
    sites = {council.safe_site for council in found.councils.values()}
    for pack in found.help_services.values():
        sites |= {f"https://{service.web}" for service in pack if service.web}
        sites |= {service.link for service in pack if service.link}
    return frozenset(sites)


def is_staff(path: str) -> bool:
    """Whether an address is one of the staff's."""
    return path.split("/", 2)[1] in STAFF_PLACES


def address_of(app: Flask, endpoint: str, **values: Any) -> str:
    """The address of a view."""
    with app.test_request_context():
        return url_for(endpoint, **values)


def _markup_faults(text: str) -> Iterator[str]:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    for (line, column), code, details in parser.errors:
        what = WHAT_IS_WRONG[code] % details
        yield f"line {line}, column {column}: {what} (a browser would guess: close or move the tag)"


def _frame_faults(page: BeautifulSoup) -> Iterator[str]:
    is_printed = (
        page.select_one('link:is([href*="/letter."], [href*="/paper."])') is not None
    )  # a heading each
    if (count := len(page.find_all("h1"))) != 1 and not is_printed:
        yield f"there are {count} <h1>: a page has one heading that names it"
    if (count := len(page.find_all("main"))) != 1:
        yield f"there are {count} <main>: build on a layout"
    html = page.html
    language = str(html.get("lang", "")) if html else ""
    if not language:
        yield '<html> has no lang: write lang="{{ language }}"'
    elif html and html.get("dir") != direction(language):
        yield f'dir is {html.get("dir")!r} for {language!r}: write dir="{{{{ direction }}}}"'
    for name, count in Counter(str(tag["id"]) for tag in page.find_all(id=True)).items():
        if count > 1:
            yield f"the id {name!r} is there {count} times: put the place of the thing into its id"


def _field_faults(page: BeautifulSoup) -> Iterator[str]:
    yield from _label_faults(page)
    yield from _pointer_faults(page)


def _label_faults(page: BeautifulSoup) -> Iterator[str]:
    for field in page.select(FIELDS):
        name = field.get("name")
        if not (_label(page, field) or field.get("aria-label")):
            yield f"the field {name!r} has no label: <label for> with words, or wrap it in one"
        if not name:
            yield f"the field {field.get('id')!r} has no name: what is typed would be lost"
    for button in page.find_all("button"):
        if not button.get_text(strip=True) and not button.get("aria-label"):
            yield f"a button {button.get('value')!r} has no words: put text into it"
    for image in page.find_all("img"):
        if image.get("alt") is None:
            yield f'the picture {image.get("src")!r} has no alt: write what it shows, or alt=""'


def _pointer_faults(page: BeautifulSoup) -> Iterator[str]:
    for pointer in POINTERS:
        for tag in page.find_all(attrs={pointer: True}):
            values = tag[pointer] if isinstance(tag[pointer], list) else str(tag[pointer]).split()
            for value in values:
                if page.find(id=str(value)) is None:
                    yield f'{pointer}="{value}" of <{tag.name}> points nowhere: give its target that id'


def _label(page: BeautifulSoup, field: Tag) -> str:
    inside = field.find_parent("label")
    named = page.find("label", attrs={"for": str(field.get("id", ""))}) if field.get("id") else None
    return "".join(tag.get_text(strip=True) for tag in (inside, named) if tag is not None)


def _code_faults(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.find_all(True):
        if tag.name == "style" or (tag.name == "script" and not tag.get("src")):
            yield f"an inline <{tag.name}> is blocked by our policy: move it into static/"
        for name in tag.attrs:
            if name == "style" or (name.startswith(EVENTS) and len(name) > len(EVENTS)):
                yield f"<{tag.name} {name}=...> is blocked by our policy: use a class, or static/*.js"


def _header_faults(answer: TestResponse) -> Iterator[str]:
    for name, wanted in HEADERS.items():
        if answer.headers.get(name) != wanted:
            yield f"{name} is {answer.headers.get(name)!r}, not {wanted!r}: leave it to web/headers.py"
    if answer.headers.get("Referrer-Policy") not in {"same-origin", "strict-origin"}:
        yield "Referrer-Policy must keep addresses to ourselves: same-origin, or strict-origin on the link"
    if "microphone=()" not in answer.headers.get("Permissions-Policy", ""):
        yield "Permissions-Policy does not deny the microphone"
    for cookie in answer.headers.getlist("Set-Cookie"):
        if "HttpOnly" not in cookie or "SameSite=Lax" not in cookie:
            yield "a cookie is not HttpOnly and SameSite=Lax"
    yield from _policy_faults(answer)


def _policy_faults(answer: TestResponse) -> Iterator[str]:
    parts = [part.split(maxsplit=1) for part in answer.headers.get("Content-Security-Policy", "").split(";")]
    rules = {part[0]: part[1] for part in parts if len(part) == 2}
    for name, wanted in POLICY.items():
        if rules.get(name) != wanted:
            yield f"the policy's {name} is {rules.get(name)!r}, not {wanted!r}"
    if set(rules) != {*POLICY, "form-action"} or not rules["form-action"].startswith("'self'"):
        yield f"the policy has other rules than ours: {sorted(rules)}"


def _help_faults(page: BeautifulSoup, status: int) -> Iterator[str]:
    if not page.select('a[href^="tel:"]'):
        yield "there is no number to ring: keep the layout's help block"
    if status != OUR_FAULT and not page.select('form[action="/leave"] button'):
        yield "there is no way out: keep the layout's header"
