"""What the worker does once answers are safe."""

from functools import cached_property
from importlib import import_module

from viewpoint.channels.message import SendingChannel
from viewpoint.channels.notify import Notify, NotifySettings, templates_from
from viewpoint.channels.outbox import Outbox as OutboxChannel
from viewpoint.channels.smtp import Security, Smtp, SmtpSettings
from viewpoint.domain.disclosure import Codeframe as ReleasedCodeframe
from viewpoint.domain.themes import Coding
from viewpoint.services.code_themes import CodeThemes
from viewpoint.services.concern_clock import ConcernClock
from viewpoint.services.deliver import Deliver, Delivering
from viewpoint.services.digests import Digests
from viewpoint.services.emergency import StaffChannels, TellEmergencyTeam, Telling
from viewpoint.services.seal_release import Counting, SealRelease
from viewpoint.services.staff_mail import Mailing, StaffMail
from viewpoint.services.staff_outbox import StaffOutbox
from viewpoint.services.unread_clock import UnreadClock
from viewpoint.services.work import Worker
from viewpoint.settings import Settings
from viewpoint.settings import Smtp as MailServer
from viewpoint.storage.work import TaskKind
from viewpoint.wiring.answering import Answering
from viewpoint.wiring.core import Clock, can_text_staff
from viewpoint.wording.messages import MessageWriter
from viewpoint.wording.staff_messages import StaffMessageWriter


class Working(Answering):
    """What the worker does once answers are safe."""

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
    def staff_outbox(self) -> StaffOutbox:
        """The demo's outbox of messages to staff."""
        writer = StaffMessageWriter(self.templates)
        return StaffOutbox(self.database, self.settings.delivery, self.staff_mail, writer)

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
        return StaffChannels(mails=mails, texts=channel if can_text_staff(self.settings) else None)

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
            self.instruments,
            _code,
            self.codeframe.version,
        )

    def _seal_release(self) -> SealRelease:
        counting = Counting(
            policy=self.policy,
            codeframe=ReleasedCodeframe(
                version=str(self.codeframe.version), themes=tuple(theme.id for theme in self.codeframe.themes)
            ),
        )
        return SealRelease(self.database, self.vault, self.audit, self.instruments, counting, self.clock)


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
