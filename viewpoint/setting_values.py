"""What the text of a setting means; each raises ValueError with what is wrong, for the operator."""

import base64
import binascii
import json
from pathlib import Path
from urllib.parse import urlsplit

KEY_BYTES = 32
LONGEST_ID = 40
MANY_TENANTS = frozenset({"common", "organizations", "consumers"})


def base_url(text: str) -> str:
    """The address of a site, without a path."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise ValueError("is not an address such as https://voice.council.example")
    return text.rstrip("/")


def database_url(text: str) -> str:
    """The address of a database of a kind that is known."""
    kind, _, place = text.partition("://")
    if kind not in {"sqlite", "postgresql+psycopg"} or not place.strip("/"):
        raise ValueError("is not the address of a database")
    return text


def folder(text: str) -> Path:
    """A folder that is there."""
    found = Path(text)
    if not found.is_dir():
        raise ValueError("is not a folder")
    return found


def secret_keys(text: str) -> tuple[str, ...]:
    """Keys with commas between, each long enough."""
    keys = tuple(part.strip() for part in text.split(",") if part.strip())
    if not keys or any(len(key) < KEY_BYTES for key in keys):
        raise ValueError("has a key shorter than 32 characters")
    return keys


def key(text: str) -> bytes:
    """32 bytes in base64."""
    try:
        found = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("is not base64") from error
    if len(found) != KEY_BYTES:
        raise ValueError(f"holds {len(found)} bytes, not {KEY_BYTES}")
    return found


def key_ring(text: str) -> dict[str, bytes]:
    """Keys by id, the current one first."""
    ring: dict[str, bytes] = {}
    for part in text.split(","):
        name, _, encoded = part.strip().partition(":")
        if not name or not name.isalnum() or name in ring:
            raise ValueError("wants different ids of letters and digits before each colon")
        ring[name] = key(encoded)
    return ring


def issuer(text: str) -> str:
    """The address of one tenant's directory, to the letter."""
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("is not an https address")
    # Its keys sign for every tenant there is.
    if MANY_TENANTS & set(parts.path.lower().split("/")) or "{" in text:
        raise ValueError("is not that of one tenant: put the tenant's id in the place of common")
    return text


def demo_issuer(text: str) -> str:
    """As `issuer`, or one on this very machine."""
    return text if text.startswith("http://127.0.0.1:") else issuer(text)


def tenant(text: str) -> str:
    """A tenant's id."""
    if not all(each.isalnum() or each == "-" for each in text) or len(text) > LONGEST_ID:
        raise ValueError("is not the id of a tenant")
    return text.lower()


def role_map(text: str) -> dict[str, str]:
    """Our roles by app role, as JSON; which of ours there are, others know."""
    found = _json_of_texts(text)
    if not found:
        raise ValueError("maps no app role, so nobody could come in")
    return found


def templates(text: str) -> dict[str, str]:
    """Template ids by name, as JSON."""
    return _json_of_texts(text)


def _json_of_texts(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError("is not JSON") from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise ValueError("is not an object of texts")
    return found


def small_number(text: str) -> int:
    """How many proxies there can be."""
    if text not in {"0", "1", "2", "3", "4", "5"}:
        raise ValueError("is not a number from 0 to 5")
    return int(text)


def port(text: str) -> int:
    """A port."""
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):
        raise ValueError("is not a port, a number up to 65535")
    return int(text)


def log_level(text: str) -> str:
    """A level of the log."""
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("is not a level")
    return text.upper()


def security(text: str) -> str:
    """How a connection to the mail server is made safe."""
    if text not in {"starttls", "none"}:
        raise ValueError("is neither starttls nor none")
    return text
