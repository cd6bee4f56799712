"""Asking for an adult or an advocate: help at once, and who gets to know it and when."""

from collections.abc import Callable, Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from viewpoint.domain.concern import ADVOCATE, TALK, SafeWay
from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey
from viewpoint.domain.routing import Page
from viewpoint.web.locale import current_language
from viewpoint.web.locale import gettext as _
from viewpoint.web.young_person import pages, pieces, present
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.help_numbers import advocate_numbers
from viewpoint.web.young_person.questions import onward, where
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import council_of, journey, secret

WAYS: Mapping[SafeWay, Callable[[], str]] = {
    SafeWay.CALL: lambda: _("Call me"),
    SafeWay.TEXT: lambda: _("Text me"),
    SafeWay.AT_SCHOOL: lambda: _("At school or college"),
    SafeWay.COME_TO_ME: lambda: _("Come and see me"),
    SafeWay.NOT_AT_HOME: lambda: _("Not when I am at home"),
    SafeWay.TELL_NOBODY_AT_HOME: lambda: _("Do not tell the people I live with"),
}


@blueprint.get("/talk")
def concern() -> str:
    """Help at once, and "tell someone now?"."""
    return _rendered(journey(), "")


@blueprint.post("/talk")
def save_concern() -> Response | tuple[str, int]:
    """Tell someone now, without waiting for the rest to be sent; or go on."""
    found = journey()
    tell = request.form.get("tell")
    if tell not in {"yes", "not_now"}:
        return _rendered(found, _("Choose one answer.")), 422
    page = _asked_about(found)
    if tell == "yes":
        _tell_someone(page)
    if tell == "yes" and page is None:
        return redirect(url_for("young_person.told", ask=request.args.get("ask")))
    return redirect(_back(found, page))


@blueprint.get("/talk/told")
def told() -> str | Response:
    """That it is passed on, to whom, and whom they can call meanwhile; never where it was not."""
    found = journey()
    if not services().respond.has_told(secret(), _button()):
        return redirect(url_for("young_person.concern", ask=request.args.get("ask")))
    page = pages.ToldPage(
        reason=_reason(None),
        reader=present.reader(found, council_of(found), current_language()),
        back_url=_back(found, None),
        advocate=advocate_numbers(current_language()),
    )
    return render_template("young_person/told.html", page=page)


def _asked_about(found: Journey) -> Page | None:
    """The page whose answer led here; None when they pressed a button that is on every page."""
    number = request.args.get("about", type=int)
    return present.page_numbered(found, number) if number else None


def _reason(page: Page | None) -> pieces.ConcernReason:
    if page:
        return pieces.ConcernReason.ANSWER
    is_advocate = request.args.get("ask") == pieces.ConcernReason.ADVOCATE
    return pieces.ConcernReason.ADVOCATE if is_advocate else pieces.ConcernReason.TALK


def _button() -> str:
    return ADVOCATE if _reason(None) is pieces.ConcernReason.ADVOCATE else TALK


def _tell_someone(page: Page | None) -> None:
    """Raise it, however long the words; somebody who asked is heard, whatever became of the answer since."""
    how, ways = request.form.get("reach", ""), _ticked()
    try:
        services().respond.tell_someone(secret(), page.name if page else _button(), how, ways)
    except NotFound:
        services().respond.tell_someone(secret(), TALK, how, ways)


def _ticked() -> tuple[SafeWay, ...]:
    chosen = request.form.getlist("way")
    return tuple(way for way in SafeWay if way.value in chosen)


def _back(found: Journey, page: Page | None) -> str:
    if found.visit.invitation.state is InvitationState.SENT:
        return url_for("young_person.sent")
    return onward(found, page, "next") if page else where(found)


def _rendered(found: Journey, error: str) -> str:
    ticked, language = _ticked(), current_language()
    shown = pages.ConcernPage(
        reason=_reason(_asked_about(found)),
        reader=present.reader(found, council_of(found), language),
        tell=request.form.get("tell", ""),
        ways=tuple(
            pieces.WayView(code=way.value, words=words(), is_chosen=way in ticked)
            for way, words in WAYS.items()
        ),
        advocate=advocate_numbers(language),
        reach=request.form.get("reach", ""),
        error=error,
    )
    return render_template("young_person/concern.html", page=shown)
