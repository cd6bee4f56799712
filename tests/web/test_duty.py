"""Pages of the duty worker and the manager, an IRO and a concern, and what its young person is told."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import World
from tests.services.duty import asked, deputy, duty, manager, never_safe, raised, staff, steps
from tests.services.visits import sent
from tests.web.browsing import Browsing, sign_in, start
from tests.web.councils import email_of, work
from tests.web.staff_client import heading, post, signed_in, texts
from viewpoint.domain.concern import ADVOCATE, SafeWay
from viewpoint.domain.concern_life import LONGEST_WORDS
from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.notice import SAFETY, Notice
from viewpoint.domain.people import ConcernId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.questionnaire import Urgency
from viewpoint.services.staff_mail import PAGES
from viewpoint.storage.notices import NoticeState, note_notice, waiting_notices
from viewpoint.web.staff.navigation import MENU
from viewpoint.web.staff.notices import KINDS

PICTURES = ("cat", "key", "cat", "moon")
SAFE = 21


def as_(app: Flask, world: World, viewer: Viewer) -> FlaskClient:
    client = app.test_client()
    signed_in(client, email_of(world, viewer))
    return client


@pytest.fixture
def worker(app: Flask, small_world: World) -> FlaskClient:
    """The duty worker's browser."""
    return as_(app, small_world, duty(small_world))


def page_of(concern: ConcernId) -> str:
    return f"/duty/concerns/{concern}"


def test_nothing_new_says_what_happens_next(worker: FlaskClient) -> None:
    assert "When a young person needs an adult, it comes first here" in worker.get("/duty/").text


def test_the_list_says_by_when_and_late_ones_are_marked(worker: FlaskClient, small_world: World) -> None:
    raised(small_world, ConcernAbout.NOBODY, urgency=Urgency.WORKING_DAY)
    asked(small_world)
    rows = texts(worker.get("/duty/"), ".list > li")
    assert rows == [
        "Kit Pretend Today to be taken up today at 12:00 Asked to talk to someone IRO: Sam Okoro",
        "Kit Pretend to be taken up tomorrow at 17:00 Something they answered or wrote IRO: Sam Okoro",
    ]
    small_world.clock.forward(hours=2, minutes=20)
    signed_in(worker, email_of(small_world, duty(small_world)))
    assert "Late should have been taken up 20 minutes ago" in texts(worker.get("/duty/"), ".list > li")[0]


def test_one_concern_says_what_it_rests_on_and_how_to_reach_them(
    worker: FlaskClient, small_world: World
) -> None:
    concern = never_safe(small_world)
    page = worker.get(page_of(concern))
    assert heading(page) == "Kit Pretend"
    assert "Do you feel safe where you live?" in page.text
    assert "Never" in page.text
    assert "+447700900001" in page.text
    assert "children&#39;s home, in area" in page.text
    assert "ocelot" not in page.text
    assert "Nobody has taken it up: to be taken up today at 12:00." in page.text


def test_taken_up_noted_and_closed_on_its_page(worker: FlaskClient, small_world: World) -> None:
    _secret, concern = asked(small_world)
    page = page_of(concern)
    answer = worker.get(post(worker, page, f"{page}/take-up").location)
    assert "You have taken it up." in answer.text
    assert "Made-up duty_worker has taken it up." in answer.text
    assert "You have it" in worker.get("/duty/").text
    assert (
        "It is noted." in worker.get(post(worker, page, f"{page}/note", note="Rang at four.").location).text
    )
    closed = worker.get(post(worker, page, f"{page}/close", done="They are at their nan's.").location)
    assert "It is closed." in closed.text
    assert "Closed in the last two weeks" in closed.text
    after = worker.get(page)
    assert "Made-up duty_worker has closed it." in after.text
    assert "They are at their nan&#39;s." in after.text
    assert "take-up" not in after.text
    assert steps(small_world, concern) == ["raised", "acknowledged", "noted", "closed"]


