"""Sets up a bare machine, then shows the demo, runs the tests or checks the code; standard library only.

python3 -m viewpoint.bootstrap demo [options of `viewpoint demo`]
python3 -m viewpoint.bootstrap test [options of pytest]
python3 -m viewpoint.bootstrap check
python3 -m viewpoint.bootstrap lock
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
LOCKS = ROOT / "tests" / "locks"
LOG = VENV / "bootstrap.log"
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")

# The gate, fastest first: the name that is shown, and a command of the environment. All run, whichever fail.
CHECKS = (
    ("layout of the code", "ruff format --check --quiet ."),
    ("lint", "ruff check --quiet ."),
    ("spelling", "codespell"),
    ("templates", "djlint templates --lint --quiet"),
    ("catalogues", "python -m viewpoint._build_hook"),
    ("questionnaires", "python -m viewpoint questionnaires check"),
    ("translations", "python -m viewpoint catalogues check"),
    ("imports point down", "lint-imports"),
    ("dependencies", "deptry ."),
    ("dead code", "python tests/dead_code.py"),
    ("types", "mypy"),
)
# What each lock is resolved from. `run` also serves production; `dev` repeats the versions of `run`.
LOCK_SOURCES = {
    "run": "pyproject.toml --extra production --group build",
    "dev": "pyproject.toml --extra production --group build --group test --group lint -c tests/locks/run.txt",
    "uv": "--group setup",
}
BROWSERS = ("chromium-headless-shell", "chromium")
PDF_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-core")
TEST_PACKAGES = (
    "chromium-headless-shell",
    "libatomic1",
    "fonts-dejavu-core",
    "fontconfig",
    "espeak-ng",
    "lame",
    *PDF_PACKAGES,
)


class SetUpStopped(Exception):
    """Something is missing or went wrong; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Carry out one command and return the exit status."""
    commands: dict[str, Callable[[list[str]], int]] = {
        "demo": _demo,
        "test": _test,
        "check": _check,
        "lock": _lock,
    }
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 2
    try:
        _require_python()
        return commands[arguments[0]](arguments[1:])
    except (SetUpStopped, OSError) as problem:
        print(f"\nStopped: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _require_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file must also tell those who have an older one
        raise SetUpStopped(f"Viewpoint needs Python 3.11 or later; this is {sys.version.split()[0]}.")


def _demo(options: list[str]) -> int:
    _install("run")
    sys.stdout.flush()
    os.execv(BIN / "viewpoint", ["viewpoint", "demo", *options])  # noqa: S606 - the demo takes over this process


def _test(options: list[str]) -> int:
    _install_system_packages(_missing_for_environment() + _missing_for_tests())  # asks for all at once
    _install("dev")
    workers = ["-n", "auto", "--maxprocesses", "8", "--dist", "worksteal"]
    return subprocess.call([PYTHON, "-m", "pytest", *workers, *options], cwd=ROOT, env=_environment())


def _check(_options: list[str]) -> int:
    _install("dev")
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        # The slowest is started first, beside the others, and told last.
        running = {name: pool.submit(_checked, command) for name, command in reversed(CHECKS)}
        failed = [name for name, _ in CHECKS if not _report(name, running[name].result())]
    passed = f"{len(CHECKS) - len(failed)} of {len(CHECKS)} checks passed"
    print(
        f"{passed} in {time.monotonic() - started:.1f} s",
        *(["- failed:", ", ".join(failed)] if failed else []),
    )
    return 1 if failed else 0


def _lock(_options: list[str]) -> int:
    _make_environment()
    if not _install_uv():
        raise SetUpStopped("uv could not be installed, and the locks are resolved by uv.")
    options = "--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade"
    for name, sources in LOCK_SOURCES.items():
        output = f"tests/locks/{name}.txt"
        command = ["pip", "compile", *sources.split(), *options.split(), "-o", output]
        _run(f"Resolving {output}", [BIN / "uv", *command])
    return 0


def _checked(command: str) -> tuple[float, str]:
    """The seconds that a check took, and what it had to say if it failed."""
    started = time.monotonic()
    done = subprocess.run(
        shlex.split(command), cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False
    )
    said = f"$ {command}\n{done.stdout}{done.stderr}" if done.returncode else ""
    return time.monotonic() - started, said


def _report(name: str, outcome: tuple[float, str]) -> bool:
    seconds, said = outcome
    print(f"{name:<22}{'FAILED' if said else 'ok':<8}{seconds:5.1f} s")
    if said:
        print(said)
    sys.stdout.flush()
    return not said


# Set-up: each part is stamped with a digest of what it was made from, so the next start is instant.


def _install(lock: str) -> None:
    if not _is_stamped(lock, _packages_digest(lock)):
        _make_environment()
        _install_packages(lock)
        for included in ("run", lock):  # dev holds all that run does, in the same versions
            _stamp(included, _packages_digest(included))
    if not _is_stamped("project", _project_digest()):
        _run(
            "Installing Viewpoint itself",
            [*_pip(), "install", "--no-deps", "--no-build-isolation", "-e", "."],
        )
        _stamp("project", _project_digest())


def _packages_digest(lock: str) -> str:
    return _digest(sys.version.encode(), (LOCKS / f"{lock}.txt").read_bytes())


def _project_digest() -> str:
    made_from = [ROOT / "pyproject.toml", ROOT / "viewpoint" / "_build_hook.py"]
    catalogues = sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))
    return _digest(sys.version.encode(), *(path.read_bytes() for path in made_from + catalogues))


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _is_stamped(name: str, digest: str) -> bool:
    stamp = VENV / f"{name}.stamp"
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == digest


def _stamp(name: str, digest: str) -> None:
    (VENV / f"{name}.stamp").write_text(digest)


def _make_environment() -> None:
    if _is_stamped("environment", sys.version):
        return
    _install_system_packages(_missing_for_environment())
    options = [] if _finds("ensurepip") else ["--without-pip"]  # then the system's pip installs into it
    _run("Making the environment .venv", [_base_python(), "-m", "venv", *options, VENV])
    _stamp("environment", sys.version)


def _install_packages(lock: str) -> None:
    requirements = ["--require-hashes", "-r", f"tests/locks/{lock}.txt"]
    pins = sum("==" in line for line in (LOCKS / f"{lock}.txt").read_text().splitlines())
    title = f"Installing {pins} packages"
    if not _only_pip_knows_the_way() and _install_uv():
        if _attempt(title, [BIN / "uv", "pip", "install", "--python", PYTHON, *requirements]):
            return
        print("uv could not install them, and it does not read pip's settings: trying pip.")
    _run(f"{title} with pip", [*_pip(), "install", *requirements])


def _install_uv() -> bool:
    if (BIN / "uv").exists():
        return True
    wheels = ["--only-binary", ":all:", "--require-hashes", "-r", "tests/locks/uv.txt"]
    return _attempt("Installing the installer uv", [*_pip(), "install", *wheels])


def _only_pip_knows_the_way() -> bool:
    """Whether pip is set to an index of its own, or to none, and uv is told nothing: uv would not find it."""
    if os.environ.get("VIEWPOINT_INSTALLER") == "pip":
        return True
    if any(map(os.environ.get, ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE"))):
        return False
    return bool(_pip_settings() & {"index-url", "no-index"})


def _pip() -> list[str | Path]:
    # Older pips trust only authorities of their own; an organisation may have told Debian of another.
    trusts_debian = AUTHORITIES.exists() and "cert" not in _pip_settings()
    return [*_plain_pip(), "--cert", AUTHORITIES] if trusts_debian else _plain_pip()


def _plain_pip() -> list[str | Path]:
    own = any(VENV.glob("lib/python*/site-packages/pip/__main__.py"))
    return [PYTHON, "-m", "pip"] if own else [_base_python(), "-m", "pip", "--python", PYTHON]


@functools.cache
def _pip_settings() -> frozenset[str]:
    """The names of what pip is set to, by files and by the environment."""
    command = [*_plain_pip(), "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False).stdout
    return frozenset(line.split("=")[0].rpartition(".")[2] for line in listed.splitlines())


def _base_python() -> str:
    return str(getattr(sys, "_base_executable", sys.executable))


def _finds(module: str) -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec(module) is not None


# Debian's packages.


def _missing_for_environment() -> list[str]:
    can = _finds("ensurepip") or (_finds("venv") and _finds("pip"))
    return [] if can else ["python3-venv"]


def _missing_for_tests() -> list[str]:
    has_browser = any(map(shutil.which, BROWSERS))
    if not shutil.which("dpkg-query"):
        return [] if has_browser else ["chromium"]
    status = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *TEST_PACKAGES]
    shown = subprocess.run(status, capture_output=True, text=True, check=False).stdout.splitlines()
    present = {line.split()[0] for line in shown if line.endswith(" installed")}
    if has_browser:
        present.add(BROWSERS[0])
    return [package for package in TEST_PACKAGES if package not in present]


def _install_system_packages(packages: list[str]) -> None:
    if not packages:
        return
    prefix = _administrator()
    if prefix is None:
        raise SetUpStopped(f"something is missing. Run: sudo apt-get install {' '.join(packages)}")
    _attempt("Reading Debian's lists of packages", [*prefix, "apt-get", "update"])
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    _run(f"Installing {', '.join(packages)}", [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *install])


def _administrator() -> list[str] | None:
    """What goes before a command that needs root: nothing as root, None where root cannot be had."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    asked = ["sudo", "--non-interactive", "true"]
    may = shutil.which("sudo") and subprocess.run(asked, capture_output=True, check=False).returncode == 0
    return ["sudo", "--non-interactive"] if may else None


