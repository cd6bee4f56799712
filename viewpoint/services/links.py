"""Makes and reads links and typed codes: a random handle, signed; the signature alone opens nothing."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from itsdangerous import BadSignature, Signer
from itsdangerous.encoding import want_bytes
from itsdangerous.signer import HMACAlgorithm

from viewpoint.domain.errors import LinkClosed
from viewpoint.domain.typed import letters

HANDLE_BYTES = 16
SIGNATURE_BYTES = 10
"""80 bits: enough to turn away forgeries before the database is asked, short enough for a text message."""
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""30 letters and digits, without those that look alike (0 O, 1 I L, U V)."""
CODE_LENGTH = 12


class _ShortHmac(HMACAlgorithm):
    """HMAC-SHA-256 cut to what a link has room for."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return super().get_signature(key, value)[:SIGNATURE_BYTES]


@dataclass(frozen=True, kw_only=True)
class NewLink:
    """A link as it is handed out, once; only its hashes are stored."""

    token: str = field(repr=False)
    code: str = field(repr=False)
    handle_sha256: bytes
    code_mac: bytes


class Links:
    """Signs and checks tokens and typed codes."""

    def __init__(self, secret_keys: Sequence[str], code_key: bytes) -> None:
        """`secret_keys`: newest first; older ones still open the links that they signed."""
        oldest_first = list(reversed(secret_keys))
        self._signer = Signer(
            oldest_first,
            salt=b"viewpoint.link",
            key_derivation="hmac",
            digest_method=hashlib.sha256,
            algorithm=_ShortHmac(hashlib.sha256),
        )
        self._code_key = code_key

    def new(self) -> NewLink:
        """A fresh token and typed code."""
        handle = secrets.token_bytes(HANDLE_BYTES)
        token = self._signer.sign(base64.urlsafe_b64encode(handle).rstrip(b"=")).decode()
        code = _new_code()
        return NewLink(token=token, code=code, handle_sha256=_sha256(handle), code_mac=self.code_mac(code))

    def handle_sha256(self, token: str) -> bytes:
        """What the database knows a token by.

        Raises:
            LinkClosed: it was forged, mistyped or cut short.
        """
        try:
            encoded = self._signer.unsign(want_bytes(token))
            return _sha256(base64.urlsafe_b64decode(encoded + b"=="))
        except (BadSignature, ValueError) as error:
            raise LinkClosed("token") from error

    def code_mac(self, typed: str) -> bytes:
        """What the database knows a typed code by; spaces, hyphens and case do not matter.

        Raises:
            LinkClosed: it is not twelve of our letters and digits, or its check letter does not fit.
        """
        return self._mac(b"code|", typed)

    def new_paper_code(self) -> str:
        """The code of a printed questionnaire."""
        return _new_code()

    def paper_mac(self, typed: str) -> bytes:
        """What the database knows a paper's code by: never that of a link, so it opens nothing online.

        Raises:
            LinkClosed: as `code_mac`.
        """
        return self._mac(b"paper|", typed)

    def _mac(self, purpose: bytes, typed: str) -> bytes:
        code = letters(typed)
        if len(code) != CODE_LENGTH or set(code) - set(ALPHABET) or code[-1] != _check_letter(code[:-1]):
            raise LinkClosed("code")
        return hmac.digest(self._code_key, purpose + code.encode(), hashlib.sha256)


def address_of(base_url: str, token: str) -> str:
    """What a young person opens; short, since a text has room for 160 letters."""
    return f"{base_url}/s/{token}"


def code_in_fours(code: str) -> str:
    """ABCD EFGH JKMN, as it is printed."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _new_code() -> str:
    body = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH - 1))
    return body + _check_letter(body)


def _check_letter(body: str) -> str:
    """Catches any single wrong letter and most swaps: a weighted sum, weights coprime to 30 or odd."""
    weights = (1, 7, 11, 13, 17, 19, 23, 29, 1, 7, 11)
    total = sum(weight * ALPHABET.index(letter) for weight, letter in zip(weights, body, strict=True))
    return ALPHABET[total % len(ALPHABET)]


def _sha256(handle: bytes) -> bytes:
    return hashlib.sha256(handle).digest()
