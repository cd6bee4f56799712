"""Signing in and out, and changing the role one acts in; each makes a new session."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField

from viewpoint.domain.errors import NotFound, SignInRefused
from viewpoint.domain.permissions import Role
from viewpoint.web.access import STAFF, sign_in_service, staff_visit
from viewpoint.web.accessibility import STAFF_WORDS, statement_view
from viewpoint.web.form import Form
from viewpoint.web.locale import current_language
from viewpoint.web.staff.blueprint import blueprint
from viewpoint.web.staff.navigation import ROLE_NAMES, first_page
from viewpoint.web.staff.second_step import STEP_PAGES
from viewpoint.web.staff.services import services
from viewpoint.web.staff.sessions import begin, begin_half, forget
from viewpoint.web.young_person.help_numbers import nation


class SignInForm(Form):
    """An address and a password."""

    email = EmailField()
    password = PasswordField()


@blueprint.get("/")
def home() -> Response:
    """The first page of whoever is signed in."""
    visit = staff_visit()
    return redirect(first_page(visit.role) if visit else url_for("staff.sign_in"))


@blueprint.get("/sign-in")
def sign_in() -> str | Response:
    """The form; somebody signed in already goes on."""
    if staff_visit() is not None:
        return redirect(url_for("staff.home"))
    return _page("", "")


@blueprint.post("/sign-in")
def enter() -> Response | tuple[str, int]:
    """Check the password; the second step comes next, in a session that held nothing before."""
    if services().single_sign_on is not None:
        return redirect(url_for("staff.sign_in"))  # where no password is asked, none is looked at
    form = SignInForm()
    email, password = form.email.data or "", form.password.data or ""
    try:
        half = sign_in_service().give_password(email, password, request.remote_addr or "")
    except SignInRefused:
        return _page(email, password_refused()), 400
    begin_half(half)
    return redirect(url_for(STEP_PAGES[services().second_step.prepare(half)]))


@blueprint.get("/sign-out")
def sign_out() -> str | Response:
    """Asks once more. A page of its own, so that a page of numbers need not carry a token."""
    if staff_visit() is None:
        return redirect(url_for("staff.sign_in"))
    return render_template("staff/sign_out.html")


@blueprint.post("/sign-out")
def leave() -> Response:
    """End the visit on the server and forget it here."""
    if secret := session.get(STAFF):
        sign_in_service().sign_out(secret)
    forget()
    flash(_("You are signed out."))
    return redirect(url_for("staff.sign_in"))


@blueprint.get("/role")
def role() -> str | Response:
    """One's own roles to choose from."""
    visit = staff_visit()
    if visit is None:
        return redirect(url_for("staff.sign_in"))
    roles = [(each, ROLE_NAMES[each]) for each in visit.account.roles if each is not visit.role]
    return render_template("staff/role.html", now=ROLE_NAMES[visit.role], roles=roles)


@blueprint.post("/role")
def change_role() -> Response:
    """Act in another of one's roles.

    Raises:
        NotFound: there is no such role.
    """
    asked = request.form.get("role", "")
    if asked not in ROLE_NAMES or staff_visit() is None:
        raise NotFound("role")
    signed_in = sign_in_service().act_as(session[STAFF], Role(asked))
    begin(signed_in)
    return redirect(first_page(signed_in.role))


@blueprint.get("/accessibility")
def accessibility() -> str:
    """The accessibility statement, for anybody."""
    shown = statement_view(STAFF_WORDS, nation(), current_language())
    return render_template("staff/accessibility.html", statement=shown)


def password_refused() -> str:
    """The same words for every reason."""
    return _("That e-mail address and password do not go together. Check both and try again.")


def _page(email: str, error: str) -> str:
    has_directory = services().single_sign_on is not None
    return render_template("staff/sign_in.html", email=email, error=error, has_directory=has_directory)
