"""A young person's whole way, without a browser and without JavaScript; every page on it is inspected."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url, select, update

from tests.builders import Made, World, saying
from tests.web.browsing import OURS, Browsing, start
from tests.web.inspection import Inspector, inspected
from viewpoint.domain.concern import ADVOCATE, TALK
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.languages import LANGUAGES
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer
from viewpoint.services.pins import PICTURES
from viewpoint.storage.invitations import find_invitation, save_state
from viewpoint.storage.responses import read_answers, response_to
from viewpoint.storage.tables.invitations import Link
from viewpoint.storage.tables.responses import Concern, Reply, Response
from viewpoint.storage.visits import read_draft
from viewpoint.web.young_person import pieces as v

FOUR = ("cat", "key", "cat", "moon")
SETTLED, GOOD_THINGS, LISTENED, HELD, SAFE, FEEL, WANT_CHANGE = 3, 8, 9, 15, 21, 40, 45
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HOSTILE = f"a\x00b <script>alert(1)</script> \u202etxt.exe {{% 7*7 %}} {FAMILY} %s"
KEPT = HOSTILE.replace("\x00", "")


@pytest.fixture
def inspector(app: Flask) -> Inspector:
    return inspected(app)


@pytest.fixture
def made(small_world: World) -> Made:
    return small_world.invited()


@pytest.fixture
def browsing(inspector: Inspector, app: Flask, made: Made) -> Browsing:
    return start(app.test_client(), made.link.token)


def draft(world: World, made: Made) -> dict[str, Answer]:
    services = world.services
    with services.database.read() as connection:
        seal = services.vault.for_child(connection, world.authority, made.young_person)
        saved = read_draft(connection, seal, made.invitation.id)
    return {name: each.answer for name, each in saved.items()}


def sent_answers(world: World, made: Made) -> dict[str, Answer]:
    services = world.services
    with services.database.read() as connection:
        seal = services.vault.for_child(connection, world.authority, made.young_person)
        response = response_to(connection, made.invitation.id)
        assert response is not None
        return read_answers(connection, seal, response.id)


def count(world: World, table: type[Response] | type[Concern] | type[Reply]) -> int:
    with world.services.database.read() as connection:
        return len(connection.execute(select(table.__table__)).all())


def dump(world: World) -> list[str]:
    path = make_url(world.services.settings.database_url).database
    assert path is not None
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def at_first_question(browsing: Browsing) -> Browsing:
    return browsing.press("next").press("next", {"who": "alone"}).press("skip")


def tap(browsing: Browsing, pictures: Iterable[str] = FOUR) -> Browsing:
    for picture in pictures:
        browsing.press(picture)
    return browsing


def with_pictures(browsing: Browsing) -> Browsing:
    browsing.press("next").press("next", {"who": "alone"})
    return tap(tap(browsing))


def again(app: Flask, made: Made) -> Browsing:
    """The same link, in another browser."""
    return start(app.test_client(), made.link.token)


def test_from_start_to_sent_with_every_kind_of_question(
    browsing: Browsing, small_world: World, made: Made
) -> None:
    assert browsing.heading == "Hello, Kit"
    assert made.link.token not in browsing.path
    with_pictures(browsing)
    assert browsing.path == "/q/1"
    browsing.press("next").press("next", {"home_feel": "7"}).press("next", {"settled": "mostly"})
    browsing.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": HOSTILE})
    browsing.open(f"/q/{HELD}").press("next", {"held": ["held", "searched"]})
    browsing.open("/check")
    assert "Most of the time" in browsing.text
    assert "7 out of 10" in browsing.text
    browsing.press("send")
    assert (browsing.path, browsing.heading) == ("/sent", "Thank you. Your answers are sent.")
    sent = sent_answers(small_world, made)
    assert sent["home_feel"] == Answer.counting(7)
    assert sent["settled"] == Answer.choosing("mostly")
    assert sent["held"] == Answer.choosing("held", "searched")
    assert sent["good_things"] == Answer.saying(KEPT)
    assert draft(small_world, made) == {}


def test_what_was_written_comes_back_as_it_was(browsing: Browsing) -> None:
    at_first_question(browsing).open(f"/q/{GOOD_THINGS}").press("next", {"good_things": HOSTILE})
    browsing.press("back")
    box = browsing.page.select_one("textarea")
    assert box is not None
    assert box.get_text().removeprefix("\n") == KEPT
    browsing.open("/check")
    assert KEPT in browsing.page.get_text()


def test_going_back_keeps_what_is_on_the_page_and_what_was_said_before(
    browsing: Browsing, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{SETTLED}").press("next", {"settled": "never"})
    assert browsing.path != f"/q/{SETTLED}"
    browsing.press("back")
    assert browsing.path == f"/q/{SETTLED}"
    chosen = browsing.page.select("input[name=settled][checked]")
    assert [tag["value"] for tag in chosen] == ["never"]
    browsing.press("back", {"settled": "always"})
    assert draft(small_world, made)["settled"] == Answer.choosing("always")
    browsing.press("back")
    assert browsing.path == "/q/1"
    assert browsing.press("back").path == "/who"


def test_going_back_from_an_empty_page_skips_nothing(
    browsing: Browsing, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{SETTLED}").press("back")
    assert "settled" not in draft(small_world, made)


def test_an_answer_is_changed_from_the_check_page_and_the_path_follows(browsing: Browsing) -> None:
    at_first_question(browsing).open(f"/q/{HELD}").press("next", {"held": "none"})
    browsing.open(f"/q/{SETTLED}").press("next", {"settled": "always"}).press("skip")
    browsing.open("/check")
    browsing.open(f"/q/{SETTLED}?back=check").press("next", {"settled": "sometimes"})
    assert browsing.path == "/check"
    assert "Sometimes" in browsing.text
    browsing.open(f"/q/{HELD}?back=check").press("next", {"held": "searched"})
    assert browsing.heading == "After it happened, did someone talk it through with you?"


def test_a_change_that_worries_us_leads_back_to_the_check_page(browsing: Browsing) -> None:
    at_first_question(browsing).open(f"/q/{FEEL}").press("skip").press("skip")
    browsing.open(f"/q/{FEEL}?back=check").press("next", {"feel_overall": "1"})
    assert browsing.heading == "Thank you for telling us"
    assert browsing.press("next", {"tell": "not_now"}).path == "/check"


def test_skipping_and_not_wanting_to_say_are_two_things(
    browsing: Browsing, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{SETTLED}").press("skip")
    browsing.open(f"/q/{LISTENED}").press("not_saying")
    kept = draft(small_world, made)
    assert kept["settled"] == SKIPPED
    assert kept["listened"] == NOT_SAYING
    browsing.open("/check")
    assert "Skipped" in browsing.text
    assert "You don't want to say" in browsing.text


def test_nothing_has_to_be_answered_at_all(browsing: Browsing, small_world: World, made: Made) -> None:
    browsing.open("/check").press("send")
    assert browsing.path == "/sent"
    assert sent_answers(small_world, made) == {}


def test_an_answer_that_worries_us_shows_help_at_once(
    browsing: Browsing, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{SAFE}").press("next", {"safe_home": "never"})
    assert browsing.path.startswith("/talk")
    assert browsing.heading == "Thank you for telling us"
    assert browsing.page.select('main a[href="tel:08001111"]')
    assert count(small_world, Concern) == 0
    browsing.press("next")
    assert browsing.status == 422
    assert "Choose one answer." in browsing.text
    browsing.press("next", {"tell": "not_now"})
    assert browsing.path == "/q/22"
    assert count(small_world, Concern) == 0
    assert draft(small_world, made)["safe_home"] == Answer.choosing("never")


def test_telling_someone_today_does_not_wait_for_sending(browsing: Browsing, small_world: World) -> None:
    at_first_question(browsing).open(f"/q/{SAFE}").press("next", {"safe_home": "never"})
    browsing.press("next", {"tell": "yes", "reach": "Text me after school"})
    assert browsing.path == "/q/22"
    with small_world.services.database.read() as connection:
        (concern,) = connection.execute(select(Concern.__table__)).mappings()
    assert (concern["question"], concern["asked_today"]) == ("safe_home", "yes")
    assert b"Text me" not in concern["how_to_reach_sealed"]


def test_every_page_leads_to_somebody_to_talk_to(browsing: Browsing, small_world: World) -> None:
    browsing.follow("I want to talk to someone")
    assert browsing.heading == "You can talk to someone"
    browsing.press("next", {"tell": "yes"})
    with small_world.services.database.read() as connection:
        (concern,) = connection.execute(select(Concern.__table__)).mappings()
    assert (concern["question"], concern["urgency"]) == (TALK, "today")


def test_every_page_leads_to_asking_for_an_advocate_and_shows_the_councils_number_at_once(
    browsing: Browsing, small_world: World
) -> None:
    browsing.open(f"/q/{SETTLED}").follow("I want an advocate")
    assert browsing.heading == "You can have an advocate"
    assert browsing.page.select('main a[href="tel:01632960103"]')
    assert "Sam Okoro, your Independent Reviewing Officer (IRO), gets your request." in browsing.text
    browsing.press("next", {"way": "text"})
    assert browsing.status == 422
    ticked = browsing.page.select("input[name=way][checked]")
    assert [tag["value"] for tag in ticked] == ["text"], "what was ticked is still ticked"
    browsing.press("next", {"tell": "yes", "way": ["text", "no_such_way"], "reach": "after school"})
    assert browsing.heading == "We have passed it on"
    assert browsing.page.select('main a[href="tel:01632960103"]')
    browsing.follow("Go on")
    assert browsing.path == "/q/1"
    with small_world.services.database.read() as connection:
        (concern,) = connection.execute(select(Concern.__table__)).mappings()
    assert (concern["question"], concern["urgency"]) == (ADVOCATE, "working_day")


def test_an_advocate_can_be_asked_for_after_sending(browsing: Browsing, small_world: World) -> None:
    browsing.open("/check").press("send").follow("I want an advocate")
    browsing.press("next", {"tell": "not_now"})
    assert browsing.path == "/sent"
    assert count(small_world, Concern) == 0
    assert browsing.open("/talk/told?ask=advocate").heading == "You can have an advocate"
    browsing.open("/sent")
    browsing.follow("I want an advocate").press("next", {"tell": "yes"}).follow("Go on")
    assert browsing.path == "/sent"
    assert count(small_world, Concern) == 1


def test_forgotten_pictures_are_chosen_again_with_the_iros_code(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    with_pictures(browsing).open(f"/q/{GOOD_THINGS}").press("later", {"good_things": "the xylophone"})
    assert browsing.open("/pictures/code").path == "/q/1", "whoever has just given them has no need"
    back = again(app, made).press("next", {"who": "alone"}).follow("See or change my answers")
    back.follow("Forgot your pictures?").press("back")
    assert back.heading == "Tap your four pictures"
    back.follow("Forgot your pictures?").press("next", {"code": "nothing"})
    assert back.status == 422
    assert "ask for a new one" in back.text
    code = small_world.services.pin_codes.give(small_world.iro(), made.young_person).code
    back.press("next", {"code": code})
    assert back.heading == "Choose four new pictures"
    assert back.open("/pictures/code").path == "/pictures/choose"
    assert "xylophone" not in back.open("/check").answer.text
    back.open("/pictures/choose")
    new = ("ball", "ball", "fish", "tree")
    assert "xylophone" in tap(tap(back, new), new).open("/check").text
    third = again(app, made).press("next", {"who": "alone"})
    assert "New pictures were chosen on" in third.text
    tap(third.follow("See or change my answers"), FOUR)
    assert third.status == 422
    tap(third.open("/pictures"), new)
    assert "xylophone" in third.open("/check").text


def test_old_pictures_are_kept_where_new_ones_are_not_chosen(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    with_pictures(browsing).press("later")
    back = again(app, made).press("next", {"who": "alone"}).open("/pictures/code")
    code = small_world.services.pin_codes.give(small_world.iro(), made.young_person).code
    back.press("next", {"code": code}).press("ball").press("Keep my old pictures")
    tap(back.open("/pictures"))
    assert back.status == 200
    assert "New pictures" not in again(app, made).press("next", {"who": "alone"}).text


def test_finishing_later_says_how_to_come_back_and_resuming_hides_the_words(
    browsing: Browsing, app: Flask, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{GOOD_THINGS}").press("later", {"good_things": "the xylophone"})
    assert browsing.heading == "Saved. Come back any time."
    back = again(app, made)
    assert back.heading == "Who is with you right now?"
    back.press("next", {"who": "alone"})
    assert (back.path, back.heading) == ("/resume", "Welcome back")
    for address in ("/resume", "/check", f"/q/{GOOD_THINGS}", f"/q/{GOOD_THINGS}?back=check"):
        assert "xylophone" not in back.open(address).answer.text
    assert "Answered" in back.open("/check").text


def test_an_answer_that_is_hidden_is_not_lost_by_moving_on(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{GOOD_THINGS}").press("later", {"good_things": "the xylophone"})
    back = again(app, made)
    for button in ("next", "back", "later"):
        back.open(f"/q/{GOOD_THINGS}").press(button)
        assert draft(small_world, made)["good_things"] == Answer.saying("the xylophone"), button


def test_whoever_finds_the_link_changes_no_answer_of_another_visit(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{GOOD_THINGS}").press("later", {"good_things": "the xylophone"})
    finder = again(app, made).open(f"/q/{GOOD_THINGS}")
    assert "It is kept just as you said it." in finder.text
    assert not finder.page.select("textarea, button[value=skip], button[value=not_saying]")
    form = finder.button("next").find_parent("form")
    assert form is not None
    for button in ("next", "back", "not_saying", "skip"):
        fields = finder.fields(form)
        fields.add("good_things", "the drums")
        fields.add("go", button)
        finder.path = f"/q/{GOOD_THINGS}"
        finder.submit(form, fields)
        assert finder.status == 200
        assert draft(small_world, made)["good_things"] == Answer.saying("the xylophone"), button


def test_whoever_finds_the_link_may_answer_what_is_not_answered(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{SETTLED}").press("skip")
    found = again(app, made)
    found.open(f"/q/{SETTLED}").press("next", {"settled": "never"})
    found.open(f"/q/{LISTENED}").press("not_saying")
    kept = draft(small_world, made)
    assert (kept["settled"], kept["listened"]) == (Answer.choosing("never"), NOT_SAYING)


def test_behind_pictures_the_page_of_an_answer_says_where_it_is_kept(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    with_pictures(browsing).open(f"/q/{GOOD_THINGS}").press("later", {"good_things": "the xylophone"})
    finder = again(app, made).open(f"/q/{GOOD_THINGS}")
    assert "It is kept behind your four pictures." in finder.text
    assert finder.heading == "Tap your four pictures"
    assert draft(small_world, made)["good_things"] == Answer.saying("the xylophone")


def test_taps_of_the_pictures_cannot_be_read_in_the_cookie(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    browsing.press("next").press("next", {"who": "alone"})
    kept: list[str] = []
    for picture in (*FOUR, *FOUR[:3]):
        browsing.press(picture)
        with browsing.client.session_transaction() as session:
            kept = [*session.get("picked", []), *session.get("picked_first", [])]
        assert kept
        assert not set(kept) & set(v.PICTURES)
    assert kept[0] != kept[2], "the cat at the first place and the cat at the third look different"
    browsing.press(FOUR[3])
    with browsing.client.session_transaction() as session:
        assert "picked" not in session
        assert "picked_first" not in session


def test_taps_of_another_visit_are_none(browsing: Browsing, app: Flask, made: Made) -> None:
    browsing.press("next").press("next", {"who": "alone"}).press("cat").press("key")
    with browsing.client.session_transaction() as session:
        marks = session["picked"]
    other = again(app, made)
    with other.client.session_transaction() as session:
        session["picked"] = marks
    assert "0 of 4 chosen" in other.open("/pictures/choose").text


def test_the_four_pictures_open_the_words_and_wrong_ones_do_not(
    browsing: Browsing, app: Flask, made: Made
) -> None:
    with_pictures(browsing).open(f"/q/{GOOD_THINGS}").press("later", {"good_things": "the xylophone"})
    back = again(app, made).press("next", {"who": "alone"}).follow("See or change my answers")
    assert back.heading == "Tap your four pictures"
    tap(back, ("cat", "key", "moon", "cat"))
    assert back.status == 422
    assert "xylophone" not in back.open("/check").answer.text
    tap(back.open("/pictures"))
    assert "xylophone" in back.open("/check").text


def test_pictures_repeated_wrongly_are_chosen_again(browsing: Browsing) -> None:
    browsing.press("next").press("next", {"who": "alone"})
    tap(browsing)
    assert browsing.heading == "Now tap the same four again"
    tap(browsing, ("cat", "key", "cat", "fish"))
    assert "Those were not the same four." in browsing.text
    assert browsing.heading == "Lock your answers with four pictures"


def test_many_wrong_pictures_are_slowed_and_nothing_is_lost(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    with_pictures(browsing)
    browsing.press("later")
    back = again(app, made)
    for _try in range(6):
        tap(back.open("/pictures"), ("ball",) * PICTURES)
    assert back.status == 429
    assert "You are not locked out, and nothing is lost." in back.text
    small_world.clock.forward(minutes=20)
    tap(back.open("/pictures"))
    assert back.status == 200


def test_sending_twice_sends_once(browsing: Browsing, small_world: World, made: Made) -> None:
    at_first_question(browsing).press("next").press("next", {"home_feel": "7"}).open("/check")
    form = browsing.button("send").find_parent("form")
    assert form is not None
    fields = browsing.fields(form)
    fields.add("go", "send")
    for _twice in range(2):
        assert browsing.submit(form, fields.copy()).path == "/sent"
    assert count(small_world, Response) == 1
    assert sent_answers(small_world, made)["home_feel"] == Answer.counting(7)


def test_a_page_left_open_from_before_sending_shows_that_it_is_sent(
    browsing: Browsing, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{SETTLED}")
    form = browsing.button("next").find_parent("form")
    assert form is not None
    fields = browsing.fields(form)
    fields.add("settled", "always")
    path = browsing.path
    browsing.open("/check").press("send")
    browsing.path = path
    assert browsing.submit(form, fields).path == "/sent"
    assert "settled" not in sent_answers(small_world, made)
    for address in ("/check", "/who", "/later", "/resume", path):
        assert browsing.open(address).path == "/sent", address


def test_the_link_after_sending_shows_what_became_of_it_and_no_words(
    browsing: Browsing, app: Flask, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "the xylophone"})
    browsing.open("/check").press("send")
    back = again(app, made)
    assert back.path == "/sent"
    assert "xylophone" not in back.answer.text


def test_a_reply_is_read_with_the_pictures_and_not_without(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    with_pictures(browsing).open("/check").press("send")
    services = small_world.services
    with services.database.read() as connection:
        response = response_to(connection, made.invitation.id)
    assert response is not None
    services.review.open_response(small_world.iro(), response.id)
    services.replying.send(small_world.iro(), response.id, saying("I asked for the marimba."))
    back = again(app, small_world.relinked(made))
    assert "read it on" in back.text
    assert "You sent it on" not in back.text
    assert "There is a reply for you" in back.text
    assert "marimba" not in back.answer.text
    tap(back.follow("Tap your pictures to read it"))
    assert "I asked for the marimba." in back.text
    assert "You sent it on Wednesday 18 November." in back.text
    assert (
        "Sam Okoro, your Independent Reviewing Officer (IRO), read it on Wednesday 18 November." in back.text
    )


def test_without_pictures_the_reply_stays_with_the_iro(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    browsing.open("/check").press("send")
    services = small_world.services
    with services.database.read() as connection:
        response = response_to(connection, made.invitation.id)
    assert response is not None
    services.replying.send(small_world.iro(), response.id, saying("I asked for the marimba."))
    back = again(app, small_world.relinked(made))
    assert "Ask Sam Okoro what it says." in back.text
    # Whoever found the link cannot choose pictures now, and read with them what was meant for somebody else.
    assert back.open("/pictures/choose").path == "/sent"
    assert "marimba" not in back.answer.text


def test_a_link_is_the_same_page_for_every_token_and_opening_it_changes_nothing(
    inspector: Inspector, app: Flask, small_world: World
) -> None:
    world = small_world
    good, sent, revoked, taken_back = (world.invited() for _each in range(4))
    expired = world.invited(answers_until=world.clock())
    start(app.test_client(), sent.link.token).open("/check").press("send")
    with world.services.database.write() as connection:
        row = update(Link).where(Link.handle_sha256 == revoked.link.handle_sha256)
        connection.execute(row.values(revoked_at=world.clock()))
        found = find_invitation(connection, world.authority, taken_back.invitation.id)
        assert found is not None
        save_state(connection, found.revoke(world.clock()))
    tokens = [each.link.token for each in (good, sent, revoked, taken_back, expired)]
    tokens += [world.services.links.new().token, "forged", f"{good.link.token}x", "%00", "%F0%9F%8E%88"]
    before = dump(world)
    answers = [app.test_client().get(f"/s/{token}") for token in tokens]
    assert {answer.data for answer in answers} == {answers[0].data}
    assert {answer.status_code for answer in answers} == {200}
    assert {str(answer.headers) for answer in answers} == {str(answers[0].headers)}
    assert "Set-Cookie" not in answers[0].headers
    assert answers[0].headers["Referrer-Policy"] == "strict-origin"
    assert dump(world) == before
    for token in tokens[2:]:
        refused = app.test_client().post(f"/s/{token}", headers=OURS)
        assert refused.status_code in {404, 429}
        assert "Set-Cookie" not in refused.headers
    assert dump_without(world, "throttle") == [line for line in before if "throttle" not in line]


def dump_without(world: World, table: str) -> list[str]:
    return [line for line in dump(world) if table not in line]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_start_that_another_site_presses_starts_nothing(
    inspector: Inspector, app: Flask, made: Made, small_world: World, headers: dict[str, str]
) -> None:
    before = dump(small_world)
    answer = app.test_client().post(f"/s/{made.link.token}", headers=headers)
    assert answer.status_code == 404
    assert dump(small_world) == before


def test_start_makes_a_new_session_and_forgets_the_one_before(
    inspector: Inspector, app: Flask, small_world: World
) -> None:
    one, other = small_world.invited(), small_world.invited(small_world.young_person(name="Another"))
    browsing = start(app.test_client(), one.link.token)
    with browsing.client.session_transaction() as session:
        old = session["visit"]
        session["planted"] = "by somebody else"
    browsing.open(f"/s/{other.link.token}").press("en")
    assert browsing.heading == "Hello, Another"
    with browsing.client.session_transaction() as session:
        assert "planted" not in session
        session["visit"] = old
    assert browsing.open("/welcome").status == 404


def test_the_typed_code_opens_as_the_link_does(inspector: Inspector, app: Flask, made: Made) -> None:
    browsing = Browsing(app.test_client()).open("/code")
    code = made.link.code.lower()
    browsing.press("en", {"code": f" {code[:4]}-{code[4:8]} {code[8:]} "})
    assert browsing.heading == "Hello, Kit"


@pytest.mark.parametrize("typed", ["", "ABCD EFGH JKMN", "\x00", "\u202e" * 50, "0" * 5000])
def test_a_code_that_opens_nothing_says_how_to_go_on(
    inspector: Inspector, app: Flask, made: Made, typed: str
) -> None:
    browsing = Browsing(app.test_client()).open("/code").press("en", {"code": typed})
    assert browsing.status == 400
    assert "Check each letter and number, or ask for a new one." in browsing.text


def test_posting_twice_keeps_one_answer(browsing: Browsing, small_world: World, made: Made) -> None:
    at_first_question(browsing).open(f"/q/{SETTLED}")
    form = browsing.button("next").find_parent("form")
    assert form is not None
    fields = browsing.fields(form)
    fields.add("settled", "always")
    first = browsing.submit(form, fields.copy()).path
    browsing.path = f"/q/{SETTLED}"
    assert browsing.submit(form, fields).path == first
    assert draft(small_world, made)["settled"] == Answer.choosing("always")


def test_a_page_without_its_token_comes_back_with_what_was_typed(
    browsing: Browsing, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{GOOD_THINGS}")
    browsing.press("next", {"good_things": "the xylophone is\ngood", "csrf_token": "stale"})
    assert browsing.status == 400
    box = browsing.page.select_one("textarea")
    assert box is not None
    assert "the xylophone is\ngood" in box.get_text()
    assert "good_things" not in draft(small_world, made)
    browsing.press("Send this again")
    assert draft(small_world, made)["good_things"] == Answer.saying("the xylophone is\ngood")


@pytest.mark.parametrize(
    "fields",
    [
        {"good_things": "of another page", "go": "next"},
        {"settled": "no such option", "go": "next"},
        {"settled": ["always", "never"], "go": "nonsense"},
        {"settled[]": "always", "__proto__": "x", "go": "next"},
        {"settled": "", "go": ""},
    ],
)
def test_fields_that_no_page_of_ours_sends_do_no_harm(
    browsing: Browsing, small_world: World, made: Made, fields: dict[str, object]
) -> None:
    at_first_question(browsing).open(f"/q/{SETTLED}")
    token = browsing.page.select_one("main input[name=csrf_token]")
    assert token is not None
    answer = browsing.client.post(f"/q/{SETTLED}", data={"csrf_token": token["value"], **fields})
    assert answer.status_code in {302, 422}
    kept = draft(small_world, made)
    assert "good_things" not in kept
    assert kept.get("settled", SKIPPED) in (SKIPPED, Answer.choosing("always"))


@pytest.mark.parametrize("button", ["next", "back", "later"])
def test_words_that_are_too_long_are_kept_to_be_shortened(
    browsing: Browsing, small_world: World, made: Made, button: str
) -> None:
    too_long = "\U0001f9d1\u200d\U0001f680 " * 1251
    at_first_question(browsing).open(f"/q/{GOOD_THINGS}").press(button, {"good_things": too_long})
    assert browsing.status == 422
    assert "Please make it shorter." in browsing.text
    box = browsing.page.select_one("textarea")
    assert box is not None
    assert box.get_text().strip() == too_long.strip()
    assert "good_things" not in draft(small_world, made)
    browsing.press("next", {"good_things": too_long[:5000]})
    assert draft(small_world, made)["good_things"] == Answer.saying(too_long[:5000])


def test_a_megabyte_is_refused_with_a_page(browsing: Browsing, small_world: World, made: Made) -> None:
    at_first_question(browsing).open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "x" * 1_000_000})
    assert browsing.status == 413
    assert "good_things" not in draft(small_world, made)


@pytest.mark.parametrize(
    "wanted", ["", "xx", "*", "en;q=nan", ";;;,,,", "\u202e", "a" * 5000, "cy;q=9, ar;q=-1"]
)
def test_a_browser_that_asks_for_nonsense_is_answered(
    inspector: Inspector, app: Flask, made: Made, wanted: str
) -> None:
    answer = app.test_client().get(
        f"/s/{made.link.token}",
        headers={"Accept-Language": wanted.encode("latin-1", "ignore").decode("latin-1")},
    )
    assert answer.status_code == 200


def test_the_language_asked_for_comes_first_and_start_chooses(
    inspector: Inspector, app: Flask, made: Made
) -> None:
    browsing = Browsing(app.test_client(), "ar-SY, cy;q=0.5").open(f"/s/{made.link.token}")
    offered = [str(tag["value"]) for tag in browsing.page.select("main button[name=lang]")]
    assert offered[:3] == ["ar", "en", "cy"]
    assert sorted(offered) == sorted(LANGUAGES)
    browsing.press("cy")
    html = browsing.page.html
    assert html is not None
    assert html["lang"] == "cy"


def test_language_and_look_are_changed_on_the_way_and_nothing_is_lost(
    browsing: Browsing, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{SETTLED}").press("next", {"settled": "always"})
    browsing.open("/language").press("ar")
    html = browsing.page.html
    assert html is not None
    assert (html["lang"], html["dir"]) == ("ar", "rtl")
    browsing.open("/language").press("look", {"look": ["dark", "easier", "javascript:x"]})
    html = browsing.page.html
    assert html is not None
    assert html["data-look"] == "dark easier"
    assert draft(small_world, made)["settled"] == Answer.choosing("always")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1", "local host"])
@pytest.mark.parametrize("path", ["/s/token", "/nowhere", "/staff/sign-in"])
def test_a_request_for_another_host_is_refused(client: FlaskClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_leaving_ends_the_visit_on_the_server_and_tells_the_browser_to_forget(
    browsing: Browsing, small_world: World
) -> None:
    with browsing.client.session_transaction() as session:
        secret = session["visit"]
    browsing.press("Leave this page now")
    answer = browsing.answer
    assert answer.status_code == 302
    assert answer.location == "https://www.bbc.co.uk/weather"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    with browsing.client.session_transaction() as session:
        assert "visit" not in session
        session["visit"] = secret
    assert browsing.open("/welcome").status == 404


def test_a_visit_left_alone_ends_and_the_link_opens_it_again(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    at_first_question(browsing).open(f"/q/{SETTLED}").press("next", {"settled": "always"})
    small_world.clock.forward(minutes=31)
    assert browsing.open("/check").status == 404
    assert again(app, made).press("skip").path == "/resume"


def test_after_the_last_day_the_link_opens_nothing_and_help_is_there(
    browsing: Browsing, app: Flask, small_world: World, made: Made
) -> None:
    small_world.clock.forward(days=30)
    late = again(app, made)
    assert late.status == 404
    assert late.heading == "This link is not open"
    assert late.page.select('a[href="tel:08001111"]')


def test_a_revoked_invitation_ends_the_visit_at_the_next_page(
    browsing: Browsing, small_world: World, made: Made
) -> None:
    with small_world.services.database.write() as connection:
        found = find_invitation(connection, small_world.authority, made.invitation.id)
        assert found is not None
        revoked = found.revoke(small_world.clock())
        assert revoked.state is InvitationState.REVOKED
        save_state(connection, revoked)
    assert browsing.open("/welcome").status == 404


def test_help_is_there_without_a_visit(inspector: Inspector, client: FlaskClient) -> None:
    browsing = Browsing(client).open("/help")
    assert browsing.heading == "People who can help"
    assert "Childline" in browsing.text


def test_nothing_a_young_person_did_is_in_a_cookie(browsing: Browsing, tmp_path: Path) -> None:
    at_first_question(browsing).open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "the xylophone"})
    with browsing.client.session_transaction() as session:
        assert set(session) <= {"visit", "language", "csrf_token", "look"}
