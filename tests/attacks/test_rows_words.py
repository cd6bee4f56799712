"""Hostile words in every place where somebody's words are shown: none becomes markup, template or formula."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, NavigableString
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from tests.builders import ROOT, Made, World, a_world, demo_settings, saying
from tests.exchange.broken_rosters import sound_files
from tests.web.browsing import Browsing, crawl, sign_in, start
from tests.web.councils import email_of, response_id, work
from viewpoint.domain.permissions import Role
from viewpoint.web.app import create_app

PRODUCT = "9331"
"""What 1333 * 7 would come to, if anything worked it out."""
HOSTILE = " ".join(
    (
        "\"><attack onfocus=alert(1) autofocus tabindex=1>'><attack>",
        "</textarea></title></option></script></style><attack>",
        "<!--><attack><svg/onload=alert(1)><attack>--><attack>",
        "<a href=javascript:alert(1)>x</a>&lt;attack&gt;",
        "{{1333*7}}{% raw %}{# #}${1333*7}#{1333*7}<%= 1333*7 %>{{config.SECRET_KEY}}",
        "%(name)s %(num)d %s %d %n",
    )
)
TURNED = f"{HOSTILE} \u202e\u2066\u200b\ufeff"
"""With controls of direction, for those whose words nobody at the council has chosen."""
FORMULAS = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\uff1d1+1",
    "\t=1",
    "\u200b=1",
    " =1",
)
GOOD_THINGS, SAFE, WANT_CHANGE = 8, 21, 45


@pytest.fixture
def hostile(empty_sqlite: Path, tmp_path: Path) -> Iterator[World]:
    """A council whose own words, and all of whose people's names, are hostile."""
    database = tmp_path / "hostile.sqlite3"
    database.write_bytes(empty_sqlite.read_bytes())
    settings = demo_settings(tmp_path, f"sqlite:///{database}")
    council = (ROOT / "viewpoint" / "demo" / "fernshire.toml").read_text(encoding="utf-8")
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    for words in ("Fernshire", "your Independent Reviewing Officer (IRO)"):
        assert f'en = "{words}"' in council
        council = council.replace(f'en = "{words}"', f'en = "{words} {quoted}"')
    (settings.councils / "fernshire.toml").write_text(council, encoding="utf-8")
    world = a_world(settings)
    world.staff[Role.IRO] = world.account(Role.IRO, email="iro@fernshire.example", name=f"Sam {HOSTILE}")
    yield world
    world.services.database.close()


@pytest.fixture
def hostile_app(hostile: World) -> Flask:
    return create_app(hostile.services.settings, hostile.services)


def test_row_15_hostile_words_are_words_on_every_page_and_in_every_letter(
    hostile: World, hostile_app: Flask
) -> None:
    made = hostile.invited(hostile.young_person(name=f"Kit {TURNED}", child_ref="<attack>"))
    child = _writes(hostile_app, hostile, made)
    pages = {
        "young person": crawl(child, "/sent", "/help", "/language", "/talk"),
        "iro": _as_iro(hostile_app),
        "coordinator": _as_coordinator(hostile_app, hostile),
        "nobody": _as_nobody(hostile_app),
    }
    for who, answers in pages.items():
        for address, answer in answers.items():
            assert not list(_harm(answer)), f"{who} at {address}"
        assert any("{{1333*7}}" in answer.text for answer in answers.values()), f"{who} met no such words"


def test_row_15_hostile_words_stay_words_in_messages(hostile: World, hostile_app: Flask) -> None:
    hostile.young_person(
        name=f"Kit {HOSTILE}", contact={"channel": "email", "phone": None, "email": "a@b.example"}
    )
    coordinator = hostile.account(Role.COORDINATOR)
    due = [each.young_person for each in hostile.services.invite.due(coordinator)]
    hostile.services.invite.invite(coordinator, due)
    work(hostile)
    for kept in hostile.services.outbox.messages(coordinator):
        words = kept.kept.words
        assert PRODUCT not in f"{words.subject}{words.body}"
        assert "\n" not in words.subject
        assert "attack" not in f"{words.subject}{words.body}"


