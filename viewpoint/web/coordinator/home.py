"""The first page: what needs doing, first."""

from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from viewpoint.domain.council import NUMBERS
from viewpoint.domain.rounds import RoundState
from viewpoint.services.invitation_list import Listing, Show
from viewpoint.services.reach import Report
from viewpoint.web.access import viewer
from viewpoint.web.coordinator import words
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.present import window
from viewpoint.web.coordinator.services import council, services


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do: what, where, and why it matters."""

    what: str
    href: str
    why: str = ""
    is_urgent: bool = False


@blueprint.get("/")
def home() -> str:
    """What needs doing, and how the round stands."""
    listing = services().invitations.page(viewer(), Show.TO_DO)
    due = services().invite.due(viewer())
    report = services().reach.report(viewer())
    tasks = [*_undelivered(listing), *_to_ask(len(due)), *_to_open()]
    return render_template(
        "coordinator/home.html", tasks=tasks, missing=missing_numbers(), round=_round(report), report=report
    )


def missing_numbers() -> list[str]:
    """The council's own numbers without which nobody is given a link."""
    found = council().numbers()
    return [str(words.NUMBERS[name]) for name in NUMBERS if name not in found]


def _undelivered(listing: Listing) -> list[Task]:
    count = listing.counts[Show.TO_DO]
    what = ngettext("%(num)s invitation has not left yet", "%(num)s invitations have not left yet", count)
    task = Task(
        what=what,
        href=url_for("coordinator.invitations", show=Show.TO_DO.value),
        why=_("Letters to print, and messages that could not be delivered."),
        is_urgent=True,
    )
    return [task] if count else []


def _to_ask(count: int) -> list[Task]:
    what = ngettext(
        "%(num)s young person is due to be asked", "%(num)s young people are due to be asked", count
    )
    task = Task(
        what=what,
        href=url_for("coordinator.due"),
        why=_("Before their review, or in the open round."),
        is_urgent=True,
    )
    return [task] if count else []


def _to_open() -> list[Task]:
    rounds = services().rounds.every(viewer())
    if any(each.state is RoundState.OPEN for each in rounds):
        return []
    return [
        Task(
            what=_("No round is open"),
            href=url_for("coordinator.rounds"),
            why=_("Answers count towards what commissioners read only in a round."),
        )
    ]


def _round(report: Report) -> str:
    if report.round is None:
        return _("In the last 13 weeks")
    return _("Round %(name)s, %(window)s", name=report.round.name, window=window(report.round))
