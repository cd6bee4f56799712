"""Who is due, and inviting them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from viewpoint.domain.errors import CouncilNotReady
from viewpoint.domain.invitation import Channel
from viewpoint.domain.people import YoungPersonId
from viewpoint.services.invite import InviteResult
from viewpoint.web.access import viewer
from viewpoint.web.coordinator import present, present_more, words
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.forms import TickForm
from viewpoint.web.coordinator.home import missing_numbers
from viewpoint.web.coordinator.services import services, today


@blueprint.get("/due")
def due() -> str:
    """Who is due, the nearest reviews first."""
    look = services().invite.look(viewer())
    part, page, pages = present.part_of(look.due, request.args.get("page", 1, int))
    return render_template(
        "coordinator/due.html",
        rows=present.due_rows(part),
        total=len(look.due),
        held_back=present.held_back(look.held_back),
        are_ticked=request.args.get("tick") == "all",
        page=page,
        pager=present.pager("coordinator.due", page, pages) if pages > 1 else None,
        missing=missing_numbers(),
        leaving=present_more.leaving_rows(services().leaving.due(viewer()), today()),
    )


@blueprint.post("/due")
def invite() -> Response | str:
    """Invite those ticked; everybody only after asking once more."""
    form = TickForm()
    if form.pressed == "everyone":
        return _ask_once_more()
    if form.pressed == "everyone-now":
        ticked = [each.young_person for each in services().invite.due(viewer())]
    else:
        ticked = [YoungPersonId(each) for each in form.ticked]
    if not ticked:
        flash(_("Nobody was ticked. Tick somebody first."), "error")
        return redirect(url_for("coordinator.due"))
    try:
        _tell(services().invite.invite(viewer(), ticked))
    except CouncilNotReady:
        flash(_("Nobody was invited: first the council's own numbers have to be set."), "error")
    return redirect(url_for("coordinator.due"))


def _ask_once_more() -> str:
    everyone = services().invite.due(viewer())
    page = present.Confirm(
        title=_("Invite everyone who is due?"),
        words=(
            ngettext(
                "%(num)s young person is asked: %(how)s.",
                "%(num)s young people are asked: %(how)s.",
                len(everyone),
                how=present.by_channel(each.channel for each in everyone),
            ),
            _("Messages leave at once and cannot be called back."),
        ),
        action=url_for("coordinator.invite"),
        fields=(("go", "everyone-now"),),
        button=_("Invite everyone"),
        back_href=url_for("coordinator.due"),
    )
    return render_template("coordinator/confirm.html", page=page)


def _tell(result: InviteResult) -> None:
    if result.invited:
        count = len(result.invited)
        flash(ngettext("%(num)s young person is invited.", "%(num)s young people are invited.", count))
    letters = sum(each.channel is Channel.LETTER for each in result.invited)
    if letters:
        what = ngettext("%(num)s letter is to be printed.", "%(num)s letters are to be printed.", letters)
        flash(what)
    for why, phrase in words.HELD_BACK.items():
        if count := sum(reason is why for reason in result.skipped.values()):
            flash(_("Not invited: %(who)s (%(why)s)", who=words.young_people(count), why=phrase), "error")
