"""Who sees one answer: what may be chosen, and what each choice keeps from whom."""

from dataclasses import replace

import pytest

from tests.domain.questions import instrument, note, one, text
from viewpoint.domain.questionnaire import Question, Urgency, Visibility
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer, Share
from viewpoint.domain.sharing import Use, shares_of, used_for, with_shares

EVERY = tuple(Share)
YES = Answer.choosing("yes")


@pytest.mark.parametrize(
    ("question", "shares"),
    [
        (one("a"), EVERY),
        (text("a"), EVERY),
        (note("a"), ()),
        (replace(one("a"), visibility=Visibility.IRO), ()),
        (replace(one("a"), visibility=Visibility.TOTALS), ()),
        (one("a", concern={". = 'no'": Urgency.TODAY}), (Share.IRO, Share.MYSELF)),
        (replace(text("a"), identifier=True), (Share.IRO, Share.MYSELF)),
    ],
)
def test_what_may_be_chosen_goes_by_the_question(question: Question, shares: tuple[Share, ...]) -> None:
    assert shares_of(question) == shares


def test_a_choice_that_is_not_offered_changes_nothing() -> None:
    worrying = one("a", concern={". = 'no'": Urgency.TODAY})
    assert with_shares({"a": worrying}, {"a": YES}, {"a": Share.TOTALS, "b": Share.MYSELF}) == {"a": YES}
    assert with_shares({"a": one("a")}, {"a": YES}, {"a": Share.TOTALS})["a"].share is Share.TOTALS


@pytest.mark.parametrize("nothing", [SKIPPED, NOT_SAYING])
def test_where_nothing_was_said_nothing_is_kept_back(nothing: Answer) -> None:
    assert nothing.shared(Share.MYSELF) == nothing
    with pytest.raises(ValueError, match="kept back"):
        replace(nothing, share=Share.TOTALS)


def test_what_each_choice_keeps_from_whom() -> None:
    asked = instrument(
        *map(one, ("iro", "totals", "myself")), replace(one("set"), visibility=Visibility.TOTALS)
    )
    answers = {share.value: YES.shared(share) for share in Share} | {"set": YES}
    assert set(used_for(Use.READING, asked, answers)) == {"iro"}
    assert set(used_for(Use.COUNTING, asked, answers)) == {"iro", "totals", "set"}


@pytest.mark.parametrize("share", EVERY)
def test_a_choice_is_kept_with_its_answer(share: Share) -> None:
    answer = YES.shared(share)
    assert Answer.from_json(answer.to_json()) == answer
    assert ("share" in answer.to_json()) == (share is not Share.IRO)
