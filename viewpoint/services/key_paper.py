"""Keying a paper in: found by its code, stored as a response; whoever keys never sees whose it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from viewpoint.domain.errors import AlreadySent, LinkClosed, NotFound
from viewpoint.domain.invitation import Channel, Invitation, InvitationState
from viewpoint.domain.paper import Keyed, Paper, PaperId, PaperRow, paper_rows
from viewpoint.domain.people import AccountId, InvitationId, ResponseId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.rounds import round_for
from viewpoint.domain.sent import Medium, SentResponse
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.instruments import Instruments
from viewpoint.services.links import Links
from viewpoint.services.throttled import Throttle
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import add_invitations, find_invitation, save_state
from viewpoint.storage.papers import find_paper, has_draft, note_keyed, paper_by_code
from viewpoint.storage.people import home_of
from viewpoint.storage.responses import add_response
from viewpoint.storage.rounds import open_rounds
from viewpoint.storage.sealing import Vault
from viewpoint.storage.work import NewTask, TaskKind, queue_tasks

PURPOSE = "paper code"


@dataclass(frozen=True, kw_only=True)
class KeyingParts:
    """What keying is made of."""

    database: Database
    vault: Vault
    audit: AuditLog
    links: Links
    throttle: Throttle
    instruments: Instruments
    clock: Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A paper as the reader has it before them: its questions as they were printed, and never whose it is."""

    paper: Paper
    rows: Sequence[PaperRow]


class KeyPaper:
    """The reader's side of a paper."""

    def __init__(self, parts: KeyingParts) -> None:
        """See `KeyingParts`."""
        self._parts = parts

    def find(self, viewer: Viewer, code: str, address: str) -> PaperId:
        """The paper with this code.

        Raises:
            LinkClosed: the code is mistyped, or there is no such paper in this authority.
            NotAllowed: the viewer keys nothing.
            TooManyTries: wrong codes came from this address, for a while.
        """
        require(viewer, Action.KEY_PAPER)
        self._parts.throttle.check(PURPOSE, address=address)
        mac = self._parts.links.paper_mac(code)
        with self._parts.database.read() as connection:
            paper = paper_by_code(connection, viewer.authority, mac)
        if paper is None:
            self._parts.throttle.failed(PURPOSE, address)
            raise LinkClosed("paper")
        return paper.id

    def open(self, viewer: Viewer, paper_id: PaperId) -> Sheet:
        """The paper's questions; each opening is logged.

        Raises:
            NotAllowed: the viewer keys nothing.
            NotFound: there is no such paper, or its invitation was taken back.
        """
        require(viewer, Action.KEY_PAPER)
        with self._parts.database.write() as connection:
            paper, invitation = self._found(connection, viewer, paper_id)
            self._log(connection, viewer, "paper_opened", "paper", paper.id)
        return self._sheet(paper, invitation)

    def key(self, viewer: Viewer, paper_id: PaperId, keyed: Keyed) -> None:
        """Store what is on the paper as a response that came on paper; all that was answered is kept.

        Where the young person answered online too, or has begun to, neither is lost: the paper becomes a
        response of its own.

        Raises:
            AlreadySent: this paper was keyed before.
            NotAllowed: the viewer keys nothing.
            NotFound: as `open`.
        """
        require(viewer, Action.KEY_PAPER)
        with self._parts.database.write() as connection:
            paper, invitation = self._found(connection, viewer, paper_id)
            if paper.keyed_at is not None:
                raise AlreadySent(paper.id)
            now = self._parts.clock()
            spent = self._spent(connection, invitation, now)
            response = _response(connection, spent, paper, keyed, now)
            seal = self._parts.vault.for_child(connection, spent.authority, spent.young_person)
            given_with = dict.fromkeys(keyed.answers, response.who_is_here)
            add_response(connection, seal, response, keyed.answers, given_with)
            note_keyed(connection, paper.id, AccountId(viewer.subject), now)
            tasks = [
                NewTask(
                    authority=spent.authority, kind=kind, subject=response.id, key=f"{kind}:{response.id}"
                )
                for kind in (TaskKind.RAISE_CONCERNS, TaskKind.CODE_THEMES)
            ]
            queue_tasks(connection, tasks, now)
            self._log(connection, viewer, "paper_keyed", "response", response.id)

    def _found(self, connection: Connection, viewer: Viewer, paper_id: PaperId) -> tuple[Paper, Invitation]:
        paper = find_paper(connection, viewer.authority, paper_id)
        invitation = find_invitation(connection, viewer.authority, paper.invitation) if paper else None
        if paper is None or invitation is None or invitation.state is InvitationState.REVOKED:
            raise NotFound(paper_id)
        return paper, invitation

    def _sheet(self, paper: Paper, invitation: Invitation) -> Sheet:
        instrument = self._parts.instruments.of(invitation)
        return Sheet(paper=paper, rows=paper_rows(instrument.questions, invitation.profile.values()))

    def _spent(self, connection: Connection, invitation: Invitation, now: datetime) -> Invitation:
        """The invitation as sent; a paper that comes by post may come after its last day."""
        is_free = invitation.state is not InvitationState.SENT and not has_draft(connection, invitation.id)
        sent = replace(
            invitation,
            state=InvitationState.SENT,
            opened_at=invitation.opened_at or now,
            sent_at=now,
            is_behind_pin=False,
        )
        if is_free:
            save_state(connection, sent)
            return sent
        own = replace(sent, id=InvitationId(new_id()), channel=Channel.LETTER, about_stay=None)
        add_invitations(connection, [own])
        return own

    def _log(
        self, connection: Connection, viewer: Viewer, action: str, object_type: str, object_id: str
    ) -> None:
        event = Event(action=action, object_type=object_type, object_id=object_id)
        self._parts.audit.append(connection, viewer, event)


def _response(
    connection: Connection, spent: Invitation, paper: Paper, keyed: Keyed, now: datetime
) -> SentResponse:
    home = home_of(connection, spent.authority, spent.young_person)
    round_ = round_for(uk_day(now), open_rounds(connection, spent.authority))
    return SentResponse(
        id=ResponseId(new_id()),
        authority=spent.authority,
        young_person=spent.young_person,
        invitation=spent.id,
        round=round_.id if round_ else None,
        profile=spent.profile,
        forms=spent.forms,
        language=paper.language,
        who_is_here=keyed.who or "",
        home_key=spent.about_home or home.home_key,
        gender=home.gender,
        sent_at=now,
        kind=spent.kind,
        medium=Medium.PAPER,
    )
