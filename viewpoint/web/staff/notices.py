"""What somebody is told by e-mail: each kind can be turned down, but not those for a child's safety."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from viewpoint.domain.notice import SAFETY, Notice
from viewpoint.services.notice_choices import NoticeChoices
from viewpoint.web.access import staff_visit, viewer
from viewpoint.web.staff.blueprint import blueprint

EXTENSION = "viewpoint.notice_choices"
KINDS: Mapping[Notice, str] = {
    Notice.CONCERN_TODAY: lazy_gettext("A concern needs an adult today"),
    Notice.CONCERN_SOON: lazy_gettext("A concern needs an adult by the next working day"),
    Notice.CONCERN_ESCALATED: lazy_gettext("Nobody took up a concern in time"),
    Notice.UNREAD: lazy_gettext("I have not read a response in time"),
    Notice.UNREAD_ESCALATED: lazy_gettext("Somebody else has not read a response in time, and I am next"),
    Notice.OPENED_BY_ANOTHER: lazy_gettext("Somebody opened something of my caseload from outside it"),
    Notice.DIGEST: lazy_gettext("What waits for me, counted, at the start of each working day"),
}


@dataclass(frozen=True, kw_only=True)
class NoticesPage:
    """Kinds that are always sent, and those to choose from: value and words; `wanted` are ticked."""

    always: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    wanted: tuple[str, ...]


@blueprint.get("/notices")
def notices() -> str | Response:
    """What is chosen now."""
    if staff_visit() is None:
        return redirect(url_for("staff.sign_in"))
    declined = _choices().declined(viewer())
    page = NoticesPage(
        always=tuple(str(words) for kind, words in KINDS.items() if kind in SAFETY),
        choices=tuple((kind.value, str(words)) for kind, words in KINDS.items() if kind not in SAFETY),
        wanted=tuple(kind.value for kind in KINDS if kind not in declined),
    )
    return render_template("staff/notices.html", page=page)


@blueprint.post("/notices")
def choose_notices() -> Response:
    """Keep what is ticked."""
    if staff_visit() is None:
        return redirect(url_for("staff.sign_in"))
    ticked = request.form.getlist("wanted")
    declined = frozenset(kind for kind in Notice if kind.value not in ticked)
    _choices().decline(viewer(), declined)
    flash(_("It is kept. What is about a child's safety still comes."))
    return redirect(url_for("staff.notices"))


def _choices() -> NoticeChoices:
    found: NoticeChoices = current_app.extensions[EXTENSION]
    return found