# Running a program and telling how it goes.


def _run(title: str, command: list[str | Path]) -> None:
    if not _attempt(title, command):
        tail = "\n".join(LOG.read_text(errors="replace").splitlines()[-15:])
        raise SetUpStopped(f"{title} failed. The end of {LOG}:\n{tail}")


def _attempt(title: str, command: list[str | Path]) -> bool:
    """Run a command with its output in the log; show its title and the seconds it has taken."""
    started = time.monotonic()
    live = sys.stdout.isatty()
    print(f"{title} ...", end="" if live else "\n", flush=True)
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        while not _ended(process):
            if live:
                print(f"\r{title} ... {time.monotonic() - started:.0f} s", end="", flush=True)
    ending = "done" if process.returncode == 0 else "failed"
    print(f"{chr(13) if live else ''}{title}: {ending} in {time.monotonic() - started:.1f} s", flush=True)
    return process.returncode == 0


def _ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return False
    return True


def _environment() -> dict[str, str]:
    path = [str(BIN), os.environ.get("PATH", "/usr/bin:/bin"), "/usr/sbin", "/sbin"]
    return {
        "UV_SYSTEM_CERTS": "1",  # a council's own certificate authority counts, as it does for pip
        "UV_HTTP_RETRIES": "1",  # pip, which is more patient, comes next
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **os.environ,
        "PIP_USER": "0",  # Debian users who set it would miss the environment
        "PATH": os.pathsep.join(path),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
