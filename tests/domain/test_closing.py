"""A response is closed with a reason or not at all."""

from datetime import date

import pytest

from viewpoint.domain.closing import LONGEST_REASON, How, Reason, TypedReason, look_at_reason
from viewpoint.domain.reply_draft import Wrong

TODAY = date(2026, 11, 18)
TALKED = {"how": "talked", "talked": "17/11/2026", "reason": "He is happy with it."}


def test_a_talk_needs_its_day_and_what_was_said() -> None:
    found = look_at_reason(TypedReason(**TALKED), TODAY)
    assert found.reason == Reason(how=How.TALKED, words=TALKED["reason"], talked_on=date(2026, 11, 17))


def test_nothing_to_answer_needs_why_and_no_day() -> None:
    found = look_at_reason(TypedReason(how="nothing", talked="17/11/2026", reason="Only hello."), TODAY)
    assert found.reason == Reason(how=How.NOTHING, words="Only hello.")


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"how": ""}, {"how": Wrong.NO_OUTCOME}),
        ({"talked": ""}, {"talked": Wrong.NO_DAY}),
        ({"talked": "some day"}, {"talked": Wrong.NOT_A_DAY}),
        ({"talked": "2026-11-19"}, {"talked": Wrong.FAR_DAY}),
        ({"reason": ""}, {"reason": Wrong.NO_WORDS}),
        ({"reason": "x" * (LONGEST_REASON + 1)}, {"reason": Wrong.TOO_LONG}),
        ({"how": "", "talked": "", "reason": ""}, {"how": Wrong.NO_OUTCOME, "reason": Wrong.NO_WORDS}),
    ],
)
def test_what_is_missing_or_does_not_fit_is_told_by_field(
    change: dict[str, str], wrong: dict[str, Wrong]
) -> None:
    found = look_at_reason(TypedReason(**{**TALKED, **change}), TODAY)
    assert (found.reason, dict(found.wrong)) == (None, wrong)
