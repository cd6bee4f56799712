"""The IRO sees who needs them, reads one response, and answers it."""

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from tests.builders import Made, World, saying
from tests.web.browsing import Browsing
from tests.web.inspection import inspected
from tests.web.staff_client import heading, post, signed_in, soup, texts
from viewpoint.domain.concern import ADVOCATE, TALK, SafeWay
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.people import ResponseId, YoungPersonId
from viewpoint.domain.permissions import Role
from viewpoint.domain.questionnaire import Visibility
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer, Share
from viewpoint.domain.tailoring import assembled
from viewpoint.services.instruments import instrument_json
from viewpoint.services.said import Said, asked_questions
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Response
from viewpoint.web.iro.marking import Piece, pieces, visible
from viewpoint.web.iro.words import LANGUAGES, language_in_words
from viewpoint.web.locale import OWN_NAMES

SOME: Mapping[str, Answer] = {
    "settled": Answer.choosing("mostly"),
    "good_things": Answer.saying("The staff are kind and school is good"),
    "listened": NOT_SAYING,
    "trusted_adult": SKIPPED,
}
PICTURES = ("cat", "star", "tree", "boat")


@pytest.fixture
def iro(app: Flask, small_world: World) -> FlaskClient:
    inspected(app)
    client = app.test_client()
    small_world.iro()
    signed_in(client, "iro@fernshire.example")
    return client


def sent(
    world: World,
    answers: Mapping[str, Answer] = SOME,
    child: YoungPersonId | None = None,
    *,
    language: str = "en",
    who: WhoIsHere = WhoIsHere.ALONE,
) -> ResponseId:
    """Answer and send; the id of the response."""
    made = invited(world, child)
    secret = world.started(made, language=language)
    world.services.respond.who_is_here(secret, who)
    answered(world, secret, answers)
    world.services.respond.send(secret)
    return response_of(world, made)


def invited(world: World, child: YoungPersonId | None) -> Made:
    """Invited for a review in a fortnight."""
    return world.invited(child, review_on=world.clock().date() + timedelta(days=14))


def answered(world: World, secret: str, answers: Mapping[str, Answer]) -> None:
    """Save these answers."""
    world.services.respond.answer(secret, lambda _journey: answers)


def response_of(world: World, made: Made) -> ResponseId:
    query = select(Response.id).where(Response.invitation_id == made.invitation.id)
    with world.services.database.read() as connection:
        return ResponseId(connection.execute(query).scalar_one())


def worked(world: World) -> None:
    """Let the worker code themes and raise concerns."""
    while world.services.worker.run_once():
        pass


def events(world: World, action: str) -> int:
    query = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == action)
    with world.services.database.read() as connection:
        return int(connection.execute(query).scalar_one())


def asked(client: FlaskClient, response: ResponseId) -> dict[str, str]:
    """Each question on the page and all that stands under it."""
    page = client.get(f"/iro/responses/{response}")
    rows = soup(page).select(".asked > div")
    return {
        row.select_one("h3").get_text(): " ".join(row.select_one(".beside").get_text(" ").split())  # type: ignore[union-attr]  # every row has both
        for row in rows
    }


def test_an_empty_caseload_says_what_happens_next(iro: FlaskClient) -> None:
    page = iro.get("/iro/")
    assert heading(page) == "Caseload"
    assert "When the coordinator brings in the roster" in page.text
    assert not soup(page).select("[role=search]")


def test_who_needs_the_iro_comes_first_in_words(iro: FlaskClient, small_world: World) -> None:
    names = ("Quiet", "Answered", "Read", "Unread")
    children = {name: small_world.young_person(name=name) for name in names}
    for name in names[1:]:
        response = sent(small_world, child=children[name])
        if name != "Unread":
            iro.get(f"/iro/responses/{response}")
        if name == "Answered":
            post(iro, f"/iro/responses/{response}", opening="Thank you")
    small_world.clock.forward(days=1)
    signed_in(iro, "iro@fernshire.example")
    rows = texts(iro.get("/iro/"), ".list > li")
    assert [row.split()[0] for row in rows] == ["Unread", "Read", "Quiet", "Answered"]
    assert rows[0] == (
        "Unread Not read yet: waiting 1 working day sent yesterday"
        " review in 9 working days, Wednesday 2 December children's home, in area"
    )
    assert "Waits for your reply" in rows[1]
    assert "Review near, nothing received not asked in the last half year" in rows[2]
    assert texts(iro.get("/iro/"), "h2") == ["What needs you today (3)", "Everybody else (1)"]


