"""Makes what is heard: takes recordings in, has the computer speak the rest; makes nothing twice."""

import os
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from viewpoint.domain.speech import VOICES, Spoken, computer_file, recording_file, words_digest
from viewpoint.services.sounds import (
    BUILT,
    RECORDED,
    Recording,
    read_register,
    write_register,
    write_whole,
)
from viewpoint.wording import voice


@dataclass(kw_only=True)
class Told:
    """What came of one language; `notes` say what somebody should see to."""

    language: str
    texts: int = 0
    made: int = 0
    there: int = 0
    recorded: int = 0
    has_voice: bool = True
    notes: list[str] = field(default_factory=list)


class Speak:
    """Fills one folder of sounds."""

    def __init__(self, folder: Path, *, progress: Callable[[int], object] = lambda _steps: None) -> None:
        """`progress` is told of each sound that is done.

        Raises:
            ProgramMissing: what makes sounds is not installed.
            BadInput: the register of recordings cannot be read.
        """
        voice.require_programs()
        self._folder = folder
        self._built = folder / BUILT
        self._built.mkdir(parents=True, exist_ok=True)
        self._register = read_register(folder)
        self._progress = progress

    def speak(self, language: str, texts: Sequence[Spoken]) -> Told:
        """Take in the recordings of a language, and have the computer speak what is left."""
        told = Told(language=language, texts=len(texts), has_voice=VOICES.get(language) in self._voices)
        said = self._take_in(texts, told)
        left = {each.text for each in texts} - said if told.has_voice else set()
        files = {text: computer_file(language, text) for text in sorted(left)}
        waiting = [text for text, file in files.items() if not (self._built / file).exists()]
        told.there += len(files) - len(waiting)
        self._progress(len(texts) - len(waiting))
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            notes = pool.map(lambda text: self._made(text, VOICES[language], files[text]), waiting)
            refused = [note for note in notes if note]
        told.notes += refused
        told.made += len(waiting) - len(refused)
        return told

    @cached_property
    def _voices(self) -> frozenset[str]:
        return voice.voices()

    def _made(self, text: str, spoken_by: str, file: str) -> str:
        """Make one sound; what went wrong, or ""."""
        try:
            write_whole(self._built / file, voice.speak(text, spoken_by))
        except voice.SoundRefused as refused:
            return f"{text[:40]!r} has no sound: {refused}"
        finally:
            self._progress(1)
        return ""

    def _take_in(self, texts: Sequence[Spoken], told: Told) -> set[str]:
        """Make recordings small; the texts that a person says."""
        sources = self._sources(told.language)
        said = set()
        self._forget(told.language, sources.keys())
        for each in texts:
            source = sources.pop(each.place, None)
            if source and self._is_taken_in(source, each, told):
                said.add(each.text)
        told.recorded = len(said)
        told.notes += [f"{place} is recorded, but no question has that name" for place in sorted(sources)]
        write_register(self._folder, self._register)
        return said

    def _forget(self, language: str, places: Collection[str]) -> None:
        """A recording that was taken away is not heard any more."""
        gone = [place for place in self._register if place.startswith(f"{language}/") and place not in places]
        for place in gone:
            del self._register[place]

    def _sources(self, language: str) -> dict[str, Path]:
        """The recordings of a language by their place."""
        top = self._folder / RECORDED
        found = sorted(
            each for each in (top / language).glob("*/*") if each.suffix.lower() in voice.RECORDINGS
        )
        return {each.relative_to(top).with_suffix("").as_posix(): each for each in found}

    def _is_taken_in(self, source: Path, each: Spoken, told: Told) -> bool:
        """Whether a recording says these words: it does until they change."""
        content = source.read_bytes()
        file, words = recording_file(content), words_digest(each.text)
        before = self._register.get(each.place)
        if before and before.file == file and before.words != words:
            told.notes.append(f"{each.place} was recorded before its words changed: record it again")
            return False
        try:
            if not (self._built / file).exists():
                write_whole(self._built / file, voice.squeeze(source))
                told.made += 1
        except voice.SoundRefused as refused:
            told.notes.append(f"{each.place} cannot be used: {refused}")
            return False
        self._register[each.place] = Recording(words=words, file=file)
        return True
