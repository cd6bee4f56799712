"""Staff sign in: the right password only, one role at a time, and out the moment either is taken away."""

from collections.abc import Callable
from functools import partial
from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlalchemy import delete, insert, select, update

from tests.builders import CHEAP, COUNCIL, PASSWORD, World
from tests.services.staff import signed_in_at
from tests.services.visits import HERE, count
from viewpoint.domain.accounts import IDLE, LocalSignIn, PasswordUnfit, SignedInBy
from viewpoint.domain.errors import NotAllowed, SignInRefused, TooManyTries, VisitEnded
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role
from viewpoint.domain.throttle import FREE_FROM_ONE_ADDRESS, FREE_TRIES
from viewpoint.domain.visit import visit_key
from viewpoint.services.passwords import Passwords
from viewpoint.services.sign_in import SignedIn, SignIn
from viewpoint.storage.accounts import find_by_email
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.tables.accounts import Account, AccountRole, StaffHalfSession, StaffSession
from viewpoint.storage.tables.audit import AuditEvent

EMAIL = "iro@fernshire.example"


def half(world: World, password: str = PASSWORD, email: str = EMAIL, address: str = HERE) -> str:
    return world.services.sign_in.give_password(email, password, address)


def signed_in(world: World, password: str = PASSWORD, email: str = EMAIL, address: str = HERE) -> SignedIn:
    return signed_in_at(world, half(world, password, email, address))


def give_role(world: World, role: Role) -> None:
    row = {"account_id": world.iro().subject, "role": role.value, "authority_id": COUNCIL}
    with world.services.database.write() as connection:
        connection.execute(insert(AccountRole), row)


def refused(world: World, use: Callable[[], object]) -> None:
    with pytest.raises(VisitEnded):
        use()


def test_the_right_password_begins_a_visit_and_is_logged(world: World) -> None:
    world.iro()
    found = signed_in(world, email=f" {EMAIL.upper()} ")
    assert (found.role, found.account.name) == (Role.IRO, "Sam Okoro")
    visit = world.services.sign_in.visit(found.secret)
    assert (visit.account.id, visit.role) == (world.iro().subject, Role.IRO)
    assert found.secret not in repr(found)
    with world.services.database.read() as connection:
        (line,) = connection.execute(select(AuditEvent.actor, AuditEvent.action, AuditEvent.role)).all()
        keys = list(connection.execute(select(StaffSession.id_sha256)).scalars())
    assert tuple(line) == (world.iro().subject, "signed_in", "iro")
    assert keys == [visit_key(found.secret)]


@pytest.mark.parametrize("password", ["", PASSWORD.upper(), f"{PASSWORD} "])
def test_another_password_is_refused(world: World, password: str) -> None:
    world.iro()
    with pytest.raises(SignInRefused):
        signed_in(world, password)
    assert count(world, StaffSession) == 0


def test_nobody_is_told_whether_an_address_has_an_account(world: World) -> None:
    """Both are checked against a hash: the same error after the same work."""
    world.iro()
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's name
            checked.append(str(hash))
            return super().verify(hash, password)

    services = world.services
    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    passwords = Passwords(hasher)
    sign_in = SignIn(
        services.database, services.audit, services.throttle, passwords, LocalSignIn.OPEN, world.clock
    )
    errors = []
    for email in (EMAIL, "nobody@fernshire.example"):
        with pytest.raises(SignInRefused) as caught:
            sign_in.give_password(email, "not it at all", HERE)
        errors.append(caught.value.args)
    assert errors[0] == errors[1]
    assert len(checked) == 2


def test_an_account_that_is_switched_off_or_holds_no_role_signs_in_no_more(world: World) -> None:
    world.iro()
    with world.services.database.write() as connection:
        connection.execute(delete(AccountRole))
    with pytest.raises(SignInRefused):
        signed_in(world)
    give_role(world, Role.IRO)
    with world.services.database.write() as connection:
        connection.execute(update(Account).values(is_active=False))
    with pytest.raises(SignInRefused):
        signed_in(world)


