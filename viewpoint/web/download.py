"""Files that a page hands out."""

from collections.abc import Iterable

from flask import Response

PDF = "application/pdf"
PLAIN = "text/plain; charset=utf-8"


def download(pieces: Iterable[bytes], kind: str, name: str) -> Response:
    """A file to be saved under a neutral name; several pieces leave as each is made."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pieces, content_type=kind, headers=headers)
