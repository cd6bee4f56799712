"""Names the code that neither the program nor a template uses; code that only tests use is dead too."""

import re
import sys
import tomllib
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent
# Fields and enum members are read from data and from other languages, so vulture cannot judge them.
JUDGED = {"function", "method", "class", "property", "unreachable_code"}


def unused() -> list[str]:
    """One line for each unused part of `viewpoint/`; [tool.vulture] says which names others call."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["vulture"]
    finder = Vulture(
        ignore_names=[*settings["ignore_names"], *_names_in_templates()],
        ignore_decorators=settings["ignore_decorators"],
    )
    finder.scavenge([str(ROOT / path) for path in settings["paths"]])
    return [item.get_report() for item in finder.get_unused_code() if item.typ in JUDGED]


def _names_in_templates() -> set[str]:
    code = (
        part
        for template in (ROOT / "templates").rglob("*.*")
        for part in re.findall(r"{[{%].*?[%}]}", template.read_text(encoding="utf-8"), re.DOTALL)
    )
    return {name for part in code for name in re.findall(r"\w+", part)}


if __name__ == "__main__":
    lines = unused()
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.exit(1 if lines else 0)
