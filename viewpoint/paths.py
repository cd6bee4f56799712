"""Where the folders of data lie: packed beside the code in a wheel, at the top of the tree in a checkout."""

from pathlib import Path

_PACKED = Path(__file__).resolve().parent / "_data"
_CHECKOUT = Path(__file__).resolve().parent.parent


def templates() -> Path:
    """Jinja templates, one folder per audience."""
    return _folder("templates")


def translations() -> Path:
    """Gettext catalogues: `<language>/LC_MESSAGES/<domain>.mo`."""
    return _folder("translations")


def questionnaires() -> Path:
    """The shipped questionnaires and all that belongs to them: pictures, sounds, the codeframe."""
    return _folder("questionnaires")


def _folder(name: str) -> Path:
    packed = _PACKED / name
    return packed if packed.is_dir() else _CHECKOUT / name
