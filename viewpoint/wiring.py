"""Settings in, services out: the one place where parts meet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from viewpoint import paths
from viewpoint.domain.council import Council, HelpService
from viewpoint.domain.errors import SettingsError
from viewpoint.domain.people import AuthorityId, Nation
from viewpoint.domain.words import ENGLISH
from viewpoint.exchange.council import read_council
from viewpoint.exchange.help_services import read_help_services, unverified
from viewpoint.exchange.questionnaires import Library, load_library
from viewpoint.services.hear_back import HearBack
from viewpoint.services.instruments import Instruments
from viewpoint.services.links import Links
from viewpoint.services.pins import Pins
from viewpoint.services.published import Published
from viewpoint.services.respond import Parts, Respond
from viewpoint.services.review import Review
from viewpoint.services.sign_in import SignIn
from viewpoint.services.throttled import Throttle
from viewpoint.settings import Settings
from viewpoint.storage.audit import AuditLog
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.database import Database
from viewpoint.storage.release_reader import ReleaseReader
from viewpoint.storage.sealing import Vault

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The real clock; everything else is handed one."""
    return datetime.now(UTC)  # noqa: TID251 - the one place where the clock is read


@dataclass(frozen=True)
class Services:
    """Every service, made when first asked for; web and cli take what is theirs."""

    settings: Settings
    clock: Clock = utc_now
    request_id: Callable[[], str | None] = lambda: None

    @cached_property
    def database(self) -> Database:
        """Where everything but releases is read and written."""
        return Database(self.settings.database_url)

    @cached_property
    def councils(self) -> Mapping[AuthorityId, Council]:
        """Every council by its code.

        Raises:
            SettingsError: the folder holds no council.
            BadInput: a council's file is wrong.
        """
        found = [read_council(file) for file in sorted(self.settings.councils.glob("*.toml"))]
        if not found:
            raise SettingsError(
                f"VIEWPOINT_COUNCILS: there is no .toml file in {self.settings.councils.name}"
            )
        return {AuthorityId(council.code): council for council in found}

    @cached_property
    def help_services(self) -> Mapping[Nation, tuple[HelpService, ...]]:
        """Who helps in each nation."""
        folder = paths.questionnaires() / "help"
        return {nation: read_help_services(folder, nation) for nation in Nation}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Every language that some council offers and the questionnaires speak."""
        every = (language for council in self.councils.values() for language in council.languages)
        return tuple(language for language in dict.fromkeys(every) if _is_spoken(language))

    @cached_property
    def library(self) -> Library:
        """The questionnaires, checked, in every language offered."""
        return load_library(paths.questionnaires(), paths.translations(), self.languages)

    @cached_property
    def vault(self) -> Vault:
        """Seals and opens words."""
        return Vault(self.settings.field_keys)

    @cached_property
    def audit(self) -> AuditLog:
        """The audit log."""
        return AuditLog(self.settings.audit_key, self.clock, self.request_id)

    @cached_property
    def links(self) -> Links:
        """Makes and reads links."""
        return Links(self.settings.secret_keys, self.settings.code_key)

    @cached_property
    def throttle(self) -> Throttle:
        """Slows guesses."""
        return Throttle(self.database, self.settings.code_key, self.clock)

    @cached_property
    def instruments(self) -> Instruments:
        """Tailors questionnaires."""
        return Instruments(self.library.questionnaires, self.library.rules)

    @cached_property
    def respond(self) -> Respond:
        """A young person's answers."""
        parts = Parts(
            database=self.database,
            vault=self.vault,
            audit=self.audit,
            links=self.links,
            throttle=self.throttle,
            instruments=self.instruments,
            clock=self.clock,
        )
        return Respond(parts)

    @cached_property
    def pins(self) -> Pins:
        """A young person's picture PIN."""
        return Pins(self.database, self.vault, self.throttle, self.settings.code_key, self.clock)

    @cached_property
    def hear_back(self) -> HearBack:
        """What a young person hears back."""
        return HearBack(self.database, self.vault, self.clock)

    @cached_property
    def sign_in(self) -> SignIn:
        """Staff sign-in."""
        return SignIn(self.database, self.audit, self.throttle, self.clock)

    @cached_property
    def review(self) -> Review:
        """The IRO's caseload and readings."""
        return Review(self.database, self.vault, self.audit, self.instruments, self.clock)

    @cached_property
    def published(self) -> Published:
        """What commissioners read, through a connection that reads nothing else."""
        url = self.settings.releases_database_url or self.settings.database_url
        return Published(ReleaseReader(url))

    def begin_authorities(self) -> None:
        """Make sure that every council has its key and its audit log."""
        for authority in self.councils:
            with self.database.write() as connection:
                ensure_authority(connection, self.vault, authority, self.clock())

    def warnings(self, on: date) -> list[str]:
        """What an operator should see to: help numbers that nobody has checked of late."""
        nations = {council.nation for council in self.councils.values()}
        return [line for nation in sorted(nations) for line in unverified(self.help_services[nation], on)]


def _is_spoken(language: str) -> bool:
    """A language that is not English needs a catalogue; one with a gap in it is then refused whole."""
    catalogue = paths.translations() / language / "LC_MESSAGES"
    return language == ENGLISH or any((catalogue / f"questionnaires.{end}").exists() for end in ("po", "mo"))
