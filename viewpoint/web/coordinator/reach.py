"""Who has not been reached: by where they live, and by name."""

from collections.abc import Mapping
from typing import TypeVar

from flask import render_template, request
from flask_babel import gettext as _

from viewpoint.domain.invitation import Channel
from viewpoint.domain.people import RoundId
from viewpoint.services.reach import Counts, NotReached, Report
from viewpoint.web.access import viewer
from viewpoint.web.coordinator import present, words
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.services import services

K = TypeVar("K")
Row = tuple[str, int, int, int, int, int]
UNITED_KINGDOM = "+44"
URGENT = frozenset({"not_delivered", "to_print"})


@blueprint.get("/reach")
def reach() -> str:
    """One round, or the one that is open."""
    asked = request.args.get("round", "")
    page = request.args.get("page", 1, int)
    report = services().reach.report(viewer(), RoundId(asked) if asked else None, page)
    return render_template(
        "coordinator/reach.html",
        report=report,
        window=present.window(report.round) if report.round else "",
        rounds=[(each.id, each.name) for each in report.rounds],
        by_cell=_rows(words.CELLS, report.by_cell, report.total),
        by_placement=_rows(words.PLACEMENTS, report.by_placement, report.total),
        people=[_row(each) for each in report.not_reached],
        pager=_pager(report) if report.pages > 1 else None,
    )


def _rows(phrases: Mapping[K, str], counted: Mapping[K, Counts], total: Counts) -> list[Row]:
    rows = [_counts(str(phrases[each]), counts) for each, counts in counted.items()]
    return [*rows, _counts(_("Everybody"), total)]


def _counts(name: str, counts: Counts) -> Row:
    return name, counts.everybody, counts.asked, counts.opened, counts.sent, counts.not_reached


def _row(person: NotReached) -> present.Tick:
    facts = (
        words.PLACEMENTS[person.placement_type],
        words.CELLS[person.cell],
        _ways(person),
        _("IRO: %(name)s", name=person.iro_name) if person.iro_name else _("no IRO named"),
    )
    return present.Tick(
        value=person.young_person,
        name=words.name_or_none(person.name),
        state=str(words.GAPS[person.gap]),
        is_urgent=person.gap.value in URGENT,
        facts=tuple(str(fact) for fact in facts),
    )


def _ways(person: NotReached) -> str:
    known = [way for way in (_at_home(person.ways.phone), person.ways.email) if way]
    if person.channel is Channel.LETTER or not known:
        return ", ".join([str(words.CHANNELS[person.channel]), *known])
    return ", ".join(known)


def _at_home(phone: str) -> str:
    """A number as people here write it: +447700900001 becomes 07700 900001."""
    own = phone.removeprefix(UNITED_KINGDOM)
    return phone if own == phone else f"0{own[:4]} {own[4:]}"


def _pager(report: Report) -> present.Pager:
    asked = {"round": report.round.id} if report.round else {}
    return present.pager("coordinator.reach", report.page, report.pages, **asked)
