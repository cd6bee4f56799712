"""Administrators manage accounts of their own council but never their own, and end what they take away."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import COUNCIL, PASSWORD, World
from tests.services.staff import sign_in
from tests.services.visits import HERE, count
from viewpoint.domain.accounts import AccountFault, AccountUnfit, Step
from viewpoint.domain.errors import NotAllowed, NotFound, SignInRefused, VisitEnded
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Role, Viewer, operator
from viewpoint.services.accounts import ONE_TIME_FOR
from viewpoint.services.staff_accounts import StaffAccounts
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.directory_identities import link_identity
from viewpoint.storage.tables.accounts import StaffSession
from viewpoint.storage.tables.audit import AuditEvent

EMAIL = "iro@fernshire.example"
Change = Callable[[StaffAccounts, Viewer, AccountId], Any]
CHANGES: dict[str, Change] = {
    "one": lambda accounts, viewer, account: accounts.one(viewer, account),
    "roles": lambda accounts, viewer, account: accounts.change_roles(viewer, account, [Role.MANAGER]),
    "off": lambda accounts, viewer, account: accounts.switch_off(viewer, account),
    "on": lambda accounts, viewer, account: accounts.switch_on(viewer, account),
    "app": lambda accounts, viewer, account: accounts.reset_app(viewer, account),
    "password": lambda accounts, viewer, account: accounts.hand_over(viewer, account),
}
LOGGED = {
    "roles": "roles_changed",
    "off": "account_switched_off",
    "on": "account_switched_on",
    "app": "second_step_reset",
    "password": "one_time_password_made",
}


def administrator(world: World) -> Viewer:
    if Role.ADMINISTRATOR not in world.staff:
        world.staff[Role.ADMINISTRATOR] = world.account(Role.ADMINISTRATOR)
    return world.staff[Role.ADMINISTRATOR]


def iro(world: World) -> AccountId:
    return AccountId(world.iro().subject)


def act(world: World, change: str, account: AccountId | None = None, viewer: Viewer | None = None) -> Any:
    account = account or iro(world)
    return CHANGES[change](world.services.staff_accounts, viewer or administrator(world), account)


def events(world: World) -> list[tuple[str, ...]]:
    query = select(AuditEvent.actor, AuditEvent.action, AuditEvent.object_id).order_by(AuditEvent.seq)
    with world.services.database.read() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_everybody_is_listed_by_name_with_how_they_sign_in(world: World) -> None:
    world.account(Role.READER, name="Abi Pretend")
    handed = world.services.accounts.hand_over(
        administrator(world), email="new@fernshire.example", name="Zoe New", roles=[Role.IRO, Role.MANAGER]
    )
    listed = world.services.staff_accounts.everybody(administrator(world))
    assert [each.account.name for each in listed] == ["Abi Pretend", "Made-up administrator", "Zoe New"]
    newest = listed[-1]
    assert newest.account.roles == (Role.IRO, Role.MANAGER)
    assert (newest.account.id, newest.has_app, newest.is_linked) == (handed.account, False, False)
    assert world.services.staff_accounts.one(administrator(world), handed.account) == newest


@pytest.mark.parametrize("change", LOGGED)
def test_every_change_is_logged_with_who_made_it(world: World, change: str) -> None:
    act(world, change)
    assert events(world) == [(administrator(world).subject, LOGGED[change], iro(world))]


@pytest.mark.parametrize("change", ["off", "app", "password"])
def test_what_takes_a_way_in_away_ends_open_visits(world: World, change: str) -> None:
    account = iro(world)
    secret = sign_in(world, EMAIL).secret
    act(world, change, account)
    with pytest.raises(VisitEnded):
        world.services.sign_in.visit(secret)
    assert count(world, StaffSession) == 0


def test_an_account_that_is_switched_off_is_switched_on_again(world: World) -> None:
    account = iro(world)
    act(world, "off", account)
    with pytest.raises(SignInRefused):
        sign_in(world, EMAIL)
    act(world, "on", account)
    assert sign_in(world, EMAIL).role is Role.IRO


def test_a_role_that_is_taken_away_ends_the_visit_in_it(world: World) -> None:
    account = iro(world)
    secret = sign_in(world, EMAIL).secret
    act(world, "roles", account)
    with pytest.raises(VisitEnded):
        world.services.sign_in.visit(secret)
    assert sign_in(world, EMAIL).role is Role.MANAGER


def test_a_forgotten_app_is_set_up_anew(world: World) -> None:
    act(world, "app")
    half = world.services.sign_in.give_password(EMAIL, PASSWORD, HERE)
    assert world.services.second_step.step(half) is Step.SET_UP_APP


def test_a_one_time_password_works_for_a_week(world: World) -> None:
    handed = act(world, "password")
    assert handed.password not in repr(handed)
    assert len(handed.password.replace("-", "")) == 15
    with pytest.raises(SignInRefused):
        sign_in(world, EMAIL)
    world.clock.now += ONE_TIME_FOR
    assert world.services.sign_in.give_password(EMAIL, handed.password, HERE)
    world.clock.forward(seconds=1)
    with pytest.raises(SignInRefused):
        world.services.sign_in.give_password(EMAIL, handed.password, HERE)


@pytest.mark.parametrize("change", ["roles", "off", "app", "password"])
def test_nobody_changes_their_own_account_here(world: World, change: str) -> None:
    """So that nobody gives themselves a role, and one administrator always stays."""
    with pytest.raises(AccountUnfit) as caught:
        act(world, change, AccountId(administrator(world).subject))
    assert caught.value.fault is AccountFault.OWN
    assert events(world) == []


@pytest.mark.parametrize("change", CHANGES)
def test_another_councils_accounts_are_found_nowhere(world: World, change: str) -> None:
    elsewhere = World(world.services, world.clock, authority=AuthorityId("OTHERSHIRE"))
    with world.services.database.write() as connection:
        ensure_authority(connection, world.services.vault, elsewhere.authority, world.clock())
    other = AccountId(elsewhere.account(Role.IRO).subject)
    with pytest.raises(NotFound):
        act(world, change, other)
    assert other not in [
        each.account.id for each in world.services.staff_accounts.everybody(operator(COUNCIL))
    ]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", [Role.IRO, Role.AUDITOR, Role.COORDINATOR])
def test_no_other_role_manages_accounts(small_world: World, change: str, role: Role) -> None:
    viewer = Viewer(authority=COUNCIL, role=role, subject="somebody")
    with pytest.raises(NotAllowed):
        act(small_world, change, viewer=viewer)
    with pytest.raises(NotAllowed):
        small_world.services.staff_accounts.everybody(viewer)


@pytest.mark.parametrize("roles", [[], [Role.OPERATOR], [Role.IRO, Role.YOUNG_PERSON]])
def test_there_is_at_least_one_role_that_is_for_staff(small_world: World, roles: list[Role]) -> None:
    with pytest.raises(AccountUnfit) as caught:
        small_world.services.staff_accounts.change_roles(administrator(small_world), iro(small_world), roles)
    assert caught.value.fault is AccountFault.NO_ROLE


def test_what_the_directory_or_an_emergency_decides_is_not_changed(world: World) -> None:
    account = iro(world)
    added = world.services.accounts.add_for_emergencies(
        operator(COUNCIL), email="emergency@fernshire.example", name="Emergency", password=PASSWORD
    )
    with pytest.raises(AccountUnfit) as caught:
        act(world, "roles", added)
    assert caught.value.fault is AccountFault.FOR_EMERGENCIES
    with world.services.database.write() as connection:
        linked = world.services.staff_accounts.one(administrator(world), account).account
        link_identity(connection, linked, "tenant", "object", world.clock())
    for change in ("roles", "password"):
        with pytest.raises(AccountUnfit) as caught:
            act(world, change, account)
        assert caught.value.fault is AccountFault.FROM_DIRECTORY


def test_an_operator_finds_an_account_by_its_address(world: World) -> None:
    account = iro(world)
    accounts = world.services.staff_accounts
    assert accounts.find(operator(COUNCIL), f" {EMAIL.upper()}") == account
    with pytest.raises(AccountUnfit, match="has no account"):
        accounts.find(operator(COUNCIL), "nobody@fernshire.example")
