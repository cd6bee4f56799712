"""The set-up commands and the locks they install from."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from viewpoint import bootstrap
from viewpoint.wording.documents import DEBIAN_PACKAGES

LOCKS = sorted(bootstrap.LOCKS.glob("*.txt"))
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def pins(lock: Path) -> list[str]:
    joined = lock.read_text().replace("\\\n", " ")
    return [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]


def versions(lock: Path) -> set[str]:
    return {re.sub(r"\s+", " ", pin.partition("--hash")[0]).strip() for pin in pins(lock)}


def imported_modules(source: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            found.update(name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def executable(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An environment whose uv and python only write down how they were called."""
    calls = tmp_path / "calls"
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "BIN", tmp_path / "bin")
    monkeypatch.setattr(bootstrap, "LOG", tmp_path / "log")
    monkeypatch.setattr(
        bootstrap, "PYTHON", executable(tmp_path / "bin/python", f'echo "python $@" >>{calls}')
    )
    executable(tmp_path / "bin/uv", f'echo "uv $@" >>{calls}')
    (tmp_path / "lib/python3/site-packages/pip").mkdir(parents=True)
    (tmp_path / "lib/python3/site-packages/pip/__main__.py").touch()
    monkeypatch.delenv("VIEWPOINT_INSTALLER", raising=False)
    bootstrap._pip_settings.cache_clear()
    yield tmp_path
    bootstrap._pip_settings.cache_clear()


def installations(environment: Path) -> list[str]:
    lines = (environment / "calls").read_text().splitlines()
    return [line.split()[0] for line in lines if "--require-hashes" in line]


def test_bootstrap_imports_only_the_standard_library() -> None:
    outside = imported_modules(Path(bootstrap.__file__)) - sys.stdlib_module_names
    assert not outside


def test_opening_the_package_imports_nothing() -> None:
    assert imported_modules(bootstrap.ROOT / "viewpoint" / "__init__.py") == set()


def test_a_bare_python_can_start_it_and_is_told_the_commands() -> None:
    bare = [bootstrap._base_python(), "-S", "-m", "viewpoint.bootstrap"]
    shown = subprocess.run(bare, cwd=bootstrap.ROOT, capture_output=True, text=True, check=False)
    assert shown.returncode == 2
    assert "viewpoint.bootstrap demo" in shown.stdout


def test_there_is_a_lock_for_each_source() -> None:
    assert {lock.stem for lock in LOCKS} == set(bootstrap.LOCK_SOURCES)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_address(lock: Path) -> None:
    assert not re.search(r"://|find-links|index-url|trusted-host|\bfile:", lock.read_text())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_requirement_of_a_lock_is_pinned_and_hashed(lock: Path) -> None:
    assert pins(lock)
    assert [pin for pin in pins(lock) if "==" not in pin or not HASH.search(pin)] == []


def test_development_repeats_the_versions_of_production() -> None:
    assert versions(bootstrap.LOCKS / "run.txt") <= versions(bootstrap.LOCKS / "dev.txt")


def test_every_declared_package_is_in_the_locks() -> None:
    project = tomllib.loads((bootstrap.ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    run = [*project["project"]["dependencies"], *groups["build"]]
    for lock, declared in {"run": run, "dev": [*run, *groups["test"], *groups["lint"]]}.items():
        locked = {pin.partition("==")[0] for pin in versions(bootstrap.LOCKS / f"{lock}.txt")}
        names = {re.split(r"[\[<>=!~ ]", requirement)[0] for requirement in declared}
        assert names - locked == set(), "python3 -m viewpoint.bootstrap lock"


def test_the_project_never_names_itself_in_its_own_requirements() -> None:
    # The index has a package called viewpoint that is something else.
    names = {pin.partition("==")[0] for lock in LOCKS for pin in versions(lock)}
    assert not {name for name in names if name.startswith("viewpoint")}


def test_packages_are_installed_by_uv(environment: Path) -> None:
    bootstrap._install_packages("run")
    assert installations(environment) == ["uv"]


def test_pip_takes_over_when_uv_fails(environment: Path) -> None:
    executable(environment / "bin/uv", "exit 1")
    bootstrap._install_packages("run")
    assert installations(environment) == ["python"]


def test_pip_takes_over_when_uv_cannot_be_installed(environment: Path) -> None:
    (environment / "bin/uv").unlink()
    refuses_uv = f'case "$*" in *uv.txt*) exit 1;; esac; echo "python $@" >>{environment}/calls'
    executable(environment / "bin/python", refuses_uv)
    bootstrap._install_packages("run")
    assert installations(environment) == ["python"]


def test_pip_goes_first_where_only_pip_knows_the_index(environment: Path) -> None:
    knows = f'echo "global.index-url=\'somewhere\'"; echo "python $@" >>{environment}/calls'
    executable(environment / "bin/python", knows)
    bootstrap._install_packages("run")
    assert installations(environment) == ["python"]


def test_a_failing_step_shows_the_end_of_its_output(environment: Path) -> None:
    with pytest.raises(bootstrap.SetUpStopped, match="no space left"):
        bootstrap._run("Filling the disk", ["sh", "-c", "echo no space left; exit 3"])


def test_without_root_it_says_what_to_install(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(environment / "bin"))  # no apt-get, no sudo
    with pytest.raises(bootstrap.SetUpStopped, match="sudo apt-get install libatomic1 fontconfig"):
        bootstrap._install_system_packages(["libatomic1", "fontconfig"])


def test_the_packages_that_a_pdf_needs_are_the_ones_that_its_absence_names() -> None:
    assert " ".join(bootstrap.PDF_PACKAGES) == DEBIAN_PACKAGES


def test_what_was_stamped_is_made_again_when_its_sources_change(environment: Path) -> None:
    bootstrap._stamp("run", bootstrap._digest(b"a lock"))
    assert bootstrap._is_stamped("run", bootstrap._digest(b"a lock"))
    assert not bootstrap._is_stamped("run", bootstrap._digest(b"another"))
    bootstrap.PYTHON.unlink()
    assert not bootstrap._is_stamped("run", bootstrap._digest(b"a lock"))


def test_every_check_runs_although_one_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "_install", lambda lock: None)
    monkeypatch.setattr(bootstrap, "CHECKS", (("first", "false"), ("second", "true")))
    assert bootstrap.main(["check"]) == 1
    shown = capsys.readouterr().out
    assert re.search(r"second +ok", shown)
    assert "1 of 2 checks passed" in shown
    assert "failed: first" in shown


def test_every_check_is_a_program_of_the_development_environment() -> None:
    programs = {command.split()[0] for _, command in bootstrap.CHECKS}
    assert [program for program in programs if not Path(sys.executable).with_name(program).exists()] == []