def test_the_address_holds_the_filter_and_the_name_looked_for(iro: FlaskClient, small_world: World) -> None:
    sent(small_world, child=small_world.young_person(name="Ana Pretend"))
    small_world.young_person(name="Ben Pretend", next_review_on=None)
    assert len(texts(iro.get("/iro/"), ".list > li")) == 2
    assert len(texts(iro.get("/iro/?show=needs-me"), ".list > li")) == 1
    assert texts(iro.get("/iro/?q=BEN"), ".list > li > a") == ["Ben Pretend"]
    assert "Nobody like that" in iro.get("/iro/?q=zzz").text
    assert len(texts(iro.get("/iro/?show=something-else"), ".list > li")) == 2
    page = iro.get("/iro/?show=needs-me")
    assert texts(page, "main nav [aria-current]") == ["Needs me (1)"]
    assert texts(page, "[role=status]") == ["1 of 2 listed"]
    assert texts(page, ".lead") == ["1 young person needs something from you."]


def test_being_up_to_date_is_said(iro: FlaskClient, small_world: World) -> None:
    small_world.young_person(next_review_on=None)
    assert "You are up to date" in iro.get("/iro/?show=needs-me").text
    assert texts(iro.get("/iro/"), ".lead") == ["Nobody is waiting for you."]


@pytest.mark.parametrize(
    ("review_on", "said"),
    [
        (None, "no review date"),
        (date(2026, 11, 18), "review today, Wednesday 18 November"),
        (date(2026, 11, 16), "review 2 working days ago, Monday 16 November"),
        (date(2026, 11, 19), "review in 1 working day, Thursday 19 November"),
    ],
)
def test_reviews_are_told_as_people_say_them(
    iro: FlaskClient, small_world: World, review_on: date | None, said: str
) -> None:
    small_world.young_person(next_review_on=review_on)
    assert said in texts(iro.get("/iro/"), ".list > li")[0]


def test_a_review_at_a_weekend_is_told_by_the_calendar(iro: FlaskClient, small_world: World) -> None:
    small_world.clock.forward(days=3)  # a Saturday
    small_world.young_person(next_review_on=date(2026, 11, 22))
    signed_in(iro, "iro@fernshire.example")
    assert "review tomorrow, Sunday 22 November" in iro.get("/iro/").text


def test_somebody_without_a_name_is_still_in_the_caseload(iro: FlaskClient, small_world: World) -> None:
    small_world.young_person(name="")
    assert texts(iro.get("/iro/"), ".list > li > a") == ["No name on the roster"]


def test_opening_a_response_is_its_receipt_and_is_logged(iro: FlaskClient, small_world: World) -> None:
    made = small_world.invited()
    secret = small_world.started(made)
    small_world.services.respond.send(secret)
    address = f"/iro/responses/{response_of(small_world, made)}"
    assert small_world.services.hear_back.afterwards(secret).read_at is None
    first = iro.get(address)
    assert "They can see from now on that you have read this." in first.text
    assert small_world.services.hear_back.afterwards(secret).read_at == small_world.clock()
    assert events(small_world, "response_read") == 1
    assert "You read this first on Wednesday 18 November." in iro.get(address).text


def test_looking_at_the_caseload_is_no_receipt(iro: FlaskClient, small_world: World) -> None:
    sent(small_world)
    iro.get("/iro/")
    assert events(small_world, "response_read") == 0


def test_each_silence_is_told_apart(iro: FlaskClient, small_world: World) -> None:
    response = sent(small_world)
    rows = asked(iro, response)
    assert rows["Do you feel settled where you live?"] == "Most of the time"
    assert rows["What is good about living here?"] == "The staff are kind and school is good"
    assert rows["Do the adults here listen to you?"] == "Did not want to say"
    assert rows["Is there an adult you really trust?"] == "Skipped"
    assert rows["Do staff treat you with respect?"] == "Did not get to this"
    assert "Do you feel safe where you live?" not in rows
    page = iro.get(f"/iro/responses/{response}")
    assert any(
        words.startswith("They did not get to: Rules and what happens; Feeling safe")
        for words in texts(page, "main p")
    )
    assert "What would help you feel safer?" not in rows, "routed past: never asked"


