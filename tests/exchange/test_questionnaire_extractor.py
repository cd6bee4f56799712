"""Extraction: Babel sees every text that the loader uses, under the same context."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract as babel_extract

from tests.exchange.questionnaire_texts import AWAY, VIEWS, changed, write_folder
from viewpoint.domain.words import Words
from viewpoint.exchange.questionnaire_extractor import extract, questionnaire_messages
from viewpoint.exchange.questionnaires import load_library

METHOD = "viewpoint.exchange.questionnaire_extractor:extract"


def test_babel_extracts_each_text_with_context_and_kind(tmp_path: Path) -> None:
    path = write_folder(tmp_path) / "away.yaml"
    with path.open("rb") as file:
        found = list(babel_extract(METHOD, file, keywords={"pgettext": ((1, "c"), 2)}))
    assert found == [
        (1, "Away", ["Type: Title"], "away"),
        (3, "Is it good to be away?", ["Type: Question"], "away.away_ok"),
        (5, "Yes", ["Type: Answer option"], "away.yes_no.yes"),
        (6, "No", ["Type: Answer option"], "away.yes_no.no"),
    ]


def test_hints_and_error_messages_have_contexts_of_their_own(tmp_path: Path) -> None:
    with (write_folder(tmp_path) / "views.yaml").open("rb") as file:
        found = [context for *_, context in babel_extract(METHOD, file, keywords={"pgettext": ((1, "c"), 2)})]
    assert "views.safe.hint" in found
    assert "views.why.constraint" in found


def test_tables_beside_the_questionnaires_have_no_words(tmp_path: Path) -> None:
    with (write_folder(tmp_path) / "tailoring.yaml").open("rb") as file:
        assert list(extract(file, (), (), {})) == []


def test_what_is_not_there_is_not_extracted(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, "settings: 1\nsurvey: 2\nchoices: [3, {label: [4]}]\n")
    assert {message.file for message in questionnaire_messages(folder)} == {"away.yaml"}
    folder = write_folder(tmp_path, changed(VIEWS, "hint: Say what you think.", "hint:"), AWAY)
    assert "views.safe.hint" not in {message.context for message in questionnaire_messages(folder)}


def test_every_context_is_said_once(tmp_path: Path) -> None:
    contexts = [message.context for message in questionnaire_messages(write_folder(tmp_path))]
    assert len(contexts) == len(set(contexts))


def test_extraction_finds_every_text_that_a_library_holds(tmp_path: Path) -> None:
    library = load_library(write_folder(tmp_path), tmp_path)
    held = {words.in_language("en") for words in _words(list(library.questionnaires.values()))}
    assert held == {message.text for message in questionnaire_messages(tmp_path)}


def _words(value: object) -> Iterator[Words]:
    """Every Words reachable in a tree of dataclasses."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _words(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _words(getattr(value, name))
