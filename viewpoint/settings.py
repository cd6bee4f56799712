"""The settings: frozen, read once from the environment, checked whole, failing early."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")
KEY_BYTES = 32
STAFF_TEMPLATE = "staff.email.en"
"""Notify's template for e-mails to staff."""
EMERGENCY_TEMPLATE = "emergency.sms.en"
"""Notify's template for the text to the emergency duty team."""
NOT_OURS = frozenset({"VIEWPOINT_PG_BIN", "VIEWPOINT_INSTALLER"})  # the tests' and bootstrap's own


class SettingsError(Exception):
    """The settings are incomplete or wrong; the message names each one and its mend."""


class Mode(StrEnum):
    """Production refuses to start without its secrets; the demo makes its own and is marked on every page."""

    PRODUCTION = "production"
    DEMO = "demo"


class Delivery(StrEnum):
    """How messages leave: GOV.UK Notify, an SMTP server, or the demo's outbox page."""

    NOTIFY = "notify"
    SMTP = "smtp"
    OUTBOX = "outbox"


@dataclass(frozen=True, kw_only=True)
class Smtp:
    """Where mail is handed over; STARTTLS unless `security` is "none"."""

    host: str
    port: int = 587
    sender: str = ""
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    security: str = "starttls"


@dataclass(frozen=True, kw_only=True)
class Notify:
    """The council's GOV.UK Notify service; `templates` maps "kind.channel.language" to a template id."""

    api_key: str = field(repr=False)
    base_url: str = "https://api.notifications.service.gov.uk"
    templates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that an operator sets; `SETTINGS` says what each name in the environment means."""

    mode: Mode
    base_url: str
    database_url: str = field(repr=False)
    releases_database_url: str | None = field(default=None, repr=False)
    secret_keys: tuple[str, ...] = field(repr=False)
    field_keys: Mapping[str, bytes] = field(repr=False)
    code_key: bytes = field(repr=False)
    audit_key: bytes = field(repr=False)
    audit_anchor: Path | None = None
    councils: Path
    sounds: Path | None = None
    delivery: Delivery = Delivery.OUTBOX
    notify: Notify | None = None
    smtp: Smtp | None = None
    proxy_hops: int = 0
    log_level: str = "INFO"

    @property
    def host(self) -> str:
        """The one host name that requests may be for."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_https(self) -> bool:
        """Whether cookies may be marked Secure."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def is_demo(self) -> bool:
        """Whether every page says that the people are made up."""
        return self.mode is Mode.DEMO

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read and check every setting; any NAME may come as NAME_FILE, a path to a file that holds it.

        Raises:
            SettingsError: one message that lists everything missing or wrong, and how to mend it.
        """
        return _Reader(environ).settings()


SETTINGS: dict[str, str] = {
    "VIEWPOINT_MODE": "production (the default) or demo",
    "VIEWPOINT_BASE_URL": "where people reach the pages: https://voice.council.example",
    "VIEWPOINT_DATABASE_URL": "sqlite:////path/to/file, or postgresql+psycopg://user:password@host/name",
    "VIEWPOINT_RELEASES_DATABASE_URL": "PostgreSQL only: a role that may read the release tables alone",
    "VIEWPOINT_SECRET_KEYS": "keys that sign links and cookies, newest first, commas between; 32+ characters",
    "VIEWPOINT_FIELD_KEYS": "keys that seal words, newest first: id:base64 of 32 bytes, commas between",
    "VIEWPOINT_CODE_KEY": "base64 of 32 bytes; makes stolen typed codes and picture PINs useless",
    "VIEWPOINT_AUDIT_KEY": "base64 of 32 bytes; chains the audit log",
    "VIEWPOINT_AUDIT_ANCHOR": "a file outside the database where the worker notes the head of the audit log",
    "VIEWPOINT_COUNCILS": "a folder with one TOML file a council",
    "VIEWPOINT_SOUNDS": "a folder of sounds, filled by `viewpoint questionnaires speak`; unset: no sounds",
    "VIEWPOINT_DELIVERY": "notify, smtp or outbox (demo only)",
    "VIEWPOINT_NOTIFY_API_KEY": "GOV.UK Notify: the service's API key",
    "VIEWPOINT_NOTIFY_BASE_URL": "GOV.UK Notify: its address, if not the usual one",
    "VIEWPOINT_NOTIFY_TEMPLATES": 'GOV.UK Notify: JSON of template ids, {"invitation.sms.en": "..."}; '
    "staff.email.en is for staff, emergency.sms.en for the emergency duty team",
    "VIEWPOINT_SMTP_HOST": "SMTP: the server's name; with notify, mail to staff leaves through it",
    "VIEWPOINT_SMTP_PORT": "SMTP: its port (587)",
    "VIEWPOINT_SMTP_SENDER": "SMTP: the address that mail comes from",
    "VIEWPOINT_SMTP_USER": "SMTP: user, if it asks for one",
    "VIEWPOINT_SMTP_PASSWORD": "SMTP: password, if it asks for one",
    "VIEWPOINT_SMTP_SECURITY": "SMTP: starttls (the default) or none",
    "VIEWPOINT_PROXY_HOPS": "how many proxies stand in front (0)",
    "VIEWPOINT_LOG_LEVEL": "DEBUG, INFO (the default), WARNING or ERROR",
}


