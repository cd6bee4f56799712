"""What a young person may still do with what they sent: change it, take it back, add to it."""

from dataclasses import dataclass

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.journey import Journey
from viewpoint.domain.whole import Hold
from viewpoint.services.hear_back import Afterwards
from viewpoint.web.locale import current_language
from viewpoint.web.young_person import pages, present
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import VISIT, council_of, journey, journey_if_any, secret

TAKEN_BACK = "taken_back"
"""The session's name for having taken back what can no longer be answered: no visit is left to say so."""


@dataclass(frozen=True, kw_only=True)
class ControlBlock:
    """The part of the sent page that is about what they may do.

    `hold` is "nothing", "take_back" or "change"; `add` is "nothing", "message" or "tomorrow"; `until_on` is
    the last day for answers in words.
    """

    hold: str
    add: str
    until_on: str
    is_known: bool
    asks_pin: bool


@dataclass(frozen=True, kw_only=True)
class TakeBackPage(pages.Page):
    """Before taking it back, and after; `until_on` is "" where it can no longer be answered."""

    reader_name: str = ""
    until_on: str = ""
    is_done: bool = False


def control_block(after: Afterwards) -> ControlBlock | None:
    """What the sent page offers; nothing to an adult who told what they saw."""
    visit = after.visit
    if visit.invitation.kind is InvitationKind.OBSERVER:
        return None
    return ControlBlock(
        hold=after.hold.value,
        add=after.may_add.value,
        until_on=present.last_day(visit.invitation, current_language()),
        is_known=visit.is_known,
        asks_pin=visit.has_pin and not visit.is_known,
    )


def is_taken_back(found: Journey) -> bool:
    """Whether what was sent was taken back, and nothing was said since."""
    return found.visit.invitation.taken_back_at is not None and not found.has_begun


@blueprint.post("/change")
def change_sent() -> Response:
    """Make what was sent a draft again; who is with them is asked first, as every time."""
    try:
        session[VISIT] = services().take_back.change(secret())
    except NotFound:
        return redirect(url_for("young_person.sent"))
    return redirect(url_for("young_person.who"))


@blueprint.get("/take-back")
def take_back() -> str | Response:
    """What happens when they take it back; once they did, that they did."""
    found = journey_if_any()
    if found is None and session.get(TAKEN_BACK):
        return _rendered(TakeBackPage(is_done=True, has_session=False))
    found = found or journey()
    if is_taken_back(found):
        return _rendered(TakeBackPage(until_on=_until(found), is_done=True))
    hold = services().take_back.open_to(secret())
    if hold is Hold.NOTHING:
        return redirect(url_for("young_person.sent"))
    reader = present.reader(found, council_of(found), current_language())
    until_on = _until(found) if hold is Hold.CHANGE else ""
    return _rendered(TakeBackPage(reader_name=reader.name, until_on=until_on))


@blueprint.post("/take-back")
def take_back_now() -> Response:
    """Take it back; or leave it sent."""
    if request.form.get("go") != "take_back":
        return redirect(url_for("young_person.sent"))
    try:
        new_secret = services().take_back.take_back(secret())
    except NotFound:
        return redirect(url_for("young_person.sent"))
    if new_secret is None:
        session.pop(VISIT)
        session[TAKEN_BACK] = True
    else:
        session[VISIT] = new_secret
    return redirect(url_for("young_person.take_back"))


@blueprint.post("/add")
def add_to() -> Response:
    """Begin a message that stands beside what was read."""
    try:
        session[VISIT] = services().add_to.begin(secret())
    except NotFound:
        return redirect(url_for("young_person.sent"))
    return redirect(url_for("young_person.who"))


def _until(found: Journey) -> str:
    return present.last_day(found.visit.invitation, current_language())


def _rendered(page: TakeBackPage) -> str:
    return render_template("young_person/take_back.html", page=page)
