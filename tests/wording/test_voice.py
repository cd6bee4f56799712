"""The real espeak-ng and LAME: what they make is small and plays, and what they cannot do is said."""

from pathlib import Path

import pytest

from tests.spoken_words import recorded
from viewpoint.domain.speech import LARGEST, VOICES
from viewpoint.wording import voice

LONG = "We will tell someone who can help you, and we will tell you first if we can. "


def is_mp3(content: bytes) -> bool:
    """Whether it begins as a frame of MPEG audio, layer 3, does."""
    return content[0] == 0xFF and content[1] & 0xE6 == 0xE2


def test_a_question_is_spoken_in_few_bytes() -> None:
    made = voice.speak("Do you feel safe where you live?", "en-gb")
    assert is_mp3(made)
    assert 2_000 < len(made) <= LARGEST


def test_longer_words_fit_too_in_a_plainer_quality() -> None:
    made = voice.speak(LONG * 2, "en-gb")
    assert is_mp3(made)
    assert len(made) <= LARGEST


def test_words_that_take_too_long_are_refused() -> None:
    with pytest.raises(voice.SoundRefused, match="longer than 20 seconds"):
        voice.speak(LONG * 8, "en-gb")


def test_words_are_never_taken_for_options() -> None:
    assert is_mp3(voice.speak("--version -f /etc/passwd", "en-gb"))


def test_every_voice_that_we_name_is_installed_with_espeak_ng() -> None:
    assert set(VOICES.values()) <= voice.voices()


def test_a_voice_that_is_not_there_is_refused() -> None:
    with pytest.raises(voice.SoundRefused, match="espeak-ng has no voice no-such-voice"):
        voice.speak("Yes", "no-such-voice")


@pytest.mark.parametrize("ending", [".wav", ".mp3"])
def test_a_recording_is_made_small(ending: str, tmp_path: Path) -> None:
    recording = recorded(tmp_path / "home.wav", seconds=5)
    if ending == ".mp3":
        (tmp_path / "home.mp3").write_bytes(voice.squeeze(recording))
    made = voice.squeeze(tmp_path / f"home{ending}")
    assert is_mp3(made)
    assert len(made) <= LARGEST


@pytest.mark.parametrize("name", ["home.wav", "home.mp3"])
def test_what_is_no_sound_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("not a sound")
    with pytest.raises(voice.SoundRefused, match=f"{name} is no"):
        voice.squeeze(tmp_path / name)


def test_a_sound_that_breaks_off_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home.wav").write_bytes(b"RIFF")
    with pytest.raises(voice.SoundRefused, match=r"home\.wav is no WAV file"):
        voice.squeeze(tmp_path / "home.wav")


def test_a_program_that_is_missing_is_named_with_its_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(voice.ProgramMissing, match="sudo apt-get install espeak-ng lame"):
        voice.require_programs()
