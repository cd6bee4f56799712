"""Catalogues: read into words, gaps told, and brought up to date without losing a translation."""

from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.exchange.questionnaire_texts import VIEWS, changed, problems_of, write_folder
from viewpoint.domain.words import Words
from viewpoint.exchange.catalogues import DOMAIN, questionnaire_texts, read_catalogues
from viewpoint.exchange.po_files import read_po_file, rebuilt, strings_of, write_po_file
from viewpoint.exchange.questionnaire_extractor import questionnaire_messages
from viewpoint.exchange.questionnaires import load_library
from viewpoint.exchange.yaml_files import FilesRefused


def po_path(folder: Path, language: str = "cy") -> Path:
    return folder / "translations" / language / "LC_MESSAGES" / "questionnaires.po"


def update_catalogue(folder: Path, catalogue_folder: Path, language: str) -> int:
    """Bring a language's .po up to date; gives the number of texts still to be translated."""
    path = catalogue_folder / language / "LC_MESSAGES" / "questionnaires.po"
    old = read_po_file(path) if path.exists() else None
    new = rebuilt(old, questionnaire_texts(folder), language, DOMAIN)
    write_po_file(new, path)
    return sum(1 for message in new if message.id and (message.fuzzy or not all(strings_of(message))))


def translate_all(folder: Path, language: str = "cy") -> Path:
    """Update the catalogue and fill every gap with the English between guillemets."""
    update_catalogue(folder, folder / "translations", language)
    path = po_path(folder, language)
    lines = path.read_text(encoding="utf-8").split("\n")
    for at, line in enumerate(lines):
        if line == 'msgstr ""' and lines[at - 1].startswith("msgid ") and lines[at - 1] != 'msgid ""':
            lines[at] = f'msgstr "«{lines[at - 1][7:-1]}»"'
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_translated_folder_speaks_the_language(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    translate_all(folder)
    assert problems_of(folder, ["en", "cy"]) == ()
    library = load_library(folder, folder / "translations", ["en", "cy"])
    views = library.questionnaires["views"]
    safe = views.questions[1]
    assert library.languages == ("en", "cy")
    assert views.title.in_language("cy") == "«My views»"
    assert safe.label == Words({"en": "Do you feel safe here?", "cy": "«Do you feel safe here?»"})
    assert safe.hint is not None
    assert safe.hint.in_language("cy") == "«Say what you think.»"
    assert safe.options[0].label.in_language("cy") == "«Always»"
    assert safe.group is not None
    assert safe.group.label.in_language("cy") == "«Where I live»"
    message = views.questions[4].constraint_message
    assert message is not None
    assert message.in_language("cy") == "«Please make it shorter.»"


def test_a_compiled_catalogue_is_read_where_there_is_no_source(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    path = translate_all(folder)
    with path.open("rb") as source, path.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read_po(source))
    path.unlink()
    assert problems_of(folder, ["en", "cy"]) == ()
    path.with_suffix(".mo").write_bytes(b"not compiled")
    (problem,) = problems_of(folder, ["en", "cy"])
    assert "the catalogue cannot be read" in problem.what


def test_a_language_without_a_catalogue_is_one_problem(tmp_path: Path) -> None:
    (problem,) = problems_of(write_folder(tmp_path), ["en", "ar"])
    assert problem.what == "nothing is translated into ar"


def test_a_questionnaire_that_a_language_has_nothing_of_yet_waits_in_english(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    translate_all(folder)
    (folder / "later.yaml").write_text(changed(VIEWS, "form_id: views", "form_id: later"), encoding="utf-8")
    library = load_library(folder, folder / "translations", ["en", "cy"])
    (waiting,) = library.untranslated
    assert (waiting.file, waiting.line) == ("later.yaml", 1)
    assert "nothing of it is translated into cy" in waiting.what
    assert library.questionnaires["later"].title.in_language("cy") == "My views"


def test_a_text_without_a_translation_is_a_gap(tmp_path: Path) -> None:
    path = translate_all(write_folder(tmp_path))
    path.write_text(path.read_text().replace("«Friends»", ""))
    (problem,) = problems_of(tmp_path, ["en", "cy"])
    assert (problem.file, problem.what) == ("views.yaml", "views.who.friends is not translated into cy")
    assert "Friends" in problem.mend


def test_a_changed_english_text_is_a_gap_until_somebody_has_looked(tmp_path: Path) -> None:
    translate_all(write_folder(tmp_path))
    write_folder(tmp_path, changed(VIEWS, "label: Friends", "label: My friends"))
    (problem,) = problems_of(tmp_path, ["en", "cy"])
    assert problem.what == "views.who.friends has changed since it was translated into cy"
    assert update_catalogue(tmp_path, tmp_path / "translations", "cy") == 1
    text = po_path(tmp_path).read_text()
    assert "#, fuzzy" in text
    assert '#| msgid "Friends"' in text
    assert 'msgstr "«Friends»"' in text
    assert len(problems_of(tmp_path, ["en", "cy"])) == 1
    po_path(tmp_path).write_text(text.replace("#, fuzzy\n", ""))
    assert problems_of(tmp_path, ["en", "cy"]) == ()


def test_bringing_a_catalogue_up_to_date_again_changes_nothing(tmp_path: Path) -> None:
    path = translate_all(write_folder(tmp_path))
    assert update_catalogue(tmp_path, tmp_path / "translations", "cy") == 0
    before = path.read_text()
    update_catalogue(tmp_path, tmp_path / "translations", "cy")
    assert path.read_text() == before


def test_a_new_catalogue_has_everything_to_translate(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    wanted = len(questionnaire_messages(folder))
    assert update_catalogue(folder, folder / "translations", "ar") == wanted
    assert '"Language: ar\\n"' in po_path(folder, "ar").read_text()


def test_a_catalogue_has_every_text_with_its_kind_and_context(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    count = update_catalogue(folder, folder / "translations", "cy")
    written = po_path(folder).read_text()
    assert count == len(questionnaire_messages(folder)) == written.count("msgctxt")
    assert (
        "#. Type: Answer option\n#: questionnaires/views.yaml\n"
        'msgctxt "views.often.always"\nmsgid "Always"\nmsgstr ""'
    ) in written


@pytest.mark.parametrize(
    "content",
    [b'msgid "a"\nmsgstr "b"\nnonsense\n', b'msgid "a"\nmsgstr "\xff"\n'],
)
def test_a_catalogue_that_cannot_be_read_says_so(tmp_path: Path, content: bytes) -> None:
    path = po_path(write_folder(tmp_path))
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    (problem,) = problems_of(tmp_path, ["en", "cy"])
    assert problem.file == "cy/LC_MESSAGES/questionnaires.po"
    assert "the catalogue cannot be read" in problem.what
    with pytest.raises(FilesRefused):
        update_catalogue(tmp_path, tmp_path / "translations", "cy")


def test_english_needs_no_catalogue(tmp_path: Path) -> None:
    words = read_catalogues(tmp_path, ["en"]).words("views.safe", "Safe?")
    assert words == Words({"en": "Safe?"})
