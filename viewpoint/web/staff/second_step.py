"""After the password: the code of the app, setting it up, a password of one's own."""

from collections.abc import Callable, Mapping
from functools import wraps

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.accounts import PasswordUnfit, Step
from viewpoint.domain.errors import SignInRefused, VisitEnded
from viewpoint.services.second_step import Passed
from viewpoint.web.access import HALF
from viewpoint.web.staff.blueprint import blueprint
from viewpoint.web.staff.present import app_page, code_error, password_error, spaced
from viewpoint.web.staff.services import services
from viewpoint.web.staff.sessions import begin_half, browser_in_words, go_on

STEP_PAGES: Mapping[Step, str] = {
    Step.CODE: "staff.code",
    Step.SET_UP_APP: "staff.set_up_app",
    Step.NEW_PASSWORD: "staff.own_password",
    Step.REASON: "staff.reason",
}
"""Where each step is taken."""
CODE = "one_time_code"
NEW_PASSWORD = "new_password"  # noqa: S105 - a field's name
Answer = str | Response | tuple[str, int]


def wanting(step: Step) -> Callable[[Callable[[], Answer]], Callable[[], Answer]]:
    """A view for one step: whoever is at another goes there, whoever is at none begins again."""

    def _for_step(view: Callable[[], Answer]) -> Callable[[], Answer]:
        @wraps(view)
        def _view() -> Answer:
            try:
                now = services().second_step.step(_secret())
                return view() if now is step else redirect(url_for(STEP_PAGES[now]))
            except VisitEnded:
                return _start_again()

        return _view

    return _for_step


@blueprint.get("/code")
@wanting(Step.CODE)
def code() -> Answer:
    """Where the code is typed."""
    return _code_page("")


@blueprint.post("/code")
@wanting(Step.CODE)
def give_code() -> Answer:
    """Check the code of the app, or a recovery code, and begin the visit."""
    typed, address = request.form.get(CODE, ""), request.remote_addr or ""
    try:
        passed = services().second_step.give_code(_secret(), typed, address, browser_in_words())
    except SignInRefused:
        return _code_page(code_error()), 422
    return redirect(_onwards(passed))


@blueprint.get("/app")
@wanting(Step.SET_UP_APP)
def set_up_app() -> Answer:
    """The square to scan, at the first sign-in."""
    return _app_page("")


@blueprint.post("/app")
@wanting(Step.SET_UP_APP)
def confirm_app() -> Answer:
    """The app is set up once it shows the right code; recovery codes are shown once."""
    try:
        passed = services().second_step.confirm_app(_secret(), request.form.get(CODE, ""), browser_in_words())
    except SignInRefused:
        return _app_page(code_error()), 422
    return render_template("staff/recovery_codes.html", codes=passed.recovery_codes, onwards=_onwards(passed))


@blueprint.get("/own-password")
@wanting(Step.NEW_PASSWORD)
def own_password() -> Answer:
    """Where a one-time password is exchanged for one's own."""
    return render_template("staff/own_password.html", error="")


@blueprint.post("/own-password")
@wanting(Step.NEW_PASSWORD)
def choose_password() -> Answer:
    """Keep the password and begin the visit."""
    try:
        passed = services().second_step.choose_password(
            _secret(), request.form.get(NEW_PASSWORD, ""), browser_in_words()
        )
    except PasswordUnfit as unfit:
        return render_template("staff/own_password.html", error=password_error(unfit)), 422
    return redirect(_onwards(passed))


def _onwards(passed: Passed) -> str:
    """Begin the visit, or the next step; the address where they go on."""
    if passed.signed_in is not None:
        return go_on(passed.signed_in)
    begin_half(passed.half)
    return url_for(STEP_PAGES[services().second_step.step(passed.half)])


def _code_page(error: str) -> str:
    shown = services().second_step.demonstrated_code(_secret())
    return render_template("staff/code.html", error=error, shown=spaced(shown))


def _app_page(error: str) -> str:
    step = services().second_step
    page = app_page(step.new_app(_secret()), step.demonstrated_code(_secret()))
    return render_template("staff/app.html", page=page, error=error, action=url_for("staff.confirm_app"))


def _secret() -> str:
    secret: str = session.get(HALF, "")
    return secret


def _start_again() -> Response:
    if session.pop(HALF, None):
        flash(_("That took longer than five minutes. Sign in once more."))
    return redirect(url_for("staff.sign_in"))
