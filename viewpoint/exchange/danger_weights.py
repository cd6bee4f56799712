"""What examples taught of each language, in tab-separated lines: read strictly, written as it is read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from viewpoint.domain.danger import DangerKind, Learnt, LearntKind, Trait
from viewpoint.domain.questionnaire import Urgency
from viewpoint.exchange.yaml_files import FilesRefused, Problem

FOLDER, SUFFIX = "danger", ".weights.tsv"
ORDINARY = "ordinary"
_WORDS, _SPELLING = "w", "s"
_TENTHS = 10
_MEND = "put back the file that `python -m tests.benchmarks.learn_danger` made"
_NOTE = (
    "# What examples taught; docs/concerns.md says how. Made by `python -m tests.benchmarks.learn_danger`.",
    "# at_least and the last word of each kind are for people to set; all else is counted.",
)


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


def weights_file(learnt: Learnt) -> bytes:
    """The content of the file that `parse_danger_weights` reads."""
    return ("\n".join(_lines(learnt)) + "\n").encode("utf-8")


class _Reading:
    """What was read so far."""

    def __init__(self) -> None:
        self.line = 0
        self._told: dict[str, str] = {}
        self._ordinary: float | None = None
        self._kinds: list[LearntKind] = []
        self._traits: dict[str, dict[str, Trait]] = {_WORDS: {}, _SPELLING: {}}

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
                weighed = tuple(self._weights(weights))
                self._traits[block][gram] = Trait(examples=int(examples), weights=weighed)
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
        return Learnt(
            language=self._told["language"],
            version=int(self._told["version"]),
            examples=int(self._told["examples"]),
            at_least=float(self._told["at_least"]),
            ordinary=self._ordinary,
            kinds=tuple(self._kinds),
            words=self._traits[_WORDS],
            spelling=self._traits[_SPELLING],
        )

    def _weights(self, text: str) -> Iterator[tuple[int, float]]:
        for each in text.split(" "):
            place, _colon, tenths = each.partition(":")
            if int(place) not in range(len(self._kinds) + 1):
                raise ValueError(f"there is no kind {place}")
            yield int(place), int(tenths) / _TENTHS


def _lines(learnt: Learnt) -> Iterator[str]:
    yield from _NOTE
    yield f"language\t{learnt.language}"
    yield f"version\t{learnt.version}"
    yield f"examples\t{learnt.examples}"
    yield f"at_least\t{learnt.at_least:g}"
    yield f"kind\t{ORDINARY}\t{learnt.ordinary:.3f}"
    for each in learnt.kinds:
        yield f"kind\t{each.kind.value}\t{each.bias:.3f}\t{each.urgency.value}"
    yield from _trait_lines(_WORDS, learnt.words.items())
    yield from _trait_lines(_SPELLING, learnt.spelling.items())


def _trait_lines(block: str, traits: Iterable[tuple[str, Trait]]) -> Iterator[str]:
    for gram, trait in traits:
        weights = " ".join(f"{place}:{round(weight * _TENTHS)}" for place, weight in trait.weights)
        yield f"{block}\t{gram}\t{trait.examples}\t{weights}"
