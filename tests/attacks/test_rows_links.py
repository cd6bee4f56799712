"""Links, cookies, planted PINs and other sites' pages: what each may do, and what it may not."""

from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import PASSWORD, Made, World, saying
from tests.services.rosters import everything
from tests.services.visits import HERE, OTHER_PIN, PIN, at_once, errors, give
from tests.web.browsing import OURS, Browsing, start
from tests.web.councils import response_id, work
from viewpoint.domain.errors import SignInRefused, TooManyTries
from viewpoint.domain.permissions import Role
from viewpoint.domain.response import Answer
from viewpoint.domain.throttle import FREE_TRIES
from viewpoint.services.pins import PinRefused

GOOD_THINGS, SAFE, SAFER = 8, 21, 22
ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://other.council.example"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
]
PLANTED = ("cat", "cat", "cat", "cat")


def tap(browsing: Browsing, pictures: tuple[str, ...]) -> Browsing:
    for picture in pictures:
        browsing.press(picture)
    return browsing


def past_who(app: Flask, made: Made) -> Browsing:
    return start(app.test_client(), made.link.token).press("next").press("next", {"who": "alone"})


def test_row_05_whatever_a_scanner_asks_of_a_link_changes_nothing(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    before = everything(small_world)
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
        for headers in ({}, {"Purpose": "prefetch", "Sec-Purpose": "prefetch;prerender"}, OURS):
            answer = app.test_client().open(f"/s/{made.link.token}", method=method, headers=headers)
            assert answer.status_code == (200 if method in {"GET", "HEAD", "OPTIONS"} else 405)
            assert "Set-Cookie" not in answer.headers
    assert everything(small_world) == before


def test_row_06_the_token_is_in_nothing_that_comes_after_start(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    client = app.test_client()
    address = f"/s/{made.link.token}"
    answers = [client.post(address, data={"lang": "en"}, headers={**OURS, "Referer": address})]
    pages = ("/welcome", "/who", "/q/1", "/check", "/nowhere", "/help", "/talk", "/later", "/language")
    answers += [client.get(page, headers={"Referer": address}) for page in pages]
    answers.append(client.post("/send", headers=OURS))
    for answer in answers:
        assert made.link.token not in f"{answer.text}{answer.headers}"
    with client.session_transaction() as session:
        assert made.link.token not in str(dict(session))


def test_row_01_a_token_of_any_shape_opens_nothing_and_breaks_nothing(client: FlaskClient) -> None:
    for token in ("a" * 9000, "%00", "..", "a%2Fb", "%2e%2e%2fetc", "\u202e", "{{7*7}}", "%s%n"):
        assert client.get(f"/s/{token}").status_code in {200, 404}
        answer = client.post(f"/s/{token}", headers=OURS)
        assert answer.status_code == 404
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_row_13_another_sites_post_gets_no_session_and_no_form_to_confirm(
    app: Flask, headers: dict[str, str]
) -> None:
    """Such a post comes without its cookie: a session of its own would take the place of the one there is."""
    for address in ("/send", "/language", "/staff/sign-in", "/iro/responses/x", "/welcome"):
        fields = {"go": "send", "words": "not mine"}
        answer = app.test_client().post(address, data=fields, headers=headers)
        assert answer.status_code == 400
        assert "Set-Cookie" not in answer.headers
        assert "not mine" not in answer.text
        assert "csrf_token" not in answer.text


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_row_13_a_neighbouring_sites_post_that_has_the_cookie_is_not_offered_again(
    app: Flask, small_world: World, headers: dict[str, str]
) -> None:
    made = small_world.invited()
    child = start(app.test_client(), made.link.token)
    child.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "the xylophone"})
    before = everything(small_world)
    answer = child.client.post("/send", data={"go": "send"}, headers=headers)
    assert answer.status_code == 400
    assert 'action="/send"' not in answer.text
    assert everything(small_world) == before
    assert child.open("/check").press("send").path == "/sent"


def test_row_22_a_cookie_kept_from_before_leaving_opens_nothing(app: Flask, small_world: World) -> None:
    child = start(app.test_client(), small_world.invited().link.token)
    child.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "the xylophone"})
    kept = child.client.get_cookie("viewpoint")
    assert kept is not None
    child.press("Leave this page now")
    thief = app.test_client()
    thief.set_cookie("viewpoint", kept.value)
    for address in ("/welcome", "/check", f"/q/{GOOD_THINGS}", "/sent", "/resume"):
        assert thief.get(address).status_code == 404
    for header in (f"viewpoint={kept.value}; viewpoint=x", f"viewpoint=x; viewpoint={kept.value}"):
        assert app.test_client().get("/check", headers={"Cookie": header}).status_code == 404


