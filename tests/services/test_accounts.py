"""Adding members of staff: one account an address, roles for staff only, everything wrong said in words."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import ProgrammingError

from tests.builders import COUNCIL, PASSWORD, World
from tests.services.visits import count
from viewpoint.domain.accounts import Step
from viewpoint.domain.errors import BadInput, NotAllowed, StorageUnavailable
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.services.accounts import LONGEST_NAME
from viewpoint.storage.accounts import find_by_email
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.tables.accounts import Account
from viewpoint.storage.tables.audit import AuditEvent

OPERATOR = Viewer(authority=COUNCIL, role=Role.OPERATOR, subject="operator")
SAM: dict[str, Any] = {
    "email": "sam@fernshire.example",
    "name": "Sam Okoro",
    "roles": [Role.IRO],
    "password": PASSWORD,
}


def add(world: World, viewer: Viewer = OPERATOR, **override: Any) -> AccountId:
    return world.services.accounts.add(viewer, **{**SAM, **override})


def test_an_account_that_was_added_signs_in(world: World) -> None:
    added = add(world, email=" Sam@Fernshire.example ", name=" Sam Okoro ")
    with world.services.database.read() as connection:
        (account,) = find_by_email(connection, "sam@fernshire.example")
        (line,) = connection.execute(select(AuditEvent.action, AuditEvent.object_id)).all()
    assert (account.email, account.name, account.roles) == ("sam@fernshire.example", "Sam Okoro", (Role.IRO,))
    assert tuple(line) == ("account_added", added)
    half = world.services.sign_in.give_password("sam@fernshire.example", PASSWORD, "")
    assert world.services.second_step.step(half) is Step.SET_UP_APP


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": "sam"}, "is not an e-mail address"),
        ({"email": "@fernshire.example"}, "is not an e-mail address"),
        ({"email": "sam@fernshire"}, "is not an e-mail address"),
        ({"email": "sam okoro@fernshire.example"}, "is not an e-mail address"),
        ({"email": f"{'s' * 250}@fernshire.example"}, "is not an e-mail address"),
        ({"name": "  "}, "give the name"),
        ({"name": "x" * (LONGEST_NAME + 1)}, "at most 100 characters"),
        ({"roles": []}, "at least one role"),
        ({"roles": [Role.IRO, Role.WORKER]}, "at least one role"),
        ({"roles": [Role.YOUNG_PERSON]}, "at least one role"),
        ({"password": "elevenchars"}, "at least 12 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(
    small_world: World, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        add(small_world, **change)
    assert count(small_world, Account) == 0


def test_the_longest_name_and_a_role_named_twice_are_taken(world: World) -> None:
    add(world, name="x" * LONGEST_NAME, roles=[Role.IRO, Role.MANAGER, Role.IRO])
    with world.services.database.read() as connection:
        (account,) = find_by_email(connection, "sam@fernshire.example")
    assert account.roles == (Role.IRO, Role.MANAGER)


@pytest.mark.parametrize("is_active", [True, False])
def test_an_address_has_one_account_at_a_council_switched_off_or_not(world: World, is_active: object) -> None:
    add(world)
    with world.services.database.write() as connection:
        connection.execute(update(Account).values(is_active=is_active))
    with pytest.raises(BadInput, match="has an account already"):
        add(world, email="SAM@fernshire.example")
    assert count(world, Account) == 1


def test_the_same_address_may_have_an_account_at_another_council(world: World) -> None:
    elsewhere = AuthorityId("OTHERSHIRE")
    with world.services.database.write() as connection:
        ensure_authority(connection, world.services.vault, elsewhere, world.clock())
    add(world)
    add(world, Viewer(authority=elsewhere, role=Role.OPERATOR, subject="operator"))
    assert count(world, Account) == 2


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.OPERATOR}])
def test_no_other_role_adds_accounts(small_world: World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        add(small_world, Viewer(authority=COUNCIL, role=role, subject="somebody"))


def test_without_the_log_there_is_no_account(world: World) -> None:
    with world.services.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_event RENAME TO audit_event_elsewhere")
    with pytest.raises((StorageUnavailable, ProgrammingError)):
        partial(add, world)()
    assert count(world, Account) == 0
