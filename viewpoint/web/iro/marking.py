"""A young person's words as a page shows them: nothing in them hides text, what led to a theme is marked."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from viewpoint.domain.themes import Span
from viewpoint.web.visible import visible as visible

_MARK = Markup("<mark>%s</mark>")


def marked(words: str, spans: Iterable[Span] = ()) -> Markup:
    """The words, escaped; `spans` are (start, end) positions in them, in any order, overlapping or not."""
    found: list[Markup] = []
    at = 0
    for start, end in _joined(spans, len(words)):
        found.append(escape(visible(words[at:start])))
        found.append(_MARK % visible(words[start:end]))
        at = end
    found.append(escape(visible(words[at:])))
    return Markup().join(found)


def _joined(spans: Iterable[Span], length: int) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        end = min(end, length)
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined
