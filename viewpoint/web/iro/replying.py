"""The reply: written bit by bit, sent, printed, or a reason given why none is needed."""

from dataclasses import asdict

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.closing import TypedReason, look_at_reason
from viewpoint.domain.errors import NotFound
from viewpoint.domain.people import ResponseId
from viewpoint.domain.reply_draft import look_at
from viewpoint.domain.standing import Standing
from viewpoint.services.said import asked_questions
from viewpoint.web.access import viewer
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.present_loop import age_view, paper_page
from viewpoint.web.iro.reply_form import (
    ReplyBox,
    box_of,
    closing_box,
    typed_field,
    typed_reply,
    with_another,
    with_text,
)
from viewpoint.web.iro.response import rendered
from viewpoint.web.iro.services import services, today

INSERT = "insert-"
"""What the buttons that put a text into a point send, before the point's number."""


@blueprint.post("/responses/<response_id>")
def reply(response_id: str) -> Response | str | tuple[str, int]:
    """Send a reply, give room for another point, put a text into one, or say what to mend; all is kept."""
    typed, go = typed_reply(), request.form.get("go", "")
    services().drafting.keep(viewer(), ResponseId(response_id), typed)
    if go == "another":
        return rendered(response_id, with_another(box_of(typed)))
    if go.startswith(INSERT):
        return _with_text(response_id, box_of(typed), go.removeprefix(INSERT))
    reading = services().review.open_response(viewer(), ResponseId(response_id))
    asked = {question.name for question in asked_questions(reading.now)}
    looked = look_at(typed, asked, today())
    if looked.wrong:
        return rendered(response_id, box_of(typed, looked), reading=reading), 422
    services().replying.send(viewer(), ResponseId(response_id), looked.reply)
    flash(_("Your reply is sent. It is at the young person's link now."))
    return redirect(url_for("iro.response", response_id=response_id))


@blueprint.post("/responses/<response_id>/draft")
def save_draft(response_id: str) -> Response:
    """Keep what was typed so far; the script that does so by itself is told how hard it is to read."""
    typed = typed_reply()
    services().drafting.keep(viewer(), ResponseId(response_id), typed)
    if request.form.get("quiet"):
        age = age_view(box_of(typed), request.form.get("ages", ""))
        return jsonify(state=_("Saved as a draft. It is not sent."), **asdict(age))
    flash(_("Saved as a draft. It is not sent: you find it here when you come back."))
    return redirect(url_for("iro.response", response_id=response_id, _anchor="replies"))


@blueprint.get("/responses/<response_id>/replies/<reply_id>")
def paper(response_id: str, reply_id: str) -> str:
    """A reply by itself, to be printed and handed over."""
    found = services().replying.paper(viewer(), ResponseId(response_id), reply_id)
    return render_template("iro/paper.html", page=paper_page(found))


@blueprint.post("/responses/<response_id>/close")
def close(response_id: str) -> Response | tuple[str, int]:
    """Close a response without a reply; only with a reason."""
    typed = TypedReason(how=typed_field("how"), talked=typed_field("talked"), reason=typed_field("reason"))
    looked = look_at_reason(typed, today())
    if looked.reason is None:
        reading = services().review.open_response(viewer(), ResponseId(response_id))
        if reading.standing is Standing.OUTSIDE:
            raise NotFound(response_id)
        return rendered(response_id, None, closing=closing_box(typed, looked), reading=reading), 422
    services().closing.close(viewer(), ResponseId(response_id), looked.reason)
    flash(_("Closed. You can still send a reply."))
    return redirect(url_for("iro.response", response_id=response_id))


def _with_text(response_id: str, box: ReplyBox, number: str) -> str:
    """One of the texts that replies begin from, put into a point behind what stands there."""
    chosen = typed_field(f"template-{number}")
    texts = {each.id: each.text.words for each in services().reply_templates.every(viewer())}
    return rendered(response_id, with_text(box, number, texts.get(chosen, "")))