def test_words_stand_in_the_questionnaires_order_under_its_headings(
    iro: FlaskClient, small_world: World
) -> None:
    page = iro.get(f"/iro/responses/{sent(small_world)}")
    headings = texts(page, "main h2")
    assert headings[:2] == ["Where I live", "The adults who work here"]
    assert headings[-1] == "Your reply"
    assert heading(page) == "Kit Pretend"
    assert texts(page, "title") == ["What they said - Fernshire"], "no name in the browser's history"
    assert texts(page, "footer")[0].startswith("Confidential")


def test_what_they_said_last_time_stands_beside(iro: FlaskClient, small_world: World) -> None:
    child = small_world.young_person()
    old = {"settled": Answer.choosing("never"), "good_things": Answer.saying("Nothing"), "listened": SKIPPED}
    before = sent(small_world, {**old, "home_feel": Answer.counting(7)}, child)
    small_world.clock.forward(days=90)
    signed_in(iro, "iro@fernshire.example")
    now = sent(small_world, {**SOME, "home_feel": Answer.counting(7)}, child)
    rows = asked(iro, now)
    assert rows["Do you feel settled where you live?"] == "Most of the time Last time: Never"
    assert rows["How much does this place feel like a home, from 0 to 10?"] == (
        "7 out of 10 The same last time"
    )
    assert rows["Do the adults here listen to you?"] == "Did not want to say Last time: Skipped"
    page = iro.get(f"/iro/responses/{now}")
    assert "18 November 2026" in texts(page, ".facts")[0]
    assert [tag["href"] for tag in soup(page).select("main li a")] == [f"/iro/responses/{before}"]


def test_who_was_with_them_and_their_language_are_told(iro: FlaskClient, small_world: World) -> None:
    answers = {**SOME, "good_things": Answer.saying("المكان هادئ")}
    response = sent(small_world, answers, language="ar", who=WhoIsHere.HELPER)
    page = iro.get(f"/iro/responses/{response}")
    facts = texts(page, ".facts")[0]
    assert "Somebody helped them" in facts
    assert "Arabic" in facts
    comment = soup(page).select_one(".said[lang=ar][dir=auto]")
    assert comment is not None
    assert comment.get_text() == "المكان هادئ"
    original = soup(page).select_one("bdi[lang=ar][dir=rtl]")
    assert original is not None
    assert original.get_text()


def test_themes_come_with_the_words_that_led_to_them(iro: FlaskClient, small_world: World) -> None:
    response = sent(small_world)
    worked(small_world)
    page = iro.get(f"/iro/responses/{response}")
    assert texts(page, ".said mark") == ["staff", "kind", "school"]
    assert texts(page, ".themes .tag") == ["Carers and staff", "School and learning"]
    assert texts(page, ".said")[0] == "The staff are kind and school is good"


def test_what_is_typed_is_never_markup_and_hides_nothing(iro: FlaskClient, small_world: World) -> None:
    words = "<script>alert(1)</script> \u202emoc.live\u202c \x07"
    response = sent(small_world, {"good_things": Answer.saying(words)})
    page = iro.get(f"/iro/responses/{response}")
    assert not soup(page).select("script:not([src^='/static/'])")
    assert texts(page, ".said") == ["<script>alert(1)</script> [RLO]moc.live[PDF] \ufffd"]


def test_a_concern_stands_first_with_what_they_asked(iro: FlaskClient, small_world: World) -> None:
    made = small_world.invited()
    secret = small_world.started(made)
    answered(small_world, secret, {"safe_home": Answer.choosing("never")})
    small_world.services.respond.tell_someone(secret, "safe_home", "Text me after 4. Not at the house.")
    small_world.services.respond.tell_someone(secret, TALK, "")
    answered(small_world, secret, {"pressure": Answer.choosing("not_sure")})
    small_world.services.respond.send(secret)
    worked(small_world)
    assert "Needs an adult" in texts(iro.get("/iro/?show=needs-me"), ".list > li")[0]
    page = iro.get(f"/iro/responses/{response_of(small_world, made)}")
    assert texts(page, "main h2")[0] == "First"
    notes = texts(page, "main .note")
    safe = next(note for note in notes if "Do you feel safe where you live?" in note)
    assert safe.startswith("Needs an adult today")
    assert "Never" in safe
    assert "They asked us to tell someone now." in safe
    assert "Text me after 4. Not at the house." in safe
    assert any("I want to talk to someone" in note for note in notes)
    pushed = next(note for note in notes if "Is anyone pushing you" in note)
    assert pushed.startswith("Needs an adult by the next working day")
    assert "asked us" not in pushed


