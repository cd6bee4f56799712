"""The second step: a code once, a recovery code once, an app set up, and nothing at all with half a visit."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pyotp
import pytest
from sqlalchemy import select, update

from tests.builders import APP, PASSWORD, World
from tests.services.staff import BROWSER
from tests.services.visits import HERE, at_once, count, errors
from tests.staff_codes import code_at
from viewpoint.domain.accounts import HALF_OPEN, PasswordFault, PasswordUnfit, Step
from viewpoint.domain.errors import NotAllowed, NotFound, SignInRefused, TooManyTries, VisitEnded
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Role, operator
from viewpoint.domain.throttle import FREE_TRIES
from viewpoint.services.authenticators import PENDING_FOR, RECOVERY_CODES, Authenticators
from viewpoint.services.second_step import Passed, SecondStep
from viewpoint.settings import Mode
from viewpoint.storage.authenticators import remove_app
from viewpoint.storage.tables.accounts import (
    Account,
    AccountRole,
    Authenticator,
    RecoveryCode,
    StaffHalfSession,
    StaffSession,
)
from viewpoint.storage.tables.audit import AuditEvent

EMAIL = "iro@fernshire.example"
STEP = timedelta(seconds=30)
NEW = "another three words"


def half(world: World) -> str:
    world.iro()
    return world.services.sign_in.give_password(EMAIL, PASSWORD, HERE)


def give(world: World, secret: str, code: str) -> Passed:
    return world.services.second_step.give_code(secret, code, HERE, BROWSER)


def without_app(world: World) -> str:
    """A half-open visit of somebody at their first sign-in."""
    iro = AccountId(world.iro().subject)
    with world.services.database.write() as connection:
        remove_app(connection, iro)
    secret = half(world)
    assert world.services.second_step.prepare(secret) is Step.SET_UP_APP
    return secret


def set_up(world: World) -> tuple[str, tuple[str, ...]]:
    """The new app's secret, and the recovery codes."""
    secret = without_app(world)
    letters = world.services.second_step.new_app(secret).letters
    code = code_at(world.clock(), letters)
    return letters, world.services.second_step.confirm_app(secret, code, BROWSER).recovery_codes


def one_time(world: World) -> None:
    """Make the password one that an administrator has handed over."""
    world.iro()
    until = world.clock() + timedelta(days=7)
    with world.services.database.write() as connection:
        connection.execute(update(Account).values(password_until=until))


def actions(world: World) -> list[str]:
    with world.services.database.read() as connection:
        return list(connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())


def ended(use: Callable[[], object]) -> None:
    with pytest.raises(VisitEnded):
        use()


def test_half_a_visit_is_no_visit(world: World) -> None:
    secret = half(world)
    assert world.services.second_step.prepare(secret) is Step.CODE
    ended(lambda: world.services.sign_in.visit(secret))
    ended(lambda: world.services.sign_in.act_as(secret, Role.IRO))
    ended(lambda: world.services.own_account.places(secret))
    assert count(world, StaffSession) == 0
    assert actions(world) == []


def test_the_code_begins_a_visit_with_a_secret_of_its_own(world: World) -> None:
    secret = half(world)
    passed = give(world, secret, code_at(world.clock()))
    assert passed.signed_in is not None
    assert passed.signed_in.secret != secret
    visit = world.services.sign_in.visit(passed.signed_in.secret)
    assert (visit.role, visit.browser) == (Role.IRO, BROWSER)
    assert actions(world) == ["signed_in"]
    assert passed.signed_in.secret not in repr(passed)


def test_half_a_visit_is_spent_by_its_code(world: World) -> None:
    secret = half(world)
    give(world, secret, code_at(world.clock()))
    world.clock.now += STEP
    ended(lambda: give(world, secret, code_at(world.clock())))
    assert count(world, StaffHalfSession) == 0


def test_half_a_visit_lasts_five_minutes(world: World) -> None:
    secret = half(world)
    world.clock.now += HALF_OPEN
    world.services.second_step.step(secret)
    world.clock.forward(seconds=1)
    ended(lambda: world.services.second_step.step(secret))
    ended(lambda: give(world, secret, code_at(world.clock())))


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_wrong(small_world: World, steps: int) -> None:
    assert give(small_world, half(small_world), code_at(small_world.clock() + steps * STEP)).signed_in


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_clock_may_not_be_a_minute_wrong(small_world: World, steps: int) -> None:
    with pytest.raises(SignInRefused):
        give(small_world, half(small_world), code_at(small_world.clock() + steps * STEP))


def test_a_code_is_taken_once_and_none_before_it_is_taken_after_it(world: World) -> None:
    newest, older = code_at(world.clock() + STEP), code_at(world.clock())
    give(world, half(world), newest)
    for code in (newest, older):
        with pytest.raises(SignInRefused):
            give(world, half(world), code)
    world.clock.now += 2 * STEP
    assert give(world, half(world), code_at(world.clock())).signed_in


