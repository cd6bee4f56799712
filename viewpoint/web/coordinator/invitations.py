"""Invitations, how far they have come, and what can be done about them."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from viewpoint.domain.errors import CouncilNotReady
from viewpoint.domain.people import InvitationId
from viewpoint.services.follow_up import Outcome
from viewpoint.services.invitation_list import Show
from viewpoint.web.access import viewer
from viewpoint.web.coordinator import papers, present, words
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.forms import TickForm
from viewpoint.web.coordinator.services import services, today

CSV = "text/csv; charset=utf-8"


@blueprint.get("/invitations")
def invitations() -> str:
    """One kind of invitation, newest first; the address holds which."""
    show = _show()
    listing = services().invitations.page(viewer(), show, request.args.get("page", 1, int))
    return render_template(
        "coordinator/invitations.html",
        rows=present.invitation_rows(listing.entries, today()),
        shows=[(each.value, phrase, listing.counts[each]) for each, phrase in words.SHOWS.items()],
        show=show.value,
        are_ticked=request.args.get("tick") == "all",
        page=listing.page,
        pager=present.list_pager(listing, show) if listing.pages > 1 else None,
    )


@blueprint.post("/invitations")
def act() -> Response | str:
    """Do what the pressed button says with those that were ticked."""
    form = TickForm()
    ticked = [InvitationId(each) for each in form.ticked]
    if not ticked:
        flash(_("Nothing was ticked. Tick an invitation first."), "error")
        return _back()
    try:
        return _acts().get(form.pressed, _nothing)(ticked)
    except CouncilNotReady:
        flash(_("Nothing was done: first the council's own numbers have to be set."), "error")
        return _back()


_Act = Callable[[Sequence[InvitationId]], Response | str]


def _acts() -> Mapping[str, _Act]:
    return {
        "remind": _remind,
        "resend": _resend,
        "letters": _letters,
        "links": _links,
        "papers": papers.page_for,
        "papers-pdf": papers.pdfs_for,
        "revoke": _ask_to_revoke,
        "revoke-now": _revoke,
    }


def _nothing(_ticked: Sequence[InvitationId]) -> Response:
    return _back()


def _remind(ticked: Sequence[InvitationId]) -> Response:
    outcome = services().follow_up.remind(viewer(), ticked)
    count = len(outcome.done)
    _tell(outcome, ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", count))
    return _back()


def _resend(ticked: Sequence[InvitationId]) -> Response:
    outcome = services().follow_up.resend(viewer(), ticked)
    done = ngettext(
        "%(num)s new link is made; the old one stopped working.",
        "%(num)s new links are made; the old ones stopped working.",
        len(outcome.done),
    )
    _tell(outcome, done)
    return _back()


def _letters(ticked: Sequence[InvitationId]) -> str:
    """A page of its own, without a menu, to be printed as it is."""
    asset = cast("Callable[[str], str]", current_app.jinja_env.globals["asset"])
    return services().hand_out.letters(viewer(), ticked, asset("letter.css"))


def _links(ticked: Sequence[InvitationId]) -> Response:
    response = make_response(services().hand_out.links_csv(viewer(), ticked))
    response.headers["Content-Type"] = CSV
    response.headers["Content-Disposition"] = 'attachment; filename="links.csv"'
    return response


def _ask_to_revoke(ticked: Sequence[InvitationId]) -> str:
    count = len(ticked)
    page = present.Confirm(
        title=ngettext("Take back %(num)s invitation?", "Take back %(num)s invitations?", count),
        words=(
            _("The links stop working, and nothing more can be answered with them."),
            _("Whoever was asked may think that we no longer want to hear from them. Tell them why."),
        ),
        action=url_for("coordinator.act", show=_show().value),
        fields=(("go", "revoke-now"), *(("who", each) for each in ticked)),
        button=_("Take back"),
        back_href=url_for("coordinator.invitations", show=_show().value),
    )
    return render_template("coordinator/confirm.html", page=page)


def _revoke(ticked: Sequence[InvitationId]) -> Response:
    outcome = services().follow_up.revoke(viewer(), ticked)
    count = len(outcome.done)
    _tell(
        outcome, ngettext("%(num)s invitation is taken back.", "%(num)s invitations are taken back.", count)
    )
    return _back()


def _tell(outcome: Outcome, done: str) -> None:
    if outcome.done:
        flash(done)
    for refusal, phrase in words.REFUSALS.items():
        if count := sum(reason is refusal for reason in outcome.refused.values()):
            flash(_("Left as they are: %(num)s (%(why)s)", num=count, why=phrase), "error")


def _back() -> Response:
    return redirect(url_for("coordinator.invitations", show=_show().value))


def _show() -> Show:
    asked = request.args.get("show", "")
    return Show(asked) if asked in set(Show) else Show.OPEN