class _Reader:
    """Collects every fault before it says anything, so that an operator mends them all at once."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._faults: list[str] = []

    def settings(self) -> Settings:
        """The settings, or one SettingsError with every fault."""
        self._refuse_unknown_names()
        mode = self._parse("VIEWPOINT_MODE", Mode, Mode.PRODUCTION)
        delivery = self._parse("VIEWPOINT_DELIVERY", Delivery, Delivery.OUTBOX)
        if mode is Mode.PRODUCTION and delivery is Delivery.OUTBOX:
            self._fault("VIEWPOINT_DELIVERY", "set it to notify or smtp; the outbox is for the demo")
        settings = Settings(
            mode=mode,
            base_url=self._demand("VIEWPOINT_BASE_URL", _base_url) or "",
            database_url=self._demand("VIEWPOINT_DATABASE_URL", _database_url) or "",
            releases_database_url=self._optional("VIEWPOINT_RELEASES_DATABASE_URL", _database_url),
            secret_keys=self._demand("VIEWPOINT_SECRET_KEYS", _secret_keys) or (),
            field_keys=self._demand("VIEWPOINT_FIELD_KEYS", _key_ring) or {},
            code_key=self._demand("VIEWPOINT_CODE_KEY", _key) or b"",
            audit_key=self._demand("VIEWPOINT_AUDIT_KEY", _key) or b"",
            audit_anchor=self._optional("VIEWPOINT_AUDIT_ANCHOR", Path),
            councils=self._demand("VIEWPOINT_COUNCILS", _folder) or Path(),
            sounds=self._optional("VIEWPOINT_SOUNDS", _folder),
            delivery=delivery,
            notify=self._notify() if delivery is Delivery.NOTIFY else None,
            smtp=self._smtp() if delivery is Delivery.SMTP or self._mails_staff_itself(delivery) else None,
            proxy_hops=self._parse("VIEWPOINT_PROXY_HOPS", _small_number, 0),
            log_level=self._parse("VIEWPOINT_LOG_LEVEL", _log_level, "INFO"),
        )
        self._demand_staff_mail(settings)
        if mode is Mode.PRODUCTION and settings.base_url.startswith("http://"):
            self._fault("VIEWPOINT_BASE_URL", "must begin with https:// in production")
        if self._faults:
            raise SettingsError("these settings want mending:\n  " + "\n  ".join(self._faults))
        return settings

    def _notify(self) -> Notify:
        return Notify(
            api_key=self._required("VIEWPOINT_NOTIFY_API_KEY"),
            base_url=self._parse("VIEWPOINT_NOTIFY_BASE_URL", _base_url, Notify.base_url),
            templates=self._demand("VIEWPOINT_NOTIFY_TEMPLATES", _templates) or {},
        )

    def _smtp(self) -> Smtp:
        return Smtp(
            host=self._required("VIEWPOINT_SMTP_HOST"),
            port=self._parse("VIEWPOINT_SMTP_PORT", _port, Smtp.port),
            sender=self._required("VIEWPOINT_SMTP_SENDER"),
            user=self._get("VIEWPOINT_SMTP_USER"),
            password=self._get("VIEWPOINT_SMTP_PASSWORD"),
            security=self._parse("VIEWPOINT_SMTP_SECURITY", _security, "starttls"),
        )

    def _mails_staff_itself(self, delivery: Delivery) -> bool:
        """Whether staff are written to through a mail server, although young people are through Notify."""
        return delivery is Delivery.NOTIFY and self._get("VIEWPOINT_SMTP_HOST") is not None

    def _demand_staff_mail(self, settings: Settings) -> None:
        if not settings.notify or settings.smtp or not settings.notify.templates:
            return
        if STAFF_TEMPLATE not in settings.notify.templates:
            self._fault(
                "VIEWPOINT_NOTIFY_TEMPLATES",
                f'has no "{STAFF_TEMPLATE}", so that no member of staff hears of a concern: '
                "add it, or set VIEWPOINT_SMTP_HOST for mail to staff",
            )

    def _get(self, name: str) -> str | None:
        plain, path = self._environ.get(name), self._environ.get(f"{name}_FILE")
        if plain and path:
            self._fault(name, f"set it or {name}_FILE, not both")
        if not path:
            return plain or None
        try:
            return Path(path).read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError):
            self._fault(f"{name}_FILE", "names a file that cannot be read as text")
            return None

    def _required(self, name: str) -> str:
        value = self._get(name)
        if value is None:
            self._fault(name, f"is not set: {SETTINGS[name]}")
        return value or ""

    def _demand(self, name: str, parse: Callable[[str], T]) -> T | None:
        """Parse a setting that must be there; None stands in for a faulty one."""
        return self._parsed(name, self._required(name), parse)

    def _optional(self, name: str, parse: Callable[[str], T]) -> T | None:
        """Parse a setting that may be left out."""
        return self._parsed(name, self._get(name), parse)

    def _parse(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """Parse a setting that has a default."""
        parsed = self._optional(name, parse)
        return default if parsed is None else parsed

    def _parsed(self, name: str, value: str | None, parse: Callable[[str], T]) -> T | None:
        try:
            return parse(value) if value else None
        except ValueError as error:
            self._fault(name, f"{error} ({SETTINGS[name]})")
            return None

    def _refuse_unknown_names(self) -> None:
        for name in self._environ:
            known = name.removesuffix("_FILE") in SETTINGS or name in NOT_OURS
            if name.startswith("VIEWPOINT_") and not known:
                self._fault(name, "is not a setting; look for a misspelling")

    def _fault(self, name: str, what: str) -> None:
        self._faults.append(f"{name} {what}")


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise ValueError("is not an address such as https://voice.council.example")
    return text.rstrip("/")


def _database_url(text: str) -> str:
    kind, _, place = text.partition("://")
    if kind not in {"sqlite", "postgresql+psycopg"} or not place.strip("/"):
        raise ValueError("is not the address of a database")
    return text


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise ValueError("is not a folder")
    return folder


def _secret_keys(text: str) -> tuple[str, ...]:
    keys = tuple(part.strip() for part in text.split(",") if part.strip())
    if not keys or any(len(key) < KEY_BYTES for key in keys):
        raise ValueError("has a key shorter than 32 characters")
    return keys


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("is not base64") from error
    if len(key) != KEY_BYTES:
        raise ValueError(f"holds {len(key)} bytes, not {KEY_BYTES}")
    return key


def _key_ring(text: str) -> dict[str, bytes]:
    ring: dict[str, bytes] = {}
    for part in text.split(","):
        name, _, key = part.strip().partition(":")
        if not name or not name.isalnum() or name in ring:
            raise ValueError("wants different ids of letters and digits before each colon")
        ring[name] = _key(key)
    return ring


def _templates(text: str) -> dict[str, str]:
    try:
        templates = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError("is not JSON") from error
    if not isinstance(templates, dict) or not all(isinstance(value, str) for value in templates.values()):
        raise ValueError("is not an object of template ids")
    return templates


def _small_number(text: str) -> int:
    if text not in {"0", "1", "2", "3", "4", "5"}:
        raise ValueError("is not a number from 0 to 5")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):
        raise ValueError("is not a port, a number up to 65535")
    return int(text)


def _log_level(text: str) -> str:
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("is not a level")
    return text.upper()


def _security(text: str) -> str:
    if text not in {"starttls", "none"}:
        raise ValueError("is neither starttls nor none")
    return text
