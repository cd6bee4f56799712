"""Pages as PDF: tagged for screen readers (PDF/UA), made without reading anything outside the page itself."""

import logging
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from markupsafe import Markup

from viewpoint.domain.errors import DocumentsUnavailable
from viewpoint.domain.languages import bcp47, direction

log = logging.getLogger(__name__)

VARIANT = "pdf/ua-1"  # ISO 14289-1: tags, a title, a language, every font inside the file
DEBIAN_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"

# Noto has every script that we speak; DejaVu has the signs (ticks, boxes) that Noto Sans lacks.
STYLE = """
@page { size: A4; margin: 18mm 18mm 20mm }
@page { @bottom-center { content: counter(page) " / " counter(pages); font-size: 10pt } }
html { font: 12pt/1.5 "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "DejaVu Sans", sans-serif }
h1, h2, h3, h4 { line-height: 1.25; break-after: avoid }
"""

_PAGE = Markup(
    '<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
    "<title>{title}</title><style>{style}</style></head><body>{body}</body></html>"
)


def pdf_of(html: str, *, title: str, language: str) -> bytes:
    """A tagged PDF on A4 with numbered pages, in the words' own direction.

    Args:
        html: what stands in the body, already escaped; its own `<style>` elements count, and pictures are
            inline SVG or `data:`. A whole page will do: only what it shows and its styles are used.
        title: what a reader's window shows, and a screen reader says first.
        language: a BCP 47 code: "en", "cy", "en-easyread".

    Raises:
        DocumentsUnavailable: Pango is not installed.
        ValueError: the page asks for something at another address; nothing is ever fetched.
    """
    return bytes(_laid_out(html, title, language).write_pdf(pdf_variant=VARIANT))


def one_page_pdf(bodies: Iterable[str], *, title: str, language: str) -> bytes:
    """The first of these bodies that is one page, as `pdf_of` makes it; else the last, which is the shortest.

    Raises:
        DocumentsUnavailable, ValueError: as `pdf_of`.
    """
    laid_out = None
    for body in bodies:
        laid_out = _laid_out(body, title, language)
        if len(laid_out.pages) == 1:
            break
    if laid_out is None:
        raise ValueError("a document needs a body")
    return bytes(laid_out.write_pdf(pdf_variant=VARIANT))


def own_style(folder: Path, name: str) -> Markup:
    """A document's own stylesheet, of the templates in `folder`, to be put into its page."""
    return Markup((folder / "documents" / name).read_text(encoding="utf-8"))  # noqa: S704 - our own file


def written_direction(words: str) -> str:
    """As `dir="auto"` finds it, which a PDF does not know: by the first letter that has a direction."""
    found = (unicodedata.bidirectional(each) for each in words)
    strong = next((each for each in found if each in {"L", "R", "AL"}), "L")
    return "ltr" if strong == "L" else "rtl"


def _laid_out(html: str, title: str, language: str) -> Any:
    library = _weasyprint()
    page = _PAGE.format(
        language=bcp47(language),
        direction=direction(language),
        title=title,
        style=Markup(STYLE),  # noqa: S704 - our own, above
        body=Markup(html),  # noqa: S704 - the caller's templates have escaped every value
    )
    refused: list[str] = []
    fetcher = _refusing(library, refused)
    made = library.HTML(string=str(page), url_fetcher=fetcher).render(pdf_variant=VARIANT)
    if refused:
        raise ValueError("A document may use only what is inside it: put the picture or style into the page.")
    return made


def _weasyprint() -> ModuleType:
    # Loading it takes a second and needs Pango, which only those who want a PDF have to install.
    try:
        import weasyprint
    except (ImportError, OSError) as missing:
        mend = f"A PDF needs Pango and letters for it. Run: sudo apt-get install {DEBIAN_PACKAGES}"
        log.exception("%s", mend)  # whoever asked on a page cannot mend it; whoever reads the log can
        raise DocumentsUnavailable(mend) from missing
    module: ModuleType = weasyprint
    return module


def _refusing(library: ModuleType, refused: list[str]) -> object:
    class Refusing(library.urls.URLFetcher):  # type: ignore[name-defined,misc] # the library ships no types
        """Gives what an address itself holds (`data:`), and notes every other: the library hides errors."""

        def fetch(self, url: str, *rest: object, **named: object) -> object:
            if url.startswith("data:"):
                return super().fetch(url, *rest, **named)
            refused.append(url)
            raise ValueError("refused")

    return Refusing()
