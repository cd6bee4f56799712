"""From a release to its pages, every table with a sentence first and its numbers beneath."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from viewpoint.domain.people import RoundId
from viewpoint.domain.release import Rate
from viewpoint.domain.release_policy import WHOLE
from viewpoint.services.published import Bar, Chosen, GroupRow, Overview, PublishedRound
from viewpoint.web.commissioner import findings, numbers, words
from viewpoint.web.commissioner.pages import (
    Chart,
    Here,
    Link,
    NumbersPage,
    RatesPage,
    ReleasePage,
    RoundRow,
)
from viewpoint.web.locale import current_language
from viewpoint.wording.dates import day_and_year


def round_row(published: PublishedRound) -> RoundRow:
    """One round of the list."""
    href = url_for("commissioner.release", round_id=published.id)
    return RoundRow(name=published.name, href=href, dates=_dates(published))


def release_page(overview: Overview, measures: Sequence[Chosen]) -> ReleasePage:
    """What there is to choose from, and what each measure says of the whole authority."""
    found = {chosen.code: _finding(chosen) for chosen in measures}
    at = overview.round.id
    themes = Link(words=_("What they wrote about"), href=url_for("commissioner.themes", round_id=at))
    return ReleasePage(
        here=_here(overview),
        measures=tuple(
            Link(
                words=words.measure_words(code),
                href=_measure_url(at, code, WHOLE),
                finding=found.get(code, ""),
            )
            for code in overview.measures
        ),
        themes=themes if overview.themes else None,
        rates=Link(words=_("Who answered"), href=url_for("commissioner.rates", round_id=at)),
        download=url_for("commissioner.download", round_id=at),
        policy_version=overview.policy_version,
        codeframe_version=overview.codeframe_version,
    )


def measure_page(overview: Overview, chosen: Chosen) -> NumbersPage:
    """One measure, for everybody or by group."""
    is_whole = chosen.breakdown == WHOLE
    chart = None
    if chosen.answers:
        chart = _answers_chart(overview, chosen) if is_whole else _groups_chart(overview, chosen)
    return NumbersPage(
        here=_here(overview),
        title=words.measure_words(chosen.code),
        alternatives=_alternatives(overview, chosen),
        chart=chart,
        said="" if chart else _unshown(chosen.rows),
        hides=findings.hides(chosen.rows),
    )


def themes_page(overview: Overview, chosen: list[tuple[str, Chosen]]) -> NumbersPage:
    """Every theme, by its title, for everybody."""
    rows = [(title, row) for title, each in chosen for row in each.rows]
    named = [(title, row, bar) for title, row in rows for bar in row.bars]
    return NumbersPage(
        here=_here(overview),
        title=_("What they wrote about"),
        alternatives=(),
        chart=_themes_chart(overview, named) if named else None,
        said="" if named else _unshown(tuple(row for _title, row in rows)),
        hides=findings.hides([row for _title, row in rows]),
    )


def rates_page(overview: Overview) -> RatesPage:
    """Who answered, by each breakdown."""
    by_breakdown: dict[str, list[tuple[str, str]]] = {}
    for rate in overview.rates:
        group = words.group_words(rate.breakdown, rate.group)
        by_breakdown.setdefault(rate.breakdown, []).append((group, _rate_words(rate)))
    return RatesPage(
        here=_here(overview),
        tables=tuple(
            (words.breakdown_words(breakdown), tuple(rows)) for breakdown, rows in by_breakdown.items()
        ),
        hides=any(rate.band is None for rate in overview.rates),
    )


def _finding(chosen: Chosen) -> str:
    """What the whole authority's row says; the words for what is not shown where there are no numbers."""
    row = chosen.rows[0]
    return findings.finding_of_answers(row) if row.bars else numbers.unshown_words(row)


def _answers_chart(overview: Overview, chosen: Chosen) -> Chart:
    row = next(row for row in chosen.rows if row.bars)
    first = words.told_first(chosen.code, chosen.answers)
    return Chart(
        finding=findings.finding_of_answers(row),
        trend=_trend(overview, first, row),
        bars=tuple(
            (words.answer_words(bar.answer), numbers.bar_length(bar), numbers.value_words(bar))
            for bar in row.bars
        ),
        columns=((_("Answer"), "text"), *_columns(overview)),
        rows=tuple((words.answer_words(bar.answer), *_cells(overview, bar)) for bar in row.bars),
        caption=words.measure_words(chosen.code),
        base=_base_words(row),
    )


