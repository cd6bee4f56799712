"""Papers of a review: each a reading, of one's own caseload only, without what was kept back."""

import csv
import hashlib
import io
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, insert, select, update

from tests.builders import NOW, World, point_by_point
from tests.services.visits import GIVEN, give, response_of, sent
from tests.wording.test_documents import inside
from viewpoint.domain.errors import NotAllowed, NotFound
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.participation import Attendance, TookPart, Views
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.response import NOT_SAYING, Answer, Share
from viewpoint.domain.roster import Participation, Reason
from viewpoint.domain.sheet import Sheet
from viewpoint.exchange.decoding import SourceFile
from viewpoint.services.take_part import CodeDoesNotFitAge, NotYetHeld
from viewpoint.storage.ids import new_id
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import Review as ReviewRow
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Response

HELD = date(2026, 11, 17)
SPOKE = TookPart(held_on=HELD, attendance=Attendance.CAME, views=Views.SPOKE)
SENT = TookPart(held_on=HELD, attendance=Attendance.STAYED_AWAY, views=Views.SENT)
YEAR = ReturnYear.of(HELD)


def log(world: World) -> list[tuple[str, str]]:
    with world.services.database.read() as connection:
        query = select(AuditEvent.action, AuditEvent.object_id).order_by(AuditEvent.seq)
        return [(row.action, row.object_id) for row in connection.execute(query)]


def held(world: World, child: YoungPersonId, on: date, code: str = "PN1") -> None:
    """A review that the roster knows."""
    row = {"id": new_id(), "authority_id": world.authority, "young_person_id": child, "held_on": on}
    with world.services.database.write() as connection:
        connection.execute(insert(ReviewRow), {**row, "review_code": code})


def sheet_of(world: World, child: YoungPersonId) -> Sheet:
    """The sheet as it was picked out, before it is laid out."""
    return world.services.prepare._made(world.iro(), child, "sheet_read")


def uses(world: World, viewer: Viewer, child: YoungPersonId) -> list[Callable[[], object]]:
    services = world.services
    return [
        lambda: services.prepare.sheet(viewer, child, "en"),
        lambda: services.prepare.pdf(viewer, child, "en"),
        lambda: services.prepare.note(viewer, child, "en"),
        lambda: services.take_part.reviews(viewer, child),
        lambda: services.take_part.suggest(viewer, child, SPOKE),
        lambda: services.take_part.confirm(viewer, child, SPOKE, Participation.SPOKE),
    ]


def test_a_sheet_is_a_reading_of_all_it_is_made_of_with_the_time_before(world: World) -> None:
    child = world.young_person()
    first = sent(world, world.invited(child), {**GIVEN, "listened": Answer.choosing("always")})
    world.clock.forward(days=10)
    held(world, child, date(2026, 11, 27))
    world.clock.forward(days=10)
    now = {**GIVEN, "home_feel": Answer.counting(3), "listened": Answer.choosing("never")}
    made = world.invited(child, review_on=date(2027, 5, 1))
    second = sent(world, made, now)
    sheet = sheet_of(world, child)
    assert (sheet.review_on, sheet.last_review_on) == (date(2026, 12, 2), date(2026, 11, 27))
    assert sheet.last_time_on == NOW.date()
    assert [each.now.question.name for each in sheet.changes] == ["home_feel", "listened"]
    assert [each.id for each in sheet.sent] == [second]
    assert log(world)[-3:] == [("response_read", second), ("sheet_read", child), ("response_read", first)]
    found = response_of(world, made)
    assert found is not None
    assert (found.read_at, found.read_by) == (world.clock(), world.iro().subject)


def test_what_they_kept_back_now_or_last_time_leaves_no_trace(world: World) -> None:
    child = world.young_person()
    kept = Answer.choosing("always").shared(Share.MYSELF)
    sent(world, world.invited(child), {**GIVEN, "listened": kept, "fun": Answer.choosing("always")})
    world.clock.forward(days=10)
    secret_now = Answer.choosing("never").shared(Share.MYSELF)
    words = Answer.saying("A secret ocelot").shared(Share.MYSELF)
    sent(
        world,
        world.invited(child),
        {"listened": Answer.choosing("never"), "fun": secret_now, "good_things": words},
    )
    prepared = world.services.prepare.sheet(world.iro(), child, "en")
    assert prepared.view.changes == ()
    assert prepared.view.private == ()
    assert "ocelot" not in prepared.note + repr(prepared.view)
    assert "fun" not in prepared.note