def test_a_wish_for_an_advocate_is_a_request_to_arrange_one(iro: FlaskClient, small_world: World) -> None:
    made = small_world.invited()
    secret = small_world.started(made)
    ways = (SafeWay.TEXT, SafeWay.TELL_NOBODY_AT_HOME)
    small_world.services.respond.tell_someone(secret, ADVOCATE, "After school.", ways)
    assert "Wants an advocate" in texts(iro.get("/iro/?show=needs-me"), ".list > li")[0]
    (note,) = texts(iro.get(f"/iro/young-people/{made.young_person}"), "main .note")
    assert note.startswith("Arrange an advocate They pressed “I want an advocate”.")
    assert "text them; tell nobody where they live that they asked" in note
    assert "After school." in note
    assert "today" not in note.partition("advocates' number.")[0]


def test_a_concern_for_today_stands_before_a_wish_for_an_advocate(
    iro: FlaskClient, small_world: World
) -> None:
    made = small_world.invited()
    secret = small_world.started(made)
    small_world.services.respond.tell_someone(secret, TALK, "")
    small_world.clock.forward(minutes=1)
    small_world.services.respond.tell_someone(secret, ADVOCATE, "")
    headings = texts(iro.get(f"/iro/young-people/{made.young_person}"), "main .note h3")
    assert headings == ["Needs an adult today", "Arrange an advocate"]


def test_a_code_for_new_pictures_is_shown_once_and_kept_in_no_cookie(
    iro: FlaskClient, small_world: World
) -> None:
    made = small_world.invited()
    small_world.services.pins.choose(small_world.started(made), ("cat", "key", "cat", "moon"))
    browsing = Browsing(iro).open(f"/iro/young-people/{made.young_person}")
    browsing.press("Make a code for new pictures")
    (code,) = texts(browsing.answer, "main .note")
    assert re.fullmatch(r"\d{3} \d{3}", code)
    with iro.session_transaction() as session:
        assert code not in str(dict(session))
    assert code not in iro.get(f"/iro/young-people/{made.young_person}").text
    small_world.services.pin_codes.take(small_world.started(made), code, "192.0.2.9")


def test_without_pictures_there_is_no_code(iro: FlaskClient, small_world: World) -> None:
    made = small_world.invited()
    browsing = Browsing(iro).open(f"/iro/young-people/{made.young_person}")
    browsing.press("Make a code for new pictures")
    assert browsing.path == "/iro/"
    assert "They have not chosen pictures yet" in browsing.text


def test_an_old_concern_moves_below_and_a_new_one_without_answers_comes_first(
    iro: FlaskClient, small_world: World
) -> None:
    child = small_world.young_person()
    sent(small_world, {"safe_home": Answer.choosing("never")}, child)
    worked(small_world)
    small_world.clock.forward(days=60)
    now = sent(small_world, {"settled": Answer.choosing("mostly")}, child)
    small_world.clock.forward(days=1)
    secret = small_world.started(invited(small_world, child))
    small_world.services.respond.tell_someone(secret, TALK, "")
    signed_in(iro, "iro@fernshire.example")
    headings = texts(iro.get(f"/iro/responses/{now}"), "main h2, main .note p:first-of-type")
    talk, safe = "They pressed “I want to talk to someone”.", "Do you feel safe where you live?"
    assert headings.index("First") < headings.index(talk) < headings.index("Your reply")
    assert headings.index("Your reply") < headings.index("What needed an adult before") < headings.index(safe)


def test_a_concern_from_long_before_says_no_more_than_is_known(iro: FlaskClient, small_world: World) -> None:
    child = small_world.young_person()
    sent(small_world, {"safe_home": Answer.choosing("never")}, child)
    worked(small_world)
    small_world.clock.forward(days=60)
    sent(small_world, {}, child)
    small_world.clock.forward(days=60)
    now = sent(small_world, {}, child)
    signed_in(iro, "iro@fernshire.example")
    notes = texts(iro.get(f"/iro/responses/{now}"), "main .note")
    assert len(notes) == 1
    assert "Do you feel safe where you live?" in notes[0]
    assert "Never" not in notes[0]


