"""What hatchling runs when it builds: compiles the catalogues and packs the data folders into the wheel."""

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PACKED_FOLDERS = ("templates", "translations", "questionnaires")
_SOURCES_ONLY = {".po", ".pot", ".pyc"}


class DataBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its argument is hatchling's own affair
    """Compiles in every build; packs only in a standard wheel, because an editable one reads the checkout."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatchling's call before each build; `version` is "standard" or "editable"."""
        root = Path(self.root)
        compile_catalogues(root / "translations")
        if version == "standard":
            build_data["force_include"].update(_packed_files(root))


def compile_catalogues(folder: Path) -> tuple[Path, ...]:
    """Write the `.mo` beside each `.po` under `folder` that is newer, and return those written.

    Raises:
        babel.messages.pofile.PoFileError: a catalogue cannot be read; nothing half-written is left.
    """
    stale = [source for source in _catalogues(folder) if _is_stale(source)]
    return tuple(_compile(source) for source in stale)


def catalogue_faults(folder: Path) -> tuple[str, ...]:
    """One line for each translation whose placeholders do not match the original's."""
    return tuple(
        f"{source}:{message.lineno}: {error}"
        for source in _catalogues(folder)
        for message, errors in _read(source).check()
        for error in errors
    )


def _catalogues(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/LC_MESSAGES/*.po"))


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> Path:
    target = source.with_suffix(".mo")
    catalogue = _read(source)
    _keep_review(catalogue)
    # Written aside and renamed: two test workers may compile the same catalogue at once.
    descriptor, written = tempfile.mkstemp(dir=source.parent, suffix=".mo.part")
    with os.fdopen(descriptor, "wb") as file:
        write_mo(file, catalogue)
    Path(written).chmod(0o644)
    Path(written).replace(target)
    return target


def _keep_review(catalogue: Catalog) -> None:
    """A compiled catalogue has no comments: who has read it through is kept as one text more."""
    found = re.search(r"^# X-Human-Review: *(.+)$", catalogue.header_comment, re.MULTILINE)
    catalogue.add("none", string=found[1] if found else "none", context="X-Human-Review")


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=None, domain=source.stem, abort_invalid=True)


def _packed_files(root: Path) -> dict[str, str]:
    files = (path for folder in _PACKED_FOLDERS for path in sorted((root / folder).rglob("*")))
    return {
        str(path): f"viewpoint/_data/{path.relative_to(root).as_posix()}"
        for path in files
        if path.is_file() and path.suffix not in _SOURCES_ONLY
    }


if __name__ == "__main__":
    translations = Path(__file__).resolve().parent.parent / "translations"
    compile_catalogues(translations)
    faults = catalogue_faults(translations)
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    sys.exit(1 if faults else 0)
