"""Every way of breaking a return is told with its row, column and mend."""

import pytest

from tests.exchange.broken_rosters import BROKEN, Broken, sound_files, sources
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import WHOLE_FILE, Reason
from viewpoint.exchange.problems import MENDS
from viewpoint.exchange.roster_files import read_roster

YEAR = ReturnYear(ending=2026)
NOT_TOLD_BY_FILES_ALONE = {Reason.YEAR_UNKNOWN, Reason.IRO_UNKNOWN, Reason.OLDER_THAN_STORED}
NEEDS_NO_MEND = {
    Reason.READ_AS_WINDOWS_1252,
    Reason.ROWS_REPEATED,
    Reason.COLUMN_IGNORED,
    Reason.FILE_IGNORED,
    Reason.POSTCODES_NOT_FOUND,
}


def test_the_sound_return_has_no_problem() -> None:
    roster = read_roster(sources(sound_files()), year=YEAR)
    assert roster.problems == ()
    assert roster.notices == ()
    assert len(roster.children) == 4


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_return_is_told_where_and_how_to_mend(broken: Broken) -> None:
    roster = read_roster(broken.sources(), year=YEAR)
    found = tuple((each.file, each.line, each.column, each.reason) for each in roster.problems)
    assert found == broken.expected
    is_hopeless = any(problem.is_of_whole_file for problem in roster.problems)
    assert is_hopeless == any(reason in WHOLE_FILE for *_, reason in broken.expected)
    assert not (is_hopeless and roster.children)
    for problem in roster.problems:
        assert problem.mend
        assert "{" not in problem.mend
        assert "value=" not in repr(problem)


def test_every_reason_is_shown_by_some_broken_return() -> None:
    shown = {reason for broken in BROKEN for *_, reason in broken.expected}
    assert set(Reason) - shown - NEEDS_NO_MEND == NOT_TOLD_BY_FILES_ALONE


def test_every_reason_has_a_mend() -> None:
    assert set(MENDS) == set(Reason)
