"""Invitations and links in and out of the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, or_, select, update

from viewpoint.domain.asking import Asked, Occasion
from viewpoint.domain.invitation import Invitation, InvitationKind, InvitationState
from viewpoint.domain.people import AuthorityId, InvitationId, Profile, RoundId, YoungPersonId
from viewpoint.domain.rounds import Round
from viewpoint.domain.uk_time import LONDON, uk_day
from viewpoint.storage.tables.base import Authority
from viewpoint.storage.tables.invitations import Invitation as Row
from viewpoint.storage.tables.invitations import Link
from viewpoint.storage.tables.people import Placement, YoungPerson
from viewpoint.storage.visits import invitation_from

COUNTED = (InvitationKind.VIEWS.value, InvitationKind.PULSE.value)
"""What may be asked of everybody in a round."""
OPEN_STATES = (InvitationState.ISSUED.value, InvitationState.OPENED.value)


# Made once: putting a statement together costs more than running it, and every young person runs these.
_CHANGE = update(Row).where(Row.id == bindparam("invitation"))
_OF_LINK = select(Row.__table__).join(Link, Link.invitation_id == Row.id).where(Link.revoked_at.is_(None))
_BY_HANDLE = _OF_LINK.where(Link.handle_sha256 == bindparam("secret"))
_HELD_BY_HANDLE = _BY_HANDLE.with_for_update(of=Row)
_HELD_BY_CODE = _OF_LINK.where(Link.code_mac == bindparam("secret")).with_for_update(of=Row)
_LOCKED = (
    select(Row.__table__)
    .where(Row.id == bindparam("invitation"), Row.authority_id == bindparam("authority"))
    .with_for_update()
)


def add_invitations(connection: Connection, invitations: Sequence[Invitation]) -> None:
    """Store new invitations."""
    rows = [
        {
            "id": invitation.id,
            "authority_id": invitation.authority,
            "young_person_id": invitation.young_person,
            "round_id": invitation.round,
            "review_on": invitation.review_on,
            "state": invitation.state.value,
            "channel": invitation.channel.value,
            "language": invitation.language,
            "profile": invitation.profile.to_json(),
            "forms": dict(invitation.forms),
            "issued_at": invitation.issued_at,
            "opened_at": invitation.opened_at,
            "sent_at": invitation.sent_at,
            "reminded_at": invitation.reminded_at,
            "answers_until": invitation.answers_until,
            "is_behind_pin": invitation.is_behind_pin,
            "kind": invitation.kind.value,
            "parent_id": invitation.parent,
            "about_stay": invitation.about_stay,
            "about_home": invitation.about_home,
            "taken_back_at": invitation.taken_back_at,
        }
        for invitation in invitations
    ]
    if rows:
        connection.execute(insert(Row), rows)


def save_state(connection: Connection, invitation: Invitation) -> None:
    """Store what a transition changed."""
    values = {
        "invitation": invitation.id,
        "state": invitation.state.value,
        "opened_at": invitation.opened_at,
        "sent_at": invitation.sent_at,
        "reminded_at": invitation.reminded_at,
        "is_behind_pin": invitation.is_behind_pin,
        "channel": invitation.channel.value,
        "taken_back_at": invitation.taken_back_at,
    }
    connection.execute(_CHANGE, values)


def keep_language(connection: Connection, invitation: InvitationId, language: str) -> None:
    """Write to them, and begin, in the language that they chose last."""
    connection.execute(_CHANGE, {"invitation": invitation, "language": language})


def add_link(
    connection: Connection, invitation: Invitation, handle_sha256: bytes, code_mac: bytes, at: datetime
) -> None:
    """Hand out a new link and revoke those before it; the draft stays with the invitation."""
    revoke_links(connection, [invitation.id], at)
    add_link_beside(connection, invitation, handle_sha256, code_mac, at)


def add_link_beside(
    connection: Connection, invitation: Invitation, handle_sha256: bytes, code_mac: bytes, at: datetime
) -> None:
    """Hand out a new link, while those before it go on working."""
    row = {
        "handle_sha256": handle_sha256,
        "authority_id": invitation.authority,
        "invitation_id": invitation.id,
        "code_mac": code_mac,
        "issued_at": at,
        "revoked_at": None,
    }
    connection.execute(insert(Link), row)


def revoke_links(connection: Connection, invitations: Iterable[InvitationId], at: datetime) -> None:
    """Make every link of these invitations stop working."""
    connection.execute(
        update(Link)
        .where(Link.invitation_id.in_(list(invitations)), Link.revoked_at.is_(None))
        .values(revoked_at=at)
    )


def revoke_older_links(
    connection: Connection, invitation: InvitationId, handle_sha256: bytes, at: datetime
) -> None:
    """Make every link of an invitation that was handed out before this one stop working."""
    own = select(Link.issued_at).where(Link.handle_sha256 == handle_sha256).scalar_subquery()
    connection.execute(
        update(Link)
        .where(
            Link.invitation_id == invitation,
            Link.revoked_at.is_(None),
            Link.handle_sha256 != handle_sha256,
            Link.issued_at <= own,
        )
        .values(revoked_at=at)
    )


def find_by_handle(connection: Connection, handle_sha256: bytes) -> Invitation | None:
    """The invitation of a link that was not revoked."""
    return _found(connection, _BY_HANDLE, secret=handle_sha256)


def hold_by_handle(connection: Connection, handle_sha256: bytes) -> Invitation | None:
    """The same as it is now: nobody answers, sends or revokes it before this transaction ends."""
    return _found(connection, _HELD_BY_HANDLE, secret=handle_sha256)


def hold_by_code(connection: Connection, code_mac: bytes) -> Invitation | None:
    """The invitation of a typed code that was not revoked, held as by `hold_by_handle`."""
    return _found(connection, _HELD_BY_CODE, secret=code_mac)


def find_invitation(
    connection: Connection, authority: AuthorityId, invitation: InvitationId
) -> Invitation | None:
    """One invitation of this authority, locked until the transaction ends (where the database can)."""
    return _found(connection, _LOCKED, invitation=invitation, authority=authority)


def invitations_for(
    connection: Connection, authority: AuthorityId, ids: Sequence[InvitationId]
) -> list[Invitation]:
    """These invitations, those of other authorities left out."""
    query = select(Row.__table__).where(Row.id.in_(ids), Row.authority_id == authority)
    return [invitation_from(row) for row in connection.execute(query).mappings()]


def _found(connection: Connection, query: Select[Any], **which: object) -> Invitation | None:
    row = connection.execute(query, which).mappings().one_or_none()
    return invitation_from(row) if row else None


@dataclass(frozen=True, kw_only=True)
class InvitedRow:
    """Somebody who was asked, as disclosure control needs to know them."""

    young_person: YoungPersonId
    home_key: str
    gender: str
    profile: Profile


def invited_between(connection: Connection, round_: Round) -> list[InvitedRow]:
    """Everybody who was asked within a round's days, with the newest of their invitations."""
    begin = datetime.combine(round_.opens_on, time(), LONDON)
    end = datetime.combine(round_.closes_on + timedelta(days=1), time(), LONDON)
    query = (
        select(Row.young_person_id, Row.profile, YoungPerson.gender, Placement.home_key)
        .join(YoungPerson, YoungPerson.id == Row.young_person_id)
        .outerjoin(Placement, (Placement.young_person_id == YoungPerson.id) & (Placement.ended_on.is_(None)))
        .where(
            Row.authority_id == round_.authority,
            Row.issued_at >= begin,
            Row.issued_at < end,
            Row.state != InvitationState.REVOKED.value,
            Row.kind.in_(COUNTED),
        )
        .order_by(Row.issued_at)
    )
    found = {
        row.young_person_id: InvitedRow(
            young_person=YoungPersonId(row.young_person_id),
            home_key=row.home_key or row.young_person_id,
            gender=row.gender,
            profile=Profile.from_json(row.profile),
        )
        for row in connection.execute(query)
    }
    return list(found.values())


