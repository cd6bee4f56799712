"""A young person's own copy of what they sent: a page to print, and a PDF."""

from dataclasses import dataclass

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from viewpoint.domain.invitation import InvitationState
from viewpoint.web.locale import current_language
from viewpoint.web.young_person import pages, present
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import council_of, journey, secret
from viewpoint.wording.own_copy import PartView, part_views


@dataclass(frozen=True, kw_only=True)
class CopyPage(pages.Page):
    """What they sent; without the picture PIN, why there is no copy here. `asks_pin` where there is one."""

    reader_name: str
    parts: tuple[PartView, ...] = ()
    has_left_out: bool = False
    asks_pin: bool = False


@blueprint.get("/copy")
def copy() -> str | Response:
    """The copy, behind the pictures only."""
    found = journey()
    invitation = found.visit.invitation
    if invitation.state is not InvitationState.SENT or not invitation.takes_pin:
        return redirect(url_for("young_person.sent"))
    name = present.reader(found, council_of(found), current_language()).name
    page = CopyPage(reader_name=name, asks_pin=found.visit.has_pin)
    if found.visit.is_known:
        own = services().keep_copy.read(secret())
        page = CopyPage(reader_name=name, parts=part_views(own), has_left_out=own.left_out > 0)
    return render_template("young_person/copy.html", page=page)


@blueprint.get("/copy.pdf")
def copy_pdf() -> Response:
    """The same as a file; where there is none, the page says why."""
    if not journey().visit.is_known:
        return redirect(url_for("young_person.copy"))
    response = make_response(services().keep_copy.pdf(secret()))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = 'attachment; filename="copy.pdf"'
    return response
