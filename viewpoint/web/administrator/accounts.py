"""Staff accounts: the list, a new one, and what is done with one that is there."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.accounts import AccountUnfit, LocalSignIn
from viewpoint.domain.errors import NotFound
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Role
from viewpoint.services.accounts import NOT_FOR_STAFF, HandedOver
from viewpoint.web.access import viewer
from viewpoint.web.administrator.blueprint import blueprint
from viewpoint.web.administrator.present import (
    NewAccount,
    account_page,
    account_row,
    error_for,
    role_options,
    unheld_roles,
)
from viewpoint.web.administrator.services import services
from viewpoint.web.locale import current_language
from viewpoint.wording.dates import moment

STAFF_ROLES = {role.value: role for role in Role if role not in NOT_FOR_STAFF}
Answer = str | Response | tuple[str, int]


@blueprint.get("/")
def accounts() -> str:
    """Everybody on the staff; uses of emergency access first."""
    everybody = services().staff_accounts.everybody(viewer())
    flagged = services().break_glass.flagged(viewer())
    return render_template(
        "administrator/accounts.html",
        rows=[account_row(each) for each in everybody],
        flagged=[(use.name, moment(use.at, current_language())) for use in flagged],
        unheld=unheld_roles(everybody),
        adds=_adds(),
    )


@blueprint.get("/accounts/new")
def new_account() -> str:
    """The form for one more.

    Raises:
        NotFound: nobody is added by hand here.
    """
    _check_adds()
    return _new_page(NewAccount(errors={}))


@blueprint.post("/accounts/new")
def add_account() -> Answer:
    """Add it, and show its one-time password once.

    Raises:
        NotFound: nobody is added by hand here.
    """
    _check_adds()
    email, name = request.form.get("email", ""), request.form.get("name", "")
    try:
        handed = services().accounts.hand_over(viewer(), email=email, name=name, roles=_ticked())
    except AccountUnfit as unfit:
        roles = tuple(request.form.getlist("roles"))
        page = NewAccount(email=email, name=name, roles=roles, errors=error_for(unfit.fault))
        return _new_page(page), 422
    return _handed_over(handed)


@blueprint.get("/accounts/<account_id>")
def account(account_id: str) -> str:
    """One account."""
    return _page(account_id, {})


@blueprint.post("/accounts/<account_id>/roles")
def change_roles(account_id: str) -> Answer:
    """Give it other roles."""

    def _change() -> None:
        services().staff_accounts.change_roles(viewer(), AccountId(account_id), _ticked())

    return _done(account_id, _change, _("The roles are changed."))


@blueprint.post("/accounts/<account_id>/off")
def switch_off(account_id: str) -> Answer:
    """Let nobody in with it."""

    def _switch() -> None:
        services().staff_accounts.switch_off(viewer(), AccountId(account_id))

    return _done(account_id, _switch, _("The account is switched off, and signed out everywhere."))


@blueprint.post("/accounts/<account_id>/on")
def switch_on(account_id: str) -> Answer:
    """Let its holder in again."""

    def _switch() -> None:
        services().staff_accounts.switch_on(viewer(), AccountId(account_id))

    return _done(account_id, _switch, _("The account is switched on."))


@blueprint.post("/accounts/<account_id>/app")
def reset_app(account_id: str) -> Answer:
    """Forget its app."""

    def _reset() -> None:
        services().staff_accounts.reset_app(viewer(), AccountId(account_id))

    return _done(account_id, _reset, _("The app is forgotten. A new one is set up at the next sign-in."))


@blueprint.post("/accounts/<account_id>/password")
def hand_over(account_id: str) -> Answer:
    """A one-time password, shown once."""
    try:
        return _handed_over(services().staff_accounts.hand_over(viewer(), AccountId(account_id)))
    except AccountUnfit as unfit:
        return _page(account_id, error_for(unfit.fault)), 422


def _done(account_id: str, act: Callable[[], None], words: str) -> Answer:
    try:
        act()
    except AccountUnfit as unfit:
        return _page(account_id, error_for(unfit.fault)), 422
    flash(words)
    return redirect(url_for("administrator.account", account_id=account_id))


def _handed_over(handed: HandedOver) -> str:
    found = services().staff_accounts.one(viewer(), handed.account)
    return render_template(
        "administrator/handed_over.html", page=account_page(found), password=handed.password
    )


def _page(account_id: str, errors: dict[str, str]) -> str:
    found = services().staff_accounts.one(viewer(), AccountId(account_id))
    return render_template(
        "administrator/account.html", page=account_page(found), options=role_options(), errors=errors
    )


def _new_page(page: NewAccount) -> str:
    return render_template("administrator/new.html", page=page, options=role_options())


def _adds() -> bool:
    """Whether accounts are added by hand; with a directory they come by themselves."""
    return services().local is LocalSignIn.OPEN


def _check_adds() -> None:
    if not _adds():
        raise NotFound("account")


def _ticked() -> list[Role]:
    return [STAFF_ROLES[role] for role in request.form.getlist("roles") if role in STAFF_ROLES]
