"""Where the folders of data lie: packed beside the code in a wheel, at the top of the tree in a checkout."""

from pathlib import Path

_PACKED = Path(__file__).resolve().parent / "_data"
_CHECKOUT = Path(__file__).resolve().parent.parent
_TOP = _PACKED if _PACKED.is_dir() else _CHECKOUT


def templates() -> Path:
    """Jinja templates, one folder per audience."""
    return _TOP / "templates"


def translations() -> Path:
    """Gettext catalogues: `<language>/LC_MESSAGES/<domain>.mo`."""
    return _TOP / "translations"


def questionnaires() -> Path:
    """The shipped questionnaires and all that belongs to them: pictures, sounds, the codeframe."""
    return _TOP / "questionnaires"


def code() -> Path:
    """The package itself, where the pages' and messages' own words stand."""
    return Path(__file__).resolve().parent
