"""Compresses young people's pages on their way to a phone with one bar of signal."""

import secrets
import struct
import zlib

from flask import Flask, Response, request

SMALL = 1000
"""Bytes under which nothing is gained."""
SQUEEZED = frozenset({"text/html", "text/javascript"})
LEVEL = 6
MEMORY = 7
"""zlib's usual 8 takes longer to set up than to compress a page of ours, which it makes no shorter."""
MOST_PADDED = 100
_HEAD = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff"
"""gzip, deflated, a name follows; no time, no system."""


def squeeze_pages(app: Flask, blueprint: str) -> None:
    """Compress the pages of one blueprint for whoever can read them so.

    Lengths could tell what a page says to whoever has it say their own guesses too (BREACH). Ours say nothing
    of what an address asks (`visit.here`), a cookie is never sent along from another site, and each answer is
    longer by a random name that nobody reads (Paulsson, Heal the Breach, 2022).
    """

    @app.after_request
    def _squeeze(response: Response) -> Response:
        if request.blueprint != blueprint or response.mimetype not in SQUEEZED or response.is_streamed:
            return response
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"] and len(response.data) >= SMALL:
            response.data = squeezed(response.data)
            response.headers["Content-Encoding"] = "gzip"
        return response


def squeezed(page: bytes) -> bytes:
    """The page in gzip's form (RFC 1952), with a name of random length in its header."""
    name = b"a" * (1 + secrets.randbelow(MOST_PADDED))
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, MEMORY)
    body = (deflate.compress(page), deflate.flush())
    return b"".join((_HEAD, name, b"\0", *body, struct.pack("<II", zlib.crc32(page), len(page) & 0xFFFFFFFF)))
