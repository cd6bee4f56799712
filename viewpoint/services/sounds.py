"""Which sound is heard for a text: a recording of these very words, else the computer's."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from viewpoint.domain.errors import BadInput
from viewpoint.domain.speech import ENDING, Sound, computer_file, words_digest

BUILT, RECORDED, REGISTER = "built", "recorded", "recordings.json"
"""Within the folder of sounds: what is served, what people recorded, and which words each recording says."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """A recording as it was taken in: the digest of the words it says, and the file made of it."""

    words: str
    file: str


class Sounds:
    """What was made in a folder; no folder, no sound."""

    def __init__(self, folder: Path | None) -> None:
        """Look at the folder once: what is made later is heard after the next start.

        Raises:
            BadInput: the register of recordings cannot be read.
        """
        self.folder = folder / BUILT if folder and (folder / BUILT).is_dir() else None
        self._made = {each.name for each in self.folder.glob(f"*{ENDING}")} if self.folder else set()
        register = read_register(folder) if folder else {}
        self._recorded = {
            (place.partition("/")[0], recording.words): recording.file
            for place, recording in register.items()
            if recording.file in self._made
        }

    def find(self, language: str, text: str) -> Sound | None:
        """What is heard for a text in a language, None where nothing was made."""
        if not self._made:
            return None
        recorded = self._recorded.get((language, words_digest(text)))
        if recorded:
            return Sound(file=recorded, is_computer=False)
        file = computer_file(language, text)
        return Sound(file=file, is_computer=True) if file in self._made else None


def read_register(folder: Path) -> dict[str, Recording]:
    """Each recording that was taken in, by its place.

    Raises:
        BadInput: somebody has changed the file by hand.
    """
    file = folder / REGISTER
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {place: Recording(**each) for place, each in found.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise BadInput(f"{REGISTER} cannot be read: delete it, and make the sounds again") from error


def write_register(folder: Path, register: Mapping[str, Recording]) -> None:
    """Keep what was taken in; the file is whole or as it was."""
    lines = {place: asdict(recording) for place, recording in sorted(register.items())}
    write_whole(folder / REGISTER, (json.dumps(lines, indent=1) + "\n").encode())


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that nobody finds half of it."""
    draft = file.with_name(f".{file.name}.part")
    draft.write_bytes(content)
    draft.replace(file)