def test_somebody_who_asks_for_an_adult_before_sending_is_found(iro: FlaskClient, small_world: World) -> None:
    child = small_world.young_person()
    secret = small_world.started(small_world.invited(child))
    answered(small_world, secret, {"safe_home": Answer.choosing("never")})
    small_world.services.respond.tell_someone(secret, "safe_home", "Ring my school")
    link = soup(iro.get("/iro/")).select_one(".list a")
    assert link is not None
    page = iro.get(str(link["href"]))
    assert "Do you feel safe where you live?" in page.text
    assert "Ring my school" in page.text
    assert "Never" not in page.text, "an unsent answer stays theirs"
    assert events(small_world, "concerns_read") == 1
    assert "Needs an adult" in iro.get("/iro/").text, "nobody has taken it up"
    assert "Ring my school" in iro.get(str(link["href"])).text


def test_somebody_who_sent_nothing_has_a_page_that_says_so(iro: FlaskClient, small_world: World) -> None:
    child = small_world.young_person()
    assert "Nothing sent yet" in iro.get(f"/iro/young-people/{child}").text


def test_another_iros_young_people_do_not_exist(iro: FlaskClient, small_world: World) -> None:
    other = small_world.account(Role.IRO)
    child = small_world.young_person(iro=other)
    response = sent(small_world, child=child)
    assert texts(iro.get("/iro/"), ".list > li") == []
    for address in (f"/iro/responses/{response}", f"/iro/young-people/{child}"):
        assert iro.get(address).status_code == 404
    own = sent(small_world)
    posted = post(iro, f"/iro/responses/{own}", f"/iro/responses/{response}", opening="Hello")
    assert posted.status_code == 404
    assert events(small_world, "response_read") == 1, "their own only"


def test_a_reply_reaches_the_young_person_behind_their_pictures(iro: FlaskClient, small_world: World) -> None:
    made = small_world.invited()
    secret = small_world.started(made)
    services = small_world.services
    services.pins.choose(secret, PICTURES)
    services.respond.send(secret)
    address = f"/iro/responses/{response_of(small_world, made)}"
    answer = post(iro, address, opening="  I asked about <football>.\r\nYou start on Monday.  ")
    assert answer.status_code == 302
    page = iro.get(answer.location)
    assert "Your reply is sent." in page.text
    assert "You wrote on Wednesday 18 November:" in page.text

    young_person = iro.application.test_client()
    token = small_world.relinked(made).link.token
    young_person.post(f"/s/{token}", data={"lang": "en"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert "There is a reply for you" in young_person.get("/sent").text
    assert "football" not in young_person.get("/sent").text
    with young_person.session_transaction() as session:
        services.pins.enter(session["visit"], PICTURES, "192.0.2.1")
    shown = young_person.get("/sent")
    assert texts(shown, ".said") == ["I asked about <football>. You start on Monday."]
    assert "A reply from Sam Okoro" in html.unescape(shown.text)


def test_a_colleagues_earlier_reply_is_shown_as_theirs(iro: FlaskClient, small_world: World) -> None:
    other = small_world.account(Role.IRO, email="before@fernshire.example")
    child = small_world.young_person(iro=other)
    response = sent(small_world, child=child)
    small_world.services.replying.send(other, response, saying("From the one before"))
    with small_world.services.database.write() as connection:
        now = update(YoungPerson).where(YoungPerson.id == child).values(iro_id=small_world.iro().subject)
        connection.execute(now)
    assert "A colleague wrote on" in iro.get(f"/iro/responses/{response}").text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Write a few words before you send them."),
        (" \r\n ", "Write a few words before you send them."),
        ("x" * 501, "That is 1 character too long."),
        ("é" * 512, "That is 12 characters too long."),
    ],
)
def test_a_reply_that_is_not_taken_keeps_every_word(
    iro: FlaskClient, small_world: World, words: str, said: str
) -> None:
    address = f"/iro/responses/{sent(small_world)}"
    answer = post(iro, address, opening=words)
    assert answer.status_code == 422
    assert said in answer.text
    box = soup(answer).select_one("textarea#opening")
    assert box is not None
    assert box.get_text() == words.strip()
    assert box["aria-invalid"] == "true"
    assert soup(answer).select_one(".errors a[href='#opening']")
    assert texts(answer, "title")[0].startswith("Error:")


