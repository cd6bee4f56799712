"""The settings: frozen, read once from the environment, checked whole, failing early."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from viewpoint import setting_values as values

T = TypeVar("T")
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
class Oidc:
    """The directory that staff of one council sign in with; `roles` maps its app roles to ours."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    tenant: str
    council: str
    roles: Mapping[str, str]


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
    oidc: Oidc | None = None
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
    "VIEWPOINT_OIDC_ISSUER": "single sign-on: https://login.microsoftonline.com/TENANT/v2.0",
    "VIEWPOINT_OIDC_CLIENT_ID": "single sign-on: the application's id",
    "VIEWPOINT_OIDC_CLIENT_SECRET": "single sign-on: the application's secret",
    "VIEWPOINT_OIDC_TENANT": "single sign-on: the id of the one tenant whose people may come in",
    "VIEWPOINT_OIDC_COUNCIL": "single sign-on: the code of the council that they work for",
    "VIEWPOINT_OIDC_ROLES": 'single sign-on: JSON of app roles and ours, {"Viewpoint.IRO": "iro"}',
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
            base_url=self._demand("VIEWPOINT_BASE_URL", values.base_url) or "",
            database_url=self._demand("VIEWPOINT_DATABASE_URL", values.database_url) or "",
            releases_database_url=self._optional("VIEWPOINT_RELEASES_DATABASE_URL", values.database_url),
            secret_keys=self._demand("VIEWPOINT_SECRET_KEYS", values.secret_keys) or (),
            field_keys=self._demand("VIEWPOINT_FIELD_KEYS", values.key_ring) or {},
            code_key=self._demand("VIEWPOINT_CODE_KEY", values.key) or b"",
            audit_key=self._demand("VIEWPOINT_AUDIT_KEY", values.key) or b"",
            audit_anchor=self._optional("VIEWPOINT_AUDIT_ANCHOR", Path),
            councils=self._demand("VIEWPOINT_COUNCILS", values.folder) or Path(),
            sounds=self._optional("VIEWPOINT_SOUNDS", values.folder),
            delivery=delivery,
            notify=self._notify() if delivery is Delivery.NOTIFY else None,
            smtp=self._smtp() if delivery is Delivery.SMTP or self._mails_staff_itself(delivery) else None,
            oidc=self._oidc(mode),
            proxy_hops=self._parse("VIEWPOINT_PROXY_HOPS", values.small_number, 0),
            log_level=self._parse("VIEWPOINT_LOG_LEVEL", values.log_level, "INFO"),
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
            base_url=self._parse("VIEWPOINT_NOTIFY_BASE_URL", values.base_url, Notify.base_url),
            templates=self._demand("VIEWPOINT_NOTIFY_TEMPLATES", values.templates) or {},
        )

    def _smtp(self) -> Smtp:
        return Smtp(
            host=self._required("VIEWPOINT_SMTP_HOST"),
            port=self._parse("VIEWPOINT_SMTP_PORT", values.port, Smtp.port),
            sender=self._required("VIEWPOINT_SMTP_SENDER"),
            user=self._get("VIEWPOINT_SMTP_USER"),
            password=self._get("VIEWPOINT_SMTP_PASSWORD"),
            security=self._parse("VIEWPOINT_SMTP_SECURITY", values.security, "starttls"),
        )

    def _oidc(self, mode: Mode) -> Oidc | None:
        """Whole or not at all: one name of these in the environment asks for the others.

        The secret alone asks for nothing: the services are always handed its file, which may be empty.
        """
        given = {name.removesuffix("_FILE") for name, value in self._environ.items() if value}
        if not any(name.startswith("VIEWPOINT_OIDC_") for name in given - {"VIEWPOINT_OIDC_CLIENT_SECRET"}):
            return None
        parse = values.issuer if mode is Mode.PRODUCTION else values.demo_issuer
        return Oidc(
            issuer=self._demand("VIEWPOINT_OIDC_ISSUER", parse) or "",
            client_id=self._required("VIEWPOINT_OIDC_CLIENT_ID"),
            client_secret=self._required("VIEWPOINT_OIDC_CLIENT_SECRET"),
            tenant=self._demand("VIEWPOINT_OIDC_TENANT", values.tenant) or "",
            council=self._required("VIEWPOINT_OIDC_COUNCIL"),
            roles=self._demand("VIEWPOINT_OIDC_ROLES", values.role_map) or {},
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
