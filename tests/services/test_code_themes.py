"""Coding what was written, once the answers are safe: every comment that may be coded, and no other."""

import pytest
from sqlalchemy import delete, select

from tests.builders import COUNCIL, World
from tests.services.visits import sent
from viewpoint.domain.errors import SealBroken
from viewpoint.domain.people import ResponseId
from viewpoint.domain.response import NOT_SAYING, Answer
from viewpoint.domain.themes import Coding, Feeling, Outcome
from viewpoint.services.code_themes import Code, CodeThemes
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.responses import Coding as Row
from viewpoint.storage.themes import codings_of
from viewpoint.storage.work import Task, TaskKind

SAID = {
    "home_feel": Answer.counting(7),
    "good_things": Answer.saying("The dog"),
    "want_change": Answer.saying("More dogs"),
    "meeting_who": Answer.saying("My aunt Ceri"),
}


def task(response: str, world: World) -> Task:
    return Task(
        id="1",
        authority=world.authority,
        kind=TaskKind.CODE_THEMES,
        subject=response,
        payload_sealed=None,
        attempts=1,
    )


def coder(world: World, code: Code, version: int = 1) -> CodeThemes:
    services = world.services
    return CodeThemes(
        services.database,
        services.vault,
        services.instruments,
        code,
        version,
    )


def noting(seen: list[tuple[str, str, str]]) -> Code:
    def _code(words: str, language: str, asked: str) -> Coding:
        seen.append((words, language, asked))
        return Coding(outcome=Outcome.NOT_EXPLAINED, feeling=Feeling.NONE)

    return _code


def test_every_comment_is_coded_in_its_language_except_those_that_ask_for_names(world: World) -> None:
    response = sent(world, world.invited(), SAID)
    seen: list[tuple[str, str, str]] = []
    coder(world, noting(seen)).handle(task(response, world))
    assert seen == [("The dog", "en", "good_things"), ("More dogs", "en", "want_change")]
    with world.services.database.read() as connection:
        assert codings_of(connection, response).keys() == {"good_things", "want_change"}


def test_what_was_skipped_or_not_said_is_not_coded(world: World) -> None:
    response = sent(world, world.invited(), {"good_things": NOT_SAYING})
    seen: list[tuple[str, str, str]] = []
    coder(world, noting(seen)).handle(task(response, world))
    assert seen == []


def test_coding_again_replaces_what_was_coded_before(world: World) -> None:
    response = sent(world, world.invited(), SAID)
    for version in (1, 2):
        coder(world, noting([]), version).handle(task(response, world))
    with world.services.database.read() as connection:
        rows = connection.execute(select(Row.question, Row.codeframe_version)).all()
    assert sorted(map(tuple, rows)) == [("good_things", 2), ("want_change", 2)]


def test_a_fault_half_way_keeps_what_was_coded_before(world: World) -> None:
    response = sent(world, world.invited(), SAID)
    coder(world, noting([])).handle(task(response, world))

    def _fails(words: str, language: str, asked: str) -> Coding:
        raise RuntimeError(asked)

    with pytest.raises(RuntimeError):
        coder(world, _fails, 2).handle(task(response, world))
    with world.services.database.read() as connection:
        assert set(connection.execute(select(Row.codeframe_version)).scalars()) == {1}


def test_a_response_that_is_gone_is_left_alone(world: World) -> None:
    seen: list[tuple[str, str, str]] = []
    coder(world, noting(seen)).handle(task(ResponseId("0" * 32), world))
    assert seen == []


def test_a_response_of_another_authority_is_not_found(world: World) -> None:
    response = sent(world, world.invited(), SAID)
    seen: list[tuple[str, str, str]] = []
    elsewhere = Task(**{**vars(task(response, world)), "authority": "OTHERSHIRE"})
    coder(world, noting(seen)).handle(elsewhere)
    assert seen == []
    assert world.authority == COUNCIL


def test_what_was_erased_is_not_coded(world: World) -> None:
    response = sent(world, world.invited(), SAID)
    with world.services.database.write() as connection:
        connection.execute(delete(ChildKey))
    with pytest.raises(SealBroken):
        coder(world, noting([])).handle(task(response, world))


def test_spans_and_codes_are_kept_and_never_the_words(world: World) -> None:
    sent(world, world.invited(), SAID)
    while world.services.worker.run_once():
        pass
    with world.services.database.read() as connection:
        rows = [repr(row) for row in connection.execute(select(Row.__table__))]
    assert rows
    assert not [row for row in rows if "dog" in row]
