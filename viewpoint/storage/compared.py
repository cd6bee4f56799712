"""The answers of several responses of one young person at once, to be laid beside each other."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.people import ResponseId
from viewpoint.domain.response import Answer
from viewpoint.storage.responses import answer_place
from viewpoint.storage.sealing import Seal
from viewpoint.storage.tables.responses import Answer as Row


def own_answers_of(
    connection: Connection, seal: Seal, responses: Sequence[ResponseId]
) -> dict[ResponseId, dict[str, Answer]]:
    """What they answered themselves in each of these, in the order they were asked: no adult's answers."""
    query = (
        select(Row.response_id, Row.question, Row.value_sealed)
        .where(Row.response_id.in_(responses), Row.given_with != WhoIsHere.PROXY.value)
        .order_by(Row.response_id, Row.position)
    )
    found: dict[ResponseId, dict[str, Answer]] = {each: {} for each in responses}
    for row in connection.execute(query):
        value = seal.open(answer_place(row.response_id, row.question), row.value_sealed)
        found[ResponseId(row.response_id)][row.question] = Answer.from_json(value)
    return found
