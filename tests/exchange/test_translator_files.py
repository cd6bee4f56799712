"""Words out to a translator and back: each thing once, checked by line, and nothing lost on the way."""

import json
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.exchange.questionnaire_texts import VIEWS, changed, write_folder
from viewpoint.exchange.po_files import po_path, read_po_file
from viewpoint.exchange.texts import Domain
from viewpoint.exchange.translation_source import Folders, counts_missing, missing, reviewed, update
from viewpoint.exchange.translator_files import exported, take_in
from viewpoint.exchange.translator_rows import plural_forms

PAGE = """{{ _("Hello, %(name)s") }} {{ ngettext("%(num)s day", "%(num)s days", days) }}
{{ _("If you are in danger now, call 999.") }}"""
STAFF = '{{ _("Every reading is written down.") }}'
PACK = """\
services:
  - id: childline
    name: {en: Someone to talk to, cy: Rhywun i siarad}
    phone: "0800 1111"
"""
COUNCIL = 'name = {en = "Fernshire"}\nreader = {en = "your IRO", ar = "مسؤول"}\n'


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A small checkout: two questionnaires, one page of each side, one pack, the example council."""
    write_folder(tmp_path / "questionnaires")
    for name, content in {
        "templates/young_person/hello.html": PAGE,
        "templates/iro/hello.html": STAFF,
        "questionnaires/help/england.yaml": PACK,
        "viewpoint/demo/fernshire.toml": COUNCIL,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Folders(
        templates=tmp_path / "templates",
        package=tmp_path / "viewpoint",
        questionnaires=tmp_path / "questionnaires",
        translations=tmp_path / "translations",
    )


def rows(
    folders: Folders, language: str = "so", *, only_missing: bool = True
) -> dict[str, dict[str, object]]:
    """What is exported, by its English."""
    lines = [json.loads(line) for line in exported(folders, language, only_missing=only_missing)]
    return {line["english"]: line for line in lines}


def say(folders: Folders, texts: dict[str, object], language: str = "so") -> list[str]:
    """Import translations by their English; gives what was wrong."""
    known = rows(folders, language, only_missing=False)
    lines = [json.dumps({"id": known[text]["id"], "translation": own}) for text, own in texts.items()]
    return [str(each) for each in take_in(folders, language, "\n".join(lines), "so.jsonl").problems]


def say_all(folders: Folders, language: str = "so") -> None:
    said: dict[str, object] = {}
    for text, row in rows(folders, language).items():
        many = row["translation"] if isinstance(row["translation"], list) else None
        said[text] = [f"«{text}»"] * len(many) if many else f"«{text}»"
    assert say(folders, said, language) == []


def test_a_language_of_young_people_has_what_they_meet_and_each_thing_once(folders: Folders) -> None:
    english = [json.loads(line)["english"] for line in exported(folders, "so", only_missing=True)]
    assert {"Hello, %(name)s", "%(num)s day", "Do you feel safe here?", "Someone to talk to"} <= set(english)
    assert "your IRO" in english
    assert "Fernshire" not in english
    assert "Every reading is written down." not in english
    assert len(english) == len(set(english))


def test_a_language_of_staff_has_theirs_too_and_not_what_a_file_says_itself(folders: Folders) -> None:
    assert "Every reading is written down." in rows(folders, "cy")
    assert "Someone to talk to" not in rows(folders, "cy")
    assert "your IRO" not in rows(folders, "ar")


def test_what_is_brought_back_is_said_and_no_longer_asked_for(folders: Folders) -> None:
    assert counts_missing(folders, ["en", "so"])["so"] == len(missing(folders, "so")) > 0
    say_all(folders)
    assert exported(folders, "so", only_missing=True) == []
    assert counts_missing(folders, ["en", "so"]) == {"en": 0, "so": 0}
    assert rows(folders, only_missing=False)["Hello, %(name)s"]["translation"] == "«Hello, %(name)s»"


def test_one_gap_is_a_gap(folders: Folders) -> None:
    say_all(folders)
    path = po_path(folders.translations, "so", Domain.QUESTIONNAIRES)
    path.write_text(path.read_text("utf-8").replace('msgstr "«Friends»"', 'msgstr ""'), encoding="utf-8")
    assert counts_missing(folders, ["so"]) == {"so": 1}
    (row,) = rows(folders).values()
    assert row["english"] == "Friends"


def test_a_changed_question_is_asked_for_with_what_was_said(folders: Folders) -> None:
    say_all(folders)
    write_folder(folders.questionnaires, changed(VIEWS, "label: Friends", "label: My friends"))
    (row,) = rows(folders).values()
    assert row["was"] == {"english": "Friends", "translation": "«Friends»"}
    assert row["translation"] == ""
    assert say(folders, {"My friends": "Saaxiibbaday"}) == []
    assert exported(folders, "so", only_missing=True) == []


def test_the_same_english_in_a_new_questionnaire_takes_what_is_said(folders: Folders) -> None:
    say_all(folders)
    path = folders.questionnaires / "views.yaml"
    path.with_name("more.yaml").write_text(path.read_text().replace("form_id: views", "form_id: more"))
    update(folders, ["so"])
    assert counts_missing(folders, ["so"]) == {"so": 0}


def test_safety_is_marked(folders: Folders) -> None:
    found = rows(folders)
    assert "SAFETY" in str(found["If you are in danger now, call 999."]["about"])
    assert "SAFETY" in str(found["Someone to talk to"]["about"])
    assert "SAFETY" not in str(found["Hello, %(name)s"]["about"])


@pytest.mark.parametrize(
    ("language", "english", "own", "wrong"),
    [
        ("so", "Hello, %(name)s", "Salaan", "the placeholders differ; keep these letter by letter"),
        ("so", "Hello, %(name)s", "Salaan %(magac)s", "the placeholders differ"),
        ("so", "Hello, %(name)s", "Salaan, %(name)s %", "a % stands alone"),
        ("so", "Hello, %(name)s", "<b>Salaan</b>, %(name)s", "there is HTML in it"),
        ("so", "Hello, %(name)s", " Salaan, %(name)s", "the blanks differ"),
        ("so", "Hello, %(name)s", "Salaan, \u202e%(name)s", "there is a control character in it"),
        ("so", "If you are in danger now, call 999.", "Wac 998.", "the numbers differ"),
        (
            "so",
            "If you are in danger now, call 999.",
            "If you are in danger now, call 999.",
            "it is the English",
        ),
        ("so", "%(num)s day", "%(num)s maalin", "it has 1 form(s), and so has 2"),
        ("so", "%(num)s day", ["%(num)s maalin", ""], "a plural form is empty"),
        ("so", "Friends", 7, "the translation is no text"),
        ("am", "Friends", "Friends", "there is no letter of አማርኛ in it"),
        ("fa", "Friends", "друзья", "there is no letter of"),
    ],
)
def test_what_is_wrong_is_told_and_left_out(
    folders: Folders, language: str, english: str, own: object, wrong: str
) -> None:
    (told,) = say(folders, {english: own}, language)
    assert told.startswith("so.jsonl:1: ")
    assert wrong in told
    assert rows(folders, language)[english]["translation"] in ("", ["", ""], [""])


def test_sound_lines_are_taken_in_and_the_others_named_by_their_number(folders: Folders) -> None:
    id_ = rows(folders)["Friends"]["id"]
    lines = [
        "not JSON",
        '{"translation": "x"}',
        '{"id": "0000000000", "translation": "x"}',
        "",
        json.dumps({"id": id_, "translation": "Saaxiibo"}),
        json.dumps({"id": id_, "translation": "Saaxiibo"}),
        json.dumps({"id": rows(folders)["Nobody"]["id"], "english": "Somebody", "translation": "Cidna"}),
        json.dumps({"id": rows(folders)["Nobody"]["id"], "translation": ""}),
    ]
    found = take_in(folders, "so", "\n".join(lines), "so.jsonl")
    assert (found.taken, found.empty) == (1, 1)
    assert [(each.line, each.what.split(" (")[0]) for each in found.problems] == [
        (1, "the line is not JSON"),
        (2, "the line has no id"),
        (3, "nothing has the id 0000000000"),
        (6, "line 5 has the same id"),
        (7, f"{rows(folders)['Nobody']['id']} is 'Nobody'"),
    ]
    assert "Friends" not in rows(folders)


def test_easy_read_may_say_the_english_again(folders: Folders) -> None:
    assert say(folders, {"Do you feel safe here?": "Do you feel safe here?"}, "en-easyread") == []
    assert (folders.translations / "en_GB@easyread" / "LC_MESSAGES" / "questionnaires.po").exists()


def test_a_review_is_written_down_and_new_words_undo_it(folders: Folders) -> None:
    say_all(folders)
    assert reviews(folders) == {"none"}
    reviewed(folders, "so", "Hodan Ali", date(2026, 11, 22))
    assert reviews(folders) == {"Hodan Ali, 2026-11-22"}
    update(folders, ["so"])
    assert say(folders, {"Friends": "«Friends»"}) == []
    assert reviews(folders) == {"Hodan Ali, 2026-11-22"}
    assert say(folders, {"Friends": "Saaxiibo"}) == []
    assert reviews(folders) == {"none"}


def reviews(folders: Folders) -> set[str]:
    heads = (read_po_file(path).header_comment for path in folders.translations.rglob("*.po"))
    return {head.partition("# X-Human-Review: ")[2].partition("\n")[0] for head in heads}


def test_an_update_with_nothing_new_changes_no_byte(folders: Folders) -> None:
    say_all(folders)
    before = {path: path.read_bytes() for path in folders.translations.rglob("*.po")}
    update(folders, ["so"])
    assert {path: path.read_bytes() for path in folders.translations.rglob("*.po")} == before
    for content in before.values():
        assert b"POT-Creation-Date" not in content
    with po_path(folders.translations, "so", Domain.PAGES).open("rb") as file:
        assert "Every reading is written down." not in read_po(file)


def test_the_numbers_of_each_plural_form_are_shown() -> None:
    assert plural_forms("vi") == ((0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 20, 21, 22, 100, 101),)
    assert plural_forms("pl")[:2] == ((1,), (2, 3, 4, 22))
    assert len(plural_forms("ar")) == 6
