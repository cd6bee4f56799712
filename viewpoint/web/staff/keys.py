"""Keyboard shortcuts: what they are, and whether somebody wants them (WCAG 2.2, 2.1.4)."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.web.access import staff_visit
from viewpoint.web.staff.blueprint import blueprint

COOKIE, OFF, ON = "keys", "off", "on"
"""A cookie of its own, so that the choice outlasts a visit; it tells nothing of anybody."""
A_YEAR = 365 * 24 * 60 * 60


def has_keys() -> bool:
    """Whether this browser's user left the shortcuts on."""
    return request.cookies.get(COOKIE) != OFF


@blueprint.get("/keys")
def keys() -> str | Response:
    """Every shortcut, and the way to turn them off."""
    if staff_visit() is None:
        return redirect(url_for("staff.sign_in"))
    return render_template("staff/keys.html")


@blueprint.post("/keys")
def choose_keys() -> Response:
    """Turn them on or off in this browser."""
    wanted = OFF if request.form.get("keys") == OFF else ON
    flash(_("Keyboard shortcuts are off.") if wanted == OFF else _("Keyboard shortcuts are on."))
    answer = redirect(url_for("staff.keys"))
    answer.set_cookie(
        COOKIE,
        wanted,
        max_age=A_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return answer
