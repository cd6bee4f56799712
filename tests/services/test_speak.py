"""Making what is heard: nothing twice, recordings before the computer, and never the wrong words."""

from pathlib import Path

import pytest

from tests.spoken_words import HINT, HOME, NO, YES, recorded, small_questionnaire
from viewpoint.domain.errors import BadInput
from viewpoint.domain.speech import LARGEST, Spoken, spoken
from viewpoint.services.sounds import REGISTER, Sounds
from viewpoint.services.speak import Speak, Told


def texts(label: str = HOME, language: str = "en") -> tuple[Spoken, ...]:
    return tuple(spoken(small_questionnaire(label), language))


def made(folder: Path, said: tuple[Spoken, ...] | None = None, language: str = "en") -> Told:
    return Speak(folder).speak(language, said or texts(language=language))


def test_everything_can_be_heard_by_a_computer_in_few_bytes(tmp_path: Path) -> None:
    told = made(tmp_path)
    assert (told.texts, told.made, told.there, told.recorded, told.notes) == (4, 4, 0, 0, [])
    sounds = Sounds(tmp_path)
    assert sounds.folder is not None
    for text in (HOME, HINT, YES, NO):
        found = sounds.find("en", text)
        assert found is not None
        assert found.is_computer
        assert 0 < (sounds.folder / found.file).stat().st_size <= LARGEST
    assert sounds.find("cy", YES) is None
    assert sounds.find("en", "Maybe") is None


def test_what_is_there_is_not_made_again_and_changed_words_are(tmp_path: Path) -> None:
    made(tmp_path)
    before = {each: each.stat().st_mtime_ns for each in (tmp_path / "built").iterdir()}
    again = made(tmp_path)
    assert (again.made, again.there) == (0, 4)
    assert {each: each.stat().st_mtime_ns for each in (tmp_path / "built").iterdir()} == before
    changed = made(tmp_path, texts("Do you like your home?"))
    assert (changed.made, changed.there) == (1, 3)
    assert Sounds(tmp_path).find("en", "Do you like your home?") is not None


def test_what_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    made(tmp_path, texts()[:2])
    told = made(tmp_path)
    assert (told.made, told.there) == (2, 2)


def test_progress_is_told_of_every_text(tmp_path: Path) -> None:
    steps: list[int] = []
    Speak(tmp_path, progress=steps.append).speak("en", texts())
    assert sum(steps) == 4


def test_a_recording_takes_the_computers_place(tmp_path: Path) -> None:
    made(tmp_path)
    recorded(tmp_path / "recorded/en/small/home.wav")
    recorded(tmp_path / "recorded/en/small/home.yes.wav", hertz=550)
    told = made(tmp_path)
    assert (told.made, told.recorded, told.there) == (2, 2, 2)
    sounds = Sounds(tmp_path)
    home, yes, no = (sounds.find("en", text) for text in (HOME, YES, NO))
    assert home is not None
    assert yes is not None
    assert no is not None
    assert (home.is_computer, yes.is_computer, no.is_computer) == (False, False, True)
    assert home.file != yes.file


def test_a_language_that_no_computer_speaks_is_said_and_heard_where_recorded(tmp_path: Path) -> None:
    recorded(tmp_path / "recorded/ti/small/home.no.wav")
    told = made(tmp_path, language="ti")
    assert (told.has_voice, told.made, told.recorded) == (False, 1, 1)
    sounds = Sounds(tmp_path)
    assert sounds.find("ti", NO) is not None
    assert sounds.find("ti", YES) is None


def test_a_recording_of_words_that_have_changed_is_not_heard_with_the_new_ones(tmp_path: Path) -> None:
    file = recorded(tmp_path / "recorded/en/small/home.wav")
    made(tmp_path)
    told = made(tmp_path, texts("Do you like your home?"))
    assert told.notes == ["en/small/home was recorded before its words changed: record it again"]
    found = Sounds(tmp_path).find("en", "Do you like your home?")
    assert found is not None
    assert found.is_computer
    recorded(file, seconds=1.5)
    assert made(tmp_path, texts("Do you like your home?")).notes == []
    found = Sounds(tmp_path).find("en", "Do you like your home?")
    assert found is not None
    assert not found.is_computer


def test_a_recording_that_was_taken_away_is_not_heard(tmp_path: Path) -> None:
    file = recorded(tmp_path / "recorded/en/small/home.wav")
    made(tmp_path)
    file.unlink()
    made(tmp_path)
    found = Sounds(tmp_path).find("en", HOME)
    assert found is not None
    assert found.is_computer


def test_a_recording_nobody_can_use_is_said_and_the_computer_speaks(tmp_path: Path) -> None:
    recorded(tmp_path / "recorded/en/small/hom.wav")
    recorded(tmp_path / "recorded/en/small/home.wav", seconds=30)
    told = made(tmp_path)
    assert told.notes == [
        "en/small/home cannot be used: home.wav takes longer than 20 seconds",
        "en/small/hom is recorded, but no question has that name",
    ]
    assert told.made == 4


def test_words_that_take_too_long_have_no_sound_and_the_rest_have(tmp_path: Path) -> None:
    told = made(tmp_path, texts("It goes on and on and on. " * 20))
    assert told.made == 3
    assert "longer than 20 seconds" in told.notes[0]


def test_without_a_folder_there_is_no_sound(tmp_path: Path) -> None:
    assert Sounds(None).find("en", YES) is None
    assert Sounds(tmp_path).find("en", YES) is None
    assert Sounds(tmp_path).folder is None


@pytest.mark.parametrize("content", ["no JSON", "[1]", '{"en/small/home": {"wrong": 1}}'])
def test_a_register_that_was_spoilt_is_refused_with_its_mend(content: str, tmp_path: Path) -> None:
    (tmp_path / REGISTER).write_text(content)
    with pytest.raises(BadInput, match=r"recordings\.json cannot be read: delete it"):
        Speak(tmp_path)