def test_of_one_code_given_twice_at_once_one_is_taken(world: World) -> None:
    secrets, code = [half(world) for _each in range(4)], code_at(world.clock())
    found = errors(at_once(*(partial(give, world, secret, code) for secret in secrets)))
    assert found.count(SignInRefused) == 3


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "000000 or 1=1", "١٢٣"])
def test_what_is_no_code_is_refused_and_logged(small_world: World, code: str) -> None:
    with pytest.raises(SignInRefused):
        give(small_world, half(small_world), code)
    assert actions(small_world) == ["second_step_refused"]


def test_spaces_and_the_digits_of_other_scripts_do_not_matter(small_world: World) -> None:
    code = code_at(small_world.clock())
    typed = "".join(chr(ord("٠") + int(each)) for each in code)
    assert give(small_world, half(small_world), f" {typed[:3]} {typed[3:]} ").signed_in


def test_codes_are_slowed_after_five_tries_whoever_gives_them(world: World) -> None:
    for _try in range(FREE_TRIES):
        with pytest.raises(SignInRefused):
            give(world, half(world), "000000")
    with pytest.raises(TooManyTries):
        give(world, half(world), code_at(world.clock()))
    world.clock.now += STEP
    assert give(world, half(world), code_at(world.clock())).signed_in


def test_of_many_codes_tried_at_once_five_are_looked_at(world: World) -> None:
    secret = half(world)
    tries = [partial(give, world, secret, f"00000{number}") for number in range(8)]
    found = errors(at_once(*tries))
    assert (found.count(SignInRefused), found.count(TooManyTries)) == (FREE_TRIES, 3)


def test_at_the_first_sign_in_an_app_is_set_up_and_recovery_codes_are_shown(world: World) -> None:
    letters, codes = set_up(world)
    assert len(letters) == 32
    assert len(set(codes)) == RECOVERY_CODES
    assert actions(world) == ["app_set_up", "signed_in"]
    world.clock.now += STEP
    assert give(world, half(world), code_at(world.clock(), letters)).signed_in


def test_the_square_holds_the_secret_the_address_and_our_name(world: World) -> None:
    app = world.services.second_step.new_app(without_app(world))
    told = pyotp.parse_uri(app.address)
    assert (told.secret, told.name, told.issuer) == (app.letters, EMAIL, "Viewpoint")
    assert app.letters not in repr(app)


def test_what_was_scanned_fits_still_after_signing_in_once_more(world: World) -> None:
    """Installing an app may take longer than half a visit lasts."""
    steps = world.services.second_step
    first = steps.new_app(without_app(world))
    again = half(world)
    steps.prepare(again)
    assert steps.new_app(again) == first
    world.clock.now += PENDING_FOR + STEP
    later = half(world)
    steps.prepare(later)
    assert steps.new_app(later) != first


def test_an_app_is_not_in_use_before_it_showed_a_code(world: World) -> None:
    secret = without_app(world)
    with pytest.raises(SignInRefused):
        world.services.second_step.confirm_app(secret, code_at(world.clock(), APP), BROWSER)
    assert world.services.second_step.step(secret) is Step.SET_UP_APP
    assert count(world, RecoveryCode) == count(world, StaffSession) == 0


def test_a_password_alone_sets_up_no_app_where_there_is_one(world: World) -> None:
    secret = half(world)
    steps = world.services.second_step
    ended(lambda: steps.new_app(secret))
    ended(lambda: steps.confirm_app(secret, code_at(world.clock()), BROWSER))
    ended(lambda: steps.choose_password(secret, NEW, BROWSER))


def test_the_code_that_set_an_app_up_signs_nobody_in_again(world: World) -> None:
    letters, _codes = set_up(world)
    with pytest.raises(SignInRefused):
        give(world, half(world), code_at(world.clock(), letters))


def test_the_secret_is_sealed_and_recovery_codes_are_hashed(world: World) -> None:
    letters, codes = set_up(world)
    with world.services.database.read() as connection:
        (sealed, pending) = connection.execute(
            select(Authenticator.secret_sealed, Authenticator.pending_sealed)
        ).one()
        macs = list(connection.execute(select(RecoveryCode.mac)).scalars())
    assert letters.encode() not in (sealed or b"")
    assert pending is None
    assert len(macs) == RECOVERY_CODES
    assert not any(code.replace("-", "").encode() in mac for mac in macs for code in codes)


def test_a_recovery_code_is_taken_once_however_it_is_typed(world: World) -> None:
    _letters, codes = set_up(world)
    typed = f" {codes[3].lower().replace('-', ' ')}"
    assert give(world, half(world), typed).signed_in
    with pytest.raises(SignInRefused):
        give(world, half(world), codes[3])
    assert give(world, half(world), codes[4]).signed_in
    assert count(world, RecoveryCode) == RECOVERY_CODES - 2
    assert actions(world).count("recovery_code_used") == 2


