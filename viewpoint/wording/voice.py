"""The computer voice: espeak-ng speaks and LAME makes it small, each run as a program of its own."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from viewpoint.domain.errors import ViewpointError
from viewpoint.domain.speech import LARGEST

SPEAKER, ENCODER = "espeak-ng", "lame"
WORDS_A_MINUTE = 135
QUALITIES = (("24", "22.05"), ("16", "16"), ("8", "11.025"))
"""Kilobits a second and kilohertz, best first: 6, 10 and 20 seconds fit into the largest file.

MP3 because every phone plays it: Android from 1.0, iOS from 1; Opus came to Safari in 2023 only.
"""
RECORDINGS = (".wav", ".mp3")
_MOST_SECONDS = 60


class ProgramMissing(ViewpointError):
    """A program that makes sounds is not installed."""


class SoundRefused(ViewpointError):
    """No sound could be made of this: it is too long, or it is no sound."""


def require_programs() -> None:
    """Check that what makes sounds is installed.

    Raises:
        ProgramMissing: with what to install.
    """
    missing = [name for name in (SPEAKER, ENCODER) if not shutil.which(name)]
    if missing:
        names = " ".join(missing)
        raise ProgramMissing(f"not installed: {names}. On Debian or Ubuntu: sudo apt-get install {names}")


@cache
def voices() -> frozenset[str]:
    """The voices that are installed here, as `speak` takes them.

    Raises:
        ProgramMissing: espeak-ng is not installed.
    """
    table = _run([SPEAKER, "--voices"]).decode("utf-8", "replace").splitlines()[1:]
    return frozenset(line.split()[1] for line in table if len(line.split()) > 1)


def speak(text: str, voice: str) -> bytes:
    """A text spoken by a voice, as a small MP3.

    Raises:
        ProgramMissing: espeak-ng or LAME is not installed.
        SoundRefused: it takes longer than fits, or there is no such voice.
    """
    if voice not in voices():
        # espeak-ng itself would read any language's words as English.
        raise SoundRefused(f"espeak-ng has no voice {voice}")
    with TemporaryDirectory(prefix="viewpoint-voice-") as folder:
        wave = Path(folder) / "spoken.wav"
        options = ["-v", voice, "-s", str(WORDS_A_MINUTE), "-b", "1", "--stdin", "-w", str(wave)]
        _run([SPEAKER, *options], text.encode())
        return squeeze(wave)


def squeeze(recording: Path) -> bytes:
    """A WAV or MP3 file as an MP3 of one channel, in the best quality that fits.

    Raises:
        ProgramMissing: LAME is not installed.
        SoundRefused: it is too long, or no sound at all.
    """
    kind = _input_option(recording)
    for rate, hertz in QUALITIES:
        options = ["--quiet", "-t", "-m", "m", "--cbr", "-b", rate, "--resample", hertz, *kind]
        made = _run([ENCODER, *options, str(recording), "-"])
        if len(made) <= LARGEST:
            return made
    raise SoundRefused(f"{recording.name} takes longer than 20 seconds")


def _input_option(recording: Path) -> list[str]:
    """How LAME is to read a file; left alone, it plays whatever it does not know as noise."""
    with recording.open("rb") as file:
        start = file.read(12)
    if recording.suffix.lower() == ".mp3" and (start[:3] == b"ID3" or start[:1] == b"\xff"):
        return ["--mp3input"]
    if recording.suffix.lower() == ".wav" and start[:4] + start[8:] == b"RIFFWAVE":
        return []
    raise SoundRefused(f"{recording.name} is no {recording.suffix[1:].upper()} file")


def _run(command: list[str], given: bytes = b"") -> bytes:
    """What a program prints; the words go in by its input, never as options."""
    try:
        done = subprocess.run(  # noqa: S603 - our own list of options, no shell
            command, input=given, capture_output=True, check=True, timeout=_MOST_SECONDS
        )
    except FileNotFoundError as error:
        raise ProgramMissing(f"{command[0]} is not installed") from error
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise SoundRefused(f"{command[0]} could not read {Path(command[-2]).name}") from error
    return done.stdout