def test_a_mistake_is_told_and_loses_nothing(worker: FlaskClient, small_world: World) -> None:
    _secret, concern = asked(small_world)
    page = page_of(concern)
    post(worker, page, f"{page}/take-up")
    empty = post(worker, page, f"{page}/close", done=" ")
    assert empty.status_code == 422
    assert "Write what was done." in empty.text
    long = post(worker, page, f"{page}/note", note="y" * (LONGEST_WORDS + 2))
    assert long.status_code == 422
    assert "2 characters too long" in long.text
    assert "y" * (LONGEST_WORDS + 2) in long.text


def test_what_somebody_else_did_meanwhile_is_said(worker: FlaskClient, small_world: World) -> None:
    _secret, concern = asked(small_world)
    page = page_of(concern)
    small_world.services.concerns.acknowledge(small_world.iro(), concern)
    assert "Sam Okoro has taken it up." in worker.get(page).text
    assert "I take it over" in worker.get(page).text
    assert "Sam Okoro has it" in worker.get("/duty/").text
    small_world.services.concerns.close(small_world.iro(), concern, "Done.")
    answer = post(worker, "/staff/notices", f"{page}/close", done="Too late.")
    assert "Somebody has gone on with it meanwhile" in worker.get(answer.location).text


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (ConcernAbout.CARER, "It may be about their carer."),
        (ConcernAbout.STAFF_HERE, "Do not ring the home about it."),
        (ConcernAbout.IRO, "It may be about their IRO, who is not told and cannot see it."),
    ],
)
def test_whom_not_to_speak_to_first_stands_on_the_page(
    worker: FlaskClient, small_world: World, about: ConcernAbout, words: str
) -> None:
    assert words in worker.get(page_of(raised(small_world, about))).text


def test_that_nobody_at_home_may_know_is_not_overlooked(worker: FlaskClient, small_world: World) -> None:
    made = small_world.invited()
    secret = small_world.started(made)
    ways = (SafeWay.TEXT, SafeWay.TELL_NOBODY_AT_HOME)
    small_world.services.respond.tell_someone(secret, "i_want_to_talk", "", ways)
    (listed,) = small_world.services.concerns.waiting(duty(small_world))
    page = worker.get(page_of(listed.waiting.id))
    assert "They asked that nobody where they live is told." in page.text
    assert "They pressed “I want to talk to someone”." in page.text


def test_somebody_without_name_number_or_iro_has_a_page_too(worker: FlaskClient, small_world: World) -> None:
    child = small_world.young_person(name="", contact={"channel": "", "phone": None, "email": None})
    _secret, concern = asked(small_world, small_world.invited(child))
    page = worker.get(page_of(concern))
    assert heading(page) == "No name on the roster"
    assert "There is no number of theirs on the roster." in page.text


