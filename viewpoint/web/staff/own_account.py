"""One's own account: where one is signed in, and password, app and recovery codes anew."""

from collections.abc import Callable
from functools import wraps

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.accounts import PasswordUnfit, SignedInBy
from viewpoint.domain.errors import SignInRefused
from viewpoint.web.access import STAFF, staff_visit
from viewpoint.web.staff.blueprint import blueprint
from viewpoint.web.staff.present import app_page, code_error, password_error, place_row, spaced
from viewpoint.web.staff.second_step import CODE, NEW_PASSWORD, Answer
from viewpoint.web.staff.services import services
from viewpoint.web.staff.sessions import forget


def signed_in(view: Callable[[], Answer]) -> Callable[[], Answer]:
    """A view for anybody on the staff who is signed in; everybody else signs in first."""

    @wraps(view)
    def _view() -> Answer:
        return redirect(url_for("staff.sign_in")) if staff_visit() is None else view()

    return _view


@blueprint.get("/account")
@signed_in
def account() -> Answer:
    """Where one is signed in, and what can be changed."""
    visit = staff_visit()
    return render_template(
        "staff/account.html",
        places=[place_row(each) for each in services().own_account.places(_secret())],
        codes_left=services().own_account.recovery_codes_left(_secret()),
        has_password=visit is not None and visit.how is SignedInBy.PASSWORD,
        email=visit.account.email if visit else "",
    )


@blueprint.post("/account/everywhere")
@signed_in
def leave_everywhere() -> Answer:
    """End every visit, this one too."""
    services().own_account.sign_out_everywhere(_secret())
    forget()
    flash(_("You are signed out everywhere."))
    return redirect(url_for("staff.sign_in"))


@blueprint.get("/account/recovery-codes")
@signed_in
def recovery_codes() -> Answer:
    """Asks for a code before it makes new ones."""
    return _codes_page("")


@blueprint.post("/account/recovery-codes")
@signed_in
def make_recovery_codes() -> Answer:
    """Ten new ones, shown once."""
    try:
        codes = services().own_account.new_recovery_codes(_secret(), _code(), _address())
    except SignInRefused:
        return _codes_page(code_error()), 422
    return render_template("staff/recovery_codes.html", codes=codes, onwards=url_for("staff.account"))


@blueprint.get("/account/password")
@signed_in
def password() -> Answer:
    """Asks for the password of now, the next one, and a code."""
    return _password_page({})


@blueprint.post("/account/password")
@signed_in
def change_password() -> Answer:
    """Keep the new password."""
    before, wanted = request.form.get("password", ""), request.form.get(NEW_PASSWORD, "")
    try:
        services().own_account.change_password(_secret(), before, wanted, _code(), _address())
    except PasswordUnfit as unfit:
        return _password_page({NEW_PASSWORD: password_error(unfit)}), 422
    except SignInRefused:
        error = _("The password of now or the code is not right. Check both; wait for the next code.")
        return _password_page({"password": error}), 422
    flash(_("Your password is changed. Wherever else you were signed in, you are no longer."))
    return redirect(url_for("staff.account"))


@blueprint.get("/account/app")
@signed_in
def another_app() -> Answer:
    """Asks for a code before it shows a new square."""
    return _another_page("")


@blueprint.post("/account/app")
@signed_in
def begin_app() -> Answer:
    """Have a new square ready; the app of now works until the new one is confirmed."""
    try:
        services().own_account.begin_new_app(_secret(), _code(), _address())
    except SignInRefused:
        return _another_page(code_error()), 422
    return redirect(url_for("staff.new_app"))


@blueprint.get("/account/app/new")
@signed_in
def new_app() -> Answer:
    """The new square."""
    return _app_page("")


@blueprint.post("/account/app/new")
@signed_in
def confirm_new_app() -> Answer:
    """Use the new app from now on."""
    try:
        codes = services().own_account.confirm_new_app(_secret(), _code())
    except SignInRefused:
        page = _app_page(code_error())
        return page if isinstance(page, Response) else (page, 422)
    return render_template("staff/recovery_codes.html", codes=codes, onwards=url_for("staff.account"))


def _codes_page(error: str) -> str:
    return render_template("staff/new_recovery_codes.html", error=error, shown=_shown())


def _password_page(errors: dict[str, str]) -> str:
    return render_template("staff/password.html", errors=errors, shown=_shown())


def _another_page(error: str) -> str:
    return render_template("staff/another_app.html", error=error, shown=_shown())


def _app_page(error: str) -> str | Response:
    own = services().own_account
    found = own.new_app(_secret())
    if found is None:  # nothing was begun, or it is in use by now
        return redirect(url_for("staff.another_app"))
    page = app_page(found, own.demonstrated_new_code(_secret()))
    return render_template("staff/app.html", page=page, error=error, action=url_for("staff.confirm_new_app"))


def _shown() -> str:
    return spaced(services().own_account.demonstrated_code(_secret()))


def _code() -> str:
    return request.form.get(CODE, "")


def _address() -> str:
    return request.remote_addr or ""


def _secret() -> str:
    secret: str = session[STAFF]
    return secret
