"""Responses and readings in and out of the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, case, func, insert, select, update

from viewpoint.domain.invitation import Invitation, InvitationKind
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.people import (
    AccountId,
    AuthorityId,
    InvitationId,
    Profile,
    ResponseId,
    RoundId,
    YoungPersonId,
)
from viewpoint.domain.response import Answer
from viewpoint.domain.sent import Medium, SentResponse, Waiting
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.invitations import Invitation as InvitationRow
from viewpoint.storage.tables.loop import Closing
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Answer as AnswerRow
from viewpoint.storage.tables.responses import Reply as ReplyRow
from viewpoint.storage.tables.responses import Response as Row

FEW = 4
"""Earlier responses that are looked at for what was said last time."""


@dataclass(frozen=True, kw_only=True)
class EarlierResponse:
    """What is needed of a response to say what was said last time."""

    id: ResponseId
    forms: Mapping[str, Any]
    is_behind_pin: bool
    """Whether whoever sent it had given the picture PIN."""


# Made once: putting a statement together costs more than running it, and every young person runs these.
_ADD, _ADD_ANSWERS = insert(Row), insert(AnswerRow)
_RESPONSE_TO = select(Row.__table__).where(Row.invitation_id == bindparam("invitation"))


def add_response(
    connection: Connection,
    seal: Seal,
    response: SentResponse,
    answers: Mapping[str, Answer],
    given_with: Mapping[str, str],
) -> None:
    """Store a response with its answers, in the order they were asked, and who was there for each."""
    row = {
        "id": response.id,
        "authority_id": response.authority,
        "young_person_id": response.young_person,
        "invitation_id": response.invitation,
        "round_id": response.round,
        "profile": response.profile.to_json(),
        "forms": dict(response.forms),
        "language": response.language,
        "who_is_here": response.who_is_here,
        "home_key": response.home_key,
        "gender": response.gender,
        "sent_at": response.sent_at,
        "read_at": None,
        "read_by": None,
        "kind": response.kind.value,
        "supplements_id": response.supplements,
        "medium": response.medium.value,
    }
    connection.execute(_ADD, row)
    rows = [
        {
            "response_id": response.id,
            "question": question,
            "authority_id": response.authority,
            "position": position,
            "value_sealed": seal.close(answer_place(response.id, question), answer.to_json()),
            "given_with": given_with.get(question, ""),
        }
        for position, (question, answer) in enumerate(answers.items())
    ]
    if rows:
        connection.execute(_ADD_ANSWERS, rows)


def find_response(
    connection: Connection, authority: AuthorityId, response: ResponseId
) -> SentResponse | None:
    """One response of this authority; it is not taken back before this transaction ends."""
    query = select(Row.__table__).where(Row.id == response, Row.authority_id == authority)
    # FOR NO KEY UPDATE: what hangs on it (a coding, a reply) may still be written meanwhile.
    row = connection.execute(query.with_for_update(key_share=True)).mappings().one_or_none()
    return response_from(row) if row else None


def response_to(connection: Connection, invitation: InvitationId) -> SentResponse | None:
    """The response that an invitation was spent on."""
    row = connection.execute(_RESPONSE_TO, {"invitation": invitation}).mappings().one_or_none()
    return response_from(row) if row else None


def earlier_responses(connection: Connection, invitation: Invitation) -> Sequence[EarlierResponse]:
    """The last few that the young person had sent themselves before answering an invitation, newest first.

    The response that an invitation belongs to is not an earlier one.
    """
    query = (
        select(Row.id, Row.forms, InvitationRow.is_behind_pin)
        .join(InvitationRow, InvitationRow.id == Row.invitation_id)
        .where(
            Row.young_person_id == invitation.young_person,
            Row.authority_id == invitation.authority,
            Row.invitation_id.not_in([invitation.id, invitation.parent or invitation.id]),
            Row.who_is_here != WhoIsHere.PROXY.value,
            Row.kind.in_([InvitationKind.VIEWS.value, InvitationKind.SUPPLEMENT.value]),
        )
        .order_by(Row.sent_at.desc())
        .limit(FEW)
    )
    if invitation.sent_at is not None:
        query = query.where(Row.sent_at < invitation.sent_at)
    return [
        EarlierResponse(id=ResponseId(row.id), forms=row.forms, is_behind_pin=row.is_behind_pin)
        for row in connection.execute(query)
    ]


def responses_of(
    connection: Connection, authority: AuthorityId, young_person: YoungPersonId
) -> Sequence[SentResponse]:
    """Everything a young person has sent, newest first."""
    query = (
        select(Row.__table__)
        .where(Row.young_person_id == young_person, Row.authority_id == authority)
        .order_by(Row.sent_at.desc())
    )
    return [response_from(row) for row in connection.execute(query).mappings()]


def responses_of_caseload(
    connection: Connection, authority: AuthorityId, iro: AccountId
) -> dict[YoungPersonId, list[SentResponse]]:
    """Everything that each young person of an IRO's caseload has sent, newest first."""
    query = (
        select(Row.__table__)
        .join(YoungPerson, YoungPerson.id == Row.young_person_id)
        .where(Row.authority_id == authority, YoungPerson.iro_id == iro)
        .order_by(Row.sent_at.desc())
    )
    found: dict[YoungPersonId, list[SentResponse]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(YoungPersonId(row["young_person_id"]), []).append(response_from(row))
    return found


def responses_in_round(
    connection: Connection, authority: AuthorityId, round_id: RoundId
) -> Sequence[SentResponse]:
    """Everything sent in a round, oldest first; none of it is taken back before this transaction ends."""
    query = (
        select(Row.__table__)
        .where(Row.round_id == round_id, Row.authority_id == authority)
        .order_by(Row.sent_at, Row.id)
        .with_for_update(read=True, key_share=True)
    )
    return [response_from(row) for row in connection.execute(query).mappings()]


def read_answers(connection: Connection, seal: Seal, response: ResponseId) -> dict[str, Answer]:
    """The answers of a response, in the order they were given."""
    query = (
        select(AnswerRow.question, AnswerRow.value_sealed)
        .where(AnswerRow.response_id == response)
        .order_by(AnswerRow.position)
    )
    return {
        row.question: Answer.from_json(seal.open(answer_place(response, row.question), row.value_sealed))
        for row in connection.execute(query)
    }


def answered_by_adults(connection: Connection, response: ResponseId) -> frozenset[str]:
    """The questions of a response that somebody else answered for the young person."""
    query = select(AnswerRow.question).where(
        AnswerRow.response_id == response, AnswerRow.given_with == WhoIsHere.PROXY.value
    )
    return frozenset(connection.execute(query).scalars())


def note_reading(connection: Connection, response: ResponseId, account: AccountId, at: datetime) -> None:
    """Keep the first reading: the receipt that the young person sees."""
    connection.execute(
        update(Row).where(Row.id == response, Row.read_at.is_(None)).values(read_at=at, read_by=account)
    )


def answer_place(response: str, question: str) -> Place:
    """Where an answer is sealed for."""
    return Place("answer", f"{response}:{question}", "value")


def response_from(row: RowMapping) -> SentResponse:
    """The domain's response from a row of its table."""
    return SentResponse(
        id=ResponseId(row["id"]),
        authority=AuthorityId(row["authority_id"]),
        young_person=YoungPersonId(row["young_person_id"]),
        invitation=InvitationId(row["invitation_id"]),
        round=RoundId(row["round_id"]) if row["round_id"] else None,
        profile=Profile.from_json(row["profile"]),
        forms=row["forms"],
        language=row["language"],
        who_is_here=row["who_is_here"],
        home_key=row["home_key"],
        gender=row["gender"],
        sent_at=row["sent_at"],
        read_at=row["read_at"],
        read_by=AccountId(row["read_by"]) if row["read_by"] else None,
        kind=InvitationKind(row["kind"]),
        supplements=ResponseId(row["supplements_id"]) if row["supplements_id"] else None,
        medium=Medium(row["medium"]),
    )


def newest_of_caseload(connection: Connection, authority: AuthorityId, iro: AccountId) -> Sequence[Waiting]:
    """The response of everybody in an IRO's caseload that comes first: the newest unread, else the newest."""
    newest = (
        select(
            Row.young_person_id,
            Row.id,
            Row.sent_at,
            Row.read_at,
            Row.kind,
            func.row_number()
            .over(
                partition_by=Row.young_person_id,
                order_by=(case((Row.read_at.is_(None), 0), else_=1), Row.sent_at.desc()),
            )
            .label("age"),
        )
        .join(YoungPerson, YoungPerson.id == Row.young_person_id)
        .where(Row.authority_id == authority, YoungPerson.iro_id == iro)
        .subquery()
    )
    replied = select(ReplyRow.id).where(ReplyRow.response_id == newest.c.id).exists()
    closed = select(Closing.response_id).where(Closing.response_id == newest.c.id).exists()
    query = select(newest, replied.label("has_reply"), closed.label("is_closed")).where(newest.c.age == 1)
    return [
        Waiting(
            young_person=YoungPersonId(row.young_person_id),
            response=ResponseId(row.id),
            sent_at=row.sent_at,
            read_at=row.read_at,
            has_reply=row.has_reply,
            kind=InvitationKind(row.kind),
            is_closed=row.is_closed,
        )
        for row in connection.execute(query)
    ]
