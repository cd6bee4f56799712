"""The way in for emergencies: an account of its own, the second step, and a reason that auditors read."""

from flask import current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from viewpoint.domain.accounts import Step
from viewpoint.domain.errors import SignInRefused
from viewpoint.services.break_glass import MOST_REASON, ReasonUnfit
from viewpoint.web.access import HALF
from viewpoint.web.staff.blueprint import blueprint
from viewpoint.web.staff.entry import SignInForm, password_refused
from viewpoint.web.staff.second_step import STEP_PAGES, Answer, wanting
from viewpoint.web.staff.services import services
from viewpoint.web.staff.sessions import arrive, begin_half, browser_in_words


@blueprint.get("/break-glass")
def break_glass() -> str:
    """The form, for whoever has such an account."""
    return render_template("staff/break_glass.html", email="", error="")


@blueprint.post("/break-glass")
def enter_for_emergency() -> Answer:
    """Check the password; second step and reason come next."""
    form = SignInForm()
    email, password = form.email.data or "", form.password.data or ""
    try:
        half = services().break_glass.give_password(email, password, request.remote_addr or "")
    except SignInRefused:
        return render_template("staff/break_glass.html", email=email, error=password_refused()), 400
    begin_half(half)
    return redirect(url_for(STEP_PAGES[services().second_step.prepare(half)]))


@blueprint.get("/break-glass/reason")
@wanting(Step.REASON)
def reason() -> Answer:
    """Asks why."""
    return render_template("staff/reason.html", reason="", error="")


@blueprint.post("/break-glass/reason")
@wanting(Step.REASON)
def give_reason() -> Answer:
    """Keep the reason, begin the hour, and say so in the log."""
    given = request.form.get("reason", "")
    try:
        signed_in, use = services().break_glass.begin(session[HALF], given, browser_in_words())
    except ReasonUnfit:
        error = _(
            "Say in a sentence or two what has happened and what you are going to do, "
            "in at most %(count)s letters.",
            count=MOST_REASON,
        )
        return render_template("staff/reason.html", reason=given, error=error), 422
    current_app.logger.warning("break-glass sign-in: use %s of account %s", use.id, signed_in.account.id)
    return arrive(signed_in)
