"""What every part stands on: the councils, the questionnaires, the database, the keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property

from viewpoint import paths
from viewpoint.domain.council import Council, HelpService
from viewpoint.domain.danger import DangerLexicon, Learnt
from viewpoint.domain.languages import TRANSLATED
from viewpoint.domain.people import AuthorityId, Nation
from viewpoint.domain.permissions import Role
from viewpoint.domain.release_policy import ReleasePolicy
from viewpoint.domain.rights import Right
from viewpoint.domain.themes import Codeframe
from viewpoint.exchange.catalogues import Catalogues as QuestionnaireCatalogues
from viewpoint.exchange.catalogues import read_catalogues
from viewpoint.exchange.codeframe import read_codeframe
from viewpoint.exchange.council import read_council
from viewpoint.exchange.danger_weights import read_danger_weights
from viewpoint.exchange.danger_words import read_danger_words
from viewpoint.exchange.help_services import read_help_services, unverified, unverified_numbers
from viewpoint.exchange.help_texts import in_every_language
from viewpoint.exchange.questionnaires import Library, load_library
from viewpoint.exchange.release_policy import read_release_policy
from viewpoint.exchange.rights import read_rights, unverified_rights
from viewpoint.exchange.texts import Domain as Texts
from viewpoint.exchange.translation_source import Folders, counts_missing
from viewpoint.services.instruments import Instruments
from viewpoint.services.links import Links
from viewpoint.services.sounds import Sounds
from viewpoint.services.throttled import Throttle
from viewpoint.services.whom_to_tell import holders
from viewpoint.settings import EMERGENCY_TEMPLATE, Delivery, Settings, SettingsError
from viewpoint.storage.audit import AuditLog
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.database import Database
from viewpoint.storage.migrate import upgrade
from viewpoint.storage.sealing import Vault
from viewpoint.wording.catalogues import Catalogues, Templates

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The real clock; everything else is handed one."""
    return datetime.now(UTC)  # noqa: TID251 - the one place where the clock is read


@dataclass(frozen=True)
class Core:
    """What every part stands on, made when first asked for."""

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
        found = [
            replace(council, languages=tuple(tag for tag in council.languages if tag in self.languages))
            for council in self._councils_as_written
        ]
        return {
            AuthorityId(council.code): in_every_language(council, self.help_catalogues) for council in found
        }

    @cached_property
    def help_services(self) -> Mapping[Nation, tuple[HelpService, ...]]:
        """Who helps in each nation."""
        folder = paths.questionnaires() / "help"
        read = {nation: read_help_services(folder, nation) for nation in Nation}
        return in_every_language(read, self.help_catalogues)

    @cached_property
    def rights(self) -> tuple[Right, ...]:
        """What the law gives young people, by age and nation."""
        return in_every_language(read_rights(paths.questionnaires() / "rights"), self.help_catalogues)

    @cached_property
    def help_catalogues(self) -> QuestionnaireCatalogues:
        """What is said of who can help, in every language."""
        return read_catalogues(paths.translations(), TRANSLATED, Texts.HELP)

    @cached_property
    def unsaid(self) -> Mapping[str, int]:
        """How many texts each language that a council lists does not say yet."""
        listed = (language for council in self._councils_as_written for language in council.languages)
        return counts_missing(Folders.shipped(), tuple(dict.fromkeys(listed)))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Every language that some council lists and that says all a young person can see."""
        return tuple(language for language, unsaid in self.unsaid.items() if not unsaid)

    @cached_property
    def library(self) -> Library:
        """The questionnaires, checked, in every language offered."""
        return load_library(paths.questionnaires(), paths.translations(), self.languages)

    @cached_property
    def sounds(self) -> Sounds:
        """What can be heard."""
        return Sounds(self.settings.sounds)

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
        return Instruments(self.library.questionnaires, self.library.rules, self.library.earlier)

    @cached_property
    def catalogues(self) -> Catalogues:
        """Translations outside the web."""
        return Catalogues(paths.translations())

    @cached_property
    def templates(self) -> Templates:
        """Templates outside the web."""
        return Templates(paths.templates(), self.catalogues)

    @cached_property
    def codeframe(self) -> Codeframe:
        """The themes in force."""
        return read_codeframe(paths.questionnaires() / "codeframe.yaml")

    @cached_property
    def danger_words(self) -> tuple[DangerLexicon, ...]:
        """The words that tell of danger, of each language."""
        return read_danger_words(paths.questionnaires())

    @cached_property
    def danger_weights(self) -> tuple[Learnt, ...]:
        """What examples taught of danger, of the languages that have any."""
        return read_danger_weights(paths.questionnaires())

    @cached_property
    def policy(self) -> ReleasePolicy:
        """What a release may show."""
        return read_release_policy(paths.questionnaires() / "release_policy.yaml")

    @cached_property
    def _councils_as_written(self) -> tuple[Council, ...]:
        found = tuple(read_council(file) for file in sorted(self.settings.councils.glob("*.toml")))
        if not found:
            raise SettingsError(
                f"VIEWPOINT_COUNCILS: there is no .toml file in {self.settings.councils.name}"
            )
        return found

    def upgrade_database(self) -> None:
        """Run the migrations, and begin every council that is new."""
        upgrade(self.database)
        self.begin_authorities()

    def begin_authorities(self) -> None:
        """Make sure that every council has its key and its audit log."""
        for authority in self.councils:
            with self.database.write() as connection:
                ensure_authority(connection, self.vault, authority, self.clock())

    def rewrap_keys(self) -> None:
        """Wrap every authority's key under the newest field key."""
        for authority in self.councils:
            with self.database.write() as connection:
                self.vault.rewrap(connection, authority)

    def warnings(self, on: date) -> list[str]:
        """What an operator should see to: stale help numbers and rights, and languages that are not whole."""
        unsaid = [
            f"{language} is not offered: {count} text(s) are not translated; "
            f"run `viewpoint catalogues export {language} --missing`"
            for language, count in self.unsaid.items()
            if count
        ]
        nations = {council.nation for council in self.councils.values()}
        stale = [line for nation in sorted(nations) for line in unverified(self.help_services[nation], on)]
        rules = [line for nation in sorted(nations) for line in unverified_rights(self.rights, nation, on)]
        own = [line for council in self.councils.values() for line in unverified_numbers(council, on)]
        return [*unsaid, *own, *stale, *rules, *self._without_emergency_team()]

    def unwatched(self) -> list[str]:
        """The councils where no duty worker hears of a concern, as an operator is told.

        Raises:
            StorageUnavailable: the database is down.
        """
        with self.database.read() as connection:
            return [
                f"{authority}: nobody is a duty worker, so a concern reaches only the IRO; add one with "
                "`viewpoint account add --role duty_worker`"
                for authority in self.councils
                if not holders(connection, authority, Role.DUTY_WORKER)
            ]

    def _without_emergency_team(self) -> list[str]:
        """Where nobody is told of a concern while the office is closed."""
        can_text = can_text_staff(self.settings)
        return [
            f"{council.code}: nobody hears of a concern when the office is closed; set [emergency_team] "
            f"{'phone or email' if can_text else 'email'}"
            for council in self.councils.values()
            if not council.emergency_team.email and not (can_text and council.emergency_team.phone)
        ]


def can_text_staff(settings: Settings) -> bool:
    """Whether a text to the emergency duty team can leave, or be shown to have left."""
    if settings.notify:
        return EMERGENCY_TEMPLATE in settings.notify.templates
    return settings.delivery is Delivery.OUTBOX