def test_row_30_of_many_pins_tried_at_once_five_are_looked_at(world: World) -> None:
    made = world.invited()
    world.services.pins.choose(world.started(made), PIN)
    visits = [world.started(made) for _try in range(12)]
    tries = [partial(world.services.pins.enter, visit, OTHER_PIN, HERE) for visit in visits]
    found = errors(at_once(*tries))
    assert found.count(PinRefused) == FREE_TRIES
    assert found.count(TooManyTries) == len(visits) - FREE_TRIES


def test_row_29_of_many_passwords_tried_at_once_five_are_looked_at(world: World) -> None:
    world.account(Role.IRO, email="a@fernshire.example")
    sign_in = world.services.sign_in.give_password
    tries = [partial(sign_in, "a@fernshire.example", f"{PASSWORD}{number}", HERE) for number in range(12)]
    found = errors(at_once(*tries))
    assert found.count(SignInRefused) == FREE_TRIES
    assert found.count(TooManyTries) == len(tries) - FREE_TRIES


def test_row_30_a_pin_planted_by_whoever_came_first_opens_nothing_said_after(
    app: Flask, small_world: World
) -> None:
    """A letter opened by somebody at home before the young person ever sees it."""
    made = small_world.invited()
    tap(past_who(app, made), PLANTED * 2)
    child = start(app.test_client(), made.link.token)
    assert child.heading == "Hello, Kit"
    child.press("next").press("next", {"who": "alone"}).press("skip")
    child.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "the xylophone"})
    planter = tap(start(app.test_client(), made.link.token).open("/pictures"), PLANTED)
    for address in ("/check", f"/q/{GOOD_THINGS}", "/resume"):
        assert "xylophone" not in planter.open(address).text
    child.open("/check").press("send")
    small_world.services.replying.send(
        small_world.iro(), response_id(small_world, made.invitation.id), saying("The theremin is bought.")
    )
    for browsing in (planter, start(app.test_client(), small_world.relinked(made).link.token)):
        browsing.open("/pictures")
        assert browsing.path == "/sent"
        assert "theremin" not in browsing.text


def test_row_30_a_pin_planted_opens_nothing_when_its_planter_sends(world: World) -> None:
    made = world.invited()
    planter = world.started(made)
    world.services.pins.choose(planter, PIN)
    give(world, world.started(made), {"good_things": Answer.saying("the xylophone")})
    world.services.respond.send(planter)
    assert world.services.respond.journey(planter).answers == {}


def test_row_32_a_question_that_tells_a_hidden_answer_is_hidden(app: Flask, small_world: World) -> None:
    """Somebody finds the link of a young person who said that they never feel safe."""

    def found_by_another(answer: str) -> tuple[str, str, str]:
        made = small_world.invited()
        child = start(app.test_client(), made.link.token).open(f"/q/{SAFE}")
        child.press("next", {"safe_home": answer})
        finder = start(app.test_client(), made.link.token)
        pages = [finder.open(address).text for address in ("/check", "/resume", f"/q/{SAFER}")]
        return pages[0], pages[1], pages[2]

    assert found_by_another("never") == found_by_another("always")


def test_row_64_whoever_asks_for_somebody_is_heard_although_it_was_sent_since(
    app: Flask, small_world: World
) -> None:
    child = start(app.test_client(), small_world.invited().link.token).open(f"/q/{SAFE}")
    child.press("next", {"safe_home": "never"})
    form, asking = child.button("next").find_parent("form"), child.path
    assert form is not None
    fields = child.fields(form)
    fields.setlist("tell", ["yes"])
    fields.setlist("reach", ["x" * 3000 + " after school"])
    child.open("/check").press("send")
    child.path = asking
    assert child.submit(form, fields).path == "/sent"
    concerns = small_world.services.review.caseload(small_world.iro())[0]
    assert concerns.concerns == 1
    raised = small_world.services.review.open_concerns(small_world.iro(), concerns.young_person)
    assert raised.concerns[0].how_to_reach.endswith("x after school")


def test_row_64_whoever_asks_again_is_new_to_the_iro_again(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    child, iro, review = (
        start(app.test_client(), made.link.token),
        small_world.iro(),
        small_world.services.review,
    )
    child.open("/talk").press("next", {"tell": "yes", "reach": "after school"})
    assert review.caseload(iro)[0].concerns == 1
    (concern,) = review.open_concerns(iro, made.young_person).concerns
    assert concern.id is not None
    small_world.services.concerns.acknowledge(iro, concern.id)
    small_world.services.concerns.close(iro, concern.id, "We talked after school.")
    assert review.caseload(iro)[0].concerns == 0
    small_world.clock.forward(minutes=20)
    child.open("/talk").press("next", {"tell": "yes", "reach": ""})
    work(small_world)
    assert review.caseload(iro)[0].concerns == 1
    (concern,) = review.open_concerns(iro, made.young_person).concerns
    assert concern.how_to_reach == "after school"
