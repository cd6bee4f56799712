"""Episodes become placements as the Department for Education counts them."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.episodes import Episode, NewEpisode, placements_of
from viewpoint.domain.people import Area, DistanceBand
from viewpoint.domain.placements import TEMPORARY, Entry, ProviderKind

START = date(2025, 4, 1)


def an_episode(
    began: int,
    ended: int | None,
    reason_new: str,
    place_code: str = "U6",
    *,
    address: int = 1,
    legal_status: str = "C2",
    reason_changed: str = "",
) -> Episode:
    """An episode from one day to another, counted from the start of the year."""
    return Episode(
        began_on=START + timedelta(days=began),
        ended_on=None if ended is None else START + timedelta(days=ended),
        reason_new=NewEpisode(reason_new),
        legal_status=legal_status,
        place_code=place_code,
        provider_kind=ProviderKind.PRIVATE,
        provider_urn="",
        reason_changed=reason_changed,
        area=Area.INSIDE,
        distance=DistanceBand.UP_TO_20,
        address=address,
    )


def test_a_change_of_legal_status_is_no_move() -> None:
    stay, *others = placements_of([an_episode(0, 10, "S", legal_status="V2"), an_episode(10, None, "L")])
    assert not others
    assert stay.began_on == START
    assert stay.ended_on is None
    assert stay.entry is Entry.STARTED


def test_every_other_new_episode_is_a_new_placement() -> None:
    stays = placements_of(
        [
            an_episode(0, 10, "S"),
            an_episode(10, 20, "P", "K2"),
            an_episode(20, 30, "B", "U6"),
            an_episode(30, 40, "T", "U4"),
            an_episode(40, None, "U", "A3"),
        ]
    )
    entries = [stay.entry for stay in stays]
    assert entries == [
        Entry.STARTED,
        Entry.NEW_CARER,
        Entry.NEW_CARER,
        Entry.SAME_CARER,
        Entry.SAME_CARER,
    ]


def test_a_change_of_status_alone_is_told_apart() -> None:
    stays = placements_of([an_episode(0, 10, "S", "U5", reason_changed="PLACE"), an_episode(10, None, "T")])
    assert [stay.entry for stay in stays] == [Entry.STARTED, Entry.STATUS_ONLY]


def test_a_holiday_does_not_end_the_stay_around_it() -> None:
    (stay,) = placements_of(
        [
            an_episode(0, 10, "S", "K2"),
            an_episode(10, 17, "P", "T2", address=0),
            an_episode(17, None, "P", "K2"),
        ]
    )
    assert (stay.place_code, stay.began_on, stay.ended_on) == ("K2", START, None)


def test_somebody_still_in_hospital_still_lives_where_they_lived() -> None:
    (stay,) = placements_of([an_episode(0, 10, "S", "K2"), an_episode(10, None, "P", "T1", address=0)])
    assert (stay.place_code, stay.ended_on) == ("K2", None)


def test_going_elsewhere_after_a_holiday_is_a_move() -> None:
    stays = placements_of(
        [
            an_episode(0, 10, "S", "K2"),
            an_episode(10, 17, "P", "T2", address=0),
            an_episode(17, None, "P", "K2", address=2),
        ]
    )
    assert [stay.began_on for stay in stays] == [START, START + timedelta(days=17)]
    assert stays[0].ended_on == stays[1].began_on


def test_a_temporary_stay_with_none_before_it_stands_for_itself() -> None:
    stays = placements_of([an_episode(0, 5, "S", "T4"), an_episode(5, None, "P", "U6")])
    assert [stay.is_temporary for stay in stays] == [True, False]


def test_two_moves_between_two_rooms_of_the_same_kind_are_two_moves() -> None:
    stays = placements_of([an_episode(0, 5, "S", "U6"), an_episode(5, None, "P", "U6")])
    assert len(stays) == 2


def test_coming_back_into_care_begins_a_new_placement() -> None:
    stays = placements_of([an_episode(0, 5, "S", "U6"), an_episode(50, None, "S", "U6")])
    assert [stay.entry for stay in stays] == [Entry.STARTED, Entry.STARTED]


def test_a_return_that_opens_in_the_middle_of_a_stay_says_so() -> None:
    (stay,) = placements_of([an_episode(0, None, "L")])
    assert stay.began_earlier


def test_the_newest_legal_status_tells_a_short_break() -> None:
    (stay,) = placements_of([an_episode(0, 5, "S", legal_status="V4"), an_episode(5, None, "L")])
    assert not stay.is_short_break


@given(
    st.lists(
        st.tuples(
            st.integers(1, 40), st.sampled_from("LPTBU"), st.sampled_from(["U6", "K2", "T1", "T3", "Z1"])
        ),
        min_size=1,
        max_size=12,
    )
)
def test_placements_tile_the_time_in_care_whatever_the_order_of_rows(
    rows: list[tuple[int, str, str]],
) -> None:
    episodes, began = [], 0
    for days, reason, code in rows:
        episodes.append(an_episode(began, began + days, reason, code))
        began += days
    stays = placements_of(episodes)
    assert placements_of(reversed(episodes)) == stays
    assert stays[0].began_on == START
    assert stays[-1].ended_on == START + timedelta(days=began)
    assert all(one.ended_on == two.began_on for one, two in pairwise(stays))
    assert all(stay.place_code not in TEMPORARY for stay in stays[1:])