@pytest.mark.parametrize("takes", [delete(AccountRole), update(Account).values(is_active=False)])
def test_a_visit_ends_at_the_next_request_once_role_or_account_is_taken_away(
    world: World, takes: object
) -> None:
    world.iro()
    secret = signed_in(world).secret
    with world.services.database.write() as connection:
        connection.execute(takes)  # type: ignore[call-overload]  # either statement
    refused(world, lambda: world.services.sign_in.visit(secret))


def test_a_visit_ends_half_an_hour_after_its_last_use(world: World) -> None:
    world.iro()
    secret = signed_in(world).secret
    for _look in range(2):
        world.clock.now += IDLE
        world.services.sign_in.visit(secret)
    world.clock.now += IDLE
    world.clock.forward(seconds=1)
    refused(world, lambda: world.services.sign_in.visit(secret))


def test_a_visit_in_use_ends_after_twelve_hours_all_the_same(world: World) -> None:
    world.iro()
    secret = signed_in(world).secret
    for _look in range(SignedInBy.PASSWORD.longest // IDLE):
        world.clock.now += IDLE
        world.services.sign_in.visit(secret)
    world.clock.forward(seconds=1)
    refused(world, lambda: world.services.sign_in.visit(secret))


def test_looking_again_within_a_minute_writes_nothing(world: World) -> None:
    world.iro()
    secret = signed_in(world).secret
    began = world.clock()
    world.clock.forward(minutes=1)
    world.services.sign_in.visit(secret)
    with world.services.database.read() as connection:
        assert connection.execute(select(StaffSession.seen_at)).scalar_one() == began


def test_signing_out_ends_the_visit_on_the_server(world: World) -> None:
    world.iro()
    secret = signed_in(world).secret
    world.services.sign_in.sign_out(secret)
    refused(world, lambda: world.services.sign_in.visit(secret))
    refused(world, lambda: world.services.sign_in.visit("made-up"))
    world.services.sign_in.sign_out(secret)  # once more does no harm


def test_switching_roles_is_a_new_visit_and_is_logged(world: World) -> None:
    world.iro()
    give_role(world, Role.MANAGER)
    first = signed_in(world)
    second = world.services.sign_in.act_as(first.secret, Role.MANAGER)
    assert (first.role, second.role) == (Role.IRO, Role.MANAGER)
    assert first.secret != second.secret
    refused(world, lambda: world.services.sign_in.visit(first.secret))
    assert world.services.sign_in.visit(second.secret).role is Role.MANAGER
    with world.services.database.read() as connection:
        roles = connection.execute(select(AuditEvent.role).order_by(AuditEvent.seq)).scalars()
        assert list(roles) == ["iro", "manager"]


def test_nobody_acts_in_a_role_they_do_not_hold(world: World) -> None:
    world.iro()
    secret = signed_in(world).secret
    with pytest.raises(NotAllowed):
        world.services.sign_in.act_as(secret, Role.AUDITOR)
    assert world.services.sign_in.visit(secret).role is Role.IRO


def test_five_wrong_passwords_slow_that_account_and_its_right_one_wipes_the_slate(world: World) -> None:
    world.iro()
    world.account(Role.AUDITOR, email="auditor@fernshire.example")
    for _try in range(FREE_TRIES):
        with pytest.raises(SignInRefused):
            signed_in(world, "not it at all")
    with pytest.raises(TooManyTries):
        signed_in(world, address="198.51.100.7")
    assert signed_in(world, email="auditor@fernshire.example").role is Role.AUDITOR
    world.clock.forward(seconds=30)
    signed_in(world)
    with pytest.raises(SignInRefused):
        signed_in(world, "not it at all")
    signed_in(world)


def test_passwords_tried_on_many_accounts_from_one_address_are_slowed_too(small_world: World) -> None:
    small_world.iro()
    for number in range(FREE_FROM_ONE_ADDRESS):
        with pytest.raises(SignInRefused):
            signed_in(small_world, "spring2026spring", email=f"{number}@fernshire.example")
    with pytest.raises(TooManyTries):
        signed_in(small_world)
    assert signed_in(small_world, address="198.51.100.7").role is Role.IRO


def test_a_hash_of_other_costs_is_renewed_at_the_next_sign_in(world: World) -> None:
    world.iro()
    other = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    with world.services.database.write() as connection:
        connection.execute(update(Account).values(password_hash=other))
    signed_in(world)
    with world.services.database.read() as connection:
        (account,) = find_by_email(connection, EMAIL)
    assert account.password_hash != other
    assert CHEAP.verify(account.password_hash, PASSWORD)


def test_the_default_is_argon2id() -> None:
    assert PasswordHasher().hash("three made-up words").startswith("$argon2id$")


def test_one_address_with_accounts_at_two_councils_signs_in_where_the_password_fits(world: World) -> None:
    world.iro()
    elsewhere = World(world.services, world.clock, authority=AuthorityId("OTHERSHIRE"))
    with world.services.database.write() as connection:
        ensure_authority(connection, world.services.vault, elsewhere.authority, world.clock())
    other = elsewhere.account(Role.IRO, email=EMAIL)
    with world.services.database.write() as connection:
        theirs = update(Account).where(Account.id == other.subject)
        connection.execute(theirs.values(password_hash=CHEAP.hash("words of the other council")))
    assert signed_in(world).account.authority == COUNCIL
    assert signed_in(world, "words of the other council").account.authority == "OTHERSHIRE"
    with pytest.raises(SignInRefused):
        signed_in(world, "words of neither council")


def test_a_password_has_twelve_characters(small_world: World) -> None:
    passwords = small_world.services.passwords
    with pytest.raises(PasswordUnfit, match="at least 12 characters"):
        passwords.hash("elevenchars")
    assert CHEAP.verify(passwords.hash("twelve chars"), "twelve chars")


def test_an_account_without_a_password_has_none_that_fits(world: World) -> None:
    world.iro()
    with world.services.database.write() as connection:
        connection.execute(update(Account).values(password_hash=""))
    for password in ("", PASSWORD):
        with pytest.raises(SignInRefused):
            half(world, password)


def test_a_one_time_password_stops_working(world: World) -> None:
    world.iro()
    with world.services.database.write() as connection:
        connection.execute(update(Account).values(password_until=world.clock()))
    half(world)
    world.clock.forward(seconds=1)
    with pytest.raises(SignInRefused):
        half(world)


def test_signing_out_everywhere_ends_every_visit_half_open_ones_too(world: World) -> None:
    world.iro()
    first, second, begun = signed_in(world), signed_in(world), half(world)
    sign_in = world.services.sign_in
    assert len(sign_in.visits(sign_in.visit(first.secret))) == 2
    sign_in.sign_out_everywhere(sign_in.visit(first.secret))
    for secret in (first.secret, second.secret):
        refused(world, partial(sign_in.visit, secret))
    refused(world, lambda: world.services.second_step.step(begun))


def test_visits_that_are_over_are_not_told_of_and_are_cleared_away(world: World) -> None:
    world.iro()
    signed_in(world)
    half(world)
    world.clock.now += IDLE
    world.clock.forward(seconds=1)
    sign_in, now = world.services.sign_in, signed_in(world)
    assert len(sign_in.visits(sign_in.visit(now.secret))) == count(world, StaffSession) == 1
    assert count(world, StaffHalfSession) == 0


def test_changing_roles_does_not_begin_the_twelve_hours_anew(world: World) -> None:
    world.iro()
    give_role(world, Role.MANAGER)
    secret = signed_in(world).secret
    for _look in range(SignedInBy.PASSWORD.longest // IDLE):
        world.clock.now += IDLE
        world.services.sign_in.visit(secret)
    secret = world.services.sign_in.act_as(secret, Role.MANAGER).secret
    world.clock.forward(seconds=1)
    refused(world, lambda: world.services.sign_in.visit(secret))
