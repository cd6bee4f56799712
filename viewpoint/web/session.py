"""The session in its signed cookie, as Flask keeps it."""

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface


class Sessions(SecureCookieSessionInterface):
    """Makes what signs the cookie once; Flask's own makes it anew twice for every request."""

    def __init__(self) -> None:
        self._serializer: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:
        """What signs and checks the cookie of the one app that this belongs to."""
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
        return self._serializer
