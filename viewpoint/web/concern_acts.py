"""What is done with one concern on its page: opened, taken up, noted, closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from viewpoint.domain.concern_life import LONGEST_WORDS
from viewpoint.domain.errors import WrongStep
from viewpoint.domain.people import ConcernId
from viewpoint.services.concerns import Concerns
from viewpoint.web.access import viewer
from viewpoint.web.concern_page import ConcernPage, concern_page

NOTE, DONE = "note", "done"
"""The names of the two fields, one of each form."""


def shown(concerns: Concerns, concern: str, template: str, now: datetime) -> str:
    """The page; opening it is logged."""
    return render_template(template, page=_page(concerns, concern, now))


def taken_up(concerns: Concerns, concern: str, back: str) -> Response:
    """Take it up by name."""
    return _done(
        lambda: concerns.acknowledge(viewer(), ConcernId(concern)),
        _("You have taken it up. Write down what you do about it."),
        back,
    )


def noted(
    concerns: Concerns, concern: str, back: str, template: str, now: datetime
) -> Response | tuple[str, int]:
    """Keep a note, or show it again with what to mend."""
    words = _typed(NOTE)
    if error := _error(words):
        return _again(concerns, concern, template, now, (NOTE, words, error))
    return _done(lambda: concerns.note(viewer(), ConcernId(concern), words), _("It is noted."), back)


def closed(
    concerns: Concerns, concern: str, back: str, template: str, now: datetime
) -> Response | tuple[str, int]:
    """Close it with what was done, or show that again with what to mend."""
    words = _typed(DONE)
    if error := _error(words):
        return _again(concerns, concern, template, now, (DONE, words, error))
    return _done(lambda: concerns.close(viewer(), ConcernId(concern), words), _("It is closed."), back)


def _done(act: Callable[[], None], words: str, back: str) -> Response:
    try:
        act()
    except WrongStep:
        flash(_("Somebody has gone on with it meanwhile. Look at where it stands now."), "error")
    else:
        flash(words)
    return redirect(back)


def _again(
    concerns: Concerns, concern: str, template: str, now: datetime, typed: tuple[str, str, str]
) -> tuple[str, int]:
    field, words, error = typed
    page = replace(_page(concerns, concern, now), words=words, error=error, error_at=field)
    return render_template(template, page=page), 422


def _page(concerns: Concerns, concern: str, now: datetime) -> ConcernPage:
    return concern_page(concerns.open(viewer(), ConcernId(concern)), viewer().subject, now)


def _typed(field: str) -> str:
    return request.form.get(field, "").replace("\0", "").replace("\r\n", "\n").strip()


def _error(words: str) -> str:
    if not words:
        return _("Write what was done.")
    too_many = len(words) - LONGEST_WORDS
    if too_many <= 0:
        return ""
    return str(
        ngettext(
            "That is %(num)s character too long. Shorten it and send it again; nothing is lost.",
            "That is %(num)s characters too long. Shorten it and send it again; nothing is lost.",
            too_many,
        )
    )
