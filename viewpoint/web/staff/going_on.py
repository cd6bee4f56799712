"""Where somebody goes on after signing in: only ever to a page of their own here."""

from urllib.parse import unquote

LAST_CONTROL = " "


def own_path(wanted: str, start: str) -> str | None:
    r"""The address that was asked for, if it is a path under `start` on this site; None otherwise.

    A path that a browser could take for another site's address ("//evil.example", "/\\evil.example") or
    that carries a line break into a header, plain or percent-encoded, is refused.
    """
    plain = unquote(wanted)
    if not wanted.startswith(start) or plain.startswith(("//", "/\\")):
        return None
    if any(letter <= LAST_CONTROL or letter in "\\\x7f" for letter in wanted + plain.partition("?")[0]):
        return None
    return wanted.removesuffix("?")
