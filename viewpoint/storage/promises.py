"""Promises in and out of the database: a day and a state; their words stay in the reply, under its seal."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from viewpoint.domain.people import AuthorityId, ResponseId, YoungPersonId
from viewpoint.domain.promise import Promise, PromiseState
from viewpoint.domain.reply import Outcome, Reply
from viewpoint.domain.sent import SentResponse
from viewpoint.storage.replies import reply_from
from viewpoint.storage.sealing import Seal
from viewpoint.storage.tables.loop import Promise as Row
from viewpoint.storage.tables.responses import Reply as ReplyRow

# Made once: putting a statement together costs more than running it.
_OPEN = (
    select(Row.number, Row.by_on, ReplyRow.id, ReplyRow.response_id, ReplyRow.words_sealed)
    .join(ReplyRow, ReplyRow.id == Row.reply_id)
    .where(
        Row.young_person_id == bindparam("young_person"),
        Row.authority_id == bindparam("authority"),
        Row.state == PromiseState.OPEN.value,
    )
    .order_by(Row.by_on, ReplyRow.sent_at, Row.number)
)


def add_promises(connection: Connection, response: SentResponse, reply_id: str, reply: Reply) -> None:
    """Keep the day of each point of a reply that promises something."""
    rows = [
        {
            "reply_id": reply_id,
            "number": number,
            "authority_id": response.authority,
            "young_person_id": response.young_person,
            "by_on": point.by_on,
            "state": PromiseState.OPEN.value,
        }
        for number, point in enumerate(reply.points, 1)
        if point.outcome is Outcome.WILL and point.by_on
    ]
    if rows:
        connection.execute(insert(Row), rows)


def open_promises(
    connection: Connection, seal: Seal, authority: AuthorityId, young_person: YoungPersonId
) -> Sequence[Promise]:
    """What was promised to a young person and is still to be done, the oldest day first."""
    asked = {"young_person": young_person, "authority": authority}
    return [_promise(seal, row) for row in connection.execute(_OPEN, asked)]


def settle_promise(connection: Connection, promise: Promise, state: PromiseState) -> None:
    """Say what became of an open promise."""
    which = (Row.reply_id == promise.reply, Row.number == promise.number)
    connection.execute(
        update(Row).where(*which, Row.state == PromiseState.OPEN.value).values(state=state.value)
    )


def _promise(seal: Seal, row: Any) -> Promise:
    reply = reply_from(seal, row.id, row.words_sealed)
    return Promise(
        reply=row.id,
        number=row.number,
        response=ResponseId(row.response_id),
        by_on=row.by_on,
        point=reply.points[row.number - 1],
    )
