"""What a table says, as a sentence: from released numbers only, and careful about small differences."""

from collections.abc import Sequence

from flask_babel import gettext as _

from viewpoint.domain.release import CellKind, TableKind, Trend
from viewpoint.domain.release_policy import DID_NOT_SAY
from viewpoint.services.published import Bar, Chosen, GroupRow
from viewpoint.web.commissioner.numbers import percent
from viewpoint.web.commissioner.words import answer_words, group_words


def finding_of_answers(row: GroupRow) -> str:
    """What most answered."""
    answers = [bar for bar in row.bars if bar.answer != DID_NOT_SAY]
    if nearly := [bar for bar in answers if bar.kind is CellKind.NEARLY_ALL]:
        return _("Nearly all answered “%(answer)s”.", answer=answer_words(nearly[0].answer))
    first = _first([bar for bar in answers if bar.kind is CellKind.VALUE], row.unit or 0)
    if not first:
        return _("No answer stands out.")
    if len(first) == 1:
        return _(
            "The most common answer was “%(answer)s”: about %(share)s.",
            answer=answer_words(first[0].answer),
            share=percent(first[0].share.least),
        )
    told = [
        _("“%(answer)s” (about %(share)s)", answer=answer_words(bar.answer), share=percent(bar.share.least))
        for bar in first
    ]
    return _(
        "The most common answers were %(answers)s: too close to say which comes first.",
        answers=_(", ").join(told),
    )


def finding_of_groups(chosen: Chosen, answer: str) -> str:
    """Which group gave an answer most and which least, if their intervals leave no doubt."""
    told = [(row, bar) for row in chosen.rows for bar in row.bars if bar.answer == answer]
    told = [(row, bar) for row, bar in told if bar.kind is CellKind.VALUE]
    if len(told) < 2:
        return _("Too few groups can be shown to compare them.")
    ordered = sorted(told, key=lambda pair: pair[1].share.least)
    (low_row, low), (high_row, high) = ordered[0], ordered[-1]
    if high.share.low <= low.share.high:
        return _(
            "There is no clear difference between these groups in how many answered “%(answer)s”.",
            answer=answer_words(answer),
        )
    return _(
        "“%(answer)s” was answered most by: %(most)s (about %(high)s). Least by: %(least)s (about %(low)s).",
        answer=answer_words(answer),
        most=_group(high_row),
        high=percent(high.share.least),
        least=_group(low_row),
        low=percent(low.share.least),
    )


def finding_of_themes(named: Sequence[tuple[str, Bar]], unit: int) -> str:
    """Which theme most young people wrote about; `unit` is the largest that their counts were rounded to."""
    known = [(words, bar) for words, bar in named if bar.kind is CellKind.VALUE]
    first = _first([bar for _words, bar in known], unit)
    if not first:
        return _("No theme was mentioned often enough to be shown.")
    top = next(words for words, bar in known if bar is first[0])
    share = percent(first[0].share.least)
    if len(first) == 1:
        return _("Mentioned most: %(theme)s (about %(share)s).", theme=top, share=share)
    return _(
        "Mentioned most: %(theme)s (about %(share)s). Others are too close to say that they come after it.",
        theme=top,
        share=share,
    )


def trend_sentence(answer: str, trend: Trend, before: str) -> str:
    """How the share of an answer moved since the round before; empty where there is nothing to say."""
    words = {"answer": answer_words(answer), "before": before}
    match trend:
        case Trend.HIGHER:
            return _("A larger share answered “%(answer)s” than in %(before)s.", **words)
        case Trend.LOWER:
            return _("A smaller share answered “%(answer)s” than in %(before)s.", **words)
        case Trend.SIMILAR:
            return _(
                "The share that answered “%(answer)s” cannot be told apart from that in %(before)s.", **words
            )
    return ""


def hides(rows: Sequence[GroupRow]) -> bool:
    """Whether anything of these rows is not shown."""
    return any(
        row.kind is not TableKind.CELLS or any(bar.kind is not CellKind.VALUE for bar in row.bars)
        for row in rows
    )


def _first(known: Sequence[Bar], unit: int) -> list[Bar]:
    """The largest, then those that rounding may have put behind it: a count is off by less than `unit`."""
    ordered = sorted(known, key=lambda bar: bar.value or 0, reverse=True)
    return [bar for bar in ordered if (ordered[0].value or 0) - (bar.value or 0) < 2 * unit]


def _group(row: GroupRow) -> str:
    return group_words(row.breakdown, row.group)
