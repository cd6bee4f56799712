"""Responses and readings in and out of the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update
from sqlalchemy.orm import aliased

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
from viewpoint.domain.sent import Medium, SentResponse
from viewpoint.domain.standing import Standing
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.invitations import Invitation as InvitationRow
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Answer as AnswerRow
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


@dataclass(frozen=True, kw_only=True)
class Given:
    """The answers of one response in the order they were given, and which of them an adult gave."""

    answers: Mapping[str, Answer] = field(repr=False)
    by_adults: frozenset[str]

    @property
    def own(self) -> dict[str, Answer]:
        """What the young person answered themselves."""
        return {name: answer for name, answer in self.answers.items() if name not in self.by_adults}


# Made once: putting a statement together costs more than running it, and every young person runs these.
_ADD, _ADD_ANSWERS = insert(Row), insert(AnswerRow)
_NOTE_READING = update(Row).where(Row.id == bindparam("response"), Row.read_at.is_(None))
_OTHER = aliased(Row)
_HELD_WITH = (
    select(Row.__table__)
    .where(Row.authority_id == bindparam("authority"))
    .where(
        Row.young_person_id
        == select(_OTHER.young_person_id)
        .where(_OTHER.id == bindparam("response"), _OTHER.authority_id == bindparam("authority"))
        .scalar_subquery()
    )
    .order_by(Row.id)
    .with_for_update(key_share=True)
)
_ANSWERS = (
    select(AnswerRow.response_id, AnswerRow.question, AnswerRow.value_sealed, AnswerRow.given_with)
    .where(AnswerRow.response_id.in_(bindparam("responses", expanding=True)))
    .order_by(AnswerRow.position)
)
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


def held_with(connection: Connection, authority: AuthorityId, response: ResponseId) -> list[SentResponse]:
    """Everything sent by whoever sent a response, newest first; none of it is taken back meanwhile.

    In one query, and in the order in which whoever undoes a whole holds it; empty where there is no response.
    """
    rows = connection.execute(_HELD_WITH, {"response": response, "authority": authority}).mappings()
    return sorted(map(response_from, rows), key=lambda each: each.sent_at, reverse=True)


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


def responses_of_caseloads(
    connection: Connection, authority: AuthorityId, iros: Collection[AccountId]
) -> dict[YoungPersonId, list[SentResponse]]:
    """Everything that each young person of some IROs' caseloads has sent, newest first."""
    query = (
        select(Row.__table__)
        .join(YoungPerson, YoungPerson.id == Row.young_person_id)
        .where(Row.authority_id == authority, YoungPerson.iro_id.in_(iros))
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


def read_given(
    connection: Connection, seal: Seal, responses: Sequence[ResponseId]
) -> dict[ResponseId, Given]:
    """The answers of several responses of one young person, in one query."""
    answers: dict[ResponseId, dict[str, Answer]] = {each: {} for each in responses}
    adults: dict[ResponseId, set[str]] = {each: set() for each in responses}
    for row in connection.execute(_ANSWERS, {"responses": list(responses)}).all():
        of, question, sealed, given_with = row
        response = ResponseId(of)
        answers[response][question] = Answer.from_json(seal.open(answer_place(response, question), sealed))
        if given_with == WhoIsHere.PROXY:
            adults[response].add(question)
    return {each: Given(answers=answers[each], by_adults=frozenset(adults[each])) for each in responses}


def answered_by_adults(connection: Connection, response: ResponseId) -> frozenset[str]:
    """The questions of a response that somebody else answered for the young person."""
    query = select(AnswerRow.question).where(
        AnswerRow.response_id == response, AnswerRow.given_with == WhoIsHere.PROXY.value
    )
    return frozenset(connection.execute(query).scalars())


def note_reading(
    connection: Connection, response: ResponseId, account: AccountId, at: datetime, standing: Standing
) -> None:
    """Keep the first reading, and as what it was: the receipt that the young person sees."""
    kept = {"response": response, "read_at": at, "read_by": account, "read_as": standing.value}
    connection.execute(_NOTE_READING, kept)


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
        read_as=Standing(row["read_as"]),
        kind=InvitationKind(row["kind"]),
        supplements=ResponseId(row["supplements_id"]) if row["supplements_id"] else None,
        medium=Medium(row["medium"]),
    )
