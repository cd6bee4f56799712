"""A link as a square that a phone's camera reads, drawn so that it needs no file and no style of its own."""

import io

import segno
from markupsafe import Markup

BORDER = 4  # modules; ISO/IEC 18004 asks for a quiet zone of four


def qr_svg(link: str, title: str) -> Markup:
    """An SVG of the link at error correction M or better, black on white whatever the page's colours.

    `title` is what somebody hears who cannot see it. The size is left to the stylesheet.
    """
    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        file,
        kind="svg",
        border=BORDER,
        title=title,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        nl=False,
        svgclass="qr",
        lineclass=None,
    )
    drawing = file.getvalue().decode()
    # segno escapes the title itself; the rest is its own numbers.
    return Markup(drawing.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704
