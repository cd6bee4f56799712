"""What examples taught of each language, in tab-separated lines, read strictly."""

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from pathlib import Path

from viewpoint.domain.danger import DangerKind, Learnt, LearntKind, Trait
from viewpoint.domain.questionnaire import Urgency
from viewpoint.exchange.yaml_files import FilesRefused, Problem

FOLDER, SUFFIX = "danger", ".weights.tsv"
ORDINARY = "ordinary"
WORDS, SPELLING = "w", "s"
TENTHS = 10
_WEIGHT = re.compile(r"(\d+):-?\d+", re.ASCII)
_MEND = "put back the file that `python -m tests.benchmarks.learn_danger` made"


def read_danger_weights(folder: Path) -> tuple[Learnt, ...]:
    """What is there for any language in a folder's `danger/`.

    Raises:
        FilesRefused: a file is not as it was made; the line is named.
        OSError: a file cannot be read.
    """
    files = sorted((folder / FOLDER).glob(f"*{SUFFIX}"))
    return tuple(parse_danger_weights(file.read_bytes(), file.name) for file in files)


def parse_danger_weights(content: bytes, file: str) -> Learnt:
    """As `read_danger_weights`, for one file already read; `file` is the name that problems carry."""
    reading = _Reading()
    try:
        for line in content.decode("utf-8").splitlines():
            reading.take(line)
        return reading.learnt()
    except (KeyError, ValueError) as error:
        what = f"this is not a weight ({error})"
        problem = Problem(file=f"{FOLDER}/{file}", line=reading.line, what=what, mend=_MEND)
        raise FilesRefused((problem,)) from error


class _Traits(Mapping[str, Trait]):
    """Traits as they stand in their lines: read when they are met, as a comment meets few of so many."""

    def __init__(self, lines: dict[str, str]) -> None:
        self._lines = lines

    def __getitem__(self, gram: str) -> Trait:
        examples, _tab, weights = self._lines[gram].partition("\t")
        each = (pair.partition(":") for pair in weights.split(" "))
        found = tuple((int(place), int(tenths) / TENTHS) for place, _colon, tenths in each)
        return Trait(examples=int(examples), weights=found)

    def __contains__(self, gram: object) -> bool:
        return gram in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class _Reading:
    """What was read so far."""

    def __init__(self) -> None:
        self.line = 0
        self._told: dict[str, str] = {}
        self._ordinary: float | None = None
        self._kinds: list[LearntKind] = []
        self._traits: dict[str, dict[str, str]] = {WORDS: {}, SPELLING: {}}

    def take(self, line: str) -> None:
        """The next line.

        Raises:
            ValueError: it is none that there can be.
            KeyError: the same.
        """
        self.line += 1
        if not line.startswith("#"):
            self._take(line.split("\t"))

    def _take(self, fields: list[str]) -> None:
        match fields:
            case [name, value]:
                self._told[name] = value
            case ["kind", kind, bias] if kind == ORDINARY:
                self._ordinary = float(bias)
            case ["kind", kind, bias, urgency]:
                found = LearntKind(kind=DangerKind(kind), bias=float(bias), urgency=Urgency(urgency))
                self._kinds.append(found)
            case [block, gram, examples, weights]:
                if not (examples.isdecimal() and self._are_weights(weights)):
                    raise ValueError(f"{examples}, {weights}")
                self._traits[block][gram] = f"{examples}\t{weights}"
            case _:
                raise ValueError(f"{len(fields)} columns")

    def learnt(self) -> Learnt:
        """All of it.

        Raises:
            ValueError: something that has to be there is not.
            KeyError: the same.
        """
        if self._ordinary is None or not self._kinds:
            raise ValueError("kinds are missing")
        at_least, least_known = (float(self._told[name]) for name in ("at_least", "least_known"))
        if not (isfinite(at_least) and 0 <= least_known <= 1):
            raise ValueError("at_least is a number, least_known a share from 0 to 1")
        return Learnt(
            language=self._told["language"],
            version=int(self._told["version"]),
            examples=int(self._told["examples"]),
            at_least=at_least,
            least_known=least_known,
            ordinary=self._ordinary,
            kinds=tuple(self._kinds),
            words=_Traits(self._traits[WORDS]),
            spelling=_Traits(self._traits[SPELLING]),
        )

    def _are_weights(self, text: str) -> bool:
        """Whether each is of a kind that there is: its place, a colon, and tenths."""
        found = list(_WEIGHT.finditer(text))
        is_all = bool(found) and " ".join(each[0] for each in found) == text
        return is_all and all(int(each[1]) <= len(self._kinds) for each in found)
