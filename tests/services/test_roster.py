"""Bringing in a roster: what is kept, what it changes, and when it changes nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from tests.builders import COUNCIL, World
from tests.exchange.broken_rosters import BROKEN, SOUND, Broken, sound_files, sources
from tests.services.rosters import OPERATOR, C, E, H, R, U, bring_in, edited, everything, with_iros
from viewpoint.domain.errors import NotAllowed, SealBroken
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import ChildId, Reason
from viewpoint.domain.roster_record import RosterRecord, Stay
from viewpoint.services.roster import Keep, Result, Step
from viewpoint.services.roster_changes import Shown, What
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.people import name_of
from viewpoint.storage.roster import Everybody, read_everybody
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import Contact, Placement, RosterImport, YoungPerson

KIT = ChildId("1001")
ANN, BO = "iro1@council.example", "iro2@council.example"
ENDED_IN_JULY = ",05/07/2025,X1,CARPL,BD1 1HY,LS1 1UR,SC900001"


@pytest.fixture
def known(world: World) -> World:
    """A world that brought in the sound return."""
    assert bring_in(with_iros(world)).result is Result.CHANGED
    return world


@pytest.fixture
def small(small_world: World) -> World:
    """The same on SQLite only."""
    assert bring_in(with_iros(small_world)).result is Result.CHANGED
    return small_world


def everybody(world: World) -> Everybody:
    with world.services.database.read() as connection:
        return read_everybody(connection, world.services.vault, COUNCIL)


def kept(world: World, child: str) -> RosterRecord:
    return everybody(world).stored[ChildId(child)].record


def columns(world: World, statement: Any) -> list[Any]:
    with world.services.database.read() as connection:
        return list(connection.execute(statement))


def change(world: World, statement: Any) -> None:
    with world.services.database.write() as connection:
        connection.execute(statement)


def lines(world: World, *edits: tuple[str, str, str]) -> list[tuple[str, What, Shown, Shown]]:
    """What a dry run lists; then the same is brought in, and again, which changes nothing."""
    plan = world.services.rosters.plan(OPERATOR, edited(*edits))
    assert bring_in(world, *edits).plan.counts == plan.counts
    before = everything(world)
    assert bring_in(world, *edits).result is Result.UNCHANGED
    assert everything(world) == before
    return [(each.child, each.what, each.old, each.new) for each in plan.changes]


def whats(world: World, *edits: tuple[str, str, str]) -> list[What]:
    return [what for _, what, _, _ in lines(world, *edits)]


def test_a_young_person_is_kept_as_the_files_have_them(known: World) -> None:
    record = kept(known, "1001")
    person, (first, second) = record.person, record.stays
    assert person.birth_month == date(2012, 5, 1)
    assert (person.gender, person.language, person.siblings) == ("f", "en", "apart")
    assert (person.communication, person.next_review_on) == (("symbols",), date(2026, 6, 10))
    assert person.is_looked_after
    assert not person.is_short_break
    assert record.contact
    assert (record.contact.channel, record.contact.name) == ("sms", "Wrenlet Example")
    assert (record.contact.phone, record.contact.email) == ("+447700900123", "wrenlet@young.example")
    assert (first.began_on, first.ended_on) == (date(2023, 6, 10), date(2025, 7, 5))
    assert (second.placement_type, second.place_code, second.provider_kind) == ("childrens_home", "K2", "PR4")
    assert (second.area, second.distance, second.moves_in_year) == ("out", "over_20", 1)
    assert record.reviews == {date(2025, 7, 8): "PN1", date(2026, 1, 6): "PN6"}


def test_a_home_is_told_by_its_number_and_else_by_the_placement(small: World) -> None:
    fostered, at_home = kept(small, "1001").stays
    assert (fostered.home_key, at_home.home_key) == (fostered.id, "SC900002")


def test_somebody_who_left_is_kept_but_not_looked_after(small: World) -> None:
    record = kept(small, "1002")
    assert not record.person.is_looked_after
    assert record.contact is None


def test_unaccompanied_and_iro_are_kept(small: World) -> None:
    person = kept(small, "1004").person
    (iro,) = columns(small, select(YoungPerson.iro_id).where(YoungPerson.child_ref == "1004"))
    assert person.is_unaccompanied
    assert person.iro_id == iro[0]
    assert (person.language, person.siblings) == ("ti", "none")


def test_the_words_open_for_those_who_read_them_later(known: World) -> None:
    stored = everybody(known).stored[KIT]
    with known.services.database.read() as connection:
        seal = known.services.vault.for_child(connection, COUNCIL, stored.id)
        assert name_of(connection, seal, stored.id) == "Wrenlet Example"


def test_no_postcode_no_day_of_birth_and_no_name_is_in_the_database(known: World) -> None:
    found = everything(known).decode()
    for word in ("BD1", "LS1", "M2 5", "2012, 5", "2012-05", "Wrenlet", "900123", "young.example"):
        assert word not in found
    assert "Wrenlet" not in repr(everybody(known))


def test_one_line_in_the_log_and_one_import_are_written(known: World) -> None:
    (row,) = columns(known, select(RosterImport.__table__))
    assert (row.imported_by, row.counts) == ("operator", {"new": 4, "reviews": 4, "year": 2026})
    (event,) = columns(known, select(AuditEvent.action, AuditEvent.object_id))
    assert tuple(event) == ("roster_imported", row.id)


def test_a_second_run_changes_nothing_at_all(known: World) -> None:
    before = everything(known)
    known.clock.forward(days=3)
    outcome = bring_in(known)
    assert (outcome.result, outcome.plan.changes, outcome.plan.counts) == (Result.UNCHANGED, (), {})
    assert everything(known) == before


def test_a_dry_run_changes_nothing_and_says_what_would(world: World) -> None:
    with_iros(world)
    before = everything(world)
    plan = world.services.rosters.plan(OPERATOR, edited())
    assert everything(world) == before
    assert plan.counts == {What.NEW: 4, What.REVIEWS: 4}
    assert [(each.child, each.what) for each in plan.changes] == [
        (child, What.NEW) for child in ("000203", "1001", "1002", "1004")
    ]
    assert (plan.year, plan.children, plan.held_back) == (ReturnYear(ending=2026), 4, 0)
    assert plan.is_allowed(Keep.ALL_OR_NOTHING)


def test_each_step_is_told(small_world: World) -> None:
    told = list[Step]()
    rosters = with_iros(small_world).services.rosters
    rosters.plan(OPERATOR, edited(), told=told.append)
    assert told == [Step.READING, Step.COMPARING]
    told.clear()
    rosters.apply(OPERATOR, edited(), rule=Keep.ALL_OR_NOTHING, told=told.append)
    assert told == list(Step)


def _refuses(world: World, broken: Broken, rule: Keep) -> None:
    files = broken.sources()
    outcome = world.services.rosters.apply(OPERATOR, files, rule=rule, year=ReturnYear(ending=2026))
    found = tuple((each.file, each.line, each.column, each.reason) for each in outcome.plan.problems)
    assert (broken.name, outcome.result) == (broken.name, Result.REFUSED)
    assert found == broken.expected, broken.name
    assert all(each.mend for each in outcome.plan.problems)


def test_every_way_of_breaking_a_return_is_told_by_its_row_and_changes_nothing(small: World) -> None:
    assert len(BROKEN) >= 60
    before = everything(small)
    for broken in BROKEN:
        _refuses(small, broken, Keep.ALL_OR_NOTHING)
        assert everything(small) == before, broken.name


def test_broken_returns_change_nothing_on_either_database(known: World) -> None:
    before = everything(known)
    for broken in BROKEN[::9]:
        _refuses(known, broken, Keep.ALL_OR_NOTHING)
    assert everything(known) == before


def test_a_whole_file_that_is_wrong_refuses_good_rows_too(small: World) -> None:
    before = everything(small)
    for broken in BROKEN[:5]:
        _refuses(small, broken, Keep.GOOD_ROWS)
    assert everything(small) == before


def test_good_rows_are_kept_when_the_operator_says_so(known: World) -> None:
    edits = [(H, "1001,F", "1001,Q"), (C, "01/05/2026", "02/05/2026")]
    outcome = bring_in(known, *edits, rule=Keep.GOOD_ROWS)
    assert outcome.result is Result.CHANGED
    assert [(each.child, each.what) for each in outcome.plan.changes] == [("000203", What.NEXT_REVIEW)]
    assert (outcome.plan.children, outcome.plan.held_back) == (3, 1)
    assert kept(known, "1001").person.is_looked_after


def test_a_wrong_review_or_contact_costs_only_itself(small: World) -> None:
    edits = [(R, "06/01/2026", "06/01/2027"), (C, "07700 900123", "12"), (C, "Plover Sample", "Plover New")]
    outcome = bring_in(small, *edits, rule=Keep.GOOD_ROWS)
    assert [(each.child, each.what) for each in outcome.plan.changes] == [("000203", What.CONTACT)]
    assert kept(small, "1001").reviews[date(2026, 1, 6)] == "PN6"


def test_an_iro_without_an_account_is_told_with_the_row(small: World) -> None:
    outcome = bring_in(small, (C, "iro2@council.example", "nobody@council.example"))
    (told,) = outcome.plan.problems
    assert (told.file, told.line, told.column) == (C, 4, "iro_email")
    assert (told.reason, told.value) == (Reason.IRO_UNKNOWN, "nobody@council.example")
    assert outcome.result is Result.REFUSED


def test_somebody_new_is_kept_without_an_iro_and_others_keep_theirs(small_world: World) -> None:
    small_world.account(Role.IRO, email="iro1@council.example")
    assert bring_in(small_world, rule=Keep.GOOD_ROWS).result is Result.CHANGED
    assert kept(small_world, "1004").person.iro_id is None
    before = kept(small_world, "1001").person.iro_id
    wrong = "symbols,iro1@council.example", "symbols,gone@council.example"
    assert before
    assert bring_in(small_world, (C, *wrong), rule=Keep.GOOD_ROWS).result is Result.UNCHANGED
    assert kept(small_world, "1001").person.iro_id == before


def test_an_iro_is_found_whatever_the_letters_of_the_address(small: World) -> None:
    assert whats(small, (C, "iro2@council.example", "IRO2@council.example")) == []


def test_a_move_is_told_in_one_line_with_old_and_new(known: World) -> None:
    edits = [
        (E, "1001,05/07/2025,P,C2,N1,K2,PR4,,,,", "1001,05/07/2025,P,C2,N1,K2,PR4,01/02/2026,X1,CARPL,"),
        (E, "000203,12/12/2023", "1001,01/02/2026,P,C2,N1,U3,PR1,,,,BD1 1HY,BD9 4DQ,\n000203,12/12/2023"),
    ]
    ((child, what, old, new),) = lines(known, *edits)
    assert (child, what) == ("1001", What.MOVED)
    assert isinstance(old, Stay)
    assert isinstance(new, Stay)
    assert (old.placement_type, new.placement_type) == ("childrens_home", "kinship")
    assert [stay.ended_on for stay in kept(known, "1001").stays] == [
        date(2025, 7, 5), date(2026, 2, 1), None,
    ]  # fmt: skip
    assert kept(known, "1001").stays[-1].moves_in_year == 2


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ((C, "10/06/2026", "12/06/2026"), (What.NEXT_REVIEW, date(2026, 6, 10), date(2026, 6, 12))),
        ((C, "10/06/2026", ""), (What.NEXT_REVIEW, date(2026, 6, 10), None)),
        (
            (C, "symbols,iro1@council.example", "symbols,iro2@council.example"),
            (What.IRO, "Ann One", "Bo Two"),
        ),
        ((C, f"symbols,{ANN}", "symbols,"), (What.IRO, "Ann One", None)),
        ((C, "example,English", "example,Welsh"), (What.LANGUAGE, "en", "cy")),
        ((C, "apart,sms", "apart,email"), (What.CHANNEL, "sms", "email")),
        ((C, "apart,sms", "apart,"), (What.CHANNEL, "sms", "")),
        ((C, "Wrenlet Example", "Wren Example"), (What.CONTACT, None, None)),
        ((C, "07700 900123", "07700 900124"), (What.CONTACT, None, None)),
        ((C, "wrenlet@young.example", ""), (What.CONTACT, None, None)),
        ((C, "apart,sms", "together,sms"), (What.DETAILS, None, None)),
        ((C, "symbols", "large print"), (What.DETAILS, None, None)),
        ((H, "1001,F", "1001,M"), (What.DETAILS, None, None)),
        ((R, "08/07/2025,PN1", "08/07/2025,PN3"), (What.REVIEWS, None, None)),
    ],
)
def test_a_change_is_told_with_old_and_new_of_what_is_not_sensitive(
    small: World, edit: tuple[str, str, str], expected: tuple[What, Shown, Shown]
) -> None:
    assert lines(small, edit) == [(KIT, *expected)]


def test_every_kind_of_change_is_written_on_either_database(known: World) -> None:
    edits = [
        (H, "000203,M,30/11/2023", "000203,M,30/10/2023"),
        (R, "30/11/2023", ""),
        (R, "08/07/2025,PN1", "08/07/2025,PN3"),
        (R, "1002,02/09/2009,15/05/2025,PN2", "1001,,09/09/2025,PN1"),
        (E, "1004,20/05/2025", "1004,19/05/2025"),
        (C, "wrenlet@young.example", ""),
        (C, "Tigrinya", "Arabic"),
    ]
    assert whats(known, *edits) == [
        What.MOVED, What.WITHDRAWN, What.LANGUAGE, What.CONTACT, What.DETAILS, What.REVIEWS,
    ]  # fmt: skip
    record = kept(known, "1001")
    assert record.contact
    assert record.contact.email == ""
    assert record.reviews[date(2025, 7, 8)] == "PN3"
    assert len(record.reviews) == 3
    assert kept(known, "000203").person.birth_month == date(2023, 10, 1)
    assert kept(known, "1004").person.language == "ar"


def test_only_what_changed_is_sealed_anew(known: World) -> None:
    sealed = select(Contact.name_sealed, Contact.phone_sealed, Contact.email_sealed, YoungPerson.child_ref)
    query = sealed.join(YoungPerson, YoungPerson.id == Contact.young_person_id).order_by(
        YoungPerson.child_ref
    )
    before = columns(known, query)
    bring_in(known, (C, "07700 900123", "07700 900124"))
    after = columns(known, query)
    changed = [
        (old.child_ref, name)
        for old, new in zip(before, after, strict=True)
        for name in old._fields
        if getattr(old, name) != getattr(new, name)
    ]
    assert changed == [("1001", "phone_sealed")]


def test_somebody_absent_is_no_longer_looked_after_and_comes_back(known: World) -> None:
    without = [
        (H, "1004,M,01/01/2009,BAFR,UN1,,\n", ""),
        (E, "1004,20/05/2025,S,V2,N1,K3,PR4,,,,,HX1 1UJ,SC900003\n", ""),
        (U, "1004,M,01/01/2009,\n", ""),
        (
            C,
            "1004,Kestrelin Madeup,07700 900456,,Tigrinya,,iro2@council.example,20/05/2026,OUT,,none,sms\n",
            "",
        ),
    ]
    assert lines(known, *without) == [("1004", What.LEFT, None, None)]
    record = kept(known, "1004")
    assert record.contact
    assert record.stays
    assert lines(known) == [("1004", What.BACK, None, None)]
    assert kept(known, "1004").person.is_looked_after


def test_leaving_care_is_told_with_the_end_of_the_placement(small: World) -> None:
    edit = (E, "K3,PR4,,,,", "K3,PR4,03/03/2026,E8,,")
    (left, ended) = lines(small, edit)
    assert left[:2] == ("1004", What.LEFT)
    assert ended[1] is What.PLACEMENT
    assert isinstance(ended[3], Stay)
    assert ended[3].ended_on == date(2026, 3, 3)


def test_somebody_in_header_alone_keeps_the_history_that_they_have(small: World) -> None:
    edit = (E, "1004,20/05/2025,S,V2,N1,K3,PR4,,,,,HX1 1UJ,SC900003\n", "")
    assert whats(small, edit) == [What.LEFT]
    assert len(kept(small, "1004").stays) == 1


def test_short_breaks_are_marked_and_are_not_looked_after(small: World) -> None:
    assert whats(small, (E, "1004,20/05/2025,S,V2", "1004,20/05/2025,S,V3")) == [What.LEFT, What.DETAILS]
    assert kept(small, "1004").person.is_short_break


def test_a_corrected_beginning_replaces_the_placement(known: World) -> None:
    edits = [
        (E, "05/07/2025,X1", "06/07/2025,X1"),
        (E, "1001,05/07/2025,P", "1001,06/07/2025,P"),
    ]
    assert whats(known, *edits) == [What.MOVED, What.WITHDRAWN]
    assert [stay.began_on for stay in kept(known, "1001").stays] == [date(2023, 6, 10), date(2025, 7, 6)]


def test_moves_that_are_counted_otherwise_are_told(small: World) -> None:
    assert lines(small, (E, "X1,CARPL", "X1,PLACE")) == [(KIT, What.MOVES, 1, 0)]


def test_what_was_before_the_return_is_kept_as_history(small: World) -> None:
    assert whats(small, (E, f"1001,10/06/2023,S,C2,N1,U6,PR4{ENDED_IN_JULY}\n", "")) == []
    assert [stay.began_on for stay in kept(small, "1001").stays] == [date(2023, 6, 10), date(2025, 7, 5)]


def test_a_placement_whose_end_was_never_told_is_over_when_the_next_begins(small: World) -> None:
    open_until_now = [
        (E, "1002,01/02/2024,S,V2,N1,U3,PR1,01/09/2025,E4A,,", "1002,01/02/2024,S,V2,N1,U3,PR1,,,,"),
    ]
    bring_in(small, *open_until_now)
    back_anew = (
        E,
        "1002,01/02/2024,S,V2,N1,U3,PR1,01/09/2025,E4A,,BD1 1HY,BD3 9SB,",
        "1002,01/10/2025,S,V2,N1,U6,PR1,,,,BD1 1HY,BD3 9SB,",
    )
    assert whats(small, back_anew) == [What.MOVED]
    ends = [stay.ended_on for stay in kept(small, "1002").stays]
    assert ends == [date(2025, 10, 1), None]


LEGAL_ROW = "000203,01/02/2025,L,C2,N1,U6,PR1,,,,BD1 1HY,BD9 4DQ,1234567"


def test_a_return_that_opens_amid_a_stay_goes_on_with_it(small: World) -> None:
    before = kept(small, "000203").stays
    assert whats(small, (E, "000203,12/12/2023,S,E1,N1,U6,PR1,,,,BD1 1HY,BD9 4DQ,1234567", LEGAL_ROW)) == []
    assert kept(small, "000203").stays == before


def test_a_return_that_opens_amid_a_stay_nobody_told_of_begins_there(small_world: World) -> None:
    legal = (E, "000203,12/12/2023,S,E1,N1,U6,PR1,,,,BD1 1HY,BD9 4DQ,1234567", LEGAL_ROW)
    assert bring_in(with_iros(small_world), legal).result is Result.CHANGED
    assert [stay.began_on for stay in kept(small_world, "000203").stays] == [date(2025, 2, 1)]
    assert whats(small_world) == [What.MOVED, What.WITHDRAWN]


def test_a_contact_that_comes_later_is_added(known: World) -> None:
    contact = "1002,Larksie Late,,,English,,,,,,,\n"
    assert whats(known, (C, "1004,Kestrelin", f"{contact}1004,Kestrelin")) == [What.CONTACT]
    record = kept(known, "1002")
    assert record.contact
    assert (record.contact.name, record.contact.phone) == ("Larksie Late", "")


def test_a_contacts_file_that_is_missing_takes_nothing_away(small: World) -> None:
    files = {name: content for name, content in sound_files().items() if name != C}
    before = everybody(small).records()
    outcome = small.services.rosters.apply(OPERATOR, sources(files), rule=Keep.ALL_OR_NOTHING)
    assert outcome.result is Result.UNCHANGED
    assert everybody(small).records() == before


def test_an_older_return_does_not_undo_a_newer_one(small: World) -> None:
    before = everything(small)
    older = {
        name: text.replace("/2025", "/2024").replace("/2026", "/2025").replace("K3", "K2").encode()
        for name, text in SOUND.items()
    }
    outcome = small.services.rosters.apply(OPERATOR, sources(older), rule=Keep.GOOD_ROWS)
    assert Reason.OLDER_THAN_STORED in {each.reason for each in outcome.plan.problems}
    assert (outcome.result, outcome.plan.changes) == (Result.REFUSED, ())
    assert everything(small) == before


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR, Role.OPERATOR}))
def test_nobody_else_brings_in_or_looks_at_a_roster(small_world: World, role: Role) -> None:
    viewer = Viewer(authority=COUNCIL, role=role, subject="somebody")
    with pytest.raises(NotAllowed):
        small_world.services.rosters.plan(viewer, edited())
    with pytest.raises(NotAllowed):
        small_world.services.rosters.apply(viewer, edited(), rule=Keep.ALL_OR_NOTHING)


def test_another_councils_people_are_neither_seen_nor_touched(known: World) -> None:
    other = AuthorityId("OTHERSHIRE")
    services = known.services
    council = replace(services.councils[COUNCIL], code=other)
    services.__dict__["councils"] = {**services.councils, other: council}
    services.rosters.__dict__["_councils"] = services.councils
    with services.database.write() as connection:
        ensure_authority(connection, services.vault, other, known.clock())
    viewer = Viewer(authority=other, role=Role.OPERATOR, subject="operator")
    before = everybody(known).records()
    outcome = bring_in(known, rule=Keep.GOOD_ROWS, viewer=viewer)
    assert outcome.plan.counts[What.NEW] == 4
    assert {each.reason for each in outcome.plan.problems} == {Reason.IRO_UNKNOWN}
    assert everybody(known).records() == before
    assert columns(known, select(func.count()).select_from(YoungPerson)) == [(8,)]
    assert bring_in(known).result is Result.UNCHANGED


def test_somebody_erased_is_left_alone(known: World) -> None:
    erased = everybody(known).stored[KIT].id
    change(known, delete(ChildKey).where(ChildKey.young_person_id == erased))
    before = everything(known)
    assert bring_in(known, (C, "Wrenlet Example", "Wren Example")).result is Result.UNCHANGED
    assert everything(known) == before
    with known.services.database.read() as connection, pytest.raises(SealBroken):
        known.services.vault.for_child(connection, COUNCIL, erased)


def test_area_and_distance_come_with_the_contact(small: World) -> None:
    (child, what, old, new), *_ = lines(small, (C, "IN,3", "OUT,33"))
    assert (child, what) == ("000203", What.PLACEMENT)
    assert isinstance(old, Stay)
    assert isinstance(new, Stay)
    assert (old.area, old.distance, new.area, new.distance) == ("in", "up_to_20", "out", "over_20")


def test_a_placement_row_that_differs_in_the_database_is_put_right(known: World) -> None:
    change(known, update(Placement).values(provider_kind="PR9"))
    assert set(whats(known)) == {What.PLACEMENT}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(sorted(SOUND)), st.integers(1, 6)), max_size=4),
    st.sampled_from(list(Keep)),
)
def test_whatever_rows_are_missing_a_second_run_changes_nothing(
    small: World, gone: list[tuple[str, int]], rule: Keep
) -> None:
    texts = {name: text.splitlines(keepends=True) for name, text in SOUND.items()}
    for name, row in gone:
        texts[name][row : row + 1] = []
    files = sources({name: "".join(rows).encode() for name, rows in texts.items()})
    small.services.rosters.apply(OPERATOR, files, rule=rule)
    before = everything(small)
    again = small.services.rosters.apply(OPERATOR, files, rule=rule)
    assert again.result is not Result.CHANGED
    assert everything(small) == before