def test_row_16_no_template_and_no_view_turns_escaping_off() -> None:
    """Markup is made of a drawing, of pages that were escaped themselves, and of our own words and spans."""
    templates = {path: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.*")}
    assert len(templates) > 40
    for path, text in templates.items():
        for way in ("|safe", "| safe", "autoescape", "Markup", "__class__", "|tojson"):
            assert way not in text, f"{path.name}: {way}"
    code = {path: path.read_text(encoding="utf-8") for path in (ROOT / "viewpoint").rglob("*.py")}
    made = {path.name for path, text in code.items() if "Markup(" in text}
    assert made == {"qr.py", "letter.py", "paper.py", "documents.py", "catalogues.py", "locale.py"}
    assert not [path for path, text in code.items() if "render_template_string" in text]


def test_row_17_no_cell_of_any_download_starts_a_formula(app: Flask, small_world: World) -> None:
    coordinator = sign_in(app.test_client(), email_of(small_world, small_world.account(Role.COORDINATOR)))
    made = [small_world.invited(small_world.young_person(name=name)) for name in FORMULAS]
    coordinator.open("/coordinator/invitations")
    who: list[object] = [each.invitation.id for each in made]
    coordinator.press("links", {"who": who})
    names = {row[1] for row in _rows(coordinator.answer)}
    assert {f"'{name}" for name in FORMULAS} <= names
    files = sound_files()
    broken = files["contacts.csv"].replace(b"Wrenlet Example", b"=1+1").replace(b"symbols", b"@SUM(1)")
    _hand_over(coordinator, {**files, "contacts.csv": broken, "=1.csv": b"=1,+2\r\n-3,@4\r\n"})
    coordinator.open(f"{coordinator.path}/problems.csv")
    cells = [cell for row in _rows(coordinator.answer) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.lstrip()[:1] in {"=", "+", "-", "@"} and cell]


def _writes(app: Flask, world: World, made: Made) -> Browsing:
    """Answers, asks for somebody and sends; the IRO replies as hostile."""
    child = start(app.test_client(), made.link.token).press("next").press("next", {"who": "alone"})
    for picture in ("cat",) * 8:
        child.press(picture)
    for number, name in ((GOOD_THINGS, "good_things"), (WANT_CHANGE, "want_change")):
        child.open(f"/q/{number}").press("next", {name: TURNED})
        assert not list(_harm(child.open(f"/q/{number}").answer))
    child.open(f"/q/{SAFE}").press("next", {"safe_home": "never"})
    child.press("next", {"tell": "", "reach": TURNED})
    assert not list(_harm(child.answer))
    child.press("next", {"tell": "yes", "reach": TURNED})
    child.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": TURNED, "csrf_token": "stale"})
    assert not list(_harm(child.answer))
    assert "{{1333*7}}" in child.text
    assert not list(_harm(child.open("/check").answer))
    child.press("send")
    work(world)
    world.services.replying.send(world.iro(), response_id(world, made.invitation.id), saying(HOSTILE))
    return child


def _as_iro(app: Flask) -> dict[str, TestResponse]:
    iro = sign_in(app.test_client(), "iro@fernshire.example")
    found = crawl(iro, "/iro/", "/iro/?q=<attack>&show=<attack>")
    response = next(address for address in found if "/responses/" in address)
    answer = iro.open(response).press("Send the reply", _everywhere(iro)).answer
    assert answer.status_code == 422
    return {**found, "a reply too long": answer}


def _everywhere(iro: Browsing) -> dict[str, object]:
    """Such words in every field of a reply that takes words."""
    fields = ("opening", "about-1", "words-1", "by-1", "who-1")
    assert all(iro.page.select(f"#{name}") for name in fields)
    return dict.fromkeys(fields, HOSTILE * 20)


def _as_coordinator(app: Flask, world: World) -> dict[str, TestResponse]:
    viewer = world.account(Role.COORDINATOR, name=HOSTILE)
    coordinator = sign_in(app.test_client(), email_of(world, viewer))
    world.round()
    world.young_person(name=f"Due {TURNED}")
    asked = world.invited(world.young_person(name=f"Asked {TURNED}"))
    found = crawl(coordinator, "/coordinator/", "/coordinator/invitations?show=<attack>")
    found["everyone"] = coordinator.open("/coordinator/due").press("everyone").answer
    coordinator.press("Invite everyone")
    work(world)
    found |= crawl(coordinator, "/coordinator/outbox", "/coordinator/invitations?show=all")
    for button in ("revoke", "letters"):
        coordinator.open("/coordinator/invitations").press(button, {"who": asked.invitation.id})
        found[button] = coordinator.answer
    files = sound_files()
    hostile = {name.replace("header", "header<attack>"): text for name, text in files.items()}
    hostile["contacts.csv"] = hostile["contacts.csv"].replace(b"symbols", b"<attack>{{1333*7}}")
    _hand_over(coordinator, hostile)
    return found | crawl(coordinator, coordinator.path)


def _as_nobody(app: Flask) -> dict[str, TestResponse]:
    nobody = Browsing(app.test_client())
    found = crawl(nobody, "/", "/code", "/help", "/language", "/s/<attack>", "/<attack>", "/staff/<attack>")
    found["code"] = nobody.open("/code").press("en", {"code": HOSTILE[:40]}).answer
    nobody.open("/staff/sign-in")
    form = nobody.page.select_one("main form")
    assert form is not None
    fields = nobody.fields(form)
    fields.setlist("email", [HOSTILE])
    found["sign-in"] = nobody.submit(form, fields).answer
    return found


def _hand_over(coordinator: Browsing, files: dict[str, bytes]) -> None:
    chosen: list[object] = [FileStorage(io.BytesIO(content), name) for name, content in files.items()]
    coordinator.open("/coordinator/roster").press("See what would change", {"files": chosen})


def _rows(answer: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def _harm(answer: TestResponse) -> Iterator[str]:
    """What a page would do or be that nobody wrote into it."""
    if answer.mimetype != "text/html":
        return
    page = BeautifulSoup(answer.text, "html5lib")
    if PRODUCT in page.get_text():
        yield "a template was run"
    for tag in page.find_all(True):
        addresses = [str(tag.get(name, "")).strip().lower() for name in ("href", "src", "action", "data")]
        if any(address.startswith(("javascript:", "vbscript:")) for address in addresses):
            yield f"an address runs code: {tag.name}"
        if tag.name == "attack" or any(name.startswith("on") for name in tag.attrs):
            yield f"markup came of words: {tag.name} {sorted(tag.attrs)}"
    turning = page.find_all(string=lambda text: text is not None and "\u202e" in text)
    yield from (f"words may turn others: {words.parent}" for words in turning if not _is_isolated(words))


def _is_isolated(words: NavigableString) -> bool:
    around = [
        tag
        for tag in words.parents
        if tag.name in {"bdi", "textarea", "h1"} or (tag.get("dir") and tag.name != "html")
    ]
    return bool(around) or words.parent is None
