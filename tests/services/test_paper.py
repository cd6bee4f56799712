"""A questionnaire on paper, from the printer to the IRO."""

import contextlib
import re
from dataclasses import replace

import pytest

from tests.builders import Made, World, a_profile
from viewpoint.domain.errors import AlreadySent, LinkClosed, NotAllowed, NotFound, TooManyTries
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.languages import bcp47
from viewpoint.domain.paper import Keyed, PaperId, paper_rows
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.response import Answer
from viewpoint.domain.sent import Medium
from viewpoint.storage.invitations import find_invitation
from viewpoint.storage.responses import responses_of

CODE = re.compile(r'class="code" dir="ltr">([^<]+)<')
WORDS = Answer.saying("I want to choose what we have for tea.")


@pytest.fixture
def coordinator(small_world: World) -> Viewer:
    return small_world.account(Role.COORDINATOR)


@pytest.fixture
def reader(small_world: World) -> Viewer:
    return small_world.account(Role.READER)


def printed(world: World, coordinator: Viewer, made: Made) -> str:
    """The code on a fresh copy."""
    page = world.services.print_paper.pages(coordinator, [made.invitation.id], "paper.css")
    codes = set(CODE.findall(page))
    assert len(codes) == 1
    return str(codes.pop())


def keyed(world: World, reader: Viewer, code: str, who: WhoIsHere | None = WhoIsHere.ALONE) -> None:
    paper = world.services.key_paper.find(reader, code, "192.0.2.7")
    answers = {"good_things": WORDS, "safe_home": Answer.choosing("never")}
    world.services.key_paper.key(reader, paper, Keyed(who=who, answers=answers))


def sent(world: World, made: Made) -> list[Medium]:
    with world.services.database.read() as connection:
        return [each.medium for each in responses_of(connection, world.authority, made.young_person)]


def test_a_keyed_paper_reaches_the_iro_as_what_came_on_paper(
    small_world: World, coordinator: Viewer, reader: Viewer
) -> None:
    made = small_world.invited()
    keyed(small_world, reader, printed(small_world, coordinator, made))
    while small_world.services.worker.run_once():
        pass
    iro = small_world.iro()
    entry = next(
        each for each in small_world.services.review.caseload(iro) if each.young_person == made.young_person
    )
    assert entry.newest
    assert entry.concerns == 1
    reading = small_world.services.review.open_response(iro, entry.newest.response)
    assert reading.now.response.medium is Medium.PAPER
    assert reading.now.answers["good_things"] == WORDS


def test_the_code_of_a_paper_opens_nothing_online(small_world: World, coordinator: Viewer) -> None:
    code = printed(small_world, coordinator, small_world.invited())
    with pytest.raises(LinkClosed):
        small_world.services.respond.start_with_code(code, "en", "192.0.2.9")


def test_the_code_of_a_link_finds_no_paper(small_world: World, reader: Viewer) -> None:
    made = small_world.invited()
    with pytest.raises(LinkClosed):
        small_world.services.key_paper.find(reader, made.link.code, "192.0.2.9")


def test_printing_leaves_the_link_and_its_draft_alone(small_world: World, coordinator: Viewer) -> None:
    made = small_world.invited()
    printed(small_world, coordinator, made)
    assert small_world.started(made)


def test_every_copy_that_was_printed_can_be_keyed_until_one_was(
    small_world: World, coordinator: Viewer, reader: Viewer
) -> None:
    made = small_world.invited()
    first, second = printed(small_world, coordinator, made), printed(small_world, coordinator, made)
    assert first != second
    keyed(small_world, reader, first)
    with pytest.raises(AlreadySent):
        keyed(small_world, reader, first)
    keyed(small_world, reader, second)
    assert sent(small_world, made) == [Medium.PAPER, Medium.PAPER]


def test_what_was_begun_online_is_kept_beside_the_paper(
    small_world: World, coordinator: Viewer, reader: Viewer
) -> None:
    made = small_world.invited()
    code = printed(small_world, coordinator, made)
    respond, secret = small_world.services.respond, small_world.started(made)
    respond.answer(secret, lambda _: {"good_things": Answer.saying("My dog")})
    keyed(small_world, reader, code)
    assert respond.journey(secret).answers["good_things"].words == "My dog"
    respond.send(secret)
    assert sent(small_world, made) == [Medium.ONLINE, Medium.PAPER]


def test_a_paper_spends_its_invitation_where_nothing_was_begun(
    small_world: World, coordinator: Viewer, reader: Viewer
) -> None:
    made = small_world.invited()
    keyed(small_world, reader, printed(small_world, coordinator, made))
    with small_world.services.database.read() as connection:
        invitation = find_invitation(connection, small_world.authority, made.invitation.id)
    assert invitation
    assert invitation.state is InvitationState.SENT


