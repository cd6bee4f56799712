"""The codes of staff's apps, as the tests' own phones would show them."""

from collections.abc import Callable
from datetime import datetime

import pyotp
from flask import Flask
from sqlalchemy import update

from tests.builders import APP
from viewpoint.storage.database import Database
from viewpoint.storage.tables.accounts import Authenticator


def app_code(app: Flask) -> str:
    """The code that everybody's app shows, good although it was used: in tests the clock stands still."""
    sign_in = app.extensions["viewpoint.sign_in"]
    database: Database = vars(sign_in)["_database"]
    clock: Callable[[], datetime] = vars(sign_in)["_clock"]
    with database.write() as connection:
        connection.execute(update(Authenticator).values(last_step=0))
    return code_at(clock())


def code_at(moment: datetime, secret: str = APP) -> str:
    """The code of an app at a moment."""
    return pyotp.TOTP(secret).at(moment)
