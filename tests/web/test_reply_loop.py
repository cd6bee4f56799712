"""The page of a response once it is read: promises, drafts, reasons, translations, what moved."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import World, point_by_point
from tests.web.browsing import Browsing
from tests.web.inspection import inspected
from tests.web.staff_client import post, signed_in, soup, texts, token
from tests.web.test_iro import SOME, sent, worked
from viewpoint.domain.people import ResponseId, YoungPersonId
from viewpoint.domain.reply_template import TemplateText
from viewpoint.domain.response import SKIPPED, Answer, Share

EASY, HARD = (
    "The bus will come. You can see your nan.",
    "unsatisfactory institutional considerations notwithstanding",
)


@pytest.fixture
def iro(app: Flask, small_world: World) -> FlaskClient:
    inspected(app)
    client = app.test_client()
    small_world.iro()
    signed_in(client, "iro@fernshire.example")
    return client


def address_of(response: ResponseId) -> str:
    return f"/iro/responses/{response}"


def quarter_later(world: World, client: FlaskClient) -> None:
    world.clock.forward(days=90)
    signed_in(client, "iro@fernshire.example")


def over_time(world: World, client: FlaskClient, *settled: str) -> ResponseId:
    """One young person, answering the same question in turn; each is opened but the last."""
    child = world.young_person()
    for option in settled[:-1]:
        client.get(address_of(answered(world, child, option)))
        quarter_later(world, client)
    return answered(world, child, settled[-1])


def answered(world: World, child: YoungPersonId, settled: str) -> ResponseId:
    return sent(world, {**SOME, "settled": Answer.choosing(settled)}, child)


def test_a_draft_is_there_when_the_page_is_opened_again(iro: FlaskClient, small_world: World) -> None:
    address = address_of(sent(small_world))
    half = {"opening": "Thank", "points": "2", "words-2": "I ask", "by-2": "soon"}
    answer = post(iro, address, f"{address}/draft", **half)
    assert (answer.status_code, answer.location) == (302, f"{address}#replies")
    page = soup(iro.get(address))
    assert "It is not sent" in page.get_text()
    for name, value in half.items():
        tag = page.select_one(f"[name='{name}']")
        assert tag is not None
        assert (tag.get("value") or tag.get_text().strip()) == value
    assert not page.select("[aria-invalid]")
    assert "Your draft of Wednesday 18 November" in iro.get(address).text


@pytest.mark.parametrize("go", ["another", "send", "insert-1"])
def test_whatever_button_was_pressed_what_was_typed_is_kept(
    iro: FlaskClient, small_world: World, go: str
) -> None:
    address = address_of(sent(small_world))
    post(iro, address, opening="Half of it", **{"points": "1", "words-1": "No outcome yet"}, go=go)
    assert "Half of it" in iro.get(address).text


def test_the_script_is_told_how_hard_it_is_to_read_and_what_was_saved(
    iro: FlaskClient, small_world: World
) -> None:
    address = address_of(sent(small_world))
    told = []
    for words in (EASY, f"{EASY} {HARD} {HARD} {HARD}.", "No"):
        page = post(iro, address, f"{address}/draft", opening=words, quiet="yes", ages="12_17")
        told.append(json.loads(page.text))
    easy, hard, short = told
    assert easy["age"] == "About the reading age of 5."
    assert (easy["hint"], easy["longest"]) == ("", "")
    assert "Shorter sentences" in hard["hint"]
    assert f"{HARD}." in hard["longest"]
    assert (short["age"], short["state"]) == ("", "Saved as a draft. It is not sent.")
    assert "Saved as a draft" not in texts(iro.get(address), "main p[role=status]")


def test_the_reading_age_stands_there_without_script(iro: FlaskClient, small_world: World) -> None:
    address = address_of(sent(small_world))
    post(iro, address, f"{address}/draft", opening=EASY)
    assert texts(iro.get(address), "#draft-age") == ["About the reading age of 5."]


def test_a_text_is_put_into_the_point_behind_what_stands_there(iro: FlaskClient, small_world: World) -> None:
    address = address_of(sent(small_world))
    assert not soup(iro.get(address)).select("[name=template-1]"), "there is nothing to choose from yet"
    templates = small_world.services.reply_templates
    templates.add(small_world.iro(), TemplateText(title="Nan", words="I asked about your nan."), None)
    chosen = templates.every(small_world.iro())[0].id
    fields = {"points": "2", "words-1": "First.", "words-2": "Second.", "template-2": chosen}
    page = post(iro, address, **fields, go="insert-2")
    assert texts(page, "#words-1, #words-2") == ["First.", "Second. I asked about your nan."]
    unknown = post(iro, address, **{**fields, "template-2": "gone"}, go="insert-2")
    assert texts(unknown, "#words-2") == ["Second."]


def test_a_text_is_written_changed_and_deleted(iro: FlaskClient) -> None:
    browsing = Browsing(iro).open("/iro/texts")
    assert "There are none yet" in browsing.text
    browsing.press("Keep it", {"title": "x" * 101})
    assert browsing.status == 422
    assert [tag["href"] for tag in browsing.page.select(".errors a")] == ["#title", "#words"]
    browsing.press("Keep it", {"title": "Nan", "words": "I asked.", "whose": "council"})
    assert "Every IRO's" in browsing.text
    browsing.follow("Nan").press("Keep it", {"words": ""})
    assert browsing.status == 422
    browsing.press("Keep it", {"words": "I asked about her.", "whose": "own"})
    assert "I asked about her." in browsing.text
    assert "Yours" in browsing.text
    browsing.follow("Nan").press("Delete it")
    assert "There are none yet" in browsing.text


def test_a_promise_past_its_day_comes_back_to_the_top(iro: FlaskClient, small_world: World) -> None:
    child = small_world.young_person()
    response = sent(small_world, child=child)
    small_world.services.replying.send(small_world.iro(), response, point_by_point())
    assert "A promise is overdue" not in iro.get("/iro/").text
    page = iro.get(address_of(response))
    assert texts(page, "main .note h3") == ["Promised by 1 December 2026"]
    small_world.clock.forward(days=14)
    signed_in(iro, "iro@fernshire.example")
    assert "A promise is overdue" in texts(iro.get("/iro/?show=needs-me"), ".list > li")[0]
    page = iro.get(address_of(response))
    assert texts(page, "main h2")[0] == "What they were promised"
    assert texts(page, "main .note.alarm h3") == ["Promised by 1 December 2026: that day is over"]


def test_a_promise_is_settled_by_telling_them(iro: FlaskClient, small_world: World) -> None:
    response = sent(small_world)
    small_world.services.replying.send(small_world.iro(), response, point_by_point())
    browsing = Browsing(iro).open(address_of(response))
    (link,) = browsing.page.select("main .note a.button")
    browsing.open(str(link["href"]))
    assert "You can see your nan more." in browsing.text
    browsing.press("Tell them")
    assert browsing.status == 422
    assert [tag["href"] for tag in browsing.page.select(".errors a")] == ["#outcome-1", "#words-1"]
    browsing.press("Tell them", {"outcome-1": "will", "words-1": "The bus is full", "who-1": ""})
    assert [tag["href"] for tag in browsing.page.select(".errors a")] == ["#by-1", "#who-1"]
    browsing.press("Tell them", {"by-1": "2026-12-24", "who-1": "Jo"})
    assert "The young person is told" in browsing.text
    assert texts(browsing.answer, "main .note h3") == ["Promised by 24 December 2026"]
    assert "About Your nan By when 24 December 2026 Who Jo" in texts(browsing.answer, "main .card")[1]
    browsing.follow("Say what became of it (24 December 2026)")
    browsing.press("Tell them", {"outcome-1": "did", "words-1": "You went on Sunday"})
    assert not browsing.page.select("main .note a.button")
    assert "What we did You went on Sunday About Your nan" in browsing.text


def test_closing_without_a_reply_asks_for_a_reason(iro: FlaskClient, small_world: World) -> None:
    response = sent(small_world)
    browsing = Browsing(iro).open(address_of(response)).press("Close it")
    assert browsing.status == 422
    assert browsing.page.select("details[open] form[action$='/close']")
    assert [tag["href"] for tag in browsing.page.select(".errors a")] == ["#how", "#reason"]
    browsing.press("Close it", {"how": "talked", "talked": "1/1/2031", "reason": "He is happy with it"})
    assert "That day is still to come." in browsing.text
    assert "Waits for your reply" in iro.get("/iro/").text
    browsing.press("Close it", {"talked": "17/11/2026"})
    assert "by Sam Okoro: talked in person on Tuesday 17 November. He is happy with it" in browsing.text
    assert "Waits for your reply" not in iro.get("/iro/").text
    browsing.press("Close it", {"how": "nothing", "reason": "x" * 1001})
    assert "That is too long." in browsing.text
    browsing.press("Close it", {"reason": "Only hello"})
    assert "Closed on Wednesday 18 November by Sam Okoro: nothing to answer. Only hello" in browsing.text
    browsing.press("send", {"opening": "Hello!"})
    assert not browsing.page.select("form[action$='/close']"), "the reply is the answer"


def test_a_translation_stands_beside_the_words_and_is_marked_as_one(
    iro: FlaskClient, small_world: World
) -> None:
    answers = {**SOME, "good_things": Answer.saying("Pies")}
    browsing = Browsing(iro).open(address_of(sent(small_world, answers, language="pl")))
    browsing.follow("Add a translation : What is good about living here?")
    assert browsing.page.select_one(".said[lang=pl]")
    browsing.press("Keep it", {"words": "x" * 5001, "by": "y" * 101})
    assert [tag["href"] for tag in browsing.page.select(".errors a")] == ["#words", "#by"]
    browsing.press("Keep it", {"words": "<b>A dog</b>", "by": ""})
    assert "Say who translated it." in browsing.text
    browsing.press("Keep it", {"by": "Sam Okoro"})
    assert texts(browsing.answer, ".said")[0] == "Pies"
    assert texts(browsing.answer, ".translation") == [
        "Translation by Sam Okoro, Wednesday 18 November: not their own words <b>A dog</b>"
    ]
    browsing.follow("Change the translation : What is good about living here?").press(
        "Keep it", {"words": ""}
    )
    assert not browsing.page.select(".translation")


def test_words_in_the_readers_own_language_need_none(iro: FlaskClient, small_world: World) -> None:
    assert "Add a translation" not in iro.get(address_of(sent(small_world))).text


def test_what_moved_is_drawn_said_and_in_a_table(iro: FlaskClient, small_world: World) -> None:
    page = iro.get(address_of(over_time(small_world, iro, "always", "mostly", "never")))
    assert "Since November 2026 1 of 1 answers on a scale has moved." in page.text
    drawing = soup(page).select_one(".travel svg")
    assert drawing is not None
    assert len(drawing.select("circle")) == 3
    title = " ".join(drawing.get_text().split())
    assert title == (
        "Do you feel settled where you live? 18 November 2026: Always; 16 February 2027: Most of the time;"
        " 17 May 2027: Never"
    )
    assert texts(page, ".travel figure > p") == ["Always, then Most of the time, then Never"]
    assert texts(page, "main tbody tr") == [
        "Do you feel settled where you live? Always Most of the time Never"
    ]


def test_what_stayed_the_same_is_only_in_the_table(iro: FlaskClient, small_world: World) -> None:
    page = iro.get(address_of(over_time(small_world, iro, "always", "always")))
    assert "nothing has moved" in page.text
    assert not soup(page).select(".travel")
    assert texts(page, "main tbody tr")
    assert "Over time" not in iro.get(address_of(sent(small_world))).text


def test_the_table_tells_each_silence_apart(iro: FlaskClient, small_world: World) -> None:
    child = small_world.young_person()
    for given in ({"settled": Answer.choosing("always")}, {"listened": Answer.choosing("never")}):
        iro.get(address_of(sent(small_world, given, child)))
        quarter_later(small_world, iro)
    rows = texts(iro.get(address_of(sent(small_world, SOME, child))), "main tbody tr")
    assert rows == ["Do you feel settled where you live? Always not asked Most of the time"]


def test_what_to_ask_about_is_a_short_list_of_questions(iro: FlaskClient, small_world: World) -> None:
    page = iro.get(address_of(over_time(small_world, iro, "always", "never")))
    assert texts(page, "main ul.measure li") == [
        "“Do you feel settled where you live?”: “Always” before, “Never” now. What has changed for them?"
    ]
    first = iro.get(address_of(sent(small_world)))
    assert "To ask them about" not in first.text


def test_each_kind_of_question_is_in_words(iro: FlaskClient, small_world: World) -> None:
    child = small_world.young_person()
    before = {
        "listened": Answer.choosing("always"),
        "school_ok": Answer.choosing("always"),
        "home_feel": Answer.counting(8),
        "safe_home": Answer.choosing("never"),
    }
    sent_first = sent(small_world, before, child)
    iro.get(address_of(sent_first))
    quarter_later(small_world, iro)
    now = {
        **SOME,
        "want_change": Answer.saying(f"More art {'and art ' * 20}"),
        "school_ok": SKIPPED,
        "home_feel": Answer.counting(3),
        "safe_home": Answer.choosing("never"),
    }
    response = sent(small_world, now, child)
    worked(small_world)
    asked = texts(iro.get(address_of(response)), "main ul.measure li")
    assert any("they did not ask for help at once" in each for each in asked)
    assert any("More art and art" in each and "…”. What would they like" in each for each in asked)
    assert any("8 out of 10” before, “3 out of 10” now" in each for each in asked)
    assert any("“Always” before; now they did not want to say" in each for each in asked)
    assert any("passed over all of it now" in each for each in asked)


def test_what_was_kept_back_is_in_no_drawing_and_no_question(iro: FlaskClient, small_world: World) -> None:
    child = small_world.young_person()
    iro.get(address_of(answered(small_world, child, "always")))
    quarter_later(small_world, iro)
    kept = {**SOME, "settled": Answer.choosing("never").shared(Share.MYSELF)}
    page = iro.get(address_of(sent(small_world, kept, child)))
    assert "Do you feel settled" not in page.text


def test_a_sent_reply_can_be_printed_in_their_language(iro: FlaskClient, small_world: World) -> None:
    response = sent(small_world, {"good_things": Answer.saying("Ci")}, language="cy")
    small_world.services.replying.send(small_world.iro(), response, point_by_point())
    page = Browsing(iro).open(address_of(response)).follow("On paper, to hand over").page
    paper = page.select_one("main [lang=cy]")
    assert paper is not None
    words = paper.get_text(" ", strip=True)
    assert "Kit Pretend" not in words
    assert "What we did" not in words
    assert "I asked about the dog." in words
    assert page.html is not None
    assert page.html["lang"] == "en"


def keys(page: TestResponse) -> dict[str, str]:
    """What each shortcut of a page leads to; "" for a button."""
    return {str(tag["data-key"]): str(tag.get("href", "")) for tag in soup(page).select("[data-key]")}


def test_the_way_to_the_next_unread_is_on_the_page(iro: FlaskClient, small_world: World) -> None:
    first = sent(small_world, child=small_world.young_person(name="First"))
    small_world.clock.forward(minutes=1)
    second = sent(small_world, child=small_world.young_person(name="Second"))
    assert keys(iro.get("/iro/")) == {"c": "/iro/", "n": address_of(first)}
    there = {"c": "/iro/", "r": "#opening", "s": ""}
    assert keys(iro.get(address_of(second))) == {**there, "p": address_of(first)}
    assert keys(iro.get(address_of(first))) == there


def test_shortcuts_are_listed_and_can_be_turned_off(iro: FlaskClient) -> None:
    assert soup(iro.get("/iro/")).select("script[src*='/staff.']")
    browsing = Browsing(iro).open("/iro/").follow("Keyboard shortcuts")
    assert "They are on in this browser." in browsing.text
    browsing.press("Turn the shortcuts off")
    assert "They are off in this browser." in browsing.text
    assert not soup(iro.get("/iro/")).select("script[src*='/staff.']")
    browsing.press("Turn the shortcuts on")
    assert soup(iro.get("/iro/")).select("script[src*='/staff.']")


def test_the_shortcuts_page_is_for_staff(client: FlaskClient) -> None:
    assert client.get("/staff/keys").location == "/staff/sign-in"


def test_another_iros_draft_is_nobodys_to_overwrite(iro: FlaskClient, small_world: World) -> None:
    page = iro.get(address_of(sent(small_world)))
    elsewhere = address_of(ResponseId("0" * 32))
    answer = iro.post(f"{elsewhere}/draft", data={"csrf_token": token(page), "opening": "x", "quiet": "yes"})
    assert answer.status_code == 404
