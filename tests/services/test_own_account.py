"""One's own account: every change asks for a fresh code, is logged, and ends the other visits."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.builders import PASSWORD, World
from tests.services.staff import good_code, sign_in
from tests.services.visits import HERE, count
from tests.staff_codes import code_at
from viewpoint.domain.accounts import PasswordFault, PasswordUnfit
from viewpoint.domain.errors import SignInRefused, TooManyTries, VisitEnded
from viewpoint.domain.throttle import FREE_TRIES
from viewpoint.services.authenticators import Authenticators
from viewpoint.services.own_account import OwnAccount
from viewpoint.settings import Mode
from viewpoint.storage.tables.accounts import RecoveryCode, StaffSession
from viewpoint.storage.tables.audit import AuditEvent

EMAIL = "iro@fernshire.example"
NEW = "another three words"


@pytest.fixture
def secret(world: World) -> str:
    """A visit of an IRO, with another one elsewhere."""
    world.iro()
    sign_in(world, EMAIL)
    return sign_in(world, EMAIL).secret


def own(world: World) -> OwnAccount:
    return world.services.own_account


def newest(world: World) -> str:
    with world.services.database.read() as connection:
        return str(
            connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq.desc())).scalars().first()
        )


def test_one_sees_where_one_is_signed_in(world: World, secret: str) -> None:
    places = own(world).places(secret)
    assert [place.is_here for place in places].count(True) == 1
    assert {place.visit.browser for place in places} == {"Firefox, Windows"}
    assert len(places) == 2


def test_signing_out_everywhere_ends_this_visit_too(world: World, secret: str) -> None:
    own(world).sign_out_everywhere(secret)
    assert count(world, StaffSession) == 0
    assert newest(world) == "signed_out_everywhere"
    with pytest.raises(VisitEnded):
        own(world).places(secret)


def test_new_recovery_codes_take_the_place_of_the_old(world: World, secret: str) -> None:
    old = own(world).new_recovery_codes(secret, good_code(world), HERE)
    new = own(world).new_recovery_codes(secret, good_code(world), HERE)
    assert not set(old) & set(new)
    assert own(world).recovery_codes_left(secret) == count(world, RecoveryCode) == 10
    assert newest(world) == "recovery_codes_made"
    assert len(own(world).places(secret)) == 1
    own(world).begin_new_app(secret, new[0], HERE)
    assert own(world).recovery_codes_left(secret) == 9
    with pytest.raises(SignInRefused):
        own(world).begin_new_app(secret, old[0], HERE)


def test_a_changed_password_ends_the_other_visits(world: World, secret: str) -> None:
    own(world).change_password(secret, PASSWORD, NEW, good_code(world), HERE)
    assert newest(world) == "password_changed"
    assert len(own(world).places(secret)) == 1
    assert world.services.sign_in.give_password(EMAIL, NEW, HERE)
    with pytest.raises(SignInRefused):
        world.services.sign_in.give_password(EMAIL, PASSWORD, HERE)


def test_a_password_is_changed_by_whoever_knows_it_only(world: World, secret: str) -> None:
    with pytest.raises(SignInRefused):
        own(world).change_password(secret, "not it at all", NEW, good_code(world), HERE)
    with pytest.raises(PasswordUnfit) as caught:
        own(world).change_password(secret, PASSWORD, PASSWORD, good_code(world), HERE)
    assert caught.value.fault is PasswordFault.THE_SAME
    assert world.services.sign_in.give_password(EMAIL, PASSWORD, HERE)
    assert len(own(world).places(secret)) == 2


def test_another_app_takes_over_once_it_shows_a_code(world: World, secret: str) -> None:
    assert own(world).new_app(secret) is None
    own(world).begin_new_app(secret, good_code(world), HERE)
    app = own(world).new_app(secret)
    assert app is not None
    with pytest.raises(SignInRefused):
        own(world).confirm_new_app(secret, good_code(world))
    own(world).new_recovery_codes(secret, good_code(world), HERE)  # the one in use works until then
    codes = own(world).confirm_new_app(secret, code_at(world.clock(), app.letters))
    assert len(codes) == 10
    assert newest(world) == "app_set_up_anew"
    assert own(world).new_app(secret) is None
    for code in (good_code(world), code_at(world.clock(), app.letters)):
        with pytest.raises((SignInRefused, TooManyTries)):
            own(world).confirm_new_app(secret, code)


CHANGES: dict[str, Callable[[OwnAccount, str, str], object]] = {
    "recovery codes": lambda own, secret, code: own.new_recovery_codes(secret, code, HERE),
    "password": lambda own, secret, code: own.change_password(secret, PASSWORD, NEW, code, HERE),
    "app": lambda own, secret, code: own.begin_new_app(secret, code, HERE),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_wants_a_code_that_was_never_used(world: World, secret: str, change: str) -> None:
    """The code of the sign-in is spent; whoever finds the open page cannot change anything."""
    act = CHANGES[change]
    used = good_code(world)
    act(own(world), secret, used)
    for code in ("", "000000", used):
        with pytest.raises((SignInRefused, PasswordUnfit)):
            act(own(world), secret, code)


def test_codes_are_slowed_here_as_at_sign_in(world: World, secret: str) -> None:
    for _try in range(FREE_TRIES):
        with pytest.raises(SignInRefused):
            own(world).begin_new_app(secret, "000000", HERE)
    with pytest.raises(TooManyTries):
        own(world).begin_new_app(secret, good_code(world), HERE)


def test_codes_are_shown_in_the_demonstration_and_never_in_production(world: World, secret: str) -> None:
    own(world).begin_new_app(secret, good_code(world), HERE)
    app = own(world).new_app(secret)
    assert app is not None
    good_code(world)
    assert own(world).demonstrated_code(secret) == code_at(world.clock())
    assert own(world).demonstrated_new_code(secret) == code_at(world.clock(), app.letters)
    services, parts = world.services, vars(own(world))["_parts"]
    apps = Authenticators(
        services.vault, services.audit, services.settings.code_key, Mode.PRODUCTION, world.clock
    )
    real = OwnAccount(type(parts)(**{**vars(parts), "authenticators": apps}))
    assert real.demonstrated_code(secret) is None
    assert real.demonstrated_new_code(secret) is None
