"""A roster keeps only what is needed, and tells what is wrong."""

import dataclasses
from datetime import date

import pytest

from viewpoint.domain.people import Gender
from viewpoint.domain.placements import Placement, ReturnYear
from viewpoint.domain.roster import ChildId, Contact, Problem, Reason, Review, Roster, RosterChild

PLOVER = RosterChild(
    id=ChildId("1001"),
    gender=Gender.FEMALE,
    birth_month=date(2012, 5, 1),
    contact=Contact(name_used="Plover Sample", phone="+447700900123", email="plover@young.example"),
)


def a_roster(*reasons: Reason) -> Roster:
    problems = tuple(
        Problem(file="header.csv", line=2, column="DOB", reason=reason, mend="Mend it.", value="Plover")
        for reason in reasons
    )
    return Roster(year=ReturnYear(ending=2026), children=(PLOVER,), problems=problems)


def test_a_wrong_file_leaves_no_good_rows() -> None:
    blank, wrong_year = a_roster(Reason.BLANK, Reason.WRONG_YEAR).problems
    assert not blank.is_of_whole_file
    assert wrong_year.is_of_whole_file


def test_a_problem_keeps_its_value_out_of_logs() -> None:
    (problem,) = a_roster(Reason.BLANK).problems
    assert problem.value == "Plover"
    assert "Plover" not in repr(problem)
    assert "Plover" not in repr(a_roster(Reason.BLANK).problems)


def test_a_contact_keeps_itself_out_of_logs() -> None:
    shown = repr(PLOVER)
    assert "Plover" not in shown
    assert "7700" not in shown
    assert "young.example" not in shown


@pytest.mark.parametrize("kept", [Roster, RosterChild, Placement, Review, Contact, Problem])
def test_no_result_has_room_for_a_postcode_or_a_day_of_birth(kept: type[Roster]) -> None:
    names = {field.name for field in dataclasses.fields(kept)}
    assert not [name for name in names if "post" in name or "address" in name or name.startswith("born")]
