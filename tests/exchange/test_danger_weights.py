"""What examples taught, read strictly and written as it is read."""

import pytest

from tests.benchmarks.learn_danger import weights_file
from viewpoint.domain.danger import DangerKind, Trait
from viewpoint.exchange.danger_weights import parse_danger_weights
from viewpoint.exchange.yaml_files import FilesRefused

LINES = [
    "# A note",
    "language\ten",
    "version\t3",
    "examples\t12",
    "at_least\t-0.5",
    "least_known\t0.25",
    "kind\tordinary\t1.250",
    "kind\tphysical\t-0.500\ttoday",
    "kind\tpeer\t0.000\tworking_day",
    "w\thits me\t4\t0:-12 1:34",
    "s\t_hit\t7\t2:5",
]
FILE = "en.weights.tsv"


def parse(lines: list[str]) -> object:
    return parse_danger_weights("\n".join(lines).encode(), FILE)


def test_every_line_is_read_and_written_again_as_it_was() -> None:
    learnt = parse_danger_weights("\n".join(LINES).encode(), FILE)
    assert (learnt.language, learnt.version, learnt.examples) == ("en", 3, 12)
    assert (learnt.at_least, learnt.least_known) == (-0.5, 0.25)
    assert [each.kind for each in learnt.kinds] == [DangerKind.PHYSICAL, DangerKind.PEER]
    assert learnt.words == {"hits me": Trait(examples=4, weights=((0, -1.2), (1, 3.4)))}
    assert learnt.spelling == {"_hit": Trait(examples=7, weights=((2, 0.5),))}
    written = weights_file(learnt).decode().splitlines()
    assert [line for line in written if not line.startswith("#")] == LINES[1:]
    assert parse_danger_weights(weights_file(learnt), FILE) == learnt


@pytest.mark.parametrize(
    ("at", "line"),
    [
        (7, "kind\tunheard\t0.0\ttoday"),
        (7, "kind\tphysical\t0.0\tsoon"),
        (7, "kind\tphysical\tmuch\ttoday"),
        (9, "x\thits me\t4\t0:-12"),
        (9, "w\thits me\tfour\t0:-12"),
        (9, "w\thits me\t4\t3:1"),
        (9, "w\thits me\t4\t"),
        (9, "w\thits me"[:1]),
        (9, ""),
    ],
)
def test_a_line_that_is_not_as_it_was_made_is_named(at: int, line: str) -> None:
    with pytest.raises(FilesRefused) as refused:
        parse([*LINES[:at], line, *LINES[at + 1 :]])
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == ("danger/en.weights.tsv", at + 1)
    assert "learn_danger" in problem.mend


@pytest.mark.parametrize("number", ["at_least\tnan", "at_least\tinf", "least_known\t25", "least_known\t-0.1"])
def test_a_threshold_that_nothing_could_pass_is_refused(number: str) -> None:
    name = number.partition("\t")[0]
    with pytest.raises(FilesRefused):
        parse([number if line.startswith(name) else line for line in LINES])


@pytest.mark.parametrize(
    "without", ["language", "version", "examples", "at_least", "least_known", "kind\tordinary", "kind\tp"]
)
def test_what_has_to_be_there_is_asked_for(without: str) -> None:
    lines = [line for line in LINES if not line.startswith((without, "w\t", "s\t"))]
    with pytest.raises(FilesRefused):
        parse(lines)
