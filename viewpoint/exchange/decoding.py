"""The bytes of a CSV file as text, whichever program wrote it."""

import codecs
from dataclasses import dataclass, field

from viewpoint.domain.roster import Problem, Reason
from viewpoint.exchange.problems import problem

MAX_MEGABYTES = 32
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A file as somebody gave it, unread."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Text:
    """A file's text, and what the reader had to guess."""

    text: str = field(repr=False)
    notices: tuple[Problem, ...] = ()


def decoded(source: SourceFile) -> Text | Problem:
    """The text in UTF-8 or UTF-16, with or without a mark, else in Windows-1252, of which a notice tells."""
    refused = _refusal(source)
    if refused:
        return problem(refused, file=source.name, limit=MAX_MEGABYTES)
    text = _unicode(source.content)
    if text is not None:
        return _without_nul(source, Text(text=text))
    try:
        text = source.content.decode("cp1252")
    except UnicodeDecodeError as error:
        return problem(Reason.FILE_NOT_TEXT, file=source.name, line=_line(source.content[: error.start]))
    notice = problem(Reason.READ_AS_WINDOWS_1252, file=source.name)
    return _without_nul(source, Text(text=text, notices=(notice,)))


def _refusal(source: SourceFile) -> Reason | None:
    if not source.content.strip():
        return Reason.FILE_EMPTY
    if len(source.content) > MAX_MEGABYTES * 1024 * 1024:
        return Reason.FILE_TOO_LARGE
    return Reason.FILE_IS_A_WORKBOOK if source.content.startswith(_WORKBOOKS) else None


def _unicode(content: bytes) -> str | None:
    encoding = "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif content[1:8:2] == b"\0\0\0\0":
        encoding = "utf-16-le"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _without_nul(source: SourceFile, text: Text) -> Text | Problem:
    at = text.text.find("\0")
    if at < 0:
        return text
    return problem(Reason.FILE_NOT_TEXT, file=source.name, line=_line(text.text[:at].encode()))


def _line(before: bytes) -> int:
    return before.count(b"\n") + 1
