"""A published version never changes: the lock that says so, and how it is mended."""

from pathlib import Path

from tests.exchange.questionnaire_texts import VIEWS, changed, problems_of, write_folder
from viewpoint.domain.questionnaire import FormVersion
from viewpoint.exchange.published import PUBLISHED, publish, read_published
from viewpoint.exchange.questionnaires import load_library


def publish_all(folder: Path) -> tuple[FormVersion, ...]:
    library = load_library(folder, folder)
    return publish(folder, [form.form_version for form in library.questionnaires.values()])


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
    assert problems_of(write_folder(tmp_path, changed(views, "version: 1", "version: 2"))) == ()


def test_comments_and_layout_may_change(tmp_path: Path) -> None:
    publish_all(write_folder(tmp_path))
    assert problems_of(write_folder(tmp_path, "# a comment\n" + changed(VIEWS, "[area, ", "[ area,  "))) == ()


def test_a_version_may_not_go_back(tmp_path: Path) -> None:
    publish_all(write_folder(tmp_path, changed(VIEWS, "version: 1", "version: 3")))
    (problem,) = problems_of(write_folder(tmp_path, changed(VIEWS, "version: 1", "version: 2")))
    assert problem.what == "version 3 is published already"
    assert problem.mend == "write `version: 4`"


def test_a_lock_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / PUBLISHED).write_text("a: [")
    assert [problem.file for problem in problems_of(folder)] == [PUBLISHED]
    (folder / PUBLISHED).write_text("views@one: abc\n")
    assert problems_of(folder) == ()
