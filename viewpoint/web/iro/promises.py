"""One promise: done, given another day, or not to be kept; the young person is told in each case."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.people import ResponseId
from viewpoint.domain.reply import Outcome
from viewpoint.domain.reply_draft import LONGEST, TypedPoint, TypedReply, look_at
from viewpoint.services.promises import Opened, Which
from viewpoint.web.access import viewer
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.present_loop import promise_page
from viewpoint.web.iro.reply_form import PointBox, box_of, typed_reply
from viewpoint.web.iro.services import services, today
from viewpoint.web.iro.words import SETTLED
from viewpoint.web.locale import current_language

UNCHOSEN = "-"
"""Stands for an outcome that nobody chose."""


@blueprint.get("/responses/<response_id>/promises/<reply_id>/<int:point>")
def promise(response_id: str, reply_id: str, point: int) -> str:
    """What was promised, and what became of it."""
    opened = services().promises.open(viewer(), _which(response_id, reply_id, point))
    return _page(opened, PointBox(number=1, typed=TypedPoint(who=opened.promise.point.who)))


@blueprint.post("/responses/<response_id>/promises/<reply_id>/<int:point>")
def settle_promise(response_id: str, reply_id: str, point: int) -> Response | tuple[str, int]:
    """Tell the young person, as a reply of its own."""
    which = _which(response_id, reply_id, point)
    typed = typed_reply().points[0]
    looked = look_at(TypedReply(points=(_worth_a_look(typed),)), (), today())
    if not looked.reply.points:
        opened = services().promises.open(viewer(), which)
        return _page(opened, box_of(TypedReply(points=(typed,)), looked).points[0]), 422
    services().promises.settle(viewer(), which, looked.reply.points[0])
    flash(_("The young person is told. It is at their link now."))
    return redirect(url_for("iro.response", response_id=response_id))


def _worth_a_look(typed: TypedPoint) -> TypedPoint:
    """What was typed, never taken for a point left empty; only for what is to come somebody is named."""
    who = typed.who if typed.outcome == Outcome.WILL else ""
    return TypedPoint(outcome=typed.outcome or UNCHOSEN, words=typed.words, by=typed.by, who=who)


def _which(response_id: str, reply_id: str, point: int) -> Which:
    return Which(response=ResponseId(response_id), reply=reply_id, number=point)


def _page(opened: Opened, box: PointBox) -> str:
    page = promise_page(opened, today(), current_language())
    return render_template("iro/promise.html", page=page, box=box, outcomes=SETTLED, longest=LONGEST)