def test_what_they_did_not_want_to_say_and_open_promises_are_on_it(world: World) -> None:
    child = world.young_person()
    response = sent(world, world.invited(child), {**GIVEN, "listened": NOT_SAYING})
    world.services.review.open_response(world.iro(), response)
    world.services.replying.send(world.iro(), response, point_by_point())
    view = world.services.prepare.sheet(world.iro(), child, "en").view
    assert [each.why for each in view.private] == ["not_saying"]
    assert [each.words for each in view.promises] == ["You can see your nan more."]


def test_without_anything_sent_there_is_still_a_sheet_and_a_line_in_the_log(world: World) -> None:
    child = world.young_person()
    assert world.services.prepare.sheet(world.iro(), child, "en").view.sent == ()
    assert log(world)[-1] == ("sheet_read", child)


def test_the_first_views_there_were_have_no_last_time(world: World) -> None:
    made = world.invited()
    sent(world, made)
    assert sheet_of(world, made.young_person).last_time_on is None


def test_a_message_alone_has_no_last_time_either(world: World) -> None:
    made = world.invited()
    sent(world, made)
    with world.services.database.write() as connection:
        connection.execute(update(Response).values(kind=InvitationKind.ANY_TIME.value))
    assert sheet_of(world, made.young_person).last_time_on is None


def test_the_pdf_and_the_note_are_readings_with_lines_of_their_own(small_world: World) -> None:
    made = small_world.invited()
    response = sent(small_world, made)
    child = made.young_person
    assert small_world.services.prepare.pdf(small_world.iro(), child, "en").startswith(b"%PDF")
    assert "The dog and the big garden" in small_world.services.prepare.note(small_world.iro(), child, "en")
    assert [line for line in log(small_world) if line[1] in (child, response)][-4:] == [
        ("response_read", response),
        ("sheet_made", child),
        ("response_read", response),
        ("case_note_made", child),
    ]


def test_what_was_taken_back_this_very_moment_is_not_read(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = small_world.invited()
    sent(small_world, made)
    monkeypatch.setattr("viewpoint.services.for_review.find_response", lambda *_given: None)
    assert sheet_of(small_world, made.young_person).sent == ()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.IRO])
def test_no_other_role_gets_any_of_it(small_world: World, role: Role) -> None:
    made = small_world.invited()
    sent(small_world, made)
    viewer = Viewer(authority=small_world.authority, role=role, subject=small_world.iro().subject)
    services = small_world.services
    every = uses(small_world, viewer, made.young_person)
    every += [
        lambda: services.file_records.in_window(viewer, HELD, HELD),
        lambda: services.file_records.files(viewer, [], "en"),
    ]
    if role is not Role.COORDINATOR:
        every.append(lambda: services.return_reviews.year(viewer, YEAR))
    for use in every:
        with pytest.raises(NotAllowed):
            use()


def test_another_iro_and_an_erased_young_person_are_not_found(world: World) -> None:
    made = world.invited()
    sent(world, made)
    another = world.account(Role.IRO)
    for use in uses(world, another, made.young_person):
        with pytest.raises(NotFound):
            use()
    with world.services.database.write() as connection:
        connection.execute(delete(ChildKey))
    for use in uses(world, world.iro(), made.young_person):
        with pytest.raises(NotFound):
            use()


def test_records_are_whole_named_by_number_and_listed(small_world: World) -> None:
    world = small_world
    child = world.young_person(child_ref="=7/X", name="Zuzanka", next_review_on=date(2026, 12, 2))
    made = world.invited(child)
    kept = Answer.choosing("always").shared(Share.MYSELF)
    response = sent(world, made, {**GIVEN, "listened": kept})
    world.services.take_part.confirm(world.iro(), child, SENT, Participation.SENT_VIEWS)
    (fileable,) = world.services.file_records.in_window(world.iro(), date(2026, 12, 1), date(2026, 12, 31))
    assert (fileable.name, fileable.review_on, fileable.sent, fileable.unread) == (
        "Zuzanka",
        date(2026, 12, 2),
        1,
        1,
    )
    chosen = [(child, date(2026, 12, 2)), (child, date(2020, 1, 1)), (YoungPersonId("0" * 32), HELD)]
    (name, pdf), (listed, rows) = world.services.file_records.files(world.iro(), chosen, "en")
    assert name == "-7-X_2026-12-02_voice.pdf"
    assert b"/StructTreeRoot" in inside(pdf)
    assert listed == "index.csv"
    table = list(csv.reader(io.StringIO(rows.decode("utf-8-sig"))))
    assert table == [
        ["child_id", "review_date", "file_name", "sha256", "participation_code"],
        ["'=7/X", "2026-12-02", f"'{name}", hashlib.sha256(pdf).hexdigest(), ""],
    ]
    made_of = [line for line in log(world) if line[0] in ("response_read", "record_made")]
    assert made_of == [("response_read", response), ("record_made", child), ("record_made", child)]
    assert "Zuzanka" not in rows.decode("utf-8-sig")


