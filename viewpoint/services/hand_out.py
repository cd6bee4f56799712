"""Links that a person passes on: printed letters, and a list for a mail merge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from viewpoint.domain.council import HelpService
from viewpoint.domain.invitation import Channel, Invitation
from viewpoint.domain.message import Dispatch, MessageKind
from viewpoint.domain.people import InvitationId, Nation
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.exchange.csv_out import csv_bytes
from viewpoint.services.inviting import Inviting
from viewpoint.services.links import NewLink, code_in_fours
from viewpoint.storage.database import Connection
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import find_invitation, save_state
from viewpoint.storage.messages import SentMessage, add_message
from viewpoint.storage.people import child_refs_of, names_of
from viewpoint.wording.letter import Letter, LetterWriter

IN_LETTERS = 2
"""The first services of a nation's pack: emergency and Childline."""
COLUMNS = ("child_id", "name", "language", "link", "code", "code_page", "open_until")


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """An invitation with the link that was just made for it."""

    invitation: Invitation
    link: NewLink
    name: str = field(repr=False)
    child_ref: str


class HandOut:
    """Makes links that leave on paper; those that an invitation had before stop working."""

    def __init__(
        self, parts: Inviting, letters: LetterWriter, services: Mapping[Nation, Sequence[HelpService]]
    ) -> None:
        """`services`: who helps in each nation, for the foot of a letter."""
        self._parts = parts
        self._letters = letters
        self._services = services

    def letters(self, viewer: Viewer, invitations: Sequence[InvitationId], stylesheet: str) -> str:
        """A page of letters to print, in this order; invitations that are not open are left out.

        Args:
            viewer: who prints them.
            invitations: any of the authority's.
            stylesheet: the address of `letter.css`.

        Raises:
            CouncilNotReady: a number that a young person may need is not set.
            NotAllowed: the viewer invites nobody.
        """
        council = self._parts.councils[viewer.authority]
        handed_out = self._hand_out(viewer, invitations, "letter_printed")
        letters = [
            Letter(
                language=each.invitation.language,
                name=each.name,
                link=self._parts.address(each.link.token),
                code=each.link.code,
                code_page=self._code_page,
                reader=council.reader_of(each.invitation.profile.age_band),
                answers_until=each.invitation.last_on,
                reference=each.child_ref,
                kind=each.invitation.kind,
            )
            for each in handed_out
        ]
        return self._letters.page(council, self._services[council.nation][:IN_LETTERS], letters, stylesheet)

    def links_csv(self, viewer: Viewer, invitations: Sequence[InvitationId]) -> bytes:
        """The same as a CSV file, safe to open in a spreadsheet; `open_until` is an ISO date.

        Raises:
            CouncilNotReady: as `letters`.
            NotAllowed: as `letters`.
        """
        handed_out = self._hand_out(viewer, invitations, "link_exported")
        rows = [
            (
                each.child_ref,
                each.name,
                each.invitation.language,
                self._parts.address(each.link.token),
                code_in_fours(each.link.code),
                self._code_page,
                each.invitation.last_on.isoformat(),
            )
            for each in handed_out
        ]
        return csv_bytes(COLUMNS, rows)

    def _hand_out(self, viewer: Viewer, invitations: Sequence[InvitationId], action: str) -> list[HandedOut]:
        require(viewer, Action.INVITE)
        self._parts.councils[viewer.authority].ready()
        with self._parts.database.write() as connection:
            found = (find_invitation(connection, viewer.authority, each) for each in invitations)
            open_ = [each for each in found if each and each.is_open(self._parts.clock())]
            people = [each.young_person for each in open_]
            names = names_of(connection, self._parts.vault, viewer.authority, people)
            refs = child_refs_of(connection, viewer.authority, people)
            handed_out = [
                HandedOut(
                    invitation=each,
                    link=self._on_paper(connection, each),
                    name=names.get(each.young_person, ""),
                    child_ref=refs[each.young_person],
                )
                for each in open_
            ]
            for each in open_:
                self._parts.log(connection, viewer, action, each)
        return handed_out

    def _on_paper(self, connection: Connection, invitation: Invitation) -> NewLink:
        save_state(connection, replace(invitation, channel=Channel.LETTER))
        message = SentMessage(
            id=new_id(),
            authority=invitation.authority,
            invitation=invitation.id,
            kind=MessageKind.INVITATION,
            channel=Channel.LETTER,
            state=Dispatch.HANDED_OUT,
            created_at=self._parts.clock(),
        )
        add_message(connection, message)
        return self._parts.new_link(connection, invitation)

    @property
    def _code_page(self) -> str:
        """As somebody types it: without https://."""
        return self._parts.base_url.partition("://")[2] + "/code"
