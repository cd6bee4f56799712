"""Nothing is half done: each question type, error, address, setting, command and template has its due."""

import os
import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import click
import pytest
from flask import Flask

import viewpoint
from tests.builders import ROOT, World, a_world, demo_settings
from tests.web.inspection import inspected
from tests.web.tour import tour, watched
from viewpoint import cli, paths
from viewpoint.domain.errors import ViewpointError
from viewpoint.domain.permissions import TABLE, Action
from viewpoint.domain.questionnaire import QuestionType
from viewpoint.settings import SETTINGS
from viewpoint.web.app import create_app
from viewpoint.web.errors import PAGES, page_for
from viewpoint.web.question_form import FIELDS
from viewpoint.web.young_person.pieces import QuestionKind

NEVER_ON_A_PAGE = {
    # What the worker alone meets.
    "DeliveryFailed",
    "NotYet",
    "SealedBefore",
    "TryAgain",
    "Undeliverable",
    # What is told of a questionnaire before anything starts.
    "ProgramMissing",
    "SoundRefused",
    "ConditionRefused",
    "TooManyBranches",
    # What its service answers with a reason.
    "RemindedAlready",
}
LANGUAGES = ("en", "cy", "ar") if os.environ.get("CI") else ("ar",)
"""Elsewhere than in CI one: what differs between them is caught by the catalogues' own tests."""
AUDIENCES = {
    "young_person",
    "staff",
    "iro",
    "coordinator",
    "commissioner",
    "reader",
    "duty",
    "manager",
    "auditor",
    "administrator",
}
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", QuestionType)
def test_every_question_type_has_a_field_and_a_look(kind: QuestionType) -> None:
    assert kind in FIELDS
    assert kind.value in {each.value for each in QuestionKind}


def errors() -> Iterator[type[ViewpointError]]:
    for module in walk_packages(viewpoint.__path__, "viewpoint."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)
    waiting = list(ViewpointError.__subclasses__())
    while waiting:
        error = waiting.pop()
        yield error
        waiting += error.__subclasses__()


def test_every_error_has_a_page_for_both_sides() -> None:
    without = {error.__name__ for error in errors() if not set(error.__mro__) & set(PAGES)}
    assert without - NEVER_ON_A_PAGE == set(), "give them a row in web/errors.py"
    assert NEVER_ON_A_PAGE - without == set(), "these are gone or have a row"
    pages = {row.page for row in PAGES.values()} | {"expired", "server_error"}
    for page in pages:
        for side in ("errors", "errors/staff"):
            assert (paths.templates() / side / f"{page}.html").exists(), f"{side}/{page}.html is missing"


def test_an_error_nobody_foresaw_has_a_page_too() -> None:
    assert page_for(ZeroDivisionError()).page == "server_error"


def test_every_action_is_somebodys() -> None:
    assert set(TABLE) == set(Action)


def test_every_address_belongs_to_an_audience(app: Flask) -> None:
    assert set(app.blueprints) == AUDIENCES
    for rule in app.url_map.iter_rules():
        assert rule.endpoint.partition(".")[0] in AUDIENCES, f"{rule.rule} belongs to nobody"


@pytest.mark.parametrize("audience", sorted(AUDIENCES - {"young_person", "staff"}))
def test_every_staff_audience_is_guarded_as_a_whole(app: Flask, audience: str) -> None:
    guards = [each.__qualname__ for each in app.before_request_funcs[audience]]
    assert any("only.<locals>" in guard for guard in guards), f"give {audience} its guard: only(role)"


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"| `{name}` | {SETTINGS[name]} |" in README


def test_the_readme_names_no_setting_that_is_gone() -> None:
    named = set(re.findall(r"`(VIEWPOINT_\w+)`", README))
    assert named - set(SETTINGS) <= {"VIEWPOINT_PG_BIN"}


def commands(group: click.Group, before: str = "viewpoint") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


@pytest.mark.parametrize("command", sorted(commands(cli.main)))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"^\| `{command}[ `]", README, re.MULTILINE), f"{command} is not in README.md"


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"^\| `(viewpoint [a-z ]+?)(?: [A-Z]+)?` \|", README, re.MULTILINE))
    assert named <= set(commands(cli.main))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_come_to_and_in_order_in_every_language(
    language: str, empty_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = _world(empty_sqlite, tmp_path)
    app = create_app(world.services.settings, world.services)
    inspector = inspected(app)
    with watched(app) as seen:
        tour(app, world, language, monkeypatch)
    world.services.database.close()
    wanted = {str(each.relative_to(paths.templates())) for each in paths.templates().glob("**/*.html")}
    wanted = {name for name in wanted if _is_a_page(name)}
    assert wanted - seen.templates == set(), "no page of the tour is made of these: are they used?"
    urls = app.url_map.bind("localhost")
    came_to = {urls.match(path)[0] for path in inspector.seen if urls.test(path)}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}
    assert (
        pages
        - came_to
        - {
            "staff.home",
            "commissioner.download",
            "coordinator.roster_problems",
            "iro.case_note",
            "iro.sheet_pdf",
            "iro.voice",
            "young_person.copy_pdf",
            "young_person.voice",
            "young_person.worker",
        }
        == set()
    )


def _is_a_page(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return not file.startswith("_") and folder not in {"documents", "layouts", "letters", "messages"}


def _world(empty_sqlite: Path, folder: Path) -> World:
    shutil.copy(empty_sqlite, folder / "tour.sqlite3")
    return a_world(demo_settings(folder, f"sqlite:///{folder / 'tour.sqlite3'}"))
