"""A directory of one tenant on this machine: OpenID Connect's code flow over real HTTP, with its own key."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc.jwk import RSAKey
from joserfc.jws import serialize_compact

from viewpoint.settings import Oidc

TENANT = "0b1f5a52-7e0a-4f6e-9d0c-3a6b7c8d9e0f"
OBJECT = "5c1d3e4f-1111-4222-8333-444455556666"
CLIENT, SECRET = "viewpoint-app", "a made-up client secret"
KEY = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig"})
ANOTHER_KEY = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig"})
ROLES = {"Viewpoint.IRO": "iro", "Viewpoint.Commissioner": "commissioner"}


@dataclass
class Provider:
    """What it says of whoever signs in, and how it can be made to lie."""

    clock: Callable[[], datetime]
    port: int = 0
    person: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    """Takes the place of a token's own claims; None leaves one out."""
    document: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    status: int = 200
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """To the letter."""
        return f"http://127.0.0.1:{self.port}/{TENANT}/v2.0"

    @property
    def oidc(self) -> Oidc:
        """The settings that lead here."""
        return Oidc(
            issuer=self.issuer,
            client_id=CLIENT,
            client_secret=SECRET,
            tenant=TENANT,
            council="FERNSHIRE",
            roles=ROLES,
        )

    def signs_in(self, address: str) -> str:
        """Somebody signs in there; the address that their browser is sent back to."""
        parts = urlsplit(address)
        connection = HTTPConnection(parts.netloc)
        connection.request("GET", f"{parts.path}?{parts.query}")
        location = connection.getresponse().getheader("Location")
        connection.close()
        assert location is not None
        return location

    def description(self) -> dict[str, Any]:
        """The discovery document."""
        own = {name: f"http://127.0.0.1:{self.port}/{name}" for name in ("authorize", "token", "keys")}
        return {
            "issuer": self.issuer,
            "authorization_endpoint": own["authorize"],
            "token_endpoint": own["token"],
            "jwks_uri": own["keys"],
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            **self.document,
        }

    def authorised(self, asked: dict[str, str]) -> str:
        """A code, for what was asked."""
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert (asked["client_id"], asked["scope"]) == (CLIENT, "openid profile email")
        code = base64.urlsafe_b64encode(hashlib.sha256(asked["state"].encode()).digest()).decode()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchanged(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Tokens for a code, once; None where the client, the verifier or the way back is another."""
        asked = self.codes.pop(form.get("code", ""), None)
        client = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or authorization != f"Basic {client}":
            return None
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        if form["redirect_uri"] != asked["redirect_uri"]:
            return None
        token = (self.sign or signed)(self._claims(asked["nonce"]))
        return {"access_token": "unused", "token_type": "Bearer", "expires_in": 60, "id_token": token}

    def _claims(self, nonce: str) -> dict[str, Any]:
        now = int(self.clock().timestamp())
        own = {"iss": self.issuer, "aud": CLIENT, "sub": "pairwise", "nonce": nonce}
        times = {"iat": now, "nbf": now, "exp": now + 600}
        found = {**own, **times, "tid": TENANT, "oid": OBJECT, **self.person, **self.claims}
        return {name: value for name, value in found.items() if value is not None}


def signed(claims: dict[str, Any], key: RSAKey = KEY) -> str:
    """As it should be: RS256 with the directory's own key."""
    return serialize_compact({"alg": "RS256", "kid": "one"}, json.dumps(claims), key)


def unsigned(claims: dict[str, Any]) -> str:
    """With the algorithm "none"."""
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def signed_with(secret: bytes) -> Callable[[dict[str, Any]], str]:
    """With HS256, and a secret that everybody knows."""

    def _sign(claims: dict[str, Any]) -> str:
        content = f"{_part({'alg': 'HS256', 'kid': 'one'})}.{_part(claims)}"
        mac = hmac.digest(secret, content.encode(), hashlib.sha256)
        return f"{content}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"

    return _sign


@contextmanager
def running(clock: Callable[[], datetime]) -> Iterator[Provider]:
    """A provider that answers until the test is over."""
    provider = Provider(clock)
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.provider.asked.append(parts.path)
        if parts.path == "/authorize":
            asked = {name: found[0] for name, found in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", self.provider.authorised(asked))
            self.end_headers()
        elif parts.path == "/keys":
            self._answer(self.provider.status, {"keys": [KEY.as_dict(private=False)]})
        elif parts.path == f"/{TENANT}/v2.0/.well-known/openid-configuration":
            self._answer(self.provider.status, self.provider.description())
        else:
            self._answer(404, {})

    def do_POST(self) -> None:
        self.provider.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: found[0] for name, found in parse_qs(body).items()}
        tokens = self.provider.exchanged(form, self.headers.get("Authorization", ""))
        self._answer(200 if tokens else 400, tokens or {"error": "invalid_grant"})

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_given: object) -> None:
        """Nothing: the tests say what they found."""
