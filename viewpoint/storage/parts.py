"""Invitations that belong to another one: what was put off, and the messages of a standing link."""

from datetime import datetime

from sqlalchemy import Connection, case, exists, func, select

from viewpoint.domain.invitation import Invitation, InvitationKind, InvitationState
from viewpoint.domain.people import AuthorityId, YoungPersonId
from viewpoint.storage.tables.invitations import Invitation as Row
from viewpoint.storage.tables.responses import Reply, Response
from viewpoint.storage.visits import invitation_from


def children_of(connection: Connection, parent: Invitation) -> list[Invitation]:
    """Every invitation that belongs to this one, newest first."""
    query = (
        select(Row.__table__)
        .where(Row.parent_id == parent.id, Row.authority_id == parent.authority)
        .order_by(Row.issued_at.desc(), Row.id)
    )
    return [invitation_from(row) for row in connection.execute(query).mappings()]


def with_standing_link(connection: Connection, authority: AuthorityId) -> frozenset[YoungPersonId]:
    """Who has a standing link that was not taken back."""
    query = select(Row.young_person_id).where(
        Row.authority_id == authority,
        Row.kind == InvitationKind.ANY_TIME.value,
        Row.parent_id.is_(None),
        Row.state != InvitationState.REVOKED.value,
    )
    return frozenset(YoungPersonId(each) for each in connection.execute(query).scalars())


def first_to_show(connection: Connection, standing: Invitation) -> Invitation | None:
    """The sent message to come back to: the newest with a reply that was not seen yet, else the newest."""
    unseen = (
        exists()
        .where(Response.invitation_id == Row.id)
        .where(Reply.response_id == Response.id, Reply.seen_at.is_(None))
    )
    query = (
        select(Row.__table__)
        .where(Row.parent_id == standing.id, Row.state == InvitationState.SENT.value)
        .order_by(case((unseen, 0), else_=1), Row.sent_at.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().one_or_none()
    return invitation_from(row) if row else None


def sent_since(connection: Connection, standing: Invitation, since: datetime) -> int:
    """How many messages of a standing link were sent since an instant."""
    query = select(func.count()).where(
        Row.parent_id == standing.id, Row.state == InvitationState.SENT.value, Row.sent_at >= since
    )
    return connection.execute(query).scalar_one()
