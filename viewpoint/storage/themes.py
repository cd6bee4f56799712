"""How comments were coded, in and out of the database: spans and codes, never words."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, insert, select

from viewpoint.domain.people import AuthorityId, ResponseId
from viewpoint.domain.themes import Coding
from viewpoint.storage.tables.responses import Coding as Row

# Made once: putting a statement together costs more than running it.
_CODINGS = select(Row.question, Row.coded).where(Row.response_id == bindparam("response"))


def save_codings(
    connection: Connection,
    authority: AuthorityId,
    response: ResponseId,
    codings: Mapping[str, Coding],
    codeframe_version: int,
) -> None:
    """Replace what was coded of a response before, so that coding it again changes nothing else."""
    connection.execute(delete(Row).where(Row.response_id == response))
    rows = [
        {
            "response_id": response,
            "question": question,
            "authority_id": authority,
            "outcome": coding.outcome.value,
            "coded": coding.to_json(),
            "codeframe_version": codeframe_version,
        }
        for question, coding in codings.items()
    ]
    if rows:
        connection.execute(insert(Row), rows)


def codings_of(connection: Connection, response: ResponseId) -> dict[str, Coding]:
    """How each comment of a response was coded, by question."""
    rows = connection.execute(_CODINGS, {"response": response})
    return {row.question: Coding.from_json(row.coded) for row in rows}
