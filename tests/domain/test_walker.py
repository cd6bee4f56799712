"""The robot itself: it finds every path of instruments small enough to count by hand."""

import pytest

from tests.domain.questions import PAGE, instrument, ladder, note, one, several, text
from tests.domain.walker import walk, walk_profiles
from viewpoint.domain.questionnaire import Instrument


@pytest.mark.parametrize(
    ("asked", "paths"),
    [
        (instrument(), 1),
        (instrument(note("hello"), one("a")), 1),
        (instrument(one("a"), one("b", "${a} = 'yes'")), 3),
        (instrument(one("a"), one("b", "${a} = 'yes'"), one("c", "${b} = 'yes'")), 2 + 3),
        (instrument(several("m"), one("b", "selected(${m}, 'a')")), 6),
        (instrument(ladder("n"), one("b", "${n} > 4")), 12),
        (instrument(text("t"), one("b", "${t} != ''")), 3),
        (instrument(one("a", group=PAGE), one("b", group=PAGE), one("c", "${a} = 'yes'")), 3),
    ],
)
def test_the_robot_counts_every_path(asked: Instrument, paths: int) -> None:
    seen = walk(asked, {})
    assert seen.paths == paths
    assert seen.one_way(asked) == set()


def test_the_robot_takes_every_profile_that_matters() -> None:
    asked = instrument(one("a", "${weeks_in_placement} < 6"), one("b", "${area} = 'out'"))
    seen = walk_profiles(asked)
    assert seen.paths == 3
    assert seen.one_way(asked) == set()


def test_the_robot_tries_every_mix_of_profile_values_where_a_condition_needs_one() -> None:
    asked = instrument(one("a", "${weeks_in_placement} < 6 and ${siblings} = 'apart' and ${area} = 'in'"))
    assert walk_profiles(asked).one_way(asked) == set()
    never = instrument(one("a", "${area} = 'in' and ${area} = 'out'"))
    assert walk_profiles(never).one_way(never) == {"a"}


def test_the_robot_sees_a_condition_that_only_ever_goes_one_way() -> None:
    asked = instrument(one("a"), one("b", "${a} = 'yes' and ${a} = 'no'"), one("c", "not(${b} = 'yes')"))
    assert walk(asked, {}).one_way(asked) == {"b", "c"}


def test_many_branches_side_by_side_are_walked_without_walking_their_product() -> None:
    rows = [row for at in range(15) for row in (one(f"a{at}"), one(f"b{at}", f"${{a{at}}} = 'yes'"))]
    assert walk(instrument(*rows), {}).paths == 3**15
