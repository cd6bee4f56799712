"""How young people are asked and reached, and what is told in public."""

from functools import cached_property

from viewpoint import paths
from viewpoint.domain.invitation import Channel
from viewpoint.exchange.postcodes import PostcodeDirectory
from viewpoint.services.follow_up import FollowUp
from viewpoint.services.hand_out import HandOut
from viewpoint.services.invitation_list import InvitationList
from viewpoint.services.invite import Invite
from viewpoint.services.inviting import Inviting
from viewpoint.services.key_paper import KeyingParts, KeyPaper
from viewpoint.services.leaving import Leaving
from viewpoint.services.observers import Observers
from viewpoint.services.outbox import Outbox
from viewpoint.services.print_paper import PrintPaper
from viewpoint.services.published import Published
from viewpoint.services.pulse import Pulse
from viewpoint.services.reach import Reach
from viewpoint.services.roster import Rosters
from viewpoint.services.roster_uploads import RosterUploads
from viewpoint.services.rounds import Rounds
from viewpoint.services.standing_links import StandingLinks
from viewpoint.services.you_said import YouSaid
from viewpoint.settings import Delivery
from viewpoint.storage.release_reader import ReleaseReader
from viewpoint.wiring.signing_in import SigningIn
from viewpoint.wording.letter import LetterWriter
from viewpoint.wording.paper import PaperWriter

SENT_BY = {
    Delivery.NOTIFY: frozenset({Channel.SMS, Channel.EMAIL}),
    Delivery.SMTP: frozenset({Channel.EMAIL}),
    Delivery.OUTBOX: frozenset({Channel.SMS, Channel.EMAIL}),
}
"""What each way of sending can send; everything else leaves as a letter."""


class Asking(SigningIn):
    """How young people are asked and reached, and what is told in public."""

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
    def you_said(self) -> YouSaid:
        """What is said in public of what was done."""
        return YouSaid(self.database, self.audit, self.clock)

    @cached_property
    def published(self) -> Published:
        """What commissioners read, through a connection that reads nothing else."""
        url = self.settings.releases_database_url or self.settings.database_url
        return Published(ReleaseReader(url))
