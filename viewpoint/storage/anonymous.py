"""Anonymous returns in and out of the database, always all of a round's at once and in no order."""

import secrets

from sqlalchemy import Connection, delete, insert, select, update

from viewpoint.domain.anonymous import AnonymousReturn
from viewpoint.domain.invitation import Invitation, InvitationKind, InvitationState
from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.rounds import Round
from viewpoint.storage.tables.anonymous import AnonymousReturn as Row
from viewpoint.storage.tables.invitations import Invitation as InvitationRow
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.visits import invitation_from


def add_shuffled(connection: Connection, round_: Round, added: AnonymousReturn) -> None:
    """Store one more and write every row of the round anew, shuffled: the last to come does not lie last.

    PostgreSQL keeps rows in the order of writing and marks each with its transaction; written together they
    are all alike. The caller holds the round.
    """
    _write(connection, round_, [*anonymous_returns(connection, round_.authority, round_.id), added])


def shuffle_anonymous(connection: Connection, round_: Round) -> None:
    """Write every row of a round anew, in a random order."""
    rows = anonymous_returns(connection, round_.authority, round_.id)
    _write(connection, round_, rows)


def anonymous_returns(
    connection: Connection, authority: AuthorityId, round_id: RoundId
) -> list[AnonymousReturn]:
    """Every row of a round, by its random id."""
    query = (
        select(Row.id, Row.groups, Row.answers)
        .where(Row.round_id == round_id, Row.authority_id == authority)
        .order_by(Row.id)
    )
    return [
        AnonymousReturn(id=row.id, groups=row.groups, answers=row.answers)
        for row in connection.execute(query)
    ]


def note_kept(connection: Connection, invitation: Invitation, home: str) -> None:
    """Keep that somebody sent from a home: a round's gate asks from how many homes its answers come."""
    connection.execute(update(InvitationRow).where(InvitationRow.id == invitation.id).values(about_home=home))


def senders_of(connection: Connection, round_: Round) -> list[tuple[Invitation, str]]:
    """Who sent anonymously in a round, with the gender that the roster has; never what."""
    query = (
        select(*InvitationRow.__table__.columns, YoungPerson.gender)
        .join(YoungPerson, YoungPerson.id == InvitationRow.young_person_id)
        .where(
            InvitationRow.authority_id == round_.authority,
            InvitationRow.round_id == round_.id,
            InvitationRow.kind == InvitationKind.PULSE.value,
            InvitationRow.state == InvitationState.SENT.value,
            InvitationRow.about_home.is_not(None),
        )
        .order_by(InvitationRow.id)
    )
    return [(invitation_from(row), row["gender"]) for row in connection.execute(query).mappings()]


def end_pulse(connection: Connection, round_: Round) -> None:
    """Let no anonymous answer come after its round is closed: nothing could say later where it belongs."""
    if round_.closed_at is None:
        return
    connection.execute(
        update(InvitationRow)
        .where(
            InvitationRow.round_id == round_.id,
            InvitationRow.kind == InvitationKind.PULSE.value,
            InvitationRow.state != InvitationState.SENT.value,
            InvitationRow.answers_until > round_.closed_at,
        )
        .values(answers_until=round_.closed_at)
    )


def _write(connection: Connection, round_: Round, rows: list[AnonymousReturn]) -> None:
    secrets.SystemRandom().shuffle(rows)
    connection.execute(delete(Row).where(Row.round_id == round_.id, Row.authority_id == round_.authority))
    values = [
        {
            "id": row.id,
            "authority_id": round_.authority,
            "round_id": round_.id,
            "groups": dict(row.groups),
            "answers": dict(row.answers),
        }
        for row in rows
    ]
    if values:
        connection.execute(insert(Row), values)
