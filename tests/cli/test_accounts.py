"""`viewpoint account`: somebody added, let in again, linked with the directory, or kept for emergencies."""

import base64

import pytest
from click.testing import CliRunner, Result

from tests.builders import COUNCIL, PASSWORD, World
from tests.openid_provider import OBJECT, TENANT
from tests.services.visits import HERE
from viewpoint.cli import main
from viewpoint.domain.accounts import Step
from viewpoint.domain.errors import SignInRefused
from viewpoint.domain.permissions import Role, operator

EMAIL = "sam@fernshire.example"


@pytest.fixture
def environment(small_world: World) -> dict[str, str]:
    """The environment in which a command finds the small world."""
    settings = small_world.services.settings
    (name, key), *_older = settings.field_keys.items()
    return {
        "VIEWPOINT_MODE": "demo",
        "VIEWPOINT_BASE_URL": settings.base_url,
        "VIEWPOINT_DATABASE_URL": settings.database_url,
        "VIEWPOINT_SECRET_KEYS": ",".join(settings.secret_keys),
        "VIEWPOINT_FIELD_KEYS": f"{name}:{base64.b64encode(key).decode()}",
        "VIEWPOINT_CODE_KEY": base64.b64encode(settings.code_key).decode(),
        "VIEWPOINT_AUDIT_KEY": base64.b64encode(settings.audit_key).decode(),
        "VIEWPOINT_COUNCILS": str(settings.councils),
    }


def run(environment: dict[str, str], command: str, *options: str) -> Result:
    words = ["account", command, "--council", COUNCIL, "--email", EMAIL, *options]
    return CliRunner(env=environment).invoke(main, words)


def test_somebody_who_was_added_is_let_in_again(environment: dict[str, str], small_world: World) -> None:
    added = run(environment, "add", "--name", "Sam", "--role", "iro", "--password", PASSWORD)
    assert added.output == f"{EMAIL} can sign in.\n"
    reset = run(environment, "reset")
    assert reset.exit_code == 0, reset.output
    sign_in = small_world.services.sign_in
    with pytest.raises(SignInRefused):
        sign_in.give_password(EMAIL, PASSWORD, HERE)
    half = sign_in.give_password(EMAIL, reset.output.strip(), HERE)
    assert small_world.services.second_step.step(half) is Step.SET_UP_APP


def test_an_account_for_emergencies_comes_in_by_its_own_way(
    environment: dict[str, str], small_world: World
) -> None:
    made = run(environment, "break-glass", "--name", "Em", "--password", PASSWORD)
    assert "/staff/break-glass" in made.output
    assert small_world.services.break_glass.give_password(EMAIL, PASSWORD, HERE)


def test_a_link_wants_a_directory_and_an_account(environment: dict[str, str], small_world: World) -> None:
    without = run(environment, "link", "--object-id", OBJECT)
    assert without.exit_code == 1
    assert "VIEWPOINT_OIDC_ISSUER" in without.output
    oidc = {
        "VIEWPOINT_OIDC_ISSUER": f"https://login.example/{TENANT}/v2.0",
        "VIEWPOINT_OIDC_CLIENT_ID": "viewpoint-app",
        "VIEWPOINT_OIDC_CLIENT_SECRET": "made up",
        "VIEWPOINT_OIDC_TENANT": TENANT,
        "VIEWPOINT_OIDC_COUNCIL": COUNCIL,
        "VIEWPOINT_OIDC_ROLES": '{"Viewpoint.IRO": "iro"}',
    }
    nobody = run(environment | oidc, "link", "--object-id", OBJECT)
    assert "has no account" in nobody.output
    viewer = small_world.account(Role.IRO, email=EMAIL)
    linked = run(environment | oidc, "link", "--object-id", OBJECT)
    assert OBJECT in linked.output
    (found,) = small_world.services.staff_accounts.everybody(operator(COUNCIL))
    assert (found.account.id, found.is_linked) == (viewer.subject, True)
