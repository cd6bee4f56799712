"""A post of the script's is answered with the page that it leads to; one without it is sent there."""

import re

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import World
from tests.web.browsing import OURS, Browsing
from viewpoint.web.young_person.at_once import STEP

BY_SCRIPT = {**OURS, STEP: "1"}


def visiting(client: FlaskClient, small_world: World) -> Browsing:
    browsing = Browsing(client)
    client.post(f"/s/{small_world.invited().link.token}", data={"lang": "en"}, headers=OURS)
    return browsing


def answered(browsing: Browsing, number: int, headers: dict[str, str], **given: str) -> TestResponse:
    browsing.open(f"/q/{number}")
    token = browsing.page.select_one("input[name=csrf_token]")
    assert token is not None
    fields = {"csrf_token": str(token["value"]), **given}
    return browsing.client.post(f"/q/{number}", data=fields, headers=headers)


def without_token(page: str) -> str:
    """A page as it is at any second: a token says when it was made."""
    return re.sub(r'(name="csrf_token" value=")[^"]*', r"\1", page)


def test_the_next_page_comes_with_the_answer_and_says_where_it_is(
    client: FlaskClient, small_world: World
) -> None:
    browsing = visiting(client, small_world)
    answer = answered(browsing, 3, BY_SCRIPT, settled="always", go="next")
    assert answer.status_code == 200
    there = answer.headers["Content-Location"]
    assert there.startswith("/q/")
    assert without_token(answer.text) == without_token(client.get(there).text)
    assert "checked" in client.get("/q/3").text


def test_the_token_that_was_checked_serves_once_more(client: FlaskClient, small_world: World) -> None:
    answer = answered(visiting(client, small_world), 3, BY_SCRIPT, settled="always", go="next")
    token = BeautifulSoup(answer.text, "html.parser").select_one("input[name=csrf_token]")
    assert token is not None
    there = answer.headers["Content-Location"]
    fields = {"csrf_token": str(token["value"]), "go": "skip"}
    assert client.post(there, data=fields, headers=BY_SCRIPT).status_code == 200


def test_a_token_that_nobody_checked_is_never_said_back(client: FlaskClient, small_world: World) -> None:
    made_up = {"csrf_token": "made-up-token", "lang": "en"}
    answer = client.post(f"/s/{small_world.invited().link.token}", data=made_up, headers=BY_SCRIPT)
    assert answer.status_code == 200
    assert "made-up-token" not in answer.text


def test_a_browser_without_the_script_is_sent_there(client: FlaskClient, small_world: World) -> None:
    answer = answered(visiting(client, small_world), 3, OURS, settled="always", go="next")
    assert answer.status_code == 302
    assert "Content-Location" not in answer.headers


def test_a_page_to_be_mended_stays_where_it_is(client: FlaskClient, small_world: World) -> None:
    answer = answered(visiting(client, small_world), 3, BY_SCRIPT, settled="nonsense", go="next")
    assert answer.status_code == 422
    assert "Content-Location" not in answer.headers


def test_the_link_of_a_start_is_not_where_its_page_is(client: FlaskClient, small_world: World) -> None:
    answer = client.post(f"/s/{small_world.invited().link.token}", data={"lang": "cy"}, headers=BY_SCRIPT)
    assert answer.headers["Content-Location"] == "/welcome"
    assert '<html lang="cy"' in answer.text
    assert without_token(client.get("/welcome").text) == without_token(answer.text)


def test_redirects_are_followed_to_the_page_that_answers(client: FlaskClient, small_world: World) -> None:
    browsing = visiting(client, small_world)
    answered(browsing, 3, OURS, settled="always", go="next")
    fields = browsing.open("/check").fields(browsing.button("send").find_parent("form"))  # type: ignore[arg-type]  # it is one
    client.post("/send", data=fields, headers=OURS)
    answer = client.post("/send", data=fields, headers=BY_SCRIPT)
    assert answer.headers["Content-Location"] == "/sent"


def test_a_visit_that_is_over_is_said_as_on_any_page(client: FlaskClient, small_world: World) -> None:
    browsing = visiting(client, small_world)
    browsing.open("/q/3")
    token = browsing.page.select_one("input[name=csrf_token]")
    assert token is not None
    client.post("/leave", headers=OURS)
    answer = client.post("/q/3", data={"csrf_token": token["value"], "go": "next"}, headers=BY_SCRIPT)
    assert answer.status_code in {400, 404}


def test_quick_exit_leads_away_for_the_script_too(client: FlaskClient, small_world: World) -> None:
    visiting(client, small_world)
    answer = client.post("/leave", headers=BY_SCRIPT)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("https://")
