"""Stylesheets, script and pictures: built at start, named by their content, cached for good."""

import hashlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from viewpoint import paths
from viewpoint.domain.council import Colours

SOURCE = Path(__file__).parent / "static"
PREFIX = "static"
SOUNDS = f"{PREFIX}/s"
PLAIN = ("icon.svg", "letter.css", "pictures.svg")
BARE_STYLES = ("break.css",)
"""What one page needs beside its family's stylesheet."""
STYLES = ("young_person.css", "staff.css")
CHOSEN_STYLE = "look.css"
"""What only those fetch who chose how the pages look; it comes after the other and names the fonts."""
FONTS = tuple(
    f"easier-{letters}-{weight}.woff2" for letters in ("latin", "latin-ext") for weight in (400, 700)
)
SCRIPTS: dict[str, tuple[str, ...]] = {
    "young_person.js": ("leave", "step", "listen", "offline"),
    "scan.js": ("scan",),
    "draw.js": ("draw",),
    "copy.js": ("copy",),
    "staff.js": ("keys",),
    "reply.js": ("draft",),
}
SCRIPTS["young_person_voice.js"] = (*SCRIPTS["young_person.js"], "voice")
"""Each script and the parts it is put together from, so that a page fetches one file."""


class Assets:
    """Where each asset is fetched from, by its plain name."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        """`contents`: each asset by its plain name."""
        self._named = {name: _hashed(name, content) for name, content in contents.items()}
        self._contents = contents

    def url(self, name: str) -> str:
        """The address of an asset."""
        return f"/{PREFIX}/{self._named[name]}"

    def content(self, name: str) -> bytes:
        """What is served of an asset, by its plain name."""
        return self._contents[name]

    def serve(self, app: Flask, sounds: Path | None = None) -> None:
        """Hand the assets to WhiteNoise, a smaller gzip and brotli file beside each; sounds as they are."""
        folder = Path(tempfile.mkdtemp(prefix="viewpoint-assets-"))
        weakref.finalize(app, _remove, folder, os.getpid())
        for name, content in self._contents.items():
            (folder / self._named[name]).write_bytes(content)
        compressor = Compressor(quiet=True)
        for path in list(folder.iterdir()):
            if compressor.should_compress(path.name):
                list(compressor.compress(str(path)))
        served = WhiteNoise(
            app.wsgi_app,
            root=str(folder),
            prefix=PREFIX,
            immutable_file_test=lambda _path, _url: True,
            add_headers_function=_add_headers,
        )
        if sounds:
            served.add_files(str(sounds), prefix=SOUNDS)
        app.wsgi_app = served  # type: ignore[method-assign]  # Flask's own way of wrapping an app


def _remove(folder: Path, owner: int) -> None:
    """Only the process that made the folder takes it away: workers forked from it serve from it too."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _add_headers(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """WhiteNoise answers before the app, whose own headers never reach an asset."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def build_assets(colours: Colours) -> Assets:
    """Every asset, the council's colours at the end of each stylesheet."""
    tokens = (SOURCE / "tokens.css").read_bytes()
    contents = {name: (SOURCE / name).read_bytes() for name in PLAIN}
    contents["paper.css"] = (paths.templates() / "documents" / "paper.css").read_bytes()
    for name in STYLES:
        own = (SOURCE / name).read_bytes()
        contents[name] = _squeezed(tokens + own) + _council_rule(colours)
    contents |= {name: _squeezed((SOURCE / name).read_bytes()) for name in BARE_STYLES}
    for name, parts in SCRIPTS.items():
        contents[name] = b"".join(script_part(part) for part in parts)
    contents |= {name: (SOURCE / "fonts" / name).read_bytes() for name in FONTS}
    contents[CHOSEN_STYLE] = _squeezed(_with_fonts((SOURCE / CHOSEN_STYLE).read_bytes(), contents))
    return Assets(contents)


def _with_fonts(css: bytes, contents: Mapping[str, bytes]) -> bytes:
    """Each font by the name that tells its content, as everything else is fetched."""
    for name in FONTS:
        css = css.replace(name.encode(), _hashed(name, contents[name]).encode())
    return css


def _council_rule(colours: Colours) -> bytes:
    values = {
        "council": colours.accent,
        "council-ink": colours.on_accent,
        "council-dark": colours.dark_accent,
        "council-dark-ink": colours.on_dark_accent,
    }
    return (":root{" + ";".join(f"--{name}:{value}" for name, value in values.items()) + "}").encode()


def script_part(name: str) -> bytes:
    """One part, without the comments that take a line of their own, and without indentation."""
    lines = (SOURCE / "script" / f"{name}.js").read_text(encoding="utf-8").splitlines()
    kept = (line.strip() for line in lines if not line.lstrip().startswith("//"))
    return ("\n".join(line for line in kept if line) + "\n").encode()


def _squeezed(css: bytes) -> bytes:
    """Without comments, indentation and empty lines."""
    text = css.decode()
    while (start := text.find("/*")) >= 0:
        text = text[:start] + text[text.index("*/", start) + 2 :]
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()).encode()


def _hashed(name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
