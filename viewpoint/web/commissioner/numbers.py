"""Released numbers in words: counts, shares and what lies between, never more than the release has."""

from flask_babel import gettext as _

from viewpoint.domain.release import CellKind, TableKind, Trend
from viewpoint.services.published import Bar, GroupRow
from viewpoint.web.commissioner.words import TRENDS


def percent(share: float) -> str:
    """A share between 0 and 1 as whole per cent."""
    return _("%(number)s%%", number=round(share * 100))


def count_words(bar: Bar) -> str:
    """The released count, or the words that stand in its place."""
    if bar.kind is CellKind.VALUE:
        return str(bar.value)
    return _("fewer than 10") if bar.kind is CellKind.FEW else _("nearly all")


def share_words(bar: Bar) -> str:
    """The share of the released base; for a masked count, what the mask leaves open."""
    if bar.kind is CellKind.VALUE:
        return percent(bar.share.least)
    return _("%(low)s–%(high)s%%", low=round(bar.share.least * 100), high=round(bar.share.most * 100))


def value_words(bar: Bar) -> str:
    """What stands beside a bar."""
    return percent(bar.share.least) if bar.kind is CellKind.VALUE else count_words(bar)


def bar_length(bar: Bar) -> int | None:
    """How long the bar is drawn, 0 to 100; a small count that is not shown has no bar."""
    return None if bar.kind is CellKind.FEW else round(bar.share.least * 100)


def between_words(bar: Bar) -> str:
    """The interval that rounding and chance leave open."""
    return _("%(low)s to %(high)s", low=percent(bar.share.low), high=percent(bar.share.high))


def trend_words(trend: Trend) -> str:
    """How a share moved since the round before."""
    return str(TRENDS[trend])


def unshown_words(row: GroupRow) -> str:
    """What is said of a group without numbers: the same words whatever the reason."""
    if row.kind is TableKind.SENTENCE:
        return _("fewer than 20 answered, too few for numbers")
    return _("not shown")
