"""What a wheel holds, and how the catalogues in it are made."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from viewpoint import paths
from viewpoint._build_hook import catalogue_faults, compile_catalogues

ROOT = Path(__file__).resolve().parent.parent
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        yield archive


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    source = tmp_path / "cy" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text(HEADER + 'msgid "Back"\nmsgstr "Yn ôl"\n')
    return source


def files(folder: Path) -> set[str]:
    inside = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix()
        for path in inside
        if path.suffix not in {".po", ".pot", ".pyc", ".part"}
    }


def test_a_wheel_carries_every_data_file(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    for folder in (paths.templates(), paths.translations(), paths.questionnaires()):
        assert {f"viewpoint/_data/{folder.name}/{name}" for name in files(folder)} - names == set()


def test_a_wheel_carries_each_catalogue_compiled_and_no_source_of_it(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    for source in (ROOT / "translations").glob("*/LC_MESSAGES/*.po"):
        compiled = source.relative_to(ROOT).with_suffix(".mo").as_posix()
        assert f"viewpoint/_data/{compiled}" in names
    assert [name for name in names if name.endswith((".po", ".pot"))] == []


def test_a_wheel_carries_the_code_and_its_types_and_nothing_of_the_workshop(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "viewpoint").rglob("*.py")}
    workshop = {"viewpoint/bootstrap.py", "viewpoint/_build_hook.py"}
    assert code - workshop <= names
    assert "viewpoint/py.typed" in names
    assert not workshop & names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"viewpoint", "viewpoint_voice"}


def test_an_installed_wheel_finds_its_data(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "site")
    show = "from viewpoint import paths as p; print(p.templates(), p.translations(), p.questionnaires())"
    found = subprocess.run(
        [sys.executable, "-c", show],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    data = tmp_path / "site" / "viewpoint" / "_data"
    assert [Path(path) for path in found] == [
        data / name for name in ("templates", "translations", "questionnaires")
    ]


def test_a_checkout_finds_its_own_folders() -> None:
    assert paths.templates() == ROOT / "templates"
    assert paths.questionnaires() == ROOT / "questionnaires"


def test_a_catalogue_is_compiled_once_and_again_when_edited(tmp_path: Path, catalogue: Path) -> None:
    compiled = catalogue.with_suffix(".mo")
    assert compile_catalogues(tmp_path) == (compiled,)
    assert "Yn ôl".encode() in compiled.read_bytes()
    assert compile_catalogues(tmp_path) == ()
    later = compiled.stat().st_mtime_ns + 1_000_000
    os.utime(catalogue, ns=(later, later))
    assert compile_catalogues(tmp_path) == (compiled,)


def test_a_broken_catalogue_is_refused_and_leaves_nothing_behind(tmp_path: Path, catalogue: Path) -> None:
    catalogue.write_text(HEADER + 'msgid "Back"\nmsgword "Yn ôl"\n')
    with pytest.raises(PoFileError):
        compile_catalogues(tmp_path)
    assert list(catalogue.parent.iterdir()) == [catalogue]


def test_a_translation_that_loses_a_placeholder_is_a_fault(tmp_path: Path, catalogue: Path) -> None:
    lost = '#, python-format\nmsgid "%(count)s questions"\nmsgstr "%(number)s cwestiwn"\n'
    catalogue.write_text(HEADER + lost)
    assert len(catalogue_faults(tmp_path)) == 1
    catalogue.write_text(HEADER + lost.replace("number", "count"))
    assert catalogue_faults(tmp_path) == ()