def test_the_list_has_the_code_that_was_confirmed_last_else_the_rosters(small_world: World) -> None:
    world = small_world
    child = world.young_person()
    sent(world, world.invited(child))
    held(world, child, date(2026, 11, 18), "PN1")
    on = date(2026, 11, 18)

    def code() -> str:
        *_files, (_name, rows) = world.services.file_records.files(world.iro(), [(child, on)], "en")
        return str(rows.decode().strip().rsplit(",", 1)[1].strip('"'))

    assert code() == "PN1"
    came = TookPart(held_on=on, attendance=Attendance.CAME, views=Views.NONE)
    world.services.take_part.confirm(world.iro(), child, came, Participation.SILENT)
    assert code() == "PN4"


def test_only_reviews_of_those_days_that_something_was_sent_for_are_offered(world: World) -> None:
    child = world.young_person(next_review_on=None)
    held(world, child, date(2026, 5, 2))
    held(world, child, HELD)
    world.young_person(name="Nothing Sent")
    sent(world, world.invited(child))
    window = world.services.file_records.in_window
    assert [each.review_on for each in window(world.iro(), date(2026, 5, 1), date(2026, 12, 31))] == [HELD]
    assert window(world.iro(), date(2026, 5, 1), date(2026, 5, 31)) == []
    assert window(world.account(Role.IRO), date(2026, 5, 1), date(2026, 12, 31)) == []


def test_a_code_is_suggested_kept_and_corrected_and_what_was_before_stays(world: World) -> None:
    child = world.young_person(next_review_on=HELD)
    response = sent(world, world.invited(child))
    take_part = world.services.take_part
    (before,) = take_part.reviews(world.iro(), child).reviews
    assert (before.held_on, before.roster_code, before.confirmed) == (HELD, "", [])
    assert [each.id for each in before.received] == [response]
    assert take_part.suggest(world.iro(), child, SENT) is Participation.SENT_VIEWS
    assert take_part.reviews(world.iro(), child).reviews[0].confirmed == []  # nothing was kept
    first = take_part.confirm(world.iro(), child, SENT, Participation.SENT_VIEWS)
    assert take_part.confirm(world.iro(), child, SENT, Participation.SENT_VIEWS) == first  # pressed twice
    world.clock.forward(hours=1)
    second = take_part.confirm(world.iro(), child, SPOKE, Participation.SPOKE)
    (review,) = take_part.reviews(world.iro(), child).reviews
    assert list(review.confirmed) == [second, first]
    assert (first.response, first.suggested, first.confirmed_by) == (
        response,
        Participation.SENT_VIEWS,
        world.iro().subject,
    )
    assert log(world)[-2:] == [
        ("participation_confirmed", first.id),
        ("participation_corrected", second.id),
    ]


def test_a_review_to_come_and_a_code_for_another_age_are_refused(world: World) -> None:
    child = world.young_person()
    take_part = world.services.take_part
    coming = TookPart(held_on=date(2026, 11, 19), attendance=Attendance.CAME, views=Views.SPOKE)
    for act in (
        lambda: take_part.suggest(world.iro(), child, coming),
        lambda: take_part.confirm(world.iro(), child, coming, Participation.SPOKE),
    ):
        with pytest.raises(NotYetHeld):
            act()
    with pytest.raises(CodeDoesNotFitAge):
        take_part.confirm(world.iro(), child, SPOKE, Participation.UNDER_FOUR)
    assert take_part.reviews(world.iro(), child).reviews == []


def test_a_code_rests_on_no_adults_words(world: World) -> None:
    child = world.young_person()
    sent(world, world.invited(child))
    with world.services.database.write() as connection:
        connection.execute(update(Response).values(kind=InvitationKind.OBSERVER.value))
    assert world.services.take_part.confirm(world.iro(), child, SPOKE, Participation.SPOKE).response is None


def returned(world: World, viewer: Viewer, header: str) -> tuple[dict[str, bytes], list[Reason]]:
    source = SourceFile(name="header.csv", content=header.encode())
    made = world.services.return_reviews.files(viewer, YEAR, source)
    return dict(made.files), [each.reason for each in made.problems]


