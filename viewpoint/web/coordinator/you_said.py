"""You said, we did: entries for everybody to read, written, looked at, published and withdrawn."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from viewpoint.domain.errors import BadInput
from viewpoint.domain.languages import bcp47, direction
from viewpoint.domain.you_said import LONGEST, Check, Done, EntryId, EntryState, NotChecked
from viewpoint.services.you_said import Shown
from viewpoint.web.access import viewer
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.entry_form import (
    CHECKS,
    DONE,
    EntryBox,
    box_of,
    empty_box,
    typed_box,
    written_in,
)
from viewpoint.web.coordinator.services import council, services
from viewpoint.web.locale import OWN_NAMES

STATES = {
    EntryState.DRAFT: lazy_gettext("Draft: nobody sees it"),
    EntryState.PUBLISHED: lazy_gettext("Everybody can read it"),
    EntryState.WITHDRAWN: lazy_gettext("Withdrawn: nobody sees it"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry of the list."""

    href: str
    said: str
    state: str
    round: str


@dataclass(frozen=True, kw_only=True)
class Side:
    """An entry in one language, as everybody reads it."""

    own_name: str
    lang: str
    direction: str
    said: str
    did: str


@blueprint.get("/you-said")
def you_said() -> str:
    """Every entry."""
    rows = [_row(each) for each in services().you_said.every(viewer())]
    return render_template("coordinator/you_said.html", rows=rows, public_href=_public_href())


@blueprint.get("/you-said/new")
def write_entry() -> str:
    """The form of a new one."""
    return _form(empty_box(council().languages), url_for("coordinator.save_new_entry"))


@blueprint.post("/you-said/new")
def save_new_entry() -> Response | tuple[str, int]:
    """Keep a new one, then show how it reads."""
    box = typed_box(council().languages)
    if box.errors:
        return _form(box, url_for("coordinator.save_new_entry")), 422
    try:
        entry = services().you_said.write(viewer(), written_in(box))
    except BadInput:
        return _refused(box, url_for("coordinator.save_new_entry"))
    return redirect(url_for("coordinator.entry", entry_id=entry))


@blueprint.get("/you-said/<entry_id>")
def entry(entry_id: str) -> str:
    """How it reads, and what can be done with it."""
    return _preview(entry_id, frozenset(), "")


@blueprint.get("/you-said/<entry_id>/change")
def change_entry(entry_id: str) -> str:
    """The form of one that is there."""
    shown = services().you_said.one(viewer(), EntryId(entry_id))
    action = url_for("coordinator.save_entry", entry_id=entry_id)
    return _form(box_of(shown.entry, council().languages), action)


@blueprint.post("/you-said/<entry_id>/change")
def save_entry(entry_id: str) -> Response | tuple[str, int]:
    """Keep what was changed; it is published anew once it is checked."""
    box, action = typed_box(council().languages), url_for("coordinator.save_entry", entry_id=entry_id)
    services().you_said.one(viewer(), EntryId(entry_id))
    if box.errors:
        return _form(box, action), 422
    try:
        services().you_said.change(viewer(), EntryId(entry_id), written_in(box))
    except BadInput:
        return _refused(box, action)
    return redirect(url_for("coordinator.entry", entry_id=entry_id))


@blueprint.post("/you-said/<entry_id>/publish")
def publish_entry(entry_id: str) -> Response | tuple[str, int]:
    """Let everybody read it, once everything is ticked."""
    ticked = frozenset(Check(each) for each in request.form.getlist("checked") if each in set(Check))
    try:
        services().you_said.publish(viewer(), EntryId(entry_id), ticked)
    except NotChecked:
        return _preview(entry_id, ticked, _("Tick each line once you have checked it.")), 422
    flash(_("Everybody can read it now."))
    return redirect(url_for("coordinator.you_said"))


@blueprint.post("/you-said/<entry_id>/withdraw")
def withdraw_entry(entry_id: str) -> Response:
    """Take it off the public page."""
    services().you_said.withdraw(viewer(), EntryId(entry_id))
    flash(_("Nobody sees it any more. It is kept here, to be mended and published again."))
    return redirect(url_for("coordinator.you_said"))


def _form(box: EntryBox, action: str) -> str:
    rounds = [
        ("", _("None of them")),
        *((each.id, each.name) for each in services().you_said.rounds(viewer())),
    ]
    return render_template(
        "coordinator/you_said_form.html",
        box=box,
        action=action,
        rounds=rounds,
        done=DONE.items(),
        checks=CHECKS.values(),
        longest=LONGEST,
    )


def _refused(box: EntryBox, action: str) -> tuple[str, int]:
    flash(_("That round is not there. Choose one from this page."), "error")
    return _form(box, action), 422


def _preview(entry_id: str, ticked: frozenset[Check], error: str) -> str:
    shown = services().you_said.one(viewer(), EntryId(entry_id))
    return render_template(
        "coordinator/you_said_entry.html",
        id=entry_id,
        state=STATES[shown.entry.state],
        is_published=shown.entry.state is EntryState.PUBLISHED,
        could_not=shown.entry.done is Done.COULD_NOT,
        round=shown.round.name if shown.round else "",
        sides=[_side(shown, tag) for tag in _in_order(shown)],
        checks=CHECKS.items(),
        ticked=ticked,
        error=error,
        public_href=_public_href(),
    )


def _in_order(shown: Shown) -> list[str]:
    return [tag for tag in OWN_NAMES if shown.entry.said.has(tag)]


def _side(shown: Shown, tag: str) -> Side:
    return Side(
        own_name=OWN_NAMES[tag],
        lang=bcp47(tag),
        direction=direction(tag),
        said=shown.entry.said.in_language(tag),
        did=shown.entry.did.in_language(tag),
    )


def _row(shown: Shown) -> Row:
    return Row(
        href=url_for("coordinator.entry", entry_id=shown.entry.id),
        said=shown.entry.said.in_language("en"),
        state=str(STATES[shown.entry.state]),
        round=shown.round.name if shown.round else "",
    )


def _public_href() -> str:
    return url_for("young_person.you_said_we_did", council=council().code.lower())
