"""What a roster changes: moves, ends, corrections and contacts, told and written."""

from datetime import date

import pytest
from sqlalchemy import select, update

from tests.builders import World
from tests.exchange.broken_rosters import sound_files, sources
from tests.services.rosters import (
    OPERATOR,
    C,
    E,
    H,
    R,
    U,
    bring_in,
    change,
    columns,
    everybody,
    kept,
    kinds,
    lines,
    with_iros,
)
from viewpoint.domain.roster import ChildId
from viewpoint.domain.roster_record import Stay
from viewpoint.services.roster import Keep, Result
from viewpoint.services.roster_changes import Shown, What
from viewpoint.storage.tables.people import Contact, Placement, YoungPerson

KIT = ChildId("1001")
ANN, BO = "iro1@council.example", "iro2@council.example"
ENDED_IN_JULY = ",05/07/2025,X1,CARPL,BD1 1HY,LS1 1UR,SC900001"


def test_an_iro_is_found_whatever_the_letters_of_the_address(small_rostered: World) -> None:
    assert kinds(small_rostered, (C, "iro2@council.example", "IRO2@council.example")) == []


def test_a_move_is_told_in_one_line_with_old_and_new(rostered: World) -> None:
    edits = [
        (E, "1001,05/07/2025,P,C2,N1,K2,PR4,,,,", "1001,05/07/2025,P,C2,N1,K2,PR4,01/02/2026,X1,CARPL,"),
        (E, "000203,12/12/2023", "1001,01/02/2026,P,C2,N1,U3,PR1,,,,BD1 1HY,BD9 4DQ,\n000203,12/12/2023"),
    ]
    ((child, what, old, new),) = lines(rostered, *edits)
    assert (child, what) == ("1001", What.MOVED)
    assert isinstance(old, Stay)
    assert isinstance(new, Stay)
    assert (old.placement_type, new.placement_type) == ("childrens_home", "kinship")
    assert [stay.ended_on for stay in kept(rostered, "1001").stays] == [
        date(2025, 7, 5), date(2026, 2, 1), None,
    ]  # fmt: skip
    assert kept(rostered, "1001").stays[-1].moves_in_year == 2


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
    small_rostered: World, edit: tuple[str, str, str], expected: tuple[What, Shown, Shown]
) -> None:
    assert lines(small_rostered, edit) == [(KIT, *expected)]


def test_every_kind_of_change_is_written_on_either_database(rostered: World) -> None:
    edits = [
        (H, "000203,M,30/11/2023", "000203,M,30/10/2023"),
        (R, "30/11/2023", ""),
        (R, "08/07/2025,PN1", "08/07/2025,PN3"),
        (R, "1002,02/09/2009,15/05/2025,PN2", "1001,,09/09/2025,PN1"),
        (E, "1004,20/05/2025", "1004,19/05/2025"),
        (C, "wrenlet@young.example", ""),
        (C, "Tigrinya", "Arabic"),
    ]
    assert kinds(rostered, *edits) == [
        What.MOVED, What.WITHDRAWN, What.LANGUAGE, What.CONTACT, What.DETAILS, What.REVIEWS,
    ]  # fmt: skip
    record = kept(rostered, "1001")
    assert record.contact
    assert record.contact.email == ""
    assert record.reviews[date(2025, 7, 8)] == "PN3"
    assert len(record.reviews) == 3
    assert kept(rostered, "000203").person.birth_month == date(2023, 10, 1)
    assert kept(rostered, "1004").person.language == "ar"


def test_only_what_changed_is_sealed_anew(rostered: World) -> None:
    sealed = select(Contact.name_sealed, Contact.phone_sealed, Contact.email_sealed, YoungPerson.child_ref)
    query = sealed.join(YoungPerson, YoungPerson.id == Contact.young_person_id).order_by(
        YoungPerson.child_ref
    )
    before = columns(rostered, query)
    bring_in(rostered, (C, "07700 900123", "07700 900124"))
    after = columns(rostered, query)
    changed = [
        (old.child_ref, name)
        for old, new in zip(before, after, strict=True)
        for name in old._fields
        if getattr(old, name) != getattr(new, name)
    ]
    assert changed == [("1001", "phone_sealed")]


def test_somebody_absent_is_no_longer_looked_after_and_comes_back(rostered: World) -> None:
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
    assert lines(rostered, *without) == [("1004", What.LEFT, None, None)]
    record = kept(rostered, "1004")
    assert record.contact
    assert record.stays
    assert lines(rostered) == [("1004", What.BACK, None, None)]
    assert kept(rostered, "1004").person.is_looked_after


def test_leaving_care_is_told_with_the_end_of_the_placement(small_rostered: World) -> None:
    edit = (E, "K3,PR4,,,,", "K3,PR4,03/03/2026,E8,,")
    (left, ended) = lines(small_rostered, edit)
    assert left[:2] == ("1004", What.LEFT)
    assert ended[1] is What.PLACEMENT
    assert isinstance(ended[3], Stay)
    assert ended[3].ended_on == date(2026, 3, 3)


