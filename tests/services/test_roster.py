"""Bringing in a roster: what is kept, what is refused, and when nothing changes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from tests.builders import COUNCIL, World
from tests.exchange.broken_rosters import BROKEN, SOUND, Broken, sources
from tests.services.rosters import (
    OPERATOR,
    C,
    H,
    R,
    bring_in,
    change,
    columns,
    edited,
    everybody,
    everything,
    kept,
    with_iros,
)
from viewpoint.domain.errors import NotAllowed, SealBroken
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import ChildId, Reason
from viewpoint.exchange.postcodes import PostcodeDirectory, Whereabouts
from viewpoint.services.roster import Keep, Result, Rosters, Step
from viewpoint.services.roster_changes import What
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.people import name_of
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import RosterImport, YoungPerson

KIT = ChildId("1001")


def test_a_young_person_is_kept_as_the_files_have_them(rostered: World) -> None:
    record = kept(rostered, "1001")
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


def test_a_home_is_told_by_its_number_and_else_by_the_placement(small_rostered: World) -> None:
    fostered, at_home = kept(small_rostered, "1001").stays
    assert (fostered.home_key, at_home.home_key) == (fostered.id, "SC900002")


def test_somebody_who_left_is_kept_but_not_looked_after(small_rostered: World) -> None:
    record = kept(small_rostered, "1002")
    assert not record.person.is_looked_after
    assert record.contact is None


def test_unaccompanied_and_iro_are_kept(small_rostered: World) -> None:
    person = kept(small_rostered, "1004").person
    (iro,) = columns(small_rostered, select(YoungPerson.iro_id).where(YoungPerson.child_ref == "1004"))
    assert person.is_unaccompanied
    assert person.iro_id == iro[0]
    assert (person.language, person.siblings) == ("ti", "none")


def test_the_words_open_for_those_who_read_them_later(rostered: World) -> None:
    stored = everybody(rostered).stored[KIT]
    with rostered.services.database.read() as connection:
        seal = rostered.services.vault.for_child(connection, COUNCIL, stored.id)
        assert name_of(connection, seal, stored.id) == "Wrenlet Example"


def test_no_postcode_no_day_of_birth_and_no_name_is_in_the_database(rostered: World) -> None:
    found = everything(rostered).decode()
    for word in ("BD1", "LS1", "M2 5", "2012, 5", "2012-05", "Wrenlet", "900123", "young.example"):
        assert word not in found
    assert "Wrenlet" not in repr(everybody(rostered))


def test_one_line_in_the_log_and_one_import_are_written(rostered: World) -> None:
    (row,) = columns(rostered, select(RosterImport.__table__))
    assert (row.imported_by, row.counts) == ("operator", {"new": 4, "reviews": 4, "year": 2026})
    (event,) = columns(rostered, select(AuditEvent.action, AuditEvent.object_id))
    assert tuple(event) == ("roster_imported", row.id)


def test_a_second_run_changes_nothing_at_all(rostered: World) -> None:
    before = everything(rostered)
    rostered.clock.forward(days=3)
    outcome = bring_in(rostered)
    assert (outcome.result, outcome.plan.changes, outcome.plan.counts) == (Result.UNCHANGED, (), {})
    assert everything(rostered) == before


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


def test_every_way_of_breaking_a_return_is_told_by_its_row_and_changes_nothing(small_rostered: World) -> None:
    assert len(BROKEN) >= 60
    before = everything(small_rostered)
    for broken in BROKEN:
        _refuses(small_rostered, broken, Keep.ALL_OR_NOTHING)
        assert everything(small_rostered) == before, broken.name


def test_broken_returns_change_nothing_on_either_database(rostered: World) -> None:
    before = everything(rostered)
    for broken in BROKEN[::9]:
        _refuses(rostered, broken, Keep.ALL_OR_NOTHING)
    assert everything(rostered) == before


def test_a_whole_file_that_is_wrong_refuses_good_rows_too(small_rostered: World) -> None:
    before = everything(small_rostered)
    for broken in BROKEN[:5]:
        _refuses(small_rostered, broken, Keep.GOOD_ROWS)
    assert everything(small_rostered) == before


def test_good_rows_are_kept_when_the_operator_says_so(rostered: World) -> None:
    edits = [(H, "1001,F", "1001,Q"), (C, "01/05/2026", "02/05/2026")]
    outcome = bring_in(rostered, *edits, rule=Keep.GOOD_ROWS)
    assert outcome.result is Result.CHANGED
    assert [(each.child, each.what) for each in outcome.plan.changes] == [("000203", What.NEXT_REVIEW)]
    assert (outcome.plan.children, outcome.plan.held_back) == (3, 1)
    assert kept(rostered, "1001").person.is_looked_after


def test_a_wrong_review_or_contact_costs_only_itself(small_rostered: World) -> None:
    edits = [(R, "06/01/2026", "06/01/2027"), (C, "07700 900123", "12"), (C, "Plover Sample", "Plover New")]
    outcome = bring_in(small_rostered, *edits, rule=Keep.GOOD_ROWS)
    assert [(each.child, each.what) for each in outcome.plan.changes] == [("000203", What.CONTACT)]
    assert kept(small_rostered, "1001").reviews[date(2026, 1, 6)] == "PN6"


def test_an_iro_without_an_account_is_told_with_the_row(small_rostered: World) -> None:
    outcome = bring_in(small_rostered, (C, "iro2@council.example", "nobody@council.example"))
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


def test_an_older_return_does_not_undo_a_newer_one(small_rostered: World) -> None:
    before = everything(small_rostered)
    older = {
        name: text.replace("/2025", "/2024").replace("/2026", "/2025").replace("K3", "K2").encode()
        for name, text in SOUND.items()
    }
    outcome = small_rostered.services.rosters.apply(OPERATOR, sources(older), rule=Keep.GOOD_ROWS)
    assert Reason.OLDER_THAN_STORED in {each.reason for each in outcome.plan.problems}
    assert (outcome.result, outcome.plan.changes) == (Result.REFUSED, ())
    assert everything(small_rostered) == before


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR, Role.OPERATOR}))
def test_nobody_else_brings_in_or_looks_at_a_roster(small_world: World, role: Role) -> None:
    viewer = Viewer(authority=COUNCIL, role=role, subject="somebody")
    with pytest.raises(NotAllowed):
        small_world.services.rosters.plan(viewer, edited())
    with pytest.raises(NotAllowed):
        small_world.services.rosters.apply(viewer, edited(), rule=Keep.ALL_OR_NOTHING)


def test_another_councils_people_are_neither_seen_nor_touched(rostered: World) -> None:
    other = AuthorityId("OTHERSHIRE")
    services = rostered.services
    council = replace(services.councils[COUNCIL], code=other)
    services.__dict__["councils"] = {**services.councils, other: council}
    services.rosters.__dict__["_councils"] = services.councils
    with services.database.write() as connection:
        ensure_authority(connection, services.vault, other, rostered.clock())
    viewer = Viewer(authority=other, role=Role.OPERATOR, subject="operator")
    before = everybody(rostered).records()
    outcome = bring_in(rostered, rule=Keep.GOOD_ROWS, viewer=viewer)
    assert outcome.plan.counts[What.NEW] == 4
    assert {each.reason for each in outcome.plan.problems} == {Reason.IRO_UNKNOWN}
    assert everybody(rostered).records() == before
    assert columns(rostered, select(func.count()).select_from(YoungPerson)) == [(8,)]
    assert bring_in(rostered).result is Result.UNCHANGED


def test_somebody_erased_is_left_alone(rostered: World) -> None:
    erased = everybody(rostered).stored[KIT].id
    change(rostered, delete(ChildKey).where(ChildKey.young_person_id == erased))
    before = everything(rostered)
    assert bring_in(rostered, (C, "Wrenlet Example", "Wren Example")).result is Result.UNCHANGED
    assert everything(rostered) == before
    with rostered.services.database.read() as connection, pytest.raises(SealBroken):
        rostered.services.vault.for_child(connection, COUNCIL, erased)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(sorted(SOUND)), st.integers(1, 6)), max_size=4),
    st.sampled_from(list(Keep)),
)
def test_whatever_rows_are_missing_a_second_run_changes_nothing(
    small_rostered: World, gone: list[tuple[str, int]], rule: Keep
) -> None:
    texts = {name: text.splitlines(keepends=True) for name, text in SOUND.items()}
    for name, row in gone:
        texts[name][row : row + 1] = []
    files = sources({name: "".join(rows).encode() for name, rows in texts.items()})
    small_rostered.services.rosters.apply(OPERATOR, files, rule=rule)
    before = everything(small_rostered)
    again = small_rostered.services.rosters.apply(OPERATOR, files, rule=rule)
    assert again.result is not Result.CHANGED
    assert everything(small_rostered) == before


class Leeds(PostcodeDirectory):
    """A directory in which every postcode lies in the middle of Leeds."""

    def find(self, postcodes: Iterable[str]) -> Mapping[str, Whereabouts]:
        there = Whereabouts(authority="E08000035", easting=429833.0, northing=434079.0)
        return dict.fromkeys(postcodes, there)


@pytest.mark.parametrize(("own", "area"), [("E08000035", "in"), ("E08000032", "out")])
def test_postcodes_tell_the_councils_own_areas_from_others(small_world: World, own: str, area: str) -> None:
    services = with_iros(small_world).services
    councils = {COUNCIL: replace(services.councils[COUNCIL], own_areas=(own,))}
    parts = (services.database, services.vault, services.audit, councils, services.clock)
    Rosters(*parts, Leeds(Path())).apply(OPERATOR, edited(), rule=Keep.ALL_OR_NOTHING)
    assert kept(small_world, "1001").stays[-1].area == area
    assert kept(small_world, "1001").stays[-1].distance == "up_to_20"
