"""Whom an answer is for, as a young person's own copy says it."""

from dataclasses import replace

from tests.domain.questions import text
from viewpoint.domain.own_copy import kept_back
from viewpoint.domain.questionnaire import Visibility
from viewpoint.domain.response import Answer, Share

WORDS = Answer.saying("The dog")


def test_what_they_chose_is_said_and_a_question_that_is_only_counted_leaves_no_choice() -> None:
    question = text("good_things")
    assert kept_back(question, None) is Share.IRO
    assert kept_back(question, WORDS) is Share.IRO
    assert kept_back(question, WORDS.shared(Share.MYSELF)) is Share.MYSELF
    assert kept_back(replace(question, visibility=Visibility.TOTALS), WORDS) is Share.TOTALS
