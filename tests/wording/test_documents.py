"""Pages as PDF, read back from their bytes."""

import re
import subprocess
import sys
import zlib

import pytest

from viewpoint.domain.errors import DocumentsUnavailable
from viewpoint.wording.documents import pdf_of

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def inside(pdf: bytes) -> bytes:
    """The file with its packed streams unpacked; those that hold fonts are left out."""
    parts = [pdf]
    for packed in STREAM.findall(pdf):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            parts.append(packed)
    return b"\n".join(parts)


def utf16(text: str) -> bytes:
    return b"<" + text.encode("utf-16-be").hex().encode()


def test_a_document_is_tagged_and_says_its_title_and_language() -> None:
    pdf = pdf_of("<h1>Helo</h1><p>Dyma dy atebion.</p>", title="Dy atebion", language="cy")
    assert pdf.startswith(b"%PDF-1.7")
    told = inside(pdf)
    assert re.search(rb"/Lang ?\(cy\)", told)
    assert re.search(rb"/Title ?\(Dy atebion\)", told)
    assert b"/StructTreeRoot" in told
    assert re.search(rb"/Marked true", told)
    assert re.search(rb"/S ?/H1\b", told)
    assert re.search(rb"pdfuaid[^>]*>1<|pdfuaid:part=.1.", told)


@pytest.mark.parametrize(
    ("language", "said"), [("ar", b"(ar)"), ("ti", b"(ti)"), ("en-easyread", b"(en)"), ("en", b"(en)")]
)
def test_every_script_has_letters_inside_the_file(language: str, said: bytes) -> None:
    told = inside(pdf_of("<h1>مرحبا ሰላም Hello ☐ ✓</h1>", title="مرحبا", language=language))
    assert b"/Lang " + said in told
    assert b"Noto-Sans-Arabic" in told
    assert b"Noto-Sans-Ethiopic" in told
    assert b"LastResort" not in told


def test_a_title_cannot_become_markup() -> None:
    told = inside(pdf_of("<p>x</p>", title="A </title><h1>B", language="en"))
    assert b"A </title><h1>B" in told


@pytest.mark.parametrize(
    "asking",
    [
        '<img alt="" src="https://elsewhere.example/a.png">',
        '<img alt="" src="file:///etc/hostname">',
        '<link rel="stylesheet" href="http://elsewhere.example/a.css">',
        "<style>@import url(https://elsewhere.example/a.css)</style>",
        '<style>p { background: url("ftp://elsewhere.example/a") }</style><p>x</p>',
    ],
)
def test_a_document_never_fetches_anything(asking: str) -> None:
    with pytest.raises(ValueError, match="only what is inside it"):
        pdf_of(asking, title="x", language="en")


def test_a_picture_that_is_inside_the_page_is_drawn() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
    assert pdf_of(f'<img alt="x" src="data:image/svg+xml,{svg}">', title="x", language="en")


def test_without_pango_the_packages_to_install_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(DocumentsUnavailable, match=r"sudo apt-get install libpango-1.0-0 .* fonts-noto-core"):
        pdf_of("x", title="x", language="en")


def test_opening_the_module_does_not_load_the_library() -> None:
    code = "import sys, viewpoint.wording.documents; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
