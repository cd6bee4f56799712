"""Languages on a young person's pages: changed on any of them, English beneath what nobody has checked."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.builders import Made, World
from tests.web.browsing import Browsing, start
from tests.web.inspection import inspected
from viewpoint.domain.safety import SAFETY_CRITICAL
from viewpoint.storage.invitations import find_invitation

PROMISE = (
    "What you say is private. But if you or someone else is not safe, we have to tell someone who can help. "
    "We will tell you first if we can."
)
LADDER = 40


@pytest.fixture
def made(small_world: World) -> Made:
    return small_world.invited()


@pytest.fixture
def browsing(app: Flask, made: Made) -> Browsing:
    inspected(app)
    return start(app.test_client(), made.link.token)


def beneath(page: BeautifulSoup) -> list[str]:
    for tag in page.select(".english"):
        assert (tag["lang"], tag["dir"]) == ("en", "ltr")
    return [tag.get_text() for tag in page.select(".english")]


@pytest.mark.parametrize("address", [f"/q/{LADDER}", f"/q/{LADDER}?back=check", "/who", "/check", "/help"])
def test_another_language_leads_back_to_the_very_page(browsing: Browsing, address: str) -> None:
    browsing.press("next").press("next", {"who": "alone"})
    browsing.open(address).follow("Language").press("ar")
    assert browsing.path == address
    html = browsing.page.html
    assert html is not None
    assert (html["lang"], html["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example/who", "/staff/sign-in", "/s/other", "/language", "/no", "who"],
)
def test_no_address_leads_anywhere_else(browsing: Browsing, back: str) -> None:
    browsing.open(f"/language?back={back}").press("ar")
    assert browsing.path == "/welcome"


def test_the_language_stays_with_the_invitation(browsing: Browsing, small_world: World, made: Made) -> None:
    for language in ("ar", "cy"):
        browsing.open("/language").press(language)
        with small_world.services.database.read() as connection:
            kept = find_invitation(connection, made.invitation.authority, made.invitation.id)
        assert kept is not None
        assert kept.language == language


def test_what_must_not_be_misread_is_in_english_too_where_nobody_checked_the_translation(
    browsing: Browsing,
) -> None:
    assert beneath(browsing.page) == []
    browsing.open("/language").press("ar")
    browsing.open("/welcome")
    said = beneath(browsing.page)
    assert {PROMISE, "Leave this page now", "Need help now?"} <= set(said)
    assert any("reads what you send." in text and "%" not in text for text in said)
    assert "Childline" in " ".join(said), "who can help is critical as a whole"


def test_what_a_person_has_read_stands_alone(
    browsing: Browsing, small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small_world.services.catalogues, "needs_english", lambda _language: False)
    browsing.open("/language").press("ar")
    assert beneath(browsing.open("/welcome").page) == []


def test_the_questionnaires_promise_has_its_english(browsing: Browsing) -> None:
    browsing.press("next").press("next", {"who": "alone"}).press("skip")
    browsing.open("/language").press("ar")
    said = []
    for number in range(1, 60):
        browsing.open(f"/q/{number}")
        said += beneath(browsing.page)
    assert any(
        text.endswith("If you are not safe we will tell someone. We will tell you first if we can.")
        for text in said
    )


def test_no_safety_critical_text_stands_in_an_attribute() -> None:
    """The English beneath it is markup."""
    assert all('"' not in text and "<" not in text for text in SAFETY_CRITICAL)