def test_somebody_elses_recovery_code_is_none(world: World) -> None:
    _letters, codes = set_up(world)
    world.account(Role.MANAGER, email="other@fernshire.example")
    other = world.services.sign_in.give_password("other@fernshire.example", PASSWORD, HERE)
    with pytest.raises(SignInRefused):
        give(world, other, codes[0])


def test_a_one_time_password_is_exchanged_before_the_visit_begins(world: World) -> None:
    one_time(world)
    first = half(world)
    passed = give(world, first, code_at(world.clock()))
    assert passed.signed_in is None
    assert passed.half not in ("", first)
    ended(lambda: world.services.sign_in.visit(passed.half))
    steps = world.services.second_step
    assert steps.step(passed.half) is Step.NEW_PASSWORD
    chosen = steps.choose_password(passed.half, NEW, BROWSER)
    assert chosen.signed_in is not None
    assert world.services.sign_in.visit(chosen.signed_in.secret).role is Role.IRO
    with pytest.raises(SignInRefused):
        half(world)
    assert world.services.sign_in.give_password(EMAIL, NEW, HERE)
    assert actions(world) == ["password_changed", "signed_in"]
    ended(lambda: steps.choose_password(passed.half, NEW, BROWSER))


@pytest.mark.parametrize(
    ("password", "fault"), [("elevenchars", PasswordFault.TOO_SHORT), (PASSWORD, PasswordFault.THE_SAME)]
)
def test_a_password_of_ones_own_is_long_and_is_another(
    small_world: World, password: str, fault: PasswordFault
) -> None:
    one_time(small_world)
    passed = give(small_world, half(small_world), code_at(small_world.clock()))
    with pytest.raises(PasswordUnfit) as caught:
        small_world.services.second_step.choose_password(passed.half, password, BROWSER)
    assert caught.value.fault is fault
    assert count(small_world, StaffSession) == 0


def test_of_two_passwords_chosen_at_once_one_is_kept(world: World) -> None:
    one_time(world)
    passed = give(world, half(world), code_at(world.clock()))
    choose = world.services.second_step.choose_password
    found = errors(at_once(*(partial(choose, passed.half, f"{NEW} {n}", BROWSER) for n in range(2))))
    assert found.count(VisitEnded) == 1


def test_of_one_app_confirmed_twice_at_once_one_visit_begins(world: World) -> None:
    secret = without_app(world)
    code = code_at(world.clock(), world.services.second_step.new_app(secret).letters)
    confirm = partial(world.services.second_step.confirm_app, secret, code, BROWSER)
    found = errors(at_once(confirm, confirm))
    assert len([each for each in found if each in {VisitEnded, SignInRefused}]) == 1
    assert count(world, StaffSession) == 1


@pytest.mark.parametrize("takes", ["account", "roles"])
def test_half_a_visit_ends_when_the_account_or_its_roles_are_taken_away(world: World, takes: str) -> None:
    secret = half(world)
    with world.services.database.write() as connection:
        if takes == "account":
            connection.execute(update(Account).values(is_active=False))
        else:
            connection.execute(AccountRole.__table__.delete())  # type: ignore[attr-defined]  # a Table has it
    ended(lambda: world.services.second_step.step(secret))


def test_the_demonstration_shows_the_code_that_is_asked_for(world: World) -> None:
    steps = world.services.second_step
    secret = half(world)
    assert steps.demonstrated_code(secret) == code_at(world.clock())
    give(world, secret, code_at(world.clock()))
    again = half(world)
    assert steps.demonstrated_code(again) == code_at(world.clock() + STEP)
    give(world, again, code_at(world.clock() + STEP))
    assert steps.demonstrated_code(half(world)) is None
    first = without_app(world)
    assert steps.demonstrated_code(first) == code_at(world.clock(), steps.new_app(first).letters)


def in_production(world: World) -> SecondStep:
    parts = vars(world.services.second_step)["_parts"]
    services = world.services
    apps = Authenticators(
        services.vault, services.audit, services.settings.code_key, Mode.PRODUCTION, world.clock
    )
    return SecondStep(type(parts)(**{**vars(parts), "authenticators": apps}))


def test_in_production_no_code_is_ever_shown_and_nobody_is_enrolled_without_an_app(world: World) -> None:
    steps = in_production(world)
    assert steps.demonstrated_code(half(world)) is None
    assert steps.demonstrated_code(without_app(world)) is None
    with pytest.raises(NotFound):
        steps.enrol_made_up(operator(world.authority), AccountId(world.iro().subject))


def test_the_demos_people_need_no_phone(world: World) -> None:
    steps, iro = world.services.second_step, AccountId(world.iro().subject)
    with world.services.database.write() as connection:
        remove_app(connection, iro)
    steps.enrol_made_up(operator(world.authority), iro)
    secret = half(world)
    assert steps.prepare(secret) is Step.CODE
    assert give(world, secret, steps.demonstrated_code(secret) or "").signed_in
    with pytest.raises(NotAllowed):
        steps.enrol_made_up(world.iro(), iro)
    with pytest.raises(NotFound):
        steps.enrol_made_up(operator(world.authority), AccountId("nobody"))
