"""How well the codeframe codes comments that its terms were not written from; -s shows the figures."""

import sys
from pathlib import Path

import pytest
import yaml

from tests.analysis.agreement import alpha_of, alpha_of_sets, f1_of, macro_f1, micro_f1
from viewpoint.analysis.coding import Coder
from viewpoint.domain.themes import Coding
from viewpoint.exchange.codeframe import read_codeframe

ROOT = Path(__file__).parents[2]
HELD_OUT = Path(__file__).parent / "comments_heldout.yaml"


class Measured:
    """The held-out comments, a person's two codings of each, and the machine's."""

    def __init__(self) -> None:
        self.codeframe = read_codeframe(ROOT / "questionnaires" / "codeframe.yaml")
        self.comments = yaml.safe_load(HELD_OUT.read_text(encoding="utf-8"))["comments"]
        coder = Coder(self.codeframe)
        self.codings: list[Coding] = [
            coder.code(each["text"], language=each["language"], asked=each["question"])
            for each in self.comments
        ]
        self.found = [frozenset[str](coding.themes) for coding in self.codings]
        self.a = [frozenset[str](each["themes_a"]) for each in self.comments]
        self.b = [frozenset[str](each["themes_b"]) for each in self.comments]

    def only(self, language: str) -> list[int]:
        return [at for at, each in enumerate(self.comments) if each["language"] == language]


@pytest.fixture(scope="module")
def measured() -> Measured:
    return Measured()


def test_themes_are_found_as_a_person_finds_them(measured: Measured) -> None:
    for theme in measured.codeframe.themes:
        f1 = f1_of(theme.id, measured.found, measured.a)
        _show(f"{theme.id:26} F1 {f1:.2f}   alpha of coders {alpha_of(theme.id, measured.a, measured.b):.2f}")
    micro = micro_f1(measured.found, measured.a)
    _show(f"all: micro-F1 {micro:.3f}, macro-F1 {macro_f1(measured.found, measured.a):.3f}")
    _show(
        f"coders: F1 {micro_f1(measured.b, measured.a):.3f}, MASI {alpha_of_sets(measured.a, measured.b):.3f}"
    )
    assert micro >= 0.745


@pytest.mark.parametrize(("language", "floor"), [("en", 0.72), ("cy", 0.86), ("ar", 0.81)])
def test_themes_are_found_in_every_language(measured: Measured, language: str, floor: float) -> None:
    rows = measured.only(language)
    micro = micro_f1([measured.found[at] for at in rows], [measured.a[at] for at in rows])
    _show(f"{language}: micro-F1 {micro:.3f} of {len(rows)} comments")
    assert micro >= floor


def test_feelings_are_read_as_a_person_reads_them(measured: Measured) -> None:
    right = [
        coding.feeling == each["feeling"]
        for coding, each in zip(measured.codings, measured.comments, strict=True)
    ]
    people = [each["feeling"] == each["feeling_b"] for each in measured.comments]
    _show(f"feeling: {sum(right) / len(right):.3f} right; coders agree on {sum(people) / len(people):.3f}")
    assert sum(right) / len(right) >= 0.81


def _show(line: str) -> None:
    sys.stdout.write(line + "\n")
