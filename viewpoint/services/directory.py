"""The council's directory, asked by OpenID Connect: where to send a browser, and who came back from there."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from viewpoint.domain.directory import EntryRefused, Identity, NoEntry
from viewpoint.settings import Oidc

SCOPE = "openid profile email"
ALGORITHMS = ["RS256"]
"""No other: a token that is signed with our own secret, or not at all, proves nothing."""
LEEWAY = 60
PATIENCE = 10
"""Seconds: how wrong a clock may be, and how long an answer may take."""
LONGEST_ID = 40


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a browser was sent to the directory with; it keeps this until it is back."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class Directory:
    """One tenant's directory; what it says is believed only if its own key signed it for us, just now."""

    def __init__(self, oidc: Oidc, way_back: str, clock: Callable[[], datetime]) -> None:
        """`way_back`: the address of ours that the directory knows, to the letter."""
        self._oidc = oidc
        self._way_back = way_back
        self._clock = clock

    def ask(self) -> tuple[str, Asked]:
        """Where to send the browser, and what it is to keep.

        Raises:
            EntryRefused: the directory cannot be reached.
        """
        asked = Asked(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
        )
        with self._session() as session:
            endpoint = self._document(session)["authorization_endpoint"]
            address, _state = session.create_authorization_url(
                endpoint, state=asked.state, nonce=asked.nonce, code_verifier=asked.verifier
            )
        return address, asked

    def identity(self, asked: Asked, state: str, code: str) -> Identity:
        """Who came back with this state and code.

        Raises:
            EntryRefused: the directory cannot be reached, or what it says proves nobody.
        """
        if not code or not hmac.compare_digest(asked.state.encode(), state.encode()):
            raise EntryRefused(NoEntry.NOT_SURE)
        with self._session() as session:
            document = self._document(session)
            token = self._token(session, document["token_endpoint"], asked, code)
            keys = _fetched(session, document["jwks_uri"])
        return self._identity_in(self._claims(token, keys, asked.nonce))

    def _session(self) -> OAuth2Session:
        return OAuth2Session(
            self._oidc.client_id,
            self._oidc.client_secret,
            scope=SCOPE,
            redirect_uri=self._way_back,
            code_challenge_method="S256",
        )

    def _document(self, session: OAuth2Session) -> Mapping[str, str]:
        """The directory's own description; what speaks for another issuer is not it."""
        found = _fetched(session, f"{self._oidc.issuer.rstrip('/')}/.well-known/openid-configuration")
        wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if found.get("issuer") != self._oidc.issuer or not all(self._is_safe(found.get(n)) for n in wanted):
            raise EntryRefused(NoEntry.NOT_SURE)
        return found

    def _is_safe(self, address: object) -> bool:
        """Whether an address is https, or on the issuer's own machine where that is this one."""
        parts, issuer = urlsplit(str(address)), urlsplit(self._oidc.issuer)
        return parts.scheme == "https" or (parts.scheme, parts.netloc) == (issuer.scheme, issuer.netloc)

    def _token(self, session: OAuth2Session, endpoint: str, asked: Asked, code: str) -> str:
        try:
            answer = session.fetch_token(
                endpoint,
                grant_type="authorization_code",
                code=code,
                code_verifier=asked.verifier,
                timeout=PATIENCE,
                allow_redirects=False,
            )
        except RequestException as error:
            raise EntryRefused(NoEntry.UNREACHABLE) from error
        except (AuthlibBaseError, ValueError, TypeError) as error:
            raise EntryRefused(NoEntry.NOT_SURE) from error
        return str(answer.get("id_token", ""))

    def _claims(self, token: str, keys: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        try:
            decoded = jwt.decode(token, _signing_keys(keys), algorithms=ALGORITHMS)
            self._rules(nonce).validate(decoded.claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise EntryRefused(NoEntry.NOT_SURE) from error
        # For us alone: what was made for others too, they could have passed on.
        if decoded.claims["aud"] not in (self._oidc.client_id, [self._oidc.client_id]):
            raise EntryRefused(NoEntry.NOT_SURE)
        return decoded.claims

    def _rules(self, nonce: str) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self._oidc.issuer},
            aud={"essential": True, "value": self._oidc.client_id},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )

    def _identity_in(self, claims: Mapping[str, Any]) -> Identity:
        tenant, object_id = (str(claims.get(name) or "").lower() for name in ("tid", "oid"))
        roles = claims.get("roles")
        if tenant != self._oidc.tenant or not 0 < len(object_id) <= LONGEST_ID:
            raise EntryRefused(NoEntry.NOT_SURE)
        return Identity(
            tenant=tenant,
            object_id=object_id,
            name=str(claims.get("name") or "").strip(),
            email=str(claims.get("email") or claims.get("preferred_username") or "").strip().lower(),
            roles=tuple(map(str, roles)) if isinstance(roles, list) else (),
        )


def _fetched(session: OAuth2Session, address: str) -> dict[str, Any]:
    """A JSON object of the directory's, asked for with nobody's token; where it leads on is not followed."""
    try:
        answer = session.get(address, withhold_token=True, timeout=PATIENCE, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (RequestException, ValueError) as error:
        raise EntryRefused(NoEntry.UNREACHABLE) from error
    return found if isinstance(found, dict) else {}


def _signing_keys(keys: Mapping[str, Any]) -> KeySet:
    """The RSA keys that sign; a key of another kind could make another algorithm look right."""
    usable = [
        key for key in keys.get("keys", ()) if key.get("kty") == "RSA" and key.get("use", "sig") == "sig"
    ]
    if not usable:
        raise ValueError("no key")
    return KeySet.import_key_set({"keys": usable})
