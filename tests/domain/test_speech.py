"""What is said of a questionnaire, and what each sound is called."""

from tests.spoken_words import HINT, HOME, NO, YES, small_questionnaire
from viewpoint.domain.speech import VOICES, all_spoken, computer_file, recording_file, spoken


def test_every_question_hint_and_option_has_a_place() -> None:
    places = {each.place: each.text for each in spoken(small_questionnaire(), "en")}
    assert places == {
        "en/small/home": HOME,
        "en/small/home-hint": HINT,
        "en/small/home.yes": YES,
        "en/small/home.no": NO,
    }


def test_each_language_says_its_own_words() -> None:
    first = next(spoken(small_questionnaire(), "cy"))
    assert (first.place, first.text) == ("cy/small/home", "Wyt ti'n hoffi dy gartref?")


def test_an_earlier_version_is_heard_too_and_what_it_shares_only_once() -> None:
    newest, earlier = small_questionnaire(), small_questionnaire("Is it OK here?")
    texts = [each.text for each in all_spoken((newest, earlier), "en")]
    assert sorted(texts) == sorted([HOME, "Is it OK here?", HINT, YES, NO])
    assert texts.index(HOME) < texts.index("Is it OK here?")


def test_other_words_or_another_language_are_another_file() -> None:
    files = {computer_file("en", "Yes"), computer_file("en", "Yes."), computer_file("cy", "Yes")}
    assert len(files) == 3
    assert computer_file("en", "Yes") == computer_file("en", "Yes")


def test_a_language_without_a_voice_has_no_file() -> None:
    without = ("ti", "ps", "ckb", "so")
    assert [computer_file(language, "x") for language in without] == [""] * 4
    assert not VOICES.keys() & set(without)


def test_another_recording_is_another_file() -> None:
    assert recording_file(b"one") != recording_file(b"two")
