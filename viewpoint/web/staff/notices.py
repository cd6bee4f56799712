"""What somebody is told by e-mail: each kind can be turned down, but not those for a child's safety."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from viewpoint.domain.notice import SAFETY, Notice
from viewpoint.web.access import viewer
from viewpoint.web.staff.blueprint import blueprint
from viewpoint.web.staff.own_account import signed_in
from viewpoint.web.staff.second_step import Answer
from viewpoint.web.staff.services import services

KINDS: Mapping[Notice, str] = {
    Notice.CONCERN_TODAY: lazy_gettext("A concern needs an adult today"),
    Notice.CONCERN_SOON: lazy_gettext("A concern needs an adult by the next working day"),
    Notice.CONCERN_ESCALATED: lazy_gettext("Nobody took up a concern in time"),
    Notice.UNREAD: lazy_gettext("I have not read a response in time"),
    Notice.UNREAD_ESCALATED: lazy_gettext("Somebody else has not read a response in time, and I am next"),
    Notice.OPENED_BY_ANOTHER: lazy_gettext("Somebody opened something of my caseload from outside it"),
    Notice.COVER_CHANGED: lazy_gettext("Who stands in for me, or for whom I do, has changed"),
    Notice.DIGEST: lazy_gettext("What waits for me, counted, at the start of each working day"),
}


@dataclass(frozen=True, kw_only=True)
class NoticesPage:
    """Kinds that are always sent, and those to choose from: value and words; `wanted` are ticked."""

    always: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    wanted: tuple[str, ...]


@blueprint.get("/notices")
@signed_in
def notices() -> Answer:
    """What is chosen now."""
    declined = services().notice_choices.declined(viewer())
    page = NoticesPage(
        always=tuple(str(words) for kind, words in KINDS.items() if kind in SAFETY),
        choices=tuple((kind.value, str(words)) for kind, words in KINDS.items() if kind not in SAFETY),
        wanted=tuple(kind.value for kind in KINDS if kind not in declined),
    )
    return render_template("staff/notices.html", page=page)


@blueprint.post("/notices")
@signed_in
def choose_notices() -> Answer:
    """Keep what is ticked."""
    ticked = request.form.getlist("wanted")
    declined = frozenset(kind for kind in Notice if kind.value not in ticked)
    services().notice_choices.decline(viewer(), declined)
    flash(_("It is kept. What is about a child's safety still comes."))
    return redirect(url_for("staff.notices"))
