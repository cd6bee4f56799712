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
    known = [bar for bar in answers if bar.kind is CellKind.VALUE]
    most = max((bar.value or 0 for bar in known), default=0)
    named = [answer_words(bar.answer) for bar in known if bar.value == most]
    if not named:
        return _("No answer stands out.")
    if len(named) > 1:
        return _("The most common answers were “%(answers)s”.", answers=_("” and “").join(named))
    share = max(bar.share.least for bar in known)
    return _(
        "The most common answer was “%(answer)s”: about %(share)s.", answer=named[0], share=percent(share)
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


def finding_of_themes(named: Sequence[tuple[str, Bar]]) -> str:
    """Which theme most young people wrote about."""
    known = [(words, bar) for words, bar in named if bar.kind is CellKind.VALUE]
    most = max((bar.value or 0 for _words, bar in known), default=0)
    first = [words for words, bar in known if bar.value == most]
    if not first:
        return _("No theme was mentioned often enough to be shown.")
    return _("Mentioned most: %(themes)s.", themes=_(", ").join(first))


def trend_sentence(answer: str, trend: Trend, before: str) -> str:
    """How the share of an answer moved since the round before; empty where there is nothing to say."""
    words = {"answer": answer_words(answer), "before": before}
    match trend:
        case Trend.HIGHER:
            return _("A larger share answered “%(answer)s” than in %(before)s.", **words)
        case Trend.LOWER:
            return _("A smaller share answered “%(answer)s” than in %(before)s.", **words)
        case Trend.SIMILAR:
            return _("About the same share answered “%(answer)s” as in %(before)s.", **words)
    return ""


def hides(rows: Sequence[GroupRow]) -> bool:
    """Whether anything of these rows is not shown."""
    return any(
        row.kind is not TableKind.CELLS or any(bar.kind is not CellKind.VALUE for bar in row.bars)
        for row in rows
    )


def _group(row: GroupRow) -> str:
    return group_words(row.breakdown, row.group)
