"""A reply keeps its points as they were said; what was typed is told field by field what it lacks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.reply import MOST_POINTS, Outcome, Point, Reply
from viewpoint.domain.reply_draft import (
    FARTHEST,
    LONGEST,
    TypedPoint,
    TypedReply,
    Wrong,
    day_typed,
    look_at,
)

TODAY = date(2026, 11, 18)
ASKED = frozenset({"family_time", "good_things"})
DID = TypedPoint(outcome="did", words="I asked your worker")
WILL = TypedPoint(outcome="will", words="Visit", by="2026-12-01", who="Ali")

texts = st.text(max_size=50)
points = st.builds(
    Point,
    outcome=st.sampled_from(Outcome),
    words=texts,
    question=texts,
    about=texts,
    by_on=st.none() | st.dates(),
    who=texts,
)
typed_points = st.builds(
    TypedPoint, question=texts, about=texts, outcome=texts, words=texts, by=texts, who=texts
)


def wrong(*typed: TypedPoint, opening: str = "") -> dict[str, Wrong]:
    return dict(look_at(TypedReply(opening=opening, points=typed), ASKED, TODAY).wrong)


@given(st.builds(Reply, opening=texts, points=st.lists(points, max_size=MOST_POINTS).map(tuple)))
def test_a_reply_comes_back_as_it_was(reply: Reply) -> None:
    assert Reply.from_json(reply.to_json()) == reply


@given(st.builds(TypedReply, opening=texts, points=st.lists(typed_points, max_size=MOST_POINTS).map(tuple)))
def test_what_was_typed_comes_back_from_a_draft_as_it_was(typed: TypedReply) -> None:
    assert TypedReply.from_json(typed.to_json()) == typed


def test_what_was_typed_is_empty_only_when_nothing_was() -> None:
    assert TypedReply(points=(TypedPoint(), TypedPoint())).is_empty
    assert not TypedReply(opening="T").is_empty
    assert not TypedReply(points=(TypedPoint(), TypedPoint(who="Jo"))).is_empty


def test_a_reply_is_empty_only_when_it_says_nothing() -> None:
    point = Point(outcome=Outcome.DID, words="It is mended")
    assert Reply().is_empty
    assert not Reply(opening="Thank you").is_empty
    assert not Reply(points=(point,)).is_empty


def test_a_reply_knows_the_questions_it_is_about() -> None:
    about = Point(outcome=Outcome.DID, words="Done", question="family_time")
    assert Reply(points=(about, Point(outcome=Outcome.DID, words="Done"))).questions == {"family_time"}


def test_what_was_typed_becomes_a_reply_without_the_points_left_empty() -> None:
    could_not = TypedPoint(outcome="could_not", words="There is no room", about="The bigger room")
    about = TypedPoint(outcome="did", words="More time", question="family_time", who="Your worker")
    looked = look_at(
        TypedReply(opening="Thank you.", points=(WILL, TypedPoint(), could_not, about)), ASKED, TODAY
    )
    assert looked.wrong == {}
    assert looked.reply == Reply(
        opening="Thank you.",
        points=(
            Point(outcome=Outcome.WILL, words="Visit", by_on=date(2026, 12, 1), who="Ali"),
            Point(outcome=Outcome.COULD_NOT, words="There is no room", about="The bigger room"),
            Point(outcome=Outcome.DID, words="More time", question="family_time", who="Your worker"),
        ),
    )


def test_an_opening_alone_or_a_point_alone_is_a_reply_and_nothing_is_none() -> None:
    assert wrong(opening="Thank you") == {}
    assert wrong(DID) == {}
    assert wrong() == wrong(TypedPoint()) == {"opening": Wrong.NOTHING_SAID}


def test_a_point_begun_needs_its_kind_and_its_words() -> None:
    assert wrong(TypedPoint(question="family_time")) == {
        "outcome-1": Wrong.NO_OUTCOME,
        "words-1": Wrong.NO_WORDS,
    }
    assert wrong(TypedPoint(outcome="magic", words="x", by="2026-12-01")) == {"outcome-1": Wrong.NO_OUTCOME}


def test_a_promise_needs_a_day_and_somebody() -> None:
    bare = TypedPoint(outcome="will", words="Visit")
    assert wrong(DID, bare) == {"by-2": Wrong.NO_DAY, "who-2": Wrong.NO_ONE}


@pytest.mark.parametrize(
    ("by", "fault"),
    [
        ("soon", Wrong.NOT_A_DAY),
        ("2026-02-30", Wrong.NOT_A_DAY),
        ("31/2/2027", Wrong.NOT_A_DAY),
        ("2026-11-17", Wrong.PAST_DAY),
        ((TODAY + FARTHEST + timedelta(days=1)).isoformat(), Wrong.FAR_DAY),
        ((TODAY + FARTHEST).isoformat(), None),
        ("2026-11-18", None),
        ("1/12/2026", None),
    ],
)
def test_a_day_that_cannot_be_promised_is_told(by: str, fault: Wrong | None) -> None:
    found = wrong(TypedPoint(outcome="will", words="Visit", who="Ali", by=by))
    assert found.get("by-1") == fault


def test_a_day_is_for_promises_only() -> None:
    assert wrong(TypedPoint(outcome="did", words="Done", by="2026-12-01")) == {"by-1": Wrong.DAY_TOO_MANY}


@pytest.mark.parametrize("name", ["about", "words", "who"])
def test_each_field_of_a_point_has_its_longest(name: str) -> None:
    fits, over = ({**vars(WILL), name: "x" * length} for length in (LONGEST[name], LONGEST[name] + 1))
    assert wrong(TypedPoint(**fits)) == {}
    assert wrong(TypedPoint(**over)) == {f"{name}-1": Wrong.TOO_LONG}


def test_the_opening_has_its_longest() -> None:
    assert wrong(opening="x" * LONGEST["opening"]) == {}
    assert wrong(opening="x" * (LONGEST["opening"] + 1)) == {"opening": Wrong.TOO_LONG}


def test_a_question_that_was_not_theirs_to_see_is_refused() -> None:
    point = TypedPoint(outcome="did", words="Done", question="kept_back")
    assert wrong(point) == {"question-1": Wrong.UNKNOWN_QUESTION}


def test_no_more_than_eight_points_are_read() -> None:
    looked = look_at(TypedReply(points=(DID,) * (MOST_POINTS + 3)), ASKED, TODAY)
    assert len(looked.reply.points) == MOST_POINTS


@pytest.mark.parametrize("text", ["2026-12-01", "1/12/2026", "01.12.2026", "1 12 2026"])
def test_a_day_is_read_as_browsers_send_it_and_as_people_write_it(text: str) -> None:
    assert day_typed(text) == date(2026, 12, 1)
