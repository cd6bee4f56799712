"""A published version never changes: the lock that says so, and how it is mended."""

from pathlib import Path

from tests.exchange.questionnaire_texts import VIEWS, changed, problems_of, write_folder
from viewpoint.domain.questionnaire import FormVersion
from viewpoint.exchange.published import PUBLISHED, publish, read_published
from viewpoint.exchange.questionnaire_extractor import questionnaire_messages
from viewpoint.exchange.questionnaires import load_library


def publish_all(folder: Path) -> tuple[FormVersion, ...]:
    library = load_library(folder, folder)
    return publish(folder, [form.form_version for form in library.questionnaires.values()])


def keep_as_earlier(folder: Path, text: str, name: str = "views@1.yaml") -> None:
    (folder / "earlier").mkdir(exist_ok=True)
    (folder / "earlier" / name).write_text(text, encoding="utf-8")


def test_publishing_writes_each_version_once(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    assert [version.form_id for version in publish_all(folder)] == ["away", "views"]
    written = (folder / PUBLISHED).read_text()
    assert publish_all(folder) == ()
    assert (folder / PUBLISHED).read_text() == written
    assert set(read_published(folder)) == {("away", 1), ("views", 1)}


def test_a_changed_text_of_a_published_version_asks_for_a_new_version(tmp_path: Path) -> None:
    publish_all(write_folder(tmp_path))
    views = changed(VIEWS, "Do you feel safe here?", "Do you feel safe?")
    (problem,) = problems_of(write_folder(tmp_path, views))
    assert (problem.file, problem.line) == ("views.yaml", 3)
    assert problem.what == "version 1 is published, and its text has changed since"
    assert problem.mend == "write `version: 2`"
    (problem,) = problems_of(write_folder(tmp_path, changed(views, "version: 1", "version: 2")))
    assert problem.what == "version 1 of views is published, and its file is gone"
    assert problem.mend == "put it back, as it was then, as earlier/views@1.yaml"
    keep_as_earlier(tmp_path, VIEWS)
    assert problems_of(tmp_path) == ()


def test_comments_and_layout_may_change(tmp_path: Path) -> None:
    publish_all(write_folder(tmp_path))
    assert problems_of(write_folder(tmp_path, "# a comment\n" + changed(VIEWS, "[area, ", "[ area,  "))) == ()


def test_a_version_may_not_go_back(tmp_path: Path) -> None:
    publish_all(write_folder(tmp_path, changed(VIEWS, "version: 1", "version: 3")))
    (problem,) = problems_of(write_folder(tmp_path, changed(VIEWS, "version: 1", "version: 2")))
    assert problem.what == "version 3 is published already"
    assert problem.mend == "write `version: 4`"


def test_an_earlier_version_is_kept_beside_the_one_that_people_are_invited_to(tmp_path: Path) -> None:
    publish_all(write_folder(tmp_path))
    newer = changed(changed(VIEWS, "Do you feel safe here?", "Do you feel safe?"), "version: 1", "version: 2")
    keep_as_earlier(write_folder(tmp_path, newer), VIEWS)
    library = load_library(tmp_path, tmp_path)
    (earlier,) = library.earlier
    assert (earlier.form_id, earlier.version, earlier.questions[1].label.in_language("en")) == (
        "views", 1, "Do you feel safe here?",
    )  # fmt: skip
    assert library.questionnaires["views"].version == 2


def test_both_versions_are_translated(tmp_path: Path) -> None:
    publish_all(write_folder(tmp_path))
    newer = changed(changed(VIEWS, "Do you feel safe here?", "Do you feel safe?"), "version: 1", "version: 2")
    keep_as_earlier(write_folder(tmp_path, newer), VIEWS)
    said = [message for message in questionnaire_messages(tmp_path) if message.context == "views.safe"]
    assert [(message.file, message.text) for message in said] == [
        ("views.yaml", "Do you feel safe?"),
        ("earlier/views@1.yaml", "Do you feel safe here?"),
    ]


def test_an_earlier_version_is_word_for_word_what_was_published(tmp_path: Path) -> None:
    publish_all(write_folder(tmp_path))
    write_folder(tmp_path, changed(VIEWS, "version: 1", "version: 2"))
    keep_as_earlier(tmp_path, changed(VIEWS, "Do you feel safe here?", "Do you feel safe?"))
    (problem,) = problems_of(tmp_path)
    assert (problem.file, problem.line) == ("earlier/views@1.yaml", 3)
    assert problem.what == "this is not version 1 as it was published"


def test_an_earlier_version_is_found_by_its_files_name(tmp_path: Path) -> None:
    publish_all(write_folder(tmp_path))
    write_folder(tmp_path, changed(VIEWS, "version: 1", "version: 2"))
    keep_as_earlier(tmp_path, VIEWS, "views.yaml")
    (problem,) = problems_of(tmp_path)
    assert problem.mend == "call it views@1.yaml"
    keep_as_earlier(tmp_path, "a: [", "views.yaml")
    assert {problem.file for problem in problems_of(tmp_path)} == {"views.yaml", "published.yaml"}


def test_a_lock_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / PUBLISHED).write_text("a: [")
    assert [problem.file for problem in problems_of(folder)] == [PUBLISHED]
    (folder / PUBLISHED).write_text("views@one: abc\n")
    assert problems_of(folder) == ()