def test_somebody_in_header_alone_keeps_the_history_that_they_have(small_rostered: World) -> None:
    edit = (E, "1004,20/05/2025,S,V2,N1,K3,PR4,,,,,HX1 1UJ,SC900003\n", "")
    assert kinds(small_rostered, edit) == [What.LEFT]
    assert len(kept(small_rostered, "1004").stays) == 1


def test_short_breaks_are_marked_and_are_not_looked_after(small_rostered: World) -> None:
    assert kinds(small_rostered, (E, "1004,20/05/2025,S,V2", "1004,20/05/2025,S,V3")) == [
        What.LEFT,
        What.DETAILS,
    ]
    assert kept(small_rostered, "1004").person.is_short_break


def test_a_corrected_beginning_replaces_the_placement(rostered: World) -> None:
    edits = [
        (E, "05/07/2025,X1", "06/07/2025,X1"),
        (E, "1001,05/07/2025,P", "1001,06/07/2025,P"),
    ]
    assert kinds(rostered, *edits) == [What.MOVED, What.WITHDRAWN]
    assert [stay.began_on for stay in kept(rostered, "1001").stays] == [date(2023, 6, 10), date(2025, 7, 6)]


def test_moves_that_are_counted_otherwise_are_told(small_rostered: World) -> None:
    assert lines(small_rostered, (E, "X1,CARPL", "X1,PLACE")) == [(KIT, What.MOVES, 1, 0)]


def test_what_was_before_the_return_is_kept_as_history(small_rostered: World) -> None:
    assert kinds(small_rostered, (E, f"1001,10/06/2023,S,C2,N1,U6,PR4{ENDED_IN_JULY}\n", "")) == []
    assert [stay.began_on for stay in kept(small_rostered, "1001").stays] == [
        date(2023, 6, 10),
        date(2025, 7, 5),
    ]


def test_a_placement_whose_end_was_never_told_is_over_when_the_next_begins(small_rostered: World) -> None:
    open_until_now = [
        (E, "1002,01/02/2024,S,V2,N1,U3,PR1,01/09/2025,E4A,,", "1002,01/02/2024,S,V2,N1,U3,PR1,,,,"),
    ]
    bring_in(small_rostered, *open_until_now)
    back_anew = (
        E,
        "1002,01/02/2024,S,V2,N1,U3,PR1,01/09/2025,E4A,,BD1 1HY,BD3 9SB,",
        "1002,01/10/2025,S,V2,N1,U6,PR1,,,,BD1 1HY,BD3 9SB,",
    )
    assert kinds(small_rostered, back_anew) == [What.MOVED]
    ends = [stay.ended_on for stay in kept(small_rostered, "1002").stays]
    assert ends == [date(2025, 10, 1), None]


LEGAL_ROW = "000203,01/02/2025,L,C2,N1,U6,PR1,,,,BD1 1HY,BD9 4DQ,1234567"


def test_a_return_that_opens_amid_a_stay_goes_on_with_it(small_rostered: World) -> None:
    before = kept(small_rostered, "000203").stays
    assert (
        kinds(small_rostered, (E, "000203,12/12/2023,S,E1,N1,U6,PR1,,,,BD1 1HY,BD9 4DQ,1234567", LEGAL_ROW))
        == []
    )
    assert kept(small_rostered, "000203").stays == before


def test_a_return_that_opens_amid_a_stay_nobody_told_of_begins_there(small_world: World) -> None:
    legal = (E, "000203,12/12/2023,S,E1,N1,U6,PR1,,,,BD1 1HY,BD9 4DQ,1234567", LEGAL_ROW)
    assert bring_in(with_iros(small_world), legal).result is Result.CHANGED
    assert [stay.began_on for stay in kept(small_world, "000203").stays] == [date(2025, 2, 1)]
    assert kinds(small_world) == [What.MOVED, What.WITHDRAWN]


def test_a_contact_that_comes_later_is_added(rostered: World) -> None:
    contact = "1002,Larksie Late,,,English,,,,,,,\n"
    assert kinds(rostered, (C, "1004,Kestrelin", f"{contact}1004,Kestrelin")) == [What.CONTACT]
    record = kept(rostered, "1002")
    assert record.contact
    assert (record.contact.name, record.contact.phone) == ("Larksie Late", "")


def test_a_contacts_file_that_is_missing_takes_nothing_away(small_rostered: World) -> None:
    files = {name: content for name, content in sound_files().items() if name != C}
    before = everybody(small_rostered).records()
    outcome = small_rostered.services.rosters.apply(OPERATOR, sources(files), rule=Keep.ALL_OR_NOTHING)
    assert outcome.result is Result.UNCHANGED
    assert everybody(small_rostered).records() == before


def test_area_and_distance_come_with_the_contact(small_rostered: World) -> None:
    (child, what, old, new), *_ = lines(small_rostered, (C, "IN,3", "OUT,33"))
    assert (child, what) == ("000203", What.PLACEMENT)
    assert isinstance(old, Stay)
    assert isinstance(new, Stay)
    assert (old.area, old.distance, new.area, new.distance) == ("in", "up_to_20", "out", "over_20")


def test_a_placement_row_that_differs_in_the_database_is_put_right(rostered: World) -> None:
    change(rostered, update(Placement).values(provider_kind="PR9"))
    assert set(kinds(rostered)) == {What.PLACEMENT}
