"""The documents: every command and setting is in the README, links lead somewhere, no machine's paths."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from viewpoint.cli import main
from viewpoint.settings import SETTINGS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
MODULE = re.compile(r"python3? -m (?P<module>tests(?:\.\w+)+)")
A_MACHINES_OWN = re.compile(r"/(?:work|home|root|Users|tmp)/\w")
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    for word, command in group.commands.items():
        whole = f"{name} {word}"
        if isinstance(command, click.Group):
            yield from commands(command, whole)
        else:
            yield whole, command


def test_every_command_is_in_the_readme() -> None:
    missing = [name for name, _command in commands(main, "viewpoint") if f"| `{name}" not in README]

    assert missing == [], "add a row for each to the README's table of commands"


def test_the_readme_has_no_command_that_there_is_not() -> None:
    known = {name for name, _command in commands(main, "viewpoint")}
    told = re.findall(r"^\| `(viewpoint [^`]+)`", README, re.MULTILINE)

    assert [row for row in told if not any(f"{row} ".startswith(f"{name} ") for name in known)] == []


def test_every_command_says_what_it_does() -> None:
    assert [name for name, command in commands(main, "viewpoint") if not command.help] == []


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_in_the_readme_in_the_same_words(name: str) -> None:
    assert f"| `{name}` | {SETTINGS[name]} |" in README


def test_the_readme_has_no_setting_that_there_is_not() -> None:
    assert set(re.findall(r"^\| `(VIEWPOINT_\w+)`", README, re.MULTILINE)) == set(SETTINGS)


@every_document
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = [match["target"].partition("#")[0] for match in LINK.finditer(document.read_text("utf-8"))]
    files = [target for target in targets if target and "://" not in target]

    assert [target for target in files if not (document.parent / target).exists()] == []


@every_document
def test_every_module_that_a_document_runs_is_there(document: Path) -> None:
    modules = {match["module"] for match in MODULE.finditer(document.read_text("utf-8"))}

    assert [each for each in modules if not (ROOT / f"{each.replace('.', '/')}.py").is_file()] == []


@every_document
def test_no_document_names_a_path_of_somebodys_machine(document: Path) -> None:
    assert A_MACHINES_OWN.findall(document.read_text("utf-8")) == []


def test_every_document_can_be_found_from_the_readme() -> None:
    found = {(ROOT / match["target"].partition("#")[0]).resolve() for match in LINK.finditer(README)}
    own = [path for path in DOCUMENTS if path.parent == ROOT / "docs"]

    assert [path.name for path in own if path not in found] == []


def test_every_picture_is_small_enough_to_load_on_a_phone() -> None:
    pictures = sorted((ROOT / "docs" / "screenshots").glob("*.png"))

    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > 80_000] == []