def test_an_iro_takes_up_and_closes_from_the_response(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    concern = never_safe(small_world, made)
    iro = as_(app, small_world, small_world.iro())
    (entry,) = small_world.services.review.caseload(small_world.iro())
    assert entry.newest is not None
    page = f"/iro/concerns/{concern}"
    assert page in iro.get(f"/iro/responses/{entry.newest.response}").text
    assert "You have taken it up." in iro.get(post(iro, page, f"{page}/take-up").location).text
    post(iro, page, f"{page}/note", note="Rang.")
    assert "It is closed." in iro.get(post(iro, page, f"{page}/close", done="Safe.").location).text
    assert "Closed. See what was done" in iro.get(f"/iro/responses/{entry.newest.response}").text


def test_what_may_be_about_the_iro_is_nowhere_on_their_pages(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    concern = raised(small_world, ConcernAbout.IRO, made)
    iro = as_(app, small_world, small_world.iro())
    assert iro.get(f"/iro/concerns/{concern}").status_code == 404
    assert "Needs an adult" not in iro.get("/iro/").text
    assert "Needs an adult" not in iro.get(f"/iro/young-people/{made.young_person}").text


def test_a_wish_for_an_advocate_of_nobodys_is_said_in_its_own_words(app: Flask, small_world: World) -> None:
    child = small_world.young_person(iro_id=None)
    _secret, concern = asked(small_world, small_world.invited(child), ADVOCATE)
    worker = as_(app, small_world, duty(small_world))
    assert "Wants an advocate No IRO is named" in texts(worker.get("/duty/"), ".list > li")[0]
    page = worker.get(page_of(concern))
    assert "They pressed “I want an advocate”." in page.text
    assert "Nobody is named" in page.text


# Managers.


def test_a_manager_sees_that_something_waits_and_never_what(app: Flask, small_world: World) -> None:
    deputy(small_world)
    made = small_world.invited(small_world.young_person(name="Zuzanka", child_ref="QQ77"))
    concern = never_safe(small_world, made)
    small_world.clock.now = datetime(2026, 11, 18, 15, tzinfo=UTC)
    for _step in range(2):
        small_world.services.concern_clock.look()
    page = as_(app, small_world, manager(small_world)).get("/manager/")
    assert "1 concern should have been taken up by now." in page.text
    row = texts(page, "tbody tr")[0]
    assert row == "QQ77 Sam Okoro today should have been taken up 3 hours ago you and the other managers"
    assert "Sam Okoro Dipa Deputy" in texts(page, "tbody tr")[1]
    for hidden in ("Zuzanka", "safe where you live", "Never", "ocelot", concern):
        assert hidden not in page.text


def test_where_nobody_is_a_duty_worker_it_is_said(app: Flask, small_world: World) -> None:
    told_on = (
        (Role.MANAGER, "/manager/", "a concern reaches only the IRO"),
        (Role.ADMINISTRATOR, "/administrator/", "Nobody has this role: Duty worker."),
    )
    for role, path, missing in told_on:
        client = as_(app, small_world, staff(small_world, role))
        assert missing in client.get(path).text
    (told,) = small_world.services.unwatched()
    assert told.startswith("FERNSHIRE: nobody is a duty worker")
    duty(small_world)
    for role, path, missing in told_on:
        assert missing not in as_(app, small_world, staff(small_world, role)).get(path).text
    assert small_world.services.unwatched() == []


def test_a_manager_lets_somebody_stand_in_for_an_iro_who_is_away(app: Flask, small_world: World) -> None:
    away, deputy = small_world.iro(), small_world.account(Role.IRO, name="Ada Moor")
    client = as_(app, small_world, staff(small_world, Role.MANAGER))
    typed = {"iro": away.subject, "deputy": away.subject, "from_on": "1/1/2026", "until_on": "19/11/2026"}
    wrong = post(client, "/manager/cover", **typed)
    assert wrong.status_code == 422
    assert {"Choose who stands in.", "That day is over. Choose one from today on."} <= set(
        texts(wrong, ".error")
    )
    assert "Nobody stands in for anybody" in wrong.text
    typed |= {"deputy": deputy.subject, "from_on": "18/11/2026"}
    done = client.get(post(client, "/manager/cover", **typed).location)
    assert "Both are told by e-mail" in done.text
    assert "Ada Moor for Sam Okoro" in done.text
    (cover,) = small_world.services.covering.arranged(staff(small_world, Role.MANAGER)).covers
    ended = client.get(post(client, "/manager/cover", to=f"/manager/cover/{cover.id}/end").location)
    assert "That cover has ended" in ended.text
    assert "Ada Moor for Sam Okoro" not in ended.text


def test_a_manager_sees_who_has_it_what_was_not_read_and_what_did_not_arrive(
    app: Flask, small_world: World
) -> None:
    world = small_world
    sent(world, world.invited(world.young_person(child_ref="RR88")))
    _secret, concern = asked(world)
    world.services.concerns.acknowledge(duty(world), concern)
    with world.services.database.read() as connection:
        (notice, *_others) = waiting_notices(connection, world.authority, 9)
    with world.services.database.write() as connection:
        note_notice(connection, notice, NoticeState.FAILED, world.clock())
    client = as_(app, world, manager(world))
    assert "Everything was read in time." in client.get("/manager/").text
    world.clock.now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    client = as_(app, world, manager(world))
    page = client.get("/manager/")
    rows = texts(page, "tbody tr")
    assert any("Made-up duty_worker 5 days" in row for row in rows)
    assert "RR88 Sam Okoro 5 days nobody yet" in rows
    assert "E-mails that did not arrive" in page.text
    assert "No concern waits" in page.text
    assert "Nobody stands in for anybody today." in page.text


# Notices.


def test_each_kind_of_notice_has_words_and_leads_to_a_page_that_there_is(app: Flask) -> None:
    assert set(KINDS) == set(Notice)
    urls = app.url_map.bind("localhost")
    for pages in PAGES.values():
        for role, path in pages.items():
            endpoint, _values = urls.match(path.format(about="1"))
            assert endpoint.partition(".")[0] == MENU[role][0][0].partition(".")[0]


def test_what_somebody_is_told_is_theirs_to_choose_but_for_safety(app: Flask, small_world: World) -> None:
    client = as_(app, small_world, duty(small_world))
    page = client.get("/staff/notices")
    assert len(texts(page, "main input[type=checkbox]")) == len(set(Notice) - SAFETY)
    assert "A concern needs an adult today" in texts(page, "main ul li")
    answer = post(client, "/staff/notices", wanted=["digest"])
    assert "still comes" in client.get(answer.location).text
    assert client.get("/staff/notices").text.count(" checked") == 1
    small_world.services.notice_choices.decline(duty(small_world), frozenset())
    assert client.get("/staff/notices").text.count(" checked") == len(set(Notice) - SAFETY)


def test_the_demos_outbox_shows_what_would_have_left_to_staff(app: Flask, small_world: World) -> None:
    small_world.clock.now = datetime(2026, 11, 18, 22, tzinfo=UTC)
    duty(small_world)
    asked(small_world)
    while small_world.services.staff_mail.send_next() or small_world.services.worker.run_once():
        pass
    page = as_(app, small_world, staff(small_world, Role.COORDINATOR)).get("/coordinator/outbox")
    assert "A concern that needs an adult today is waiting in Viewpoint." in page.text
    assert "The emergency duty team" in page.text
    assert "A concern is waiting in Viewpoint. Sign in." in page.text


# What the young person is told.


def never_safe_child(app: Flask, world: World) -> tuple[Browsing, str]:
    made = world.invited()
    child = start(app.test_client(), made.link.token).press("next").press("next", {"who": "alone"})
    for picture in (*PICTURES, *PICTURES):
        child.press(picture)
    child.open(f"/q/{SAFE}").press("next", {"safe_home": "never"}).open("/check").press("send")
    return child, made.link.token


LOOKED_AT = "Something you told us made us think that you may not be safe."
BY_WHOM = "Duty social worker was asked to look at it and talk to you."
VAGUE = "Someone may get in touch with you about what you sent."


def test_they_are_told_at_their_link_once_it_was_raised(app: Flask, small_world: World) -> None:
    child, token = never_safe_child(app, small_world)
    assert LOOKED_AT not in child.open("/sent").text
    work(small_world)
    assert f"{LOOKED_AT} {BY_WHOM}" in child.open("/sent").text
    finder = start(app.test_client(), token).open("/sent")
    assert LOOKED_AT not in finder.text
    assert BY_WHOM not in finder.text
    assert VAGUE in finder.text
    iro = sign_in(app.test_client(), email_of(small_world, small_world.iro()))
    assert iro.open("/iro/").status == 200


def test_whom_nothing_was_raised_about_is_told_nothing(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    sent(small_world, made)
    work(small_world)
    page = start(app.test_client(), small_world.relinked(made).link.token).open("/sent")
    assert VAGUE not in page.text
