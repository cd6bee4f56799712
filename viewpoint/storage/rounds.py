"""Rounds in and out of the database."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.rounds import Round, RoundState
from viewpoint.storage.tables.invitations import Round as Row


def add_round(connection: Connection, authority: AuthorityId, round_: Round) -> None:
    """Store a new round."""
    row = {
        "id": round_.id,
        "authority_id": authority,
        "name": round_.name,
        "opens_on": round_.opens_on,
        "closes_on": round_.closes_on,
        "state": round_.state.value,
    }
    connection.execute(insert(Row), row)


def save_round_state(connection: Connection, round_: Round, at: datetime) -> None:
    """Store a transition and when it happened."""
    moment = {RoundState.CLOSED: {"closed_at": at}, RoundState.SEALED: {"sealed_at": at}}
    values = {"state": round_.state.value, **moment.get(round_.state, {})}
    connection.execute(update(Row).where(Row.id == round_.id).values(**values))


def find_round(connection: Connection, authority: AuthorityId, round_id: RoundId) -> Round | None:
    """One round of this authority, locked until the transaction ends (where the database can)."""
    query = select(Row.__table__).where(Row.id == round_id, Row.authority_id == authority).with_for_update()
    row = connection.execute(query).mappings().one_or_none()
    return _round(row) if row else None


def open_rounds(connection: Connection, authority: AuthorityId) -> Sequence[Round]:
    """The rounds that answers can still count in; none of them can be closed before this transaction ends."""
    query = (
        select(Row.__table__)
        .where(Row.authority_id == authority, Row.state == RoundState.OPEN.value)
        .with_for_update(read=True)
    )
    return [_round(row) for row in connection.execute(query).mappings()]


def rounds_of(connection: Connection, authority: AuthorityId) -> Sequence[Round]:
    """Every round of the authority, newest first."""
    query = select(Row.__table__).where(Row.authority_id == authority).order_by(Row.opens_on.desc())
    return [_round(row) for row in connection.execute(query).mappings()]


def rounds_over(connection: Connection, on: date) -> Sequence[tuple[AuthorityId, Round]]:
    """Open rounds of every authority whose last day is past."""
    query = select(Row.__table__).where(Row.state == RoundState.OPEN.value, Row.closes_on < on)
    rows = connection.execute(query).mappings()
    return [(AuthorityId(row["authority_id"]), _round(row)) for row in rows]


def _round(row: RowMapping) -> Round:
    return Round(
        id=RoundId(row["id"]),
        name=row["name"],
        opens_on=row["opens_on"],
        closes_on=row["closes_on"],
        state=RoundState(row["state"]),
    )