def test_a_paper_that_comes_by_post_may_come_late(
    small_world: World, coordinator: Viewer, reader: Viewer
) -> None:
    made = small_world.invited()
    code = printed(small_world, coordinator, made)
    small_world.clock.forward(days=60)
    keyed(small_world, reader, code)
    assert sent(small_world, made) == [Medium.PAPER]


def test_a_paper_whose_invitation_was_taken_back_is_not_keyed(
    small_world: World, coordinator: Viewer, reader: Viewer
) -> None:
    made = small_world.invited()
    code = printed(small_world, coordinator, made)
    small_world.services.follow_up.revoke(coordinator, [made.invitation.id])
    paper = small_world.services.key_paper.find(reader, code, "192.0.2.7")
    with pytest.raises(NotFound):
        small_world.services.key_paper.open(reader, paper)


@pytest.mark.parametrize(
    ("who", "counts"),
    [(WhoIsHere.ALONE, True), (WhoIsHere.HELPER, True), (WhoIsHere.PROXY, False), (None, False)],
)
def test_a_paper_counts_among_childrens_only_if_they_said_that_it_is_theirs(
    small_world: World, coordinator: Viewer, reader: Viewer, who: WhoIsHere | None, counts: bool
) -> None:
    made = small_world.invited()
    keyed(small_world, reader, printed(small_world, coordinator, made), who)
    with small_world.services.database.read() as connection:
        response = responses_of(connection, small_world.authority, made.young_person)[0]
    assert response.is_their_own is counts
    assert replace(response, medium=Medium.ONLINE, who_is_here="").is_their_own


def test_only_a_reader_keys_and_only_in_their_own_council(
    small_world: World, coordinator: Viewer, reader: Viewer
) -> None:
    code = printed(small_world, coordinator, small_world.invited())
    service = small_world.services.key_paper
    with pytest.raises(NotAllowed):
        service.find(coordinator, code, "192.0.2.7")
    with pytest.raises(LinkClosed):
        service.find(replace(reader, authority=AuthorityId("NORTHMOOR")), code, "192.0.2.7")
    with pytest.raises(NotAllowed):
        small_world.services.print_paper.pages(reader, [], "paper.css")
    with pytest.raises(NotFound):
        service.open(reader, PaperId("nowhere"))


def test_guessed_codes_are_slowed_down(small_world: World, reader: Viewer) -> None:
    def guess_until_slowed() -> None:
        for _each in range(100):
            code = small_world.services.links.new_paper_code()
            with contextlib.suppress(LinkClosed):
                small_world.services.key_paper.find(reader, code, "192.0.2.7")

    with pytest.raises(TooManyTries):
        guess_until_slowed()


def test_a_paper_asks_what_the_profile_allows_and_says_what_goes_with_what(small_world: World) -> None:
    profile = a_profile()
    instrument = small_world.services.instruments.for_profile(profile)
    tailored, blank = (
        paper_rows(instrument.questions, profile.values()),
        paper_rows(instrument.questions, None),
    )
    assert len(tailored) <= len(blank)
    names = {row.question.name for row in tailored}
    assert not names & {"help", "thanks"}
    numbers = [row.number for row in tailored if row.number]
    assert numbers == list(range(1, len(numbers) + 1))
    by_number = {row.number: row.question.name for row in tailored if row.number}
    depending = [row for row in tailored if row.goes_with]
    assert depending
    for row in depending:
        assert row.question.relevant
        assert {by_number[number] for number in row.goes_with} <= row.question.relevant.names


def test_a_paper_says_what_it_must_and_its_answers_name_nobody(
    small_world: World, coordinator: Viewer
) -> None:
    made = small_world.invited(small_world.young_person(name="Zebedee"))
    page = small_world.services.print_paper.pages(coordinator, [made.invitation.id], "paper.css")
    keep, answers = page.split('<section class="answers">')
    assert "Zebedee" in keep
    assert "Zebedee" not in answers
    for words in ("Independent Reviewing Officer", "not safe", "999", "01632 960 103", "FREEPOST FERNSHIRE"):
        assert words in keep
    assert "safe_home" in answers


def test_there_is_a_blank_of_each_questionnaire_in_each_language(
    small_world: World, coordinator: Viewer
) -> None:
    service = small_world.services.print_paper
    blanks = service.blanks(coordinator)
    assert {"my_views_8_11", "my_views_12_17_home"} <= {each.form_id for each in blanks}
    for blank in blanks:
        for language in blank.languages:
            page = service.blank_page(coordinator, blank.form_id, language, "paper.css")
            assert f'lang="{bcp47(language)}"' in page
            assert not CODE.search(page)
    with pytest.raises(NotFound):
        service.blank_page(coordinator, "my_views_8_11", "xx", "paper.css")


def test_a_copy_is_a_pdf_of_its_own(small_world: World, coordinator: Viewer) -> None:
    made = small_world.invited(language="ar")
    count, pdfs = small_world.services.print_paper.pdfs(coordinator, [made.invitation.id])
    assert count == 1
    assert [pdf[:5] for pdf in pdfs] == [b"%PDF-"]