def test_a_line_break_counts_as_one_character(iro: FlaskClient, small_world: World) -> None:
    address = f"/iro/responses/{sent(small_world)}"
    assert post(iro, address, opening="a\r\n" * 249 + "ab").status_code == 302


TWO_POINTS = {
    "opening": "Thank you.",
    "points": "2",
    "question-1": "good_things",
    "outcome-1": "will",
    "words-1": "More cooking",
    "by-1": "2026-12-01",
    "who-1": "Jo at the home",
    "about-2": "The lock",
    "outcome-2": "could_not",
    "words-2": "The door is being replaced",
}


def typed(page: TestResponse) -> dict[str, str]:
    """What stands in the reply's form."""
    form = soup(page).select_one("form:has(textarea#opening)")
    assert form is not None
    found = {str(tag["name"]): tag.get_text() for tag in form.select("textarea")}
    found |= {
        str(tag["name"]): str(tag.get("value", "")) for tag in form.select("input.input, [name=points]")
    }
    found |= {str(tag["name"]): str(tag["value"]) for tag in form.select("input[checked]")}
    for tag in form.select("select"):
        chosen = tag.select_one("option[selected]")
        found[str(tag["name"])] = str(chosen["value"]) if chosen else ""
    return found


def test_a_reply_goes_out_point_by_point(iro: FlaskClient, small_world: World) -> None:
    address = f"/iro/responses/{sent(small_world)}"
    answer = post(iro, address, **TWO_POINTS, go="send")
    assert answer.status_code == 302
    page = iro.get(answer.location)
    card = texts(page, ".card:has(.said)")[0]
    assert "Thank you. What we will do More cooking About" in card
    assert "By when 1 December 2026 Who Jo at the home" in card
    assert "What we could not do, and why The door is being replaced About The lock" in card
    assert typed(page)["points"] == "1"


def test_another_point_shows_the_form_again_with_all_that_was_typed(
    iro: FlaskClient, small_world: World
) -> None:
    address = f"/iro/responses/{sent(small_world)}"
    half = {**TWO_POINTS, "words-2": "", "by-1": "some day"}
    page = post(iro, address, **half, go="another")
    assert page.status_code == 200
    shown = typed(page)
    assert {name: shown[name] for name in half if name != "points"} == {
        name: text for name, text in half.items() if name != "points"
    }
    assert shown["points"] == "3"
    assert not soup(page).select("[aria-invalid]")
    fresh = soup(page).select_one("[autofocus]")
    assert fresh is not None
    assert fresh["name"] == "question-3"


def test_eight_points_are_enough(iro: FlaskClient, small_world: World) -> None:
    address = f"/iro/responses/{sent(small_world)}"
    page = post(iro, address, points="7", go="another")
    assert typed(page)["points"] == "8"
    assert "Eight points are enough" in page.text
    assert not soup(page).select("button[value=another]")
    for points, there in (("8", "8"), ("99", "1"), ("-1", "1"), ("two", "1")):
        assert typed(post(iro, address, points=points, go="another"))["points"] in {there, "2"}


def test_every_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(
    iro: FlaskClient, small_world: World
) -> None:
    address = f"/iro/responses/{sent(small_world)}"
    wrong = {
        **TWO_POINTS,
        "by-1": "30.2.2027",
        "who-1": "",
        "words-2": "x" * 1001,
        "by-2": "2026-12-01",
    }
    answer = post(iro, address, **wrong, go="send")
    assert answer.status_code == 422
    assert {name: typed(answer)[name] for name in wrong} == wrong
    page = soup(answer)
    assert [str(tag["href"]) for tag in page.select(".errors a")] == ["#by-1", "#who-1", "#words-2", "#by-2"]
    for name in ("by-1", "who-1", "words-2", "by-2"):
        assert page.select_one(f"#{name}-error"), name
    assert "Give the day with its month and year" in answer.text
    assert "That is 1 character too long." in answer.text
    day = page.select_one("#by-1")
    assert day is not None
    assert day["type"] == "text", "a field for days would drop what is none"