def test_the_return_has_confirmed_and_rostered_codes_and_says_what_each_rests_on(world: World) -> None:
    child = world.young_person(child_ref="1001")
    other = world.young_person(
        child_ref="1002", next_review_on=date(2026, 11, 16), iro=world.account(Role.IRO)
    )
    response = sent(world, world.invited(child))
    world.services.review.open_response(world.iro(), response)
    held(world, child, date(2026, 5, 5), "PN2")
    held(world, child, HELD, "PN7")
    held(world, other, date(2025, 5, 5), "PN1")
    world.services.take_part.confirm(world.iro(), child, SPOKE, Participation.SPOKE)
    world.clock.forward(hours=1)
    world.services.take_part.confirm(world.iro(), child, SENT, Participation.SENT_VIEWS)
    coordinator = world.account(Role.COORDINATOR)
    own = world.services.return_reviews.year(world.iro(), YEAR)
    every = world.services.return_reviews.year(coordinator, YEAR)
    assert (len(own.rows), own.without, own.confirmed) == (2, [], 1)
    assert (len(every.rows), list(every.without)) == (2, [("1002", date(2026, 11, 16))])
    files, problems = returned(world, coordinator, "CHILD,SEX,DOB\r\n1001,F,14/05/2012\r\n")
    assert problems == []
    assert files["reviews.csv"].decode().splitlines() == [
        "CHILD,DOB,REVIEW,REVIEW_CODE",
        "1001,14/05/2012,05/05/2026,PN2",
        "1001,14/05/2012,17/11/2026,PN6",
    ]
    evidence = list(csv.DictReader(io.StringIO(files["reviews-evidence.csv"].decode("utf-8-sig"))))
    roster, confirmed = evidence
    assert (roster["source"], roster["suggested_code"], roster["sent_on"]) == ("roster", "", "")
    assert confirmed == {
        "CHILD": "1001",
        "REVIEW": "2026-11-17",
        "REVIEW_CODE": "PN6",
        "source": "confirmed",
        "roster_code": "PN7",
        "suggested_code": "PN6",
        "attendance": "stayed_away",
        "views": "sent",
        "sent_on": "2026-11-18",
        "read_on": "2026-11-18",
        "medium": "online",
        "language": "en",
        "who_was_there": "",
        "confirmed_by": "Sam Okoro",
        "confirmed_on": "2026-11-18",
        "corrections": "1",
    }
    assert "The dog" not in files["reviews-evidence.csv"].decode()
    assert log(world)[-1] == ("reviews_returned", "2027")


def test_evidence_of_what_was_never_sent_or_is_deleted_is_blank(world: World) -> None:
    child = world.young_person(child_ref="1001")
    made = world.invited(child)
    secret = world.started(made)
    give(world, secret)
    world.services.take_part.confirm(world.iro(), child, SPOKE, Participation.SPOKE)
    files, _problems = returned(world, world.iro(), "CHILD,SEX,DOB\r\n1001,F,14/05/2012\r\n")
    (row,) = csv.DictReader(io.StringIO(files["reviews-evidence.csv"].decode("utf-8-sig")))
    assert (row["sent_on"], row["read_on"], row["medium"]) == ("", "", "")


def test_what_is_unread_has_no_day_of_reading(world: World) -> None:
    child = world.young_person(child_ref="1001")
    sent(world, world.invited(child))
    world.services.take_part.confirm(world.iro(), child, SENT, Participation.SENT_VIEWS)
    files, _problems = returned(world, world.iro(), "CHILD,SEX,DOB\r\n1001,F,14/05/2012\r\n")
    (row,) = csv.DictReader(io.StringIO(files["reviews-evidence.csv"].decode("utf-8-sig")))
    assert (row["sent_on"], row["read_on"]) == ("2026-11-18", "")


def test_a_return_with_a_wrong_row_makes_no_file_and_no_line(world: World) -> None:
    child = world.young_person(child_ref="1001")
    held(world, child, HELD, "PN0")
    files, problems = returned(world, world.iro(), "CHILD,SEX,DOB\r\n1001,F,14/05/2012\r\n")
    assert (files, problems) == ({}, [Reason.FOUR_OR_OVER])
    files, problems = returned(world, world.iro(), "CHILD,SEX,DOB\r\n1002,F,14/05/2012\r\n")
    assert (files, problems) == ({}, [Reason.CHILD_NOT_IN_HEADER])
    assert "reviews_returned" not in [action for action, _id in log(world)]


def test_who_has_no_iro_is_in_the_coordinators_return(world: World) -> None:
    child = world.young_person(child_ref="1001")
    held(world, child, HELD, "PN1")
    with world.services.database.write() as connection:
        connection.execute(update(YoungPerson).values(iro_id=None))
    assert len(world.services.return_reviews.year(world.account(Role.COORDINATOR), YEAR).rows) == 1
    assert world.services.return_reviews.year(world.iro(), YEAR).rows == []
