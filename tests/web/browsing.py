"""Pages used as people without JavaScript use them: links followed, forms filled in, buttons pressed."""

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse

from tests.builders import PASSWORD
from tests.staff_codes import app_code

Given = Mapping[str, object]
A_FEW_TONGUES = {"en", "cy", "ar"}
"""Of the same page in every language so many are crawled: the words of all are held elsewhere."""
OURS = {"Sec-Fetch-Site": "same-origin"}


class Browsing:
    """One browser: where it is, what it was served, and what can be done there."""

    def __init__(self, client: FlaskClient, language: str = "en") -> None:
        """`language`: what the browser asks for."""
        self.client = client
        self.headers = {"Accept-Language": language}
        self.answer: TestResponse
        self.path = "/"
        self.page = BeautifulSoup("", "html.parser")

    def open(self, address: str) -> "Browsing":
        """Go to an address, following redirects within the site."""
        return self._arrived(self.client.get(address, headers=self.headers), address)

    def press(self, button: str, given: Given | None = None) -> "Browsing":
        """Press the button of that value or those words, the fields of its form as given, else as they stand.

        Raises:
            LookupError: there is no such button here.
        """
        tag = self.button(button)
        form = tag.find_parent("form")
        assert isinstance(form, Tag)
        fields = self.fields(form)
        for name, value in (given or {}).items():
            fields.setlist(name, value if isinstance(value, list) else [value])
        if tag.get("name"):
            fields.add(str(tag["name"]), str(tag.get("value", "")))
        return self.submit(form, fields)

    def submit(self, form: Tag, fields: MultiDict[str, object]) -> "Browsing":
        """Send a form's fields where it says."""
        action = urljoin(self.path, str(form.get("action") or self.path))
        headers = {**self.headers, **OURS}
        if form.get("method") == "get":
            return self._arrived(self.client.get(action, query_string=fields, headers=headers), action)
        return self._arrived(self.client.post(action, data=fields, headers=headers), action)

    def follow(self, words: str) -> "Browsing":
        """Follow the link of those words, or of that address.

        Raises:
            LookupError: there is no such link here.
        """
        for link in self.page.find_all("a", href=True):
            if words in (link.get_text(" ", strip=True), link["href"]):
                return self.open(urljoin(self.path, str(link["href"])))
        raise LookupError(f"no link {words!r} on {self.path}: {self.text[:300]}")

    def button(self, wanted: str) -> Tag:
        """A button by its value or its words."""
        for tag in self.page.select("button"):
            if wanted in (tag.get("value"), tag.get_text(" ", strip=True)):
                return tag
        raise LookupError(f"no button {wanted!r} on {self.path}: {self.text[:300]}")

    def fields(self, form: Tag) -> "MultiDict[str, object]":
        """What a form would send as it stands, without its buttons."""
        found: MultiDict[str, object] = MultiDict()
        for tag in form.select("input[name], textarea[name], select[name]"):
            for value in _values(tag):
                found.add(str(tag["name"]), value)
        return found

    def links(self) -> Iterator[str]:
        """Every address on this site that the page leads to."""
        for link in self.page.find_all("a", href=True):
            address = urljoin(self.path, str(link["href"]))
            tongue = parse_qs(urlsplit(address).query).get("lang", ["en"])[0]
            is_file = address.startswith("/static/") or address.endswith(".pdf")  # a PDF takes its second
            if address.startswith("/") and not is_file and tongue in A_FEW_TONGUES:
                yield address.partition("#")[0]

    @property
    def text(self) -> str:
        """What the page's main part says."""
        main = self.page.find("main")
        return (
            main.get_text(" ", strip=True) if isinstance(main, Tag) else self.page.get_text(" ", strip=True)
        )

    @property
    def heading(self) -> str:
        """The page's heading."""
        heading = self.page.find("h1")
        return heading.get_text(" ", strip=True) if isinstance(heading, Tag) else ""

    @property
    def status(self) -> int:
        """The status of the last answer."""
        return self.answer.status_code

    def _arrived(self, answer: TestResponse, address: str) -> "Browsing":
        self.path = address
        for _hop in range(10):
            if not 300 <= answer.status_code < 400 or not _is_ours(answer.location):
                break
            self.path = urljoin(self.path, answer.location)
            answer = self.client.get(self.path, headers=self.headers)
        self.answer = answer
        if answer.mimetype == "text/html":
            self.page = BeautifulSoup(answer.text, "html.parser")  # quick; tests/web/inspection.py is strict
        return self


def crawl(browsing: Browsing, *starts: str, limit: int = 500) -> dict[str, TestResponse]:
    """Every answer that links lead to from these addresses, by address.

    Raises:
        AssertionError: there are more than `limit`.
    """
    found: dict[str, TestResponse] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop(0)
        if address in found:
            continue
        assert len(found) < limit, "the pages lead to ever new addresses"
        browsing.open(address)
        found[address] = browsing.answer
        if browsing.answer.mimetype == "text/html":
            waiting += [each for each in browsing.links() if each not in found]
    return found


def sign_in(client: FlaskClient, email: str, language: str = "en") -> Browsing:
    """A member of staff at their first page."""
    browsing = Browsing(client, language).open("/staff/sign-in")
    form = browsing.page.select_one("main form")
    assert form is not None
    fields = browsing.fields(form)
    fields.setlist("email", [email])
    fields.setlist("password", [PASSWORD])
    browsing.submit(form, fields)
    form = browsing.page.select_one("main form")
    assert form is not None
    fields = browsing.fields(form)
    fields.setlist("one_time_code", [app_code(client.application)])
    browsing.submit(form, fields)
    assert browsing.status == 200, browsing.text
    return browsing


def start(client: FlaskClient, token: str, language: str = "en") -> Browsing:
    """A young person who has opened a link and pressed Start."""
    return Browsing(client, language).open(f"/s/{token}").press(language)


def _values(tag: Tag) -> list[object]:
    if tag.name == "textarea":
        return [tag.get_text().removeprefix("\n")]
    if tag.name == "select":
        options = tag.find_all("option")
        chosen = [each for each in options if each.has_attr("selected")] or options[:1]
        return [str(each.get("value", "")) for each in chosen]
    if tag.get("type") in {"radio", "checkbox"} and not tag.has_attr("checked"):
        return []
    if tag.get("type") == "file":
        return [FileStorage(filename="")]
    return [str(tag.get("value", ""))]


def _is_ours(location: str) -> bool:
    parts = urlsplit(location)
    return not parts.netloc or parts.netloc == "localhost"
