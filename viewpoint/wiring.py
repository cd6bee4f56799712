"""Settings in, services out: the one place where parts meet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from importlib import import_module

from viewpoint import paths
from viewpoint.channels.message import SendingChannel
from viewpoint.channels.notify import Notify, NotifySettings, templates_from
from viewpoint.channels.outbox import Outbox as OutboxChannel
from viewpoint.channels.smtp import Security, Smtp, SmtpSettings
from viewpoint.domain.accounts import LocalSignIn
from viewpoint.domain.council import Council, HelpService
from viewpoint.domain.disclosure import Codeframe as ReleasedCodeframe
from viewpoint.domain.invitation import Channel
from viewpoint.domain.languages import TRANSLATED
from viewpoint.domain.people import AuthorityId, Nation
from viewpoint.domain.permissions import Role
from viewpoint.domain.release_policy import ReleasePolicy
from viewpoint.domain.rights import Right
from viewpoint.domain.themes import Codeframe, Coding
from viewpoint.exchange.catalogues import Catalogues as QuestionnaireCatalogues
from viewpoint.exchange.catalogues import read_catalogues
from viewpoint.exchange.codeframe import read_codeframe
from viewpoint.exchange.council import read_council
from viewpoint.exchange.help_services import read_help_services, unverified, unverified_numbers
from viewpoint.exchange.help_texts import in_every_language
from viewpoint.exchange.postcodes import PostcodeDirectory
from viewpoint.exchange.questionnaires import Library, load_library
from viewpoint.exchange.release_policy import read_release_policy
from viewpoint.exchange.rights import read_rights, unverified_rights
from viewpoint.exchange.texts import Domain as Texts
from viewpoint.exchange.translation_source import Folders, counts_missing
from viewpoint.services.accounts import NOT_FOR_STAFF, Accounts
from viewpoint.services.add_to import AddTo
from viewpoint.services.audit_trail import AuditTrail
from viewpoint.services.authenticators import Authenticators
from viewpoint.services.break_glass import BreakGlass
from viewpoint.services.closing import ClosingResponses
from viewpoint.services.code_themes import CodeThemes
from viewpoint.services.concern_clock import ConcernClock
from viewpoint.services.concerns import Concerns
from viewpoint.services.covering import Covering
from viewpoint.services.deliver import Deliver, Delivering
from viewpoint.services.digests import Digests
from viewpoint.services.directory import Directory
from viewpoint.services.drafting import Drafting
from viewpoint.services.emergency import StaffChannels, TellEmergencyTeam, Telling
from viewpoint.services.file_records import FileRecords
from viewpoint.services.follow_up import FollowUp
from viewpoint.services.for_review import ReviewParts
from viewpoint.services.go_on import GoOn
from viewpoint.services.hand_out import HandOut
from viewpoint.services.hear_back import HearBack
from viewpoint.services.instruments import Instruments
from viewpoint.services.invitation_list import InvitationList
from viewpoint.services.invite import Invite
from viewpoint.services.inviting import Inviting
from viewpoint.services.keep_copy import CopyParts, KeepCopy
from viewpoint.services.key_paper import KeyingParts, KeyPaper
from viewpoint.services.leaving import Leaving
from viewpoint.services.links import Links
from viewpoint.services.notice_choices import NoticeChoices
from viewpoint.services.notices import Notices
from viewpoint.services.observers import Observers
from viewpoint.services.outbox import Outbox
from viewpoint.services.outside import Outside
from viewpoint.services.oversight import Oversight
from viewpoint.services.own_account import OwnAccount
from viewpoint.services.passwords import Passwords
from viewpoint.services.pin_codes import PinCodes
from viewpoint.services.pins import Pins
from viewpoint.services.prepare import Prepare
from viewpoint.services.print_paper import PrintPaper
from viewpoint.services.promises import Promises
from viewpoint.services.published import Published
from viewpoint.services.pulse import Pulse
from viewpoint.services.raise_concerns import RaiseConcerns
from viewpoint.services.raising import Raising
from viewpoint.services.reach import Reach
from viewpoint.services.read_log import ReadLog
from viewpoint.services.reply import Replying
from viewpoint.services.reply_templates import ReplyTemplates
from viewpoint.services.respond import Parts, Respond
from viewpoint.services.return_reviews import ReturnReviews
from viewpoint.services.review import Review
from viewpoint.services.roster import Rosters
from viewpoint.services.roster_uploads import RosterUploads
from viewpoint.services.rounds import Rounds
from viewpoint.services.seal_release import Counting, SealRelease
from viewpoint.services.second_step import SecondStep, StepParts
from viewpoint.services.sign_in import SignIn
from viewpoint.services.single_sign_on import SignOnParts, SingleSignOn
from viewpoint.services.sounds import Sounds
from viewpoint.services.staff_accounts import StaffAccounts
from viewpoint.services.staff_mail import Mailing, StaffMail
from viewpoint.services.staff_outbox import StaffOutbox
from viewpoint.services.standing_links import StandingLinks
from viewpoint.services.take_back import TakeBack
from viewpoint.services.take_part import TakePart
from viewpoint.services.throttled import Throttle
from viewpoint.services.translating import Translating
from viewpoint.services.unread_clock import UnreadClock
from viewpoint.services.voices import Voices
from viewpoint.services.work import Worker
from viewpoint.services.you_said import YouSaid
from viewpoint.settings import EMERGENCY_TEMPLATE, Delivery, Settings, SettingsError
from viewpoint.settings import Smtp as MailServer
from viewpoint.storage.audit import AuditLog
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.database import Database
from viewpoint.storage.migrate import upgrade
from viewpoint.storage.release_reader import ReleaseReader
from viewpoint.storage.sealing import Vault
from viewpoint.storage.work import TaskKind
from viewpoint.wording.catalogues import Catalogues, Templates
from viewpoint.wording.letter import LetterWriter
from viewpoint.wording.messages import MessageWriter
from viewpoint.wording.own_copy import OwnCopyWriter
from viewpoint.wording.paper import PaperWriter
from viewpoint.wording.record import RecordWriter
from viewpoint.wording.sheet import SheetWriter
from viewpoint.wording.staff_messages import StaffMessageWriter

SIGN_ON_WAY_BACK = "/staff/council-account/back"
"""Where the directory sends people back to; it knows this address to the letter."""
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
    def respond(self) -> Respond:
        """A young person's answers."""
        parts = Parts(
            database=self.database,
            vault=self.vault,
            audit=self.audit,
            links=self.links,
            throttle=self.throttle,
            instruments=self.instruments,
            policy=self.policy,
            raising=self.raising,
            clock=self.clock,
        )
        return Respond(parts)

    @cached_property
    def pins(self) -> Pins:
        """A young person's picture PIN."""
        return Pins(self.database, self.vault, self.audit, self.throttle, self.settings.code_key, self.clock)

    @cached_property
    def pin_codes(self) -> PinCodes:
        """Codes for choosing pictures again."""
        return PinCodes(
            self.database, self.vault, self.audit, self.throttle, self.settings.code_key, self.clock
        )

    @cached_property
    def hear_back(self) -> HearBack:
        """What a young person hears back."""
        return HearBack(self.database, self.vault, self.go_on, self.add_to, self.clock)

    @cached_property
    def go_on(self) -> GoOn:
        """What a young person can go on with after sending."""
        return GoOn(self.database, self.vault, self.clock)

    @cached_property
    def take_back(self) -> TakeBack:
        """What a young person may still undo."""
        return TakeBack(self.database, self.vault, self.audit, self._raise_concerns, self.clock)

    @cached_property
    def add_to(self) -> AddTo:
        """What a young person adds once it was read."""
        return AddTo(self.database, self.vault, self.instruments, self.clock)

    @cached_property
    def keep_copy(self) -> KeepCopy:
        """A young person's own copy."""
        parts = CopyParts(
            database=self.database,
            vault=self.vault,
            audit=self.audit,
            instruments=self.instruments,
            writer=OwnCopyWriter(self.templates, self.catalogues, paths.templates()),
            councils=self.councils,
            services=self.help_services,
            clock=self.clock,
        )
        return KeepCopy(parts)

    @cached_property
    def sign_in(self) -> SignIn:
        """Staff sign-in."""
        parts = (self.database, self.audit, self.throttle, self.passwords)
        return SignIn(*parts, self.local_sign_in, self.clock)

    @property
    def local_sign_in(self) -> LocalSignIn:
        """Whether staff sign in with passwords that are kept here."""
        return LocalSignIn.CLOSED if self.settings.oidc else LocalSignIn.OPEN

    @cached_property
    def single_sign_on(self) -> SingleSignOn | None:
        """The council's own directory, where staff sign in with it.

        Raises:
            SettingsError: it maps to a role that is none, or names a council that is not here.
        """
        oidc = self.settings.oidc
        if oidc is None:
            return None
        council = AuthorityId(oidc.council)
        if council not in self.councils:
            raise SettingsError(f"VIEWPOINT_OIDC_COUNCIL: there is no council {oidc.council}")
        parts = SignOnParts(
            database=self.database,
            audit=self.audit,
            directory=Directory(oidc, f"{self.settings.base_url}{SIGN_ON_WAY_BACK}", self.clock),
            sign_in=self.sign_in,
            council=council,
            tenant=oidc.tenant,
            roles=_roles_of_ours(oidc.roles),
            clock=self.clock,
        )
        return SingleSignOn(parts)

    @cached_property
    def passwords(self) -> Passwords:
        """Hashes of staff's passwords."""
        return Passwords()

    @cached_property
    def second_step(self) -> SecondStep:
        """From a right password to a visit."""
        return SecondStep(self._step_parts)

    @cached_property
    def own_account(self) -> OwnAccount:
        """What staff do with their own accounts."""
        return OwnAccount(self._step_parts)

    @cached_property
    def notices(self) -> Notices:
        """What staff are told."""
        return Notices(self.clock)

    @cached_property
    def raising(self) -> Raising:
        """How a concern begins."""
        return Raising(self.audit, self.notices, self.councils, self.clock)

    @cached_property
    def concerns(self) -> Concerns:
        """Taking up concerns."""
        return Concerns(self.database, self.vault, self.audit, self.instruments, self.clock)

    @cached_property
    def concern_clock(self) -> ConcernClock:
        """Who is told of concerns that nobody took up."""
        return ConcernClock(self.database, self.audit, self.notices, self.councils, self.clock)

    @cached_property
    def unread_clock(self) -> UnreadClock:
        """Who is told of responses that nobody read."""
        return UnreadClock(self.database, self.audit, self.notices, self.councils, self.clock)

    @cached_property
    def digests(self) -> Digests:
        """What waits, once a working day."""
        return Digests(self.database, self.notices, self.councils, self.clock)

    @cached_property
    def staff_mail(self) -> StaffMail:
        """Notices on their way."""
        parts = Mailing(
            database=self.database,
            councils=self.councils,
            channel=self._staff_channels.mails,
            writer=StaffMessageWriter(self.templates),
            base_url=self.settings.base_url,
            clock=self.clock,
        )
        return StaffMail(parts)

    @cached_property
    def notice_choices(self) -> NoticeChoices:
        """Which notices somebody wants."""
        return NoticeChoices(self.database)

    @cached_property
    def oversight(self) -> Oversight:
        """What a manager sees."""
        return Oversight(self.database, self.councils, self.clock)

    @cached_property
    def staff_outbox(self) -> StaffOutbox:
        """The demo's outbox of messages to staff."""
        writer = StaffMessageWriter(self.templates)
        return StaffOutbox(self.database, self.settings.delivery, self.staff_mail, writer)

    @cached_property
    def covering(self) -> Covering:
        """Who stands in for whom."""
        return Covering(self.database, self.audit, self.clock)

    @cached_property
    def outside(self) -> Outside:
        """Opening somebody outside a caseload."""
        return Outside(self.database, self.vault, self.audit, self.notices, self.clock)

    @cached_property
    def review(self) -> Review:
        """The IRO's caseload and readings."""
        return Review(self.database, self.vault, self.audit, self.instruments, self.councils, self.clock)

    @cached_property
    def prepare(self) -> Prepare:
        """Sheets for reviews to come."""
        return Prepare(self._review_parts, SheetWriter(self.templates, self.catalogues, paths.templates()))

    @cached_property
    def file_records(self) -> FileRecords:
        """What was sent, for a records system."""
        writer = RecordWriter(self.templates, self.catalogues, paths.templates())
        return FileRecords(self._review_parts, writer)

    @cached_property
    def take_part(self) -> TakePart:
        """How young people took part in their reviews."""
        return TakePart(self._review_parts)

    @cached_property
    def return_reviews(self) -> ReturnReviews:
        """The Reviews table of SSDA903."""
        return ReturnReviews(self._review_parts)

    @cached_property
    def replying(self) -> Replying:
        """Replies to what was sent."""
        return Replying(self.inviting)

    @cached_property
    def drafting(self) -> Drafting:
        """Replies that are being written."""
        return Drafting(self.inviting)

    @cached_property
    def promises(self) -> Promises:
        """What was promised in replies."""
        return Promises(self.inviting, self.replying)

    @cached_property
    def closing(self) -> ClosingResponses:
        """Closing without a reply."""
        return ClosingResponses(self.inviting)

    @cached_property
    def translating(self) -> Translating:
        """What people say that answers mean."""
        return Translating(self.inviting)

    @cached_property
    def reply_templates(self) -> ReplyTemplates:
        """Texts that replies begin from."""
        return ReplyTemplates(self.database, self.vault, self.audit, self.clock)

    @cached_property
    def you_said(self) -> YouSaid:
        """What is said in public of what was done."""
        return YouSaid(self.database, self.audit, self.clock)

    @cached_property
    def published(self) -> Published:
        """What commissioners read, through a connection that reads nothing else."""
        url = self.settings.releases_database_url or self.settings.database_url
        return Published(ReleaseReader(url))

    @cached_property
    def inviting(self) -> Inviting:
        """What inviting, following up and handing out links share."""
        return Inviting(
            database=self.database,
            vault=self.vault,
            audit=self.audit,
            links=self.links,
            instruments=self.instruments,
            councils=self.councils,
            channels=SENT_BY[self.settings.delivery],
            base_url=self.settings.base_url,
            clock=self.clock,
        )

    @cached_property
    def invite(self) -> Invite:
        """Who is due, and asking them."""
        return Invite(self.inviting)

    @cached_property
    def standing_links(self) -> StandingLinks:
        """Links for any time."""
        return StandingLinks(self.inviting)

    @cached_property
    def observers(self) -> Observers:
        """Asking an adult what they saw."""
        return Observers(self.inviting)

    @cached_property
    def pulse(self) -> Pulse:
        """The anonymous lane's invitations."""
        return Pulse(self.inviting)

    @cached_property
    def leaving(self) -> Leaving:
        """Asking about a placement that has ended."""
        return Leaving(self.inviting)

    @cached_property
    def follow_up(self) -> FollowUp:
        """Reminding, sending anew, revoking."""
        return FollowUp(self.inviting)

    @cached_property
    def invitation_list(self) -> InvitationList:
        """Invitations and how far they have come."""
        return InvitationList(self.inviting)

    @cached_property
    def reach(self) -> Reach:
        """Who has not been reached."""
        return Reach(self.inviting, self.invitation_list)

    @cached_property
    def hand_out(self) -> HandOut:
        """Letters and links on paper."""
        letters = LetterWriter(self.templates, self.catalogues)
        return HandOut(self.inviting, letters, self.help_services)

    @cached_property
    def print_paper(self) -> PrintPaper:
        """Questionnaires on paper."""
        writer = PaperWriter(self.templates, self.catalogues, paths.templates())
        return PrintPaper(self.inviting, writer, self.help_services, self.library.questionnaires)

    @cached_property
    def key_paper(self) -> KeyPaper:
        """Papers that came back."""
        parts = KeyingParts(
            database=self.database,
            vault=self.vault,
            audit=self.audit,
            links=self.links,
            throttle=self.throttle,
            instruments=self.instruments,
            clock=self.clock,
        )
        return KeyPaper(parts)

    @cached_property
    def voices(self) -> Voices:
        """Answers said aloud."""
        return Voices(self.database, self.vault, self.audit, self.instruments, self.councils, self.clock)

    @cached_property
    def rounds(self) -> Rounds:
        """Opening and closing rounds."""
        return Rounds(self.database, self.audit, self.clock)

    @cached_property
    def outbox(self) -> Outbox:
        """The demo's outbox."""
        return Outbox(self.database, self.vault, self.settings.delivery)

    @cached_property
    def rosters(self) -> Rosters:
        """Bringing in rosters."""
        directory = PostcodeDirectory.installed()
        return Rosters(self.database, self.vault, self.audit, self.councils, self.clock, directory)

    @cached_property
    def roster_uploads(self) -> RosterUploads:
        """Rosters handed over and not yet confirmed."""
        return RosterUploads(self.rosters, self.database, self.vault, self.clock)

    @cached_property
    def accounts(self) -> Accounts:
        """Staff accounts."""
        return Accounts(self.database, self.audit, self.passwords, self.clock)

    @cached_property
    def staff_accounts(self) -> StaffAccounts:
        """What administrators do with accounts."""
        return StaffAccounts(self.database, self.audit, self.passwords, self.clock)

    @cached_property
    def break_glass(self) -> BreakGlass:
        """An administrator's way in for emergencies."""
        return BreakGlass(self.database, self.vault, self.audit, self.sign_in, self.second_step, self.clock)

    @cached_property
    def audit_trail(self) -> AuditTrail:
        """The audit log's verifier."""
        return AuditTrail(self.database, self.audit, self.settings.audit_anchor)

    @cached_property
    def read_log(self) -> ReadLog:
        """What the auditor sees of the log."""
        return ReadLog(self.database, self.vault, self.audit)

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
    def policy(self) -> ReleasePolicy:
        """What a release may show."""
        return read_release_policy(paths.questionnaires() / "release_policy.yaml")

    @cached_property
    def worker(self) -> Worker:
        """Does what waits once answers are safe."""
        handlers = {
            TaskKind.DELIVER: self._deliver().handle,
            TaskKind.CODE_THEMES: self._code_themes().handle,
            TaskKind.RAISE_CONCERNS: self._raise_concerns.handle,
            TaskKind.SEAL_RELEASE: self._seal_release().handle,
            TaskKind.FORGET_UPLOAD: self.roster_uploads.handle,
            TaskKind.TELL_EMERGENCY_TEAM: self._tell_emergency_team().handle,
        }
        clocks = (self.concern_clock.look, self.unread_clock.look, self.digests.look)
        return Worker(
            self.database,
            handlers,
            self.rounds,
            self.clock,
            self.audit_trail.note_heads,
            clocks,
            self.staff_mail.send_next,
        )

    @cached_property
    def _staff_channels(self) -> StaffChannels:
        channel = _channel(self.settings, self.clock)
        mails = _smtp(self.settings.smtp, self.clock) if self.settings.smtp else channel
        return StaffChannels(mails=mails, texts=channel if _can_text_staff(self.settings) else None)

    @cached_property
    def _step_parts(self) -> StepParts:
        return StepParts(
            database=self.database,
            audit=self.audit,
            throttle=self.throttle,
            passwords=self.passwords,
            authenticators=Authenticators(
                self.vault, self.audit, self.settings.code_key, self.settings.mode, self.clock
            ),
            sign_in=self.sign_in,
            clock=self.clock,
        )

    @cached_property
    def _review_parts(self) -> ReviewParts:
        return ReviewParts(
            database=self.database,
            vault=self.vault,
            audit=self.audit,
            instruments=self.instruments,
            clock=self.clock,
        )

    @cached_property
    def _raise_concerns(self) -> RaiseConcerns:
        return RaiseConcerns(self.database, self.vault, self.raising, self.instruments, self.clock)

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

    def _without_emergency_team(self) -> list[str]:
        """Where nobody is told of a concern while the office is closed."""
        can_text = _can_text_staff(self.settings)
        return [
            f"{council.code}: nobody hears of a concern when the office is closed; set [emergency_team] "
            f"{'phone or email' if can_text else 'email'}"
            for council in self.councils.values()
            if not council.emergency_team.email and not (can_text and council.emergency_team.phone)
        ]

    def _deliver(self) -> Deliver:
        parts = Delivering(
            database=self.database,
            vault=self.vault,
            links=self.links,
            councils=self.councils,
            writer=MessageWriter(self.templates),
            channel=_channel(self.settings, self.clock),
            delivery=self.settings.delivery,
            base_url=self.settings.base_url,
            clock=self.clock,
        )
        return Deliver(parts)

    def _tell_emergency_team(self) -> TellEmergencyTeam:
        parts = Telling(
            database=self.database,
            audit=self.audit,
            councils=self.councils,
            channels=self._staff_channels,
            writer=StaffMessageWriter(self.templates),
            base_url=self.settings.base_url,
            clock=self.clock,
        )
        return TellEmergencyTeam(parts)

    def _code_themes(self) -> CodeThemes:
        # Loading NLTK takes seconds and megabytes: only a process that codes pays for it.
        coding = import_module("viewpoint.analysis.coding")
        coder = coding.Coder(self.codeframe)

        def _code(comment: str, language: str, asked: str) -> Coding:
            coded: Coding = coder.code(comment, language=language, asked=asked)
            return coded

        return CodeThemes(
            self.database,
            self.vault,
            self.raising,
            self.instruments,
            _code,
            self.codeframe.version,
            self.clock,
        )

    def _seal_release(self) -> SealRelease:
        counting = Counting(
            policy=self.policy,
            codeframe=ReleasedCodeframe(
                version=str(self.codeframe.version), themes=tuple(theme.id for theme in self.codeframe.themes)
            ),
        )
        return SealRelease(self.database, self.vault, self.audit, self.instruments, counting, self.clock)


