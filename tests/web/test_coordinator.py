"""The coordinator sees who is due, invites, follows up, and opens and closes rounds."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import COUNCIL, World
from tests.web.browsing import Browsing, sign_in
from viewpoint.domain.permissions import Role
from viewpoint.services.work import Worker
from viewpoint.storage.work import TaskKind, lease_task

EMAIL = "coordinator@fernshire.example"
LETTER = {"channel": "letter", "phone": None, "email": None}
MAIL = {"channel": "email", "phone": None, "email": "kit@example.org"}
PLACES = ("", "due", "invitations", "reach", "rounds", "outbox")


@pytest.fixture
def coordinator(client: FlaskClient, small_world: World) -> Browsing:
    small_world.account(Role.COORDINATOR, email=EMAIL)
    return sign_in(client, EMAIL)


def delivered(world: World) -> None:
    """Do everything that waits to be delivered."""
    deliver = world.services._deliver()
    handlers = {TaskKind.DELIVER: deliver.handle}
    worker = Worker(world.services.database, handlers, world.services.rounds, world.clock)
    while worker.run_once():
        pass


def ticked(page: Browsing) -> list[str]:
    return [str(box["value"]) for box in page.page.select("input[name=who]")]


def invite_all(page: Browsing) -> Browsing:
    page.open("/coordinator/due")
    return page.press("ticked", {"who": ticked(page)})


def notes(page: Browsing) -> list[str]:
    return [note.get_text(" ", strip=True) for note in page.page.select("[role=status]")]


@pytest.mark.parametrize("place", PLACES)
def test_no_page_is_there_for_another_role_or_for_nobody(
    client: FlaskClient, small_world: World, place: str
) -> None:
    assert client.get(f"/coordinator/{place}").location == "/staff/sign-in"
    small_world.account(Role.IRO, email="iro@fernshire.example")
    browsing = sign_in(client, "iro@fernshire.example")
    assert browsing.open(f"/coordinator/{place}").status == 404


def test_with_nothing_to_do_every_page_says_what_happens_next(
    coordinator: Browsing, small_world: World
) -> None:
    small_world.round()
    said = {place: coordinator.open(f"/coordinator/{place}").text for place in PLACES}
    assert "Nothing needs you now" in said[""]
    assert "Nobody is due now" in said["due"]
    assert "None here now" in said["invitations"]
    assert "Everybody has been reached" in said["reach"]
    assert "No messages yet" in said["outbox"]


def test_the_first_page_leads_to_what_needs_doing(coordinator: Browsing, small_world: World) -> None:
    small_world.invited()
    small_world.young_person(name="Second")
    page = coordinator.open("/coordinator/")
    assert "1 young person is due to be asked" in page.text
    assert "No round is open" in page.text
    assert "2 young people have not been reached" in page.text
    assert page.follow("1 young person is due to be asked").heading == "Who is due"


def test_what_was_not_delivered_comes_first(coordinator: Browsing, small_world: World) -> None:
    small_world.young_person(contact=LETTER)
    invite_all(coordinator)
    page = coordinator.open("/coordinator/").follow("1 invitation has not left yet")
    assert "Letter to print" in page.text
    assert page.path.endswith("show=to_do")


def test_the_ticked_ones_are_invited_and_the_others_not(coordinator: Browsing, small_world: World) -> None:
    small_world.young_person(name="First", next_review_on=date(2026, 11, 20))
    small_world.young_person(name="Second", contact=LETTER)
    small_world.young_person(name="Third", next_review_on=date(2026, 12, 4))
    page = coordinator.open("/coordinator/due")
    assert "review in 2 working days" in page.text
    page.press("ticked", {"who": ticked(page)[:2]})
    assert notes(page) == ["2 young people are invited.", "1 letter is to be printed."]
    assert len(ticked(page)) == 1
    assert "Third" in page.text
    assert "Asked already" in page.text


def test_all_can_be_ticked_at_once_without_a_script(coordinator: Browsing, small_world: World) -> None:
    small_world.young_person()
    page = coordinator.open("/coordinator/due").follow("Tick everyone on this page")
    assert page.page.select("input[name=who][checked]")
    assert notes(page.press("ticked")) == ["1 young person is invited."]


def test_everyone_is_invited_only_after_being_asked_once_more(
    coordinator: Browsing, small_world: World
) -> None:
    small_world.young_person(name="One")
    small_world.young_person(name="Two", contact=MAIL)
    page = coordinator.open("/coordinator/due").press("everyone")
    assert page.heading == "Invite everyone who is due?"
    assert "2 young people are asked: 1 by text, 1 by e-mail." in page.text
    assert notes(page.press("Invite everyone")) == ["2 young people are invited."]


def test_ticking_nobody_says_so(coordinator: Browsing, small_world: World) -> None:
    small_world.young_person()
    assert notes(coordinator.open("/coordinator/due").press("ticked")) == [
        "Nobody was ticked. Tick somebody first."
    ]


def test_inviting_from_an_old_page_invites_nobody_twice(coordinator: Browsing, small_world: World) -> None:
    small_world.young_person()
    old = coordinator.open("/coordinator/due")
    form, who = old.page.select_one("main form"), ticked(old)
    assert form is not None
    invite_all(old)
    fields = old.fields(form)
    for name, value in {"who": who[0], "go": "ticked"}.items():
        fields.add(name, value)
    assert notes(old.submit(form, fields)) == ["Not invited: 1 young person (Asked already)"]


def test_without_the_councils_numbers_nobody_is_invited_and_the_page_names_them(
    app: Flask, small_world: World
) -> None:
    services = small_world.services
    child = small_world.young_person()
    made = small_world.invited()
    small_world.account(Role.COORDINATOR, email=EMAIL)
    bare = replace(services.councils[COUNCIL], duty=None, advocate=None)
    services.councils[COUNCIL] = bare  # type: ignore[index]  # a dict at run time, which every service shares
    page = sign_in(app.test_client(), EMAIL)
    assert "duty social worker" in page.open("/coordinator/").text
    page.open("/coordinator/due")
    assert "duty social worker" in page.text
    with pytest.raises(LookupError):
        page.button("ticked")
    form = page.page.select_one("main form")
    assert form is not None
    fields = page.fields(form)
    for name, value in {"who": child, "go": "ticked"}.items():
        fields.add(name, value)
    assert "first the council's own numbers" in notes(page.submit(form, fields))[0]
    page.open("/coordinator/invitations").press("remind", {"who": made.invitation.id})
    assert "first the council's own numbers" in notes(page)[0]


def test_a_reminder_goes_once(coordinator: Browsing, small_world: World) -> None:
    small_world.invited()
    page = coordinator.open("/coordinator/invitations")
    assert notes(page.press("remind", {"who": ticked(page)})) == ["1 reminder is on its way."]
    page.press("remind", {"who": ticked(page)})
    assert notes(page) == ["Left as they are: 1 (reminded before, and nobody is reminded twice)"]
    assert "reminded today" in page.text


def test_a_new_link_is_sent(coordinator: Browsing, small_world: World) -> None:
    small_world.invited()
    page = coordinator.open("/coordinator/invitations")
    page.press("resend", {"who": ticked(page)})
    assert notes(page) == ["1 new link is made; the old one stopped working."]
    assert "by text, on its way" in page.text


def test_taking_back_is_asked_once_more(coordinator: Browsing, small_world: World) -> None:
    small_world.invited()
    page = coordinator.open("/coordinator/invitations")
    page.press("revoke", {"who": ticked(page)})
    assert page.heading == "Take back 1 invitation?"
    assert notes(page.press("Take back")) == ["1 invitation is taken back."]
    assert "Taken back" in page.follow("Over (1)").text


def test_letters_are_a_page_of_their_own(coordinator: Browsing, small_world: World) -> None:
    small_world.young_person(contact=LETTER, name="Kit Pretend")
    invite_all(coordinator)
    page = coordinator.open("/coordinator/invitations")
    page.press("letters", {"who": ticked(page)})
    assert len(page.page.select("article.letter svg.qr")) == 1
    stylesheet = page.page.select_one("link[rel=stylesheet]")
    assert stylesheet is not None
    with page.client.get(str(stylesheet["href"])) as css:
        assert css.status_code == 200
    assert page.answer.headers["Cache-Control"] == "no-store"
    page.open("/coordinator/invitations")
    assert "letter or link handed out" in page.text


def test_links_come_as_a_file(coordinator: Browsing, small_world: World) -> None:
    small_world.invited()
    page = coordinator.open("/coordinator/invitations")
    page.press("links", {"who": ticked(page)})
    assert page.answer.headers["Content-Disposition"] == 'attachment; filename="links.csv"'
    (row,) = csv.DictReader(io.StringIO(page.answer.get_data().decode("utf-8-sig")))
    assert row["link"].startswith("http://localhost:8000/s/")


def test_nothing_ticked_or_an_unknown_button_changes_nothing(
    coordinator: Browsing, small_world: World
) -> None:
    small_world.invited()
    page = coordinator.open("/coordinator/invitations?show=nonsense")
    assert notes(page.press("remind")) == ["Nothing was ticked. Tick an invitation first."]
    button = page.button("remind")
    button["value"] = "explode"
    page.press("explode", {"who": ticked(page)})
    assert (page.heading, notes(page)) == ("Invitations", [])


def test_an_invitation_that_was_answered_says_when(coordinator: Browsing, small_world: World) -> None:
    small_world.services.respond.send(small_world.started())
    text = coordinator.open("/coordinator/invitations?show=sent").text
    assert "answered today" in text
    assert "open until" not in text


def test_who_was_not_reached_is_shown_by_place_and_by_name(coordinator: Browsing, small_world: World) -> None:
    round_ = small_world.round()
    small_world.young_person(name="Never Asked", placement={"area": "out", "distance": "over_20"})
    small_world.young_person(name="No Number", contact=LETTER)
    small_world.young_person(born=date(2023, 1, 1))
    page = coordinator.open("/coordinator/reach")
    assert "2 young people have not opened anything yet." in page.text
    assert "1 more young person cannot be asked yet" in page.text
    assert "Out of area, more than 20 miles" in page.text
    assert "07700 900001" in page.text
    assert "by letter" in page.text
    assert "IRO: Sam Okoro" in page.text
    assert page.open(f"/coordinator/reach?round={round_.id}").status == 200
    assert page.open("/coordinator/reach?round=nonsense").status == 404


def test_a_round_is_opened_and_closed_for_good(coordinator: Browsing, small_world: World) -> None:
    page = coordinator.open("/coordinator/rounds")
    assert "There is no round yet" in page.text
    opened = page.press("Open 2026 Q4 (1 October 2026 to 31 December 2026)")
    assert notes(opened) == ["Round 2026 Q4 is open."]
    page.follow("Close round 2026 Q4 now")
    assert page.heading == "Close round 2026 Q4 for good?"
    closing, form = page.path, page.page.select_one("main form")
    assert form is not None
    fields = page.fields(form)
    assert notes(page.press("Close the round")) == [
        "Round 2026 Q4 is closed. Commissioners can read it soon."
    ]
    assert "its numbers are being made" in page.text
    assert notes(page.submit(form, fields)) == ["This round was closed before."]
    assert page.open(closing).status == 404
    with small_world.services.database.write() as connection:
        task = lease_task(connection, "test", small_world.clock())
    assert task is not None
    assert task.kind is TaskKind.SEAL_RELEASE


@pytest.mark.parametrize("asked", ["2026-10-02", "never", ""])
def test_a_quarter_that_is_not_offered_is_not_opened(coordinator: Browsing, asked: str) -> None:
    page = coordinator.open("/coordinator/rounds")
    page.press("Open 2026 Q4 (1 October 2026 to 31 December 2026)", {"opens_on": asked})
    assert notes(page) == ["That quarter cannot be opened. Choose one from this page."]


def test_the_outbox_holds_a_link_that_opens(coordinator: Browsing, small_world: World) -> None:
    small_world.young_person(contact=MAIL)
    invite_all(coordinator)
    delivered(small_world)
    page = coordinator.open("/coordinator/outbox")
    assert "kit@example.org" in page.text
    link = next(tag for tag in page.page.select("main a.button"))
    assert page.open(str(link["href"])).status == 200


def test_long_lists_come_in_pages(coordinator: Browsing, small_world: World) -> None:
    small_world.round()
    for number in range(51):
        small_world.young_person(name=f"Kit {number:02}")
    page = coordinator.open("/coordinator/due")
    assert (len(ticked(page)), "Page 1 of 2" in page.text) == (50, True)
    assert len(ticked(page.follow("Later ones"))) == 1
    assert "Page 2 of 2" in coordinator.open("/coordinator/reach?page=2").text
    page.open("/coordinator/due").press("everyone").press("Invite everyone")
    assert "Page 1 of 2" in coordinator.open("/coordinator/invitations").text


def test_another_language_and_no_name_are_said(coordinator: Browsing, small_world: World) -> None:
    small_world.young_person(name="", language="cy")
    text = coordinator.open("/coordinator/due").text
    assert "No name on the roster" in text
    assert "Cymraeg" in text
