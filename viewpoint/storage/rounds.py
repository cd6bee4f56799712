"""Rounds in and out of the database."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.rounds import Round, RoundState
from viewpoint.storage.tables.invitations import Round as Row

_OPEN = (
    select(Row.__table__)
    .where(Row.authority_id == bindparam("authority"), Row.state == RoundState.OPEN.value)
    .with_for_update(read=True)
)


def add_round(connection: Connection, round_: Round) -> None:
    """Store a new round."""
    row = {
        "id": round_.id,
        "authority_id": round_.authority,
        "name": round_.name,
        "opens_on": round_.opens_on,
        "closes_on": round_.closes_on,
        "state": round_.state.value,
    }
    connection.execute(insert(Row), row)


def save_round_state(connection: Connection, round_: Round) -> None:
    """Store what a transition changed."""
    values = {"state": round_.state.value, "closed_at": round_.closed_at, "sealed_at": round_.sealed_at}
    connection.execute(update(Row).where(Row.id == round_.id).values(**values))


def find_round(connection: Connection, authority: AuthorityId, round_id: RoundId) -> Round | None:
    """One round of this authority, locked until the transaction ends (where the database can)."""
    query = select(Row.__table__).where(Row.id == round_id, Row.authority_id == authority).with_for_update()
    row = connection.execute(query).mappings().one_or_none()
    return _round(row) if row else None


def open_rounds(connection: Connection, authority: AuthorityId) -> Sequence[Round]:
    """The rounds that answers can still count in; none of them can be closed before this transaction ends."""
    return [_round(row) for row in connection.execute(_OPEN, {"authority": authority}).mappings()]


def rounds_of(connection: Connection, authority: AuthorityId) -> Sequence[Round]:
    """Every round of the authority, newest first."""
    query = select(Row.__table__).where(Row.authority_id == authority).order_by(Row.opens_on.desc())
    return [_round(row) for row in connection.execute(query).mappings()]


def rounds_over(connection: Connection, on: date) -> Sequence[Round]:
    """Open rounds of every authority whose last day is past."""
    query = select(Row.__table__).where(Row.state == RoundState.OPEN.value, Row.closes_on < on)
    return [_round(row) for row in connection.execute(query).mappings()]


def _round(row: RowMapping) -> Round:
    return Round(
        id=RoundId(row["id"]),
        authority=AuthorityId(row["authority_id"]),
        name=row["name"],
        opens_on=row["opens_on"],
        closes_on=row["closes_on"],
        state=RoundState(row["state"]),
        closed_at=row["closed_at"],
        sealed_at=row["sealed_at"],
    )