def test_a_day_as_people_write_it_is_taken(iro: FlaskClient, small_world: World) -> None:
    address = f"/iro/responses/{sent(small_world)}"
    answer = post(iro, address, **{**TWO_POINTS, "by-1": "1/12/2026", "words-2": ""}, go="send")
    day = soup(answer).select_one("#by-1")
    assert day is not None
    assert (day["type"], day["value"]) == ("date", "2026-12-01")
    assert post(iro, address, **{**TWO_POINTS, "by-1": "1/12/2026"}).status_code == 302


def test_a_question_that_was_kept_back_is_not_offered_and_not_taken(
    iro: FlaskClient, small_world: World
) -> None:
    kept = {**SOME, "want_change": Answer.saying("the ocelot").shared(Share.MYSELF)}
    address = f"/iro/responses/{sent(small_world, kept)}"
    offered = {str(tag["value"]) for tag in soup(iro.get(address)).select("#question-1 option")}
    assert "good_things" in offered
    assert "want_change" not in offered
    answer = post(iro, address, **{**TWO_POINTS, "question-1": "want_change"})
    assert answer.status_code == 422
    assert "Choose one of the questions, or none." in answer.text


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.COORDINATOR, Role.AUDITOR])
def test_no_other_role_has_these_pages(client: FlaskClient, small_world: World, role: Role) -> None:
    response = sent(small_world)
    small_world.account(role, email="other@fernshire.example")
    signed_in(client, "other@fernshire.example")
    for address in ("/iro/", f"/iro/responses/{response}"):
        assert client.get(address).status_code == 404
    assert events(small_world, "response_read") == 0


def test_marks_are_joined_sorted_and_kept_inside_the_words() -> None:
    words = "school is fun"
    assert pieces(words, [(10, 99), (0, 6), (3, 6), (6, 6), (50, 60)]) == (
        Piece("school", is_marked=True),
        Piece(" is "),
        Piece("fun", is_marked=True),
    )
    assert pieces(words) == (Piece(words),)
    assert pieces("") == ()
    assert visible("a\n\tb\u2067c\u2069\x00") == "a\n\tb[RLI]c[PDI]\ufffd"


def test_what_is_only_counted_with_the_others_is_not_even_a_question(small_world: World) -> None:
    response = sent(small_world)
    now = small_world.services.review.open_response(small_world.iro(), response).now
    kept_back = tuple(
        replace(question, visibility=Visibility.TOTALS) if question.name == "settled" else question
        for question in now.instrument.questions
    )
    said = Said(
        response=now.response, instrument=replace(now.instrument, questions=kept_back), answers=now.answers
    )
    assert "settled" in {question.name for question in asked_questions(now)}
    assert "settled" not in {question.name for question in asked_questions(said)}


def test_every_language_that_is_offered_has_a_name_for_the_reader() -> None:
    assert set(OWN_NAMES) <= set(LANGUAGES)
    assert language_in_words("zz") == "zz"


def test_out_of_area_and_far_is_said(iro: FlaskClient, small_world: World) -> None:
    far = {"area": "out", "distance": "over_20", "placement_type": "foster"}
    small_world.young_person(placement=far)
    assert "foster carers, out of area, over 20 miles from home" in iro.get("/iro/").text


def test_who_asks_to_be_called_at_any_time_is_heard_first(iro: FlaskClient, small_world: World) -> None:
    form = small_world.services.library.questionnaires["any_time"]
    made = small_world.invited(forms=instrument_json(assembled(form, [])))
    secret = small_world.started(made)
    small_world.services.respond.who_is_here(secret, WhoIsHere.ALONE)
    answered(small_world, secret, {"any_kind": Answer.choosing("call_me")})
    small_world.services.respond.send(secret)
    page = iro.get(f"/iro/responses/{response_of(small_world, made)}")
    assert texts(page, "main .note") == ["They want you or their social worker to get in touch soon."]


def test_what_they_asked_for_by_saying_yes_stands_first(iro: FlaskClient, small_world: World) -> None:
    wishes = {"want_advocate": Answer.choosing("yes"), "want_talk": Answer.choosing("no")}
    page = iro.get(f"/iro/responses/{sent(small_world, {**SOME, **wishes})}")
    assert texts(page, "main h2")[0] == "First"
    assert texts(page, "main .note") == ["They want an advocate."]
