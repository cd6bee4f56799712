"""Reading age: our few lines against textstat, and against words whose syllables are known."""

import warnings

import pytest

from viewpoint.exchange.reading_age import grade, longest_sentence, syllable_count

SENTENCES = (
    "Do you feel safe where you live?",
    "Who can you talk to when you feel sad?",
    "Is there a grown-up who you can tell anything?",
    "What is the best thing about your home right now?",
    "Do you know why you live here and not with your family?",
    "Did your social worker come to see you in the last six weeks?",
    "We want to know how life is for you. There are no wrong answers. You can skip any question.",
    "Your Independent Reviewing Officer reads what you write before your review.",
    "Children who are looked after are entitled to advocacy under the Children Act.",
    "The local authority must ascertain the wishes and feelings of the child before making a decision.",
)


def textstat_grade(text: str) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it imports pkg_resources
        import textstat

        return float(textstat.flesch_kincaid_grade(text))


@pytest.mark.parametrize("text", SENTENCES)
def test_a_grade_is_near_textstat_s_and_seldom_kinder(text: str) -> None:
    """textstat counts hyphenation points, which miss the first syllable of `about`: ours is higher."""
    assert -1.5 < grade(text) - textstat_grade(text) < 3.4


def test_grades_are_near_textstat_s_on_the_whole() -> None:
    differences = [abs(grade(text) - textstat_grade(text)) for text in SENTENCES]
    assert sum(differences) / len(differences) < 1.1


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "a I the safe home rule rules lived called friends school feel good here were"),
        (2, "about any table settled people places being going very able someone something family's safer"),
        (3, "sleepovers everything anybody family together remember advocate officer area"),
        (4, "independent everybody political"),
    ],
)
def test_syllables_are_counted_as_people_say_them(count: int, words: str) -> None:
    near = {word: syllable_count(word) for word in words.split()}
    wrong = {word: found for word, found in near.items() if found != count}
    assert len(wrong) <= len(near) / 4, wrong


def test_no_words_have_no_grade() -> None:
    assert grade("") == 0
    assert grade(" ... ") == 0


def test_shorter_sentences_and_words_are_easier() -> None:
    assert grade("Where do you live? Is it good?") < grade("Where do you live and is it good?")
    assert grade("Is your home good?") < grade("Is your accommodation satisfactory?")


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("I asked. The bus will come on Monday! Is it so?", "The bus will come on Monday!"),
        ("One two.\nThree\n four five", "Three four five"),
        ("One two. Three four.", "One two."),
        ("At 3.30 on Monday. Hello", "At 3.30 on Monday."),
        ("", ""),
    ],
)
def test_the_longest_sentence_is_the_first_with_the_most_words(text: str, longest: str) -> None:
    assert longest_sentence(text) == longest