def _groups_chart(overview: Overview, chosen: Chosen) -> Chart:
    first = words.told_first(chosen.code, chosen.answers)
    answer = words.answer_words(first)
    columns = [(words.answer_words(each), "number") for each in chosen.answers]
    compared = _("“%(answer)s” since %(before)s", answer=answer, before=_before(overview))
    return Chart(
        finding=findings.finding_of_groups(chosen, first),
        trend="",
        bars=tuple(_group_bar(row, first) for row in chosen.rows),
        columns=(
            (_("Group"), "text"),
            (_("Young people, about"), "number"),
            *columns,
            *([(compared, "text")] if overview.before else []),
        ),
        rows=tuple(_group_cells(overview, chosen, row) for row in chosen.rows),
        caption=_("Shares of the young people in each group"),
        base=_(
            "Counts are rounded to a multiple of %(unit)s, so a small group's shares can be far off.",
            unit=max(row.unit or 0 for row in chosen.rows),
        ),
    )


def _themes_chart(overview: Overview, named: list[tuple[str, GroupRow, Bar]]) -> Chart:
    return Chart(
        finding=findings.finding_of_themes(
            [(title, bar) for title, _row, bar in named], max(row.unit or 0 for _title, row, _bar in named)
        ),
        trend="",
        bars=tuple((title, numbers.bar_length(bar), numbers.value_words(bar)) for title, _row, bar in named),
        columns=((_("Theme"), "text"), *_columns(overview)),
        rows=tuple((title, *_cells(overview, bar)) for title, _row, bar in named),
        caption=_("What they wrote about"),
        base=_base_words(named[0][1]),
    )


def _group_bar(row: GroupRow, answer: str) -> tuple[str, int | None, str]:
    group = words.group_words(row.breakdown, row.group)
    for bar in row.bars:
        if bar.answer == answer:
            return group, numbers.bar_length(bar), numbers.value_words(bar)
    return group, None, numbers.unshown_words(row)


def _group_cells(overview: Overview, chosen: Chosen, row: GroupRow) -> tuple[str, ...]:
    head = words.group_words(row.breakdown, row.group)
    if not row.bars:
        blank = len(chosen.answers) + bool(overview.before)
        return (head, numbers.unshown_words(row), *("–" for _each in range(blank)))
    first = words.told_first(chosen.code, chosen.answers)
    trends = [numbers.trend_words(bar.trend) for bar in row.bars if bar.answer == first]
    return (
        head,
        str(row.base),
        *(numbers.share_words(bar) for bar in row.bars),
        *(trends if overview.before else []),
    )


def _columns(overview: Overview) -> tuple[tuple[str, str], ...]:
    always = (
        (_("Young people"), "number"),
        (_("Share"), "number"),
        (_("Likely between"), "number"),
    )
    compared = _("Compared with %(before)s", before=_before(overview))
    return (*always, (compared, "text")) if overview.before else always


def _cells(overview: Overview, bar: Bar) -> tuple[str, ...]:
    always = (numbers.count_words(bar), numbers.share_words(bar), numbers.between_words(bar))
    return (*always, numbers.trend_words(bar.trend)) if overview.before else always


def _alternatives(overview: Overview, chosen: Chosen) -> tuple[Link, ...]:
    return tuple(
        Link(
            words=words.breakdown_words(breakdown),
            href=_measure_url(overview.round.id, chosen.code, breakdown),
            is_here=breakdown == chosen.breakdown,
        )
        for breakdown in overview.breakdowns[chosen.code]
    )


def _trend(overview: Overview, answer: str, row: GroupRow) -> str:
    moved = next(bar.trend for bar in row.bars if bar.answer == answer)
    return findings.trend_sentence(answer, moved, _before(overview))


def _unshown(rows: tuple[GroupRow, ...]) -> str:
    said = dict.fromkeys(numbers.unshown_words(row) for row in rows)
    return _("For this table: %(said)s.", said=_("; ").join(said))


def _rate_words(rate: Rate) -> str:
    return str(words.BANDS[rate.band]) if rate.band else _("not shown")


def _base_words(row: GroupRow) -> str:
    return _(
        "About %(base)s young people. Counts are rounded to a multiple of %(unit)s.",
        base=row.base,
        unit=row.unit,
    )


def _before(overview: Overview) -> str:
    return overview.before.name if overview.before else ""


def _here(overview: Overview) -> Here:
    return Here(
        name=overview.round.name,
        dates=_dates(overview.round),
        before=_before(overview),
        href=url_for("commissioner.release", round_id=overview.round.id),
    )


def _dates(published: PublishedRound) -> str:
    language = current_language()
    return _(
        "%(opens)s to %(closes)s",
        opens=day_and_year(published.opens_on, language),
        closes=day_and_year(published.closes_on, language),
    )


def _measure_url(round_id: RoundId, code: str, breakdown: str) -> str:
    return url_for("commissioner.measure", round_id=round_id, code=code, breakdown=breakdown)
