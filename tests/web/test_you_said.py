"""You said, we did: a public page that knows nobody, and the coordinator's pages behind it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import Made, World, an_entry
from tests.web.browsing import Browsing, start
from tests.web.inspection import inspected
from tests.web.staff_client import heading, post, signed_in, soup, texts
from viewpoint.domain.permissions import Role
from viewpoint.domain.words import Words
from viewpoint.domain.you_said import Check, Done

PUBLIC = "/you-said-we-did/fernshire"
NEW = "/coordinator/you-said/new"
FILLED = {"said-en": "We want to choose who comes.", "did-en": "You choose.", "done": "did"}
EVERYTHING = [each.value for each in Check]


@pytest.fixture
def coordinator(app: Flask, small_world: World) -> FlaskClient:
    inspected(app)
    client = app.test_client()
    small_world.staff[Role.COORDINATOR] = small_world.account(
        Role.COORDINATOR, email="coordinator@fernshire.example"
    )
    signed_in(client, "coordinator@fernshire.example")
    return client


@pytest.fixture
def made(small_world: World) -> Made:
    return small_world.invited()


def test_an_empty_page_says_what_will_be_there(client: FlaskClient) -> None:
    page = client.get(PUBLIC)
    assert heading(page) == "You said, we did"
    assert "There is nothing here yet." in page.text


def test_everybody_reads_what_is_published(client: FlaskClient, small_world: World) -> None:
    small_world.published()
    small_world.clock.forward(minutes=1)
    small_world.published(an_entry("We want to live near home.", done=Done.COULD_NOT))
    page = client.get(PUBLIC)
    cards = texts(page, "main .card")
    assert cards[-1] == "You said Too many people come to our meetings. We did You choose who comes."
    assert "We could not, because You choose who comes." in cards[0]


def test_the_round_it_comes_from_is_said_in_months(client: FlaskClient, small_world: World) -> None:
    small_world.published(an_entry(round=small_world.round().id))
    assert "October 2026 – December 2026" in client.get(PUBLIC).text


def test_it_needs_no_session_and_sets_no_cookie(client: FlaskClient, small_world: World) -> None:
    small_world.published()
    answer = client.get(PUBLIC)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert soup(answer).select_one("form#leave")


def test_a_visit_changes_nothing_on_it(app: Flask, small_world: World, made: Made) -> None:
    small_world.published()
    alone = app.test_client().get(PUBLIC).text
    child = start(app.test_client(), made.link.token, "cy")
    assert child.client.get(PUBLIC).text == alone


def test_what_is_not_translated_is_english_and_marked_as_it(client: FlaskClient, small_world: World) -> None:
    small_world.published(
        an_entry(said=Words({"en": "a", "cy": "Cymraeg yma"}), did=Words({"en": "b", "cy": "Ac yma"}))
    )
    small_world.published()
    page = soup(client.get(f"{PUBLIC}?lang=ar"))
    html = page.select_one("html")
    assert html is not None
    assert (html["lang"], html["dir"]) == ("ar", "rtl")
    assert [(tag["lang"], tag["dir"]) for tag in page.select("main .said")] == [("en", "ltr")] * 4
    welsh = soup(client.get(f"{PUBLIC}?lang=cy"))
    own = [tag.get_text() for tag in welsh.select("main .said:not([lang])")]
    assert own == ["Cymraeg yma", "Ac yma"]
    assert soup(client.get(f"{PUBLIC}?lang=nothing")).select_one("html[lang=en]")


def test_no_other_address_has_one(client: FlaskClient) -> None:
    for address in ("/you-said-we-did/nowhere", "/you-said-we-did/", "/you-said-we-did/%00"):
        assert client.get(address).status_code == 404
    assert client.get("/you-said-we-did/FERNSHIRE").status_code == 200


def test_a_young_person_finds_it_from_their_pages_and_comes_back(app: Flask, made: Made) -> None:
    child = start(app.test_client(), made.link.token)
    for address in ("/welcome", "/help"):
        child.open(address).follow("What young people said, and what we did")
        assert child.heading == "You said, we did"
        child.follow("Back")
        assert child.path == address
    child.open("/check").press("send").follow("What young people said, and what we did").follow("Back")
    assert child.path == "/sent"


def test_whoever_types_a_code_finds_it_and_no_address_leads_elsewhere(client: FlaskClient) -> None:
    assert Browsing(client).open("/code").follow("What young people said, and what we did").path
    page = Browsing(client).open(f"{PUBLIC}?back=https://elsewhere.example/")
    assert "elsewhere" not in page.answer.text


def test_an_entry_is_written_looked_at_ticked_and_published(coordinator: FlaskClient) -> None:
    assert "Nothing is written yet" in coordinator.get("/coordinator/you-said").text
    answer = post(coordinator, NEW, **FILLED, **{"said-cy": "Dewis", "did-cy": "Ti sy'n dewis"})
    preview = coordinator.get(answer.location)
    assert texts(preview, "main .card p") == [
        "English",
        FILLED["said-en"],
        FILLED["did-en"],
        "Cymraeg",
        "Dewis",
        "Ti sy'n dewis",
    ]
    assert "Draft: nobody sees it" in preview.text
    assert FILLED["said-en"] not in coordinator.get(PUBLIC).text
    refused = post(coordinator, answer.location, f"{answer.location}/publish", checked=EVERYTHING[:2])
    assert refused.status_code == 422
    assert "Tick each line once you have checked it." in refused.text
    assert len(soup(refused).select("input[checked]")) == 2
    published = post(coordinator, answer.location, f"{answer.location}/publish", checked=EVERYTHING)
    assert "Everybody can read it now." in coordinator.get(published.location).text
    assert FILLED["said-en"] in coordinator.get(PUBLIC).text


def test_an_entry_is_changed_and_withdrawn(coordinator: FlaskClient, small_world: World) -> None:
    entry = f"/coordinator/you-said/{small_world.published()}"
    form = coordinator.get(f"{entry}/change")
    assert "Too many people come to our meetings." in form.text
    withdrawn = post(coordinator, entry, f"{entry}/withdraw")
    assert "Nobody sees it any more." in coordinator.get(withdrawn.location).text
    assert "Too many people" not in coordinator.get(PUBLIC).text
    assert post(coordinator, f"{entry}/change", **FILLED).location == entry
    assert FILLED["said-en"] in coordinator.get(entry).text


def test_every_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(coordinator: FlaskClient) -> None:
    wrong = {"said-en": "x" * 242, "did-en": "", "said-cy": "Hanner", "round": "0"}
    answer = post(coordinator, NEW, **wrong)
    assert answer.status_code == 422
    page = soup(answer)
    assert [str(tag["href"]) for tag in page.select(".errors a")] == [
        "#said-en",
        "#done",
        "#did-en",
        "#did-cy",
    ]
    assert "Shorten it by 2 characters." in answer.text
    typed = {str(tag["name"]): tag.get_text() for tag in page.select("textarea")}
    assert (typed["said-en"], typed["said-cy"]) == (wrong["said-en"], "Hanner")
    assert page.select_one("details[open]:has(#said-cy)")


def test_a_round_of_nowhere_is_refused(coordinator: FlaskClient, small_world: World) -> None:
    entry = f"/coordinator/you-said/{small_world.published()}"
    for address in (NEW, f"{entry}/change"):
        answer = post(coordinator, address, **FILLED, round="0" * 32)
        assert answer.status_code == 422
        assert "That round is not there." in answer.text


def test_words_of_a_language_that_is_offered_no_longer_are_kept(
    coordinator: FlaskClient, small_world: World
) -> None:
    """Somali is not offered in these worlds."""
    entry = small_world.published(
        an_entry(said=Words({"en": "a", "so": "Soomaali"}), did=Words({"en": "b", "so": "Soomaali"}))
    )
    address = f"/coordinator/you-said/{entry}"
    form = coordinator.get(f"{address}/change")
    typed = {str(tag["name"]): tag.get_text().strip() for tag in soup(form).select("textarea")}
    post(coordinator, f"{address}/change", **{**typed, "done": "did", "said-en": "Other"})
    shown = small_world.services.you_said.one(small_world.staff[Role.COORDINATOR], entry)
    assert shown.entry.said == Words({"en": "Other", "so": "Soomaali"})
