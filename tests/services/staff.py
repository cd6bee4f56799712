"""Members of staff who sign in, with the code of an app that shows what the clock says."""

from sqlalchemy import update

from tests.builders import PASSWORD, World
from tests.services.visits import HERE
from tests.staff_codes import code_at
from viewpoint.services.sign_in import SignedIn
from viewpoint.storage.tables.accounts import Authenticator

BROWSER = "Firefox, Windows"


def good_code(world: World) -> str:
    """The code of everybody's app, good although it was used: the clock stands still."""
    with world.services.database.write() as connection:
        connection.execute(update(Authenticator).values(last_step=0))
    return code_at(world.clock())


def signed_in_at(world: World, half: str) -> SignedIn:
    """The visit that a half-open one leads to."""
    passed = world.services.second_step.give_code(half, good_code(world), HERE, BROWSER)
    assert passed.signed_in is not None
    return passed.signed_in


def sign_in(world: World, email: str) -> SignedIn:
    """Password and code."""
    return signed_in_at(world, world.services.sign_in.give_password(email, PASSWORD, HERE))