SENT_BY = {
    Delivery.NOTIFY: frozenset({Channel.SMS, Channel.EMAIL}),
    Delivery.SMTP: frozenset({Channel.EMAIL}),
    Delivery.OUTBOX: frozenset({Channel.SMS, Channel.EMAIL}),
}
"""What each way of sending can send; everything else leaves as a letter."""


def _roles_of_ours(written: Mapping[str, str]) -> dict[str, Role]:
    known = {role.value: role for role in Role if role not in NOT_FOR_STAFF}
    if unknown := sorted(set(written.values()) - known.keys()):
        told = ", ".join(known)
        raise SettingsError(f"VIEWPOINT_OIDC_ROLES: no role is called {', '.join(unknown)}; there are {told}")
    return {theirs: known[ours] for theirs, ours in written.items()}


def _channel(settings: Settings, clock: Clock) -> SendingChannel:
    if settings.notify:
        own = settings.notify
        templates = templates_from(own.templates)
        return Notify(NotifySettings(api_key=own.api_key, templates=templates, base_url=own.base_url))
    if settings.smtp:
        return _smtp(settings.smtp, clock)
    return OutboxChannel(lambda _message: None)  # delivery itself keeps the words that the outbox page shows


def _smtp(mail: MailServer, clock: Clock) -> Smtp:
    server = SmtpSettings(
        host=mail.host,
        port=mail.port,
        sender=mail.sender,
        user=mail.user,
        password=mail.password,
        security=Security(mail.security),
    )
    return Smtp(server, clock)


def _can_text_staff(settings: Settings) -> bool:
    """Whether a text to the emergency duty team can leave, or be shown to have left."""
    if settings.notify:
        return EMERGENCY_TEMPLATE in settings.notify.templates
    return settings.delivery is Delivery.OUTBOX