def hold_inviting(connection: Connection, authority: AuthorityId) -> None:
    """Let one transaction at a time invite for an authority, so that nobody is asked twice at once."""
    # FOR NO KEY UPDATE: rows that refer to the authority (every answer being saved) are not held up.
    query = select(Authority.id).where(Authority.id == authority).with_for_update(key_share=True)
    connection.execute(query)


def asked_since(
    connection: Connection, authority: AuthorityId, since: datetime
) -> dict[YoungPersonId, list[Asked]]:
    """Every time that young people were asked since an instant; revoked invitations do not count."""
    query = select(Row.young_person_id, Row.round_id, Row.review_on, Row.forms, Row.issued_at).where(
        Row.authority_id == authority,
        Row.issued_at >= since,
        Row.state != InvitationState.REVOKED.value,
        Row.kind.in_((*COUNTED, InvitationKind.LEAVING.value)),
    )
    found: dict[YoungPersonId, list[Asked]] = {}
    for row in connection.execute(query):
        asked = Asked(
            occasion=Occasion(review_on=row.review_on, round=RoundId(row.round_id) if row.round_id else None),
            base=row.forms["forms"][0][0],
            on=uk_day(row.issued_at),
        )
        found.setdefault(YoungPersonId(row.young_person_id), []).append(asked)
    return found


def invitations_since(connection: Connection, authority: AuthorityId, since: datetime) -> list[Invitation]:
    """Every invitation with a link of its own issued since an instant, revoked ones too, newest first.

    A standing link is listed however old it is.
    """
    query = (
        select(Row.__table__)
        .where(Row.authority_id == authority, Row.parent_id.is_(None))
        .where(or_(Row.issued_at >= since, Row.kind == InvitationKind.ANY_TIME.value))
        .order_by(Row.issued_at.desc(), Row.id)
    )
    return [invitation_from(row) for row in connection.execute(query).mappings()]
