"""Files in, roster out: what is kept, and what spreadsheets may do to the files on the way."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.broken_rosters import CONTACTS, EPISODES, HEADER, REVIEWS, UASC, sound_files, sources
from viewpoint.domain.people import Area, DistanceBand, Gender, PlacementType, Siblings
from viewpoint.domain.placements import Entry, ReturnYear, current_placement
from viewpoint.domain.roster import (
    CommunicationNeed,
    Contact,
    Participation,
    PreferredChannel,
    Reason,
    Review,
    Roster,
    RosterChild,
)
from viewpoint.exchange.decoding import SourceFile
from viewpoint.exchange.recognise import files_in
from viewpoint.exchange.roster_files import read_roster

YEAR = ReturnYear(ending=2026)


def the_roster(**changed: str | bytes) -> Roster:
    """The sound return with some files changed, by their name without the ending."""
    files = sound_files()
    for name, content in changed.items():
        files[f"{name}.csv"] = content.encode() if isinstance(content, str) else content
    return read_roster(sources(files), year=YEAR)


def child(roster: Roster, number: str) -> RosterChild:
    return next(each for each in roster.children if each.id == number)


def reasons(roster: Roster) -> list[Reason]:
    return [problem.reason for problem in roster.problems]


def test_a_young_person_comes_out_with_everything_the_files_say() -> None:
    wrenlet = child(the_roster(), "1001")
    assert (wrenlet.gender, wrenlet.birth_month) == (Gender.FEMALE, date(2012, 5, 1))
    assert not wrenlet.is_unaccompanied
    assert [(stay.type, stay.entry) for stay in wrenlet.placements] == [
        (PlacementType.FOSTER, Entry.STARTED),
        (PlacementType.CHILDRENS_HOME, Entry.NEW_CARER),
    ]
    assert wrenlet.reviews == (
        Review(held_on=date(2025, 7, 8), participation=Participation.SPOKE),
        Review(held_on=date(2026, 1, 6), participation=Participation.SENT_VIEWS),
    )
    assert wrenlet.contact == Contact(
        name_used="Wrenlet Example",
        phone="+447700900123",
        email="wrenlet@young.example",
        language="en",
        communication=(CommunicationNeed.SYMBOLS,),
        iro_email="iro1@council.example",
        next_review_on=date(2026, 6, 10),
        siblings=Siblings.APART,
        channel=PreferredChannel.SMS,
    )


def test_somebody_who_left_has_placements_but_lives_in_none() -> None:
    left = child(the_roster(), "1002")
    assert left.contact is None
    assert current_placement(left.placements, YEAR.ends_on) is None


def test_contacts_tell_area_and_distance_where_no_postcodes_are_at_hand() -> None:
    stay = child(the_roster(), "1001").placements[-1]
    assert (stay.area, stay.distance) == (Area.OUTSIDE, DistanceBand.OVER_20)
    earlier = child(the_roster(), "1001").placements[0]
    assert (earlier.area, earlier.distance) == (Area.UNKNOWN, DistanceBand.UNKNOWN)


def test_an_unaccompanied_young_person_has_no_distance() -> None:
    roster = the_roster(contacts=CONTACTS.replace("OUT,,none", "OUT,9,none"))
    kestrelin = child(roster, "1004")
    assert kestrelin.is_unaccompanied
    assert kestrelin.contact
    assert kestrelin.contact.language == "ti"
    assert kestrelin.placements[-1].area is Area.OUTSIDE
    assert kestrelin.placements[-1].distance is DistanceBand.UNKNOWN


@pytest.mark.parametrize(("ceased_on", "still"), [("", True), ("31/03/2026", False), ("01/12/2026", True)])
def test_unaccompanied_lasts_until_the_status_ends(ceased_on: str, still: bool) -> None:
    roster = the_roster(uasc=UASC.replace("2009,", f"2009,{ceased_on}"))
    assert child(roster, "1004").is_unaccompanied is still


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: b"sep=;\r\n" + text.replace(",", ";").encode(),
        lambda text: text.replace("\n", ",,,\n").encode() + b",,,\n,,\n\n",
        lambda text: text.replace("\n", "," * 30 + " " * 3000 + "\n").encode(),
        lambda text: b"\n\n" + text.encode(),
        lambda text: text.replace("CHILD,", " Child ,").replace("PLACE_PROVIDER", "Place provider").encode(),
        lambda text: text.replace("child_id", "Child ID").encode(),
        lambda text: "\n".join(f'"{line}"'.replace(",", '","') for line in text.splitlines()).encode(),
        lambda text: text.replace("\n", "\n\n", 3).encode(),
    ],
)
def test_what_spreadsheets_do_to_a_file_changes_nothing(spoilt: Callable[[str], bytes]) -> None:
    roster = the_roster(
        header=spoilt(HEADER),
        episodes=spoilt(EPISODES),
        reviews=spoilt(REVIEWS),
        uasc=spoilt(UASC),
        contacts=spoilt(CONTACTS),
    )
    assert roster == the_roster()


@pytest.mark.parametrize(
    "written", ["10-06-2023", "2023-06-10", "2023-06-10 00:00:00", "10/6/2023", "10.06.2023"]
)
def test_dates_as_other_programs_write_them_are_read(written: str) -> None:
    assert the_roster(episodes=EPISODES.replace("10/06/2023", written)) == the_roster()


def test_sexes_of_the_older_returns_are_read() -> None:
    assert the_roster(header=HEADER.replace(",F,", ",2,").replace(",M,", ",1,")) == the_roster()


def test_windows_text_is_read_and_told() -> None:
    roster = the_roster(contacts=CONTACTS.replace("Plover", "Zoë").encode("cp1252"))
    contact = child(roster, "000203").contact
    assert contact
    assert contact.name_used == "Zoë Sample"
    assert [notice.reason for notice in roster.notices] == [Reason.READ_AS_WINDOWS_1252]
    assert roster.problems == ()


def test_a_line_break_in_quotes_is_in_one_row() -> None:
    broken = CONTACTS.replace("Wrenlet Example", '"Wrenlet\nExample"').replace("Plover Sample", "")
    (problem,) = the_roster(contacts=broken).problems
    assert (problem.line, problem.reason) == (3, Reason.BLANK)
    contact = child(the_roster(contacts=broken), "1001").contact
    assert contact
    assert contact.name_used == "Wrenlet Example"


def test_files_are_known_by_their_columns_whatever_their_names() -> None:
    by_other_names = {
        f"Export ({number}).CSV": content for number, content in enumerate(sound_files().values())
    }
    assert read_roster(sources(by_other_names), year=YEAR) == the_roster()


def test_a_file_without_telling_columns_is_known_by_its_name() -> None:
    header = "\n".join(",".join(line.split(",")[:3]) for line in HEADER.splitlines())
    assert the_roster(header=header) == the_roster()


@pytest.mark.parametrize("other", ["CHILD,DOB,SDQ_SCORE\n1001,,7\n", "CHILD,DOB,MISSING\n", "a,b\n1,2\n"])
def test_tables_that_are_not_needed_are_left_alone(other: str) -> None:
    roster = read_roster(sources(sound_files() | {"more.csv": other.encode()}), year=YEAR)
    assert roster.children == the_roster().children
    assert [(notice.file, notice.reason) for notice in roster.notices] == [("more.csv", Reason.FILE_IGNORED)]


def test_a_column_nobody_knows_is_told_and_not_read() -> None:
    roster = the_roster(uasc=UASC.replace("DUC", "DUC,Favourite colour").replace("2009,", "2009,,red"))
    assert roster.problems == ()
    assert [(notice.column, notice.reason) for notice in roster.notices] == [
        ("Favourite colour", Reason.COLUMN_IGNORED)
    ]


def test_reviews_uasc_and_contacts_may_be_missing() -> None:
    roster = read_roster(
        sources({"header.csv": HEADER.encode(), "episodes.csv": EPISODES.encode()}), year=YEAR
    )
    assert roster.problems == ()
    assert len(roster.children) == 4


def test_rows_that_are_there_twice_are_read_once() -> None:
    double = HEADER + "".join(HEADER.splitlines(keepends=True)[1:3])
    roster = the_roster(header=double, reviews=REVIEWS + REVIEWS.splitlines()[1] + "\n")
    assert roster.children == the_roster().children
    assert [(notice.file, notice.mend[:6]) for notice in roster.notices] == [
        ("header.csv", "2 rows"),
        ("reviews.csv", "1 rows"),
    ]


@pytest.mark.parametrize("year", [None, YEAR])
def test_the_year_is_told_by_the_dates(year: ReturnYear | None) -> None:
    assert read_roster(sources(sound_files()), year=year).year == YEAR


def test_the_year_is_told_by_episodes_where_there_are_no_reviews() -> None:
    files = {"header.csv": HEADER.encode(), "episodes.csv": EPISODES.encode()}
    assert read_roster(sources(files)).year == YEAR


def test_without_any_date_the_year_is_not_known() -> None:
    files = {
        "header.csv": HEADER.encode(),
        "episodes.csv": b"CHILD,DECOM,RNE,LS,PLACE,PLACE_PROVIDER,DEC,REC\n1,",
    }
    roster = read_roster(sources(files))
    assert roster.year is None
    assert reasons(roster) == [Reason.YEAR_UNKNOWN]


def test_one_slip_among_many_dates_does_not_change_the_year() -> None:
    rows = "".join(f"1001,14/05/2012,{day:02}/11/2025,PN1\n" for day in range(1, 29))
    roster = read_roster(
        sources(sound_files() | {"reviews.csv": f"{REVIEWS}{rows}1001,,01/11/2052,PN1\n".encode()})
    )
    assert roster.year == YEAR
    assert reasons(roster) == [Reason.AFTER_YEAR_END]


def test_a_year_given_wrongly_is_told_once_a_file() -> None:
    roster = read_roster(sources(sound_files()), year=ReturnYear(ending=2023))
    assert [(problem.file, problem.reason) for problem in roster.problems] == [
        ("episodes.csv", Reason.WRONG_YEAR),
        ("reviews.csv", Reason.WRONG_YEAR),
    ]


def test_a_quiet_year_without_moves_is_still_the_year() -> None:
    quiet = "CHILD,DECOM,RNE,LS,PLACE,PLACE_PROVIDER,DEC,REC\n1001,10/06/2023,S,C2,U6,PR4,,\n"
    assert the_roster(episodes=quiet, uasc=UASC).problems == ()


def test_whoever_a_wrong_row_is_about_is_held_back_and_not_gone() -> None:
    roster = the_roster(episodes=EPISODES.replace("N1,K2", "N1,K9"))
    assert roster.held_back == {"1001"}
    assert [each.id for each in roster.children] == ["1002", "000203", "1004"]


def test_whoever_lost_the_zeros_is_held_back() -> None:
    roster = the_roster(episodes=EPISODES.replace("000203,", "203,"))
    assert roster.held_back == {"203", "000203"}


def test_a_row_about_nobody_holds_back_everybody_without_an_episode() -> None:
    roster = the_roster(episodes=EPISODES.replace("000203,", "2.03E+02,"))
    assert reasons(roster) == [Reason.CHILD_MADE_A_NUMBER]
    assert roster.held_back == {"000203"}


def test_a_wrong_review_or_contact_costs_no_more_than_itself() -> None:
    roster = the_roster(
        reviews=REVIEWS.replace("08/07/2025,PN1", "08/07/2025,PN9"),
        contacts=CONTACTS.replace("wrenlet@young.example", "wrenlet"),
    )
    wrenlet = child(roster, "1001")
    assert [review.held_on for review in wrenlet.reviews] == [date(2026, 1, 6)]
    assert wrenlet.contact is None
    assert roster.held_back == set()


def test_an_iro_nobody_knows_is_told_and_costs_no_more() -> None:
    roster = read_roster(sources(sound_files()), year=YEAR, iros={"iro1@council.example"})
    found = [(each.file, each.line, each.column, each.reason) for each in roster.problems]
    assert found == [("contacts.csv", 4, "iro_email", Reason.IRO_UNKNOWN)]
    assert roster.children == the_roster().children


def test_rows_that_contradict_are_both_left_out() -> None:
    roster = the_roster(reviews=REVIEWS + "1001,14/05/2012,08/07/2025,PN2\n")
    assert [review.held_on for review in child(roster, "1001").reviews] == [date(2026, 1, 6)]


def test_a_wrong_episode_does_not_make_its_neighbours_wrong() -> None:
    three = EPISODES.replace(
        "1001,05/07/2025,P,C2,N1,K2,PR4,,", "1001,05/07/2025,P,C2,N1,K9,PR4,01/02/2026,X1"
    )
    roster = the_roster(episodes=three + "1001,01/02/2026,P,C2,N1,K2,PR4\n")
    assert reasons(roster) == [Reason.CODE_UNKNOWN]


def test_a_care_leaver_who_comes_back_starts_anew() -> None:
    assert the_roster(episodes=EPISODES + "1002,01/12/2025,S,V2,N1,U3,PR1\n").problems == ()


def test_a_return_may_open_with_a_change_of_legal_status() -> None:
    roster = the_roster(episodes=EPISODES.replace("2024,S,V2", "2024,L,V2"))
    assert child(roster, "1002").placements[0].began_earlier


def test_a_temporary_placement_needs_no_provider() -> None:
    moved = EPISODES.replace(
        "1004,20/05/2025,S,V2,N1,K3,PR4,,", "1004,20/05/2025,S,V2,N1,K3,PR4,01/03/2026,X1"
    )
    roster = the_roster(episodes=moved + "1004,01/03/2026,P,V2,N1,T1,\n")
    assert roster.problems == ()
    assert child(roster, "1004").placements[-1].place_code == "K3"


def test_the_csv_files_of_a_folder_are_read(tmp_path: Path) -> None:
    for name, content in sound_files().items():
        (tmp_path / name.upper()).write_bytes(content)
    (tmp_path / "notes.txt").write_text("not a table")
    (tmp_path / "old.csv").mkdir()
    assert read_roster(files_in(tmp_path), year=YEAR).children == the_roster().children


def test_a_files_bytes_stay_out_of_logs() -> None:
    assert "Plover" not in repr(SourceFile(name="contacts.csv", content=CONTACTS.encode()))


@given(
    st.sampled_from(sorted(sound_files())),
    st.integers(0, 900),
    st.integers(0, 30),
    st.binary(max_size=12) | st.sampled_from([b",", b'"', b"\n", b"=1+1", b"31/02/2026", b"\xff\xfe", b"0"]),
)
def test_no_damage_is_too_much_to_be_told(name: str, at: int, gone: int, put: bytes) -> None:
    files = sound_files()
    files[name] = files[name][:at] + put + files[name][at + gone :]
    roster = read_roster(sources(files), year=YEAR)
    assert not (roster.children and any(problem.is_of_whole_file for problem in roster.problems))
    assert all(problem.file and problem.mend for problem in (*roster.problems, *roster.notices))
    assert not {each.id for each in roster.children} & roster.held_back
