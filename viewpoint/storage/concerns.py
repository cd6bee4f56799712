"""Concerns in and out of the database: which question, how soon, never what was said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from viewpoint.domain.concern import ADVOCATE, AskedToday, Concern, SafeWay
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import AccountId, AuthorityId, InvitationId, YoungPersonId
from viewpoint.domain.questionnaire import Urgency
from viewpoint.storage.ids import new_id
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.invitations import Invitation
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Concern as Row
from viewpoint.storage.upsert import upsert


def raise_concern(connection: Connection, seal: Seal, concern: Concern) -> None:
    """Store a concern once for each question; saying "tell someone today" later overrides an earlier one.

    Asked for once more after an adult had seen it, it is new again: nobody has seen that they asked again.
    """
    told = _told(seal, concern)
    row = {
        "id": new_id(),
        "authority_id": concern.authority,
        "young_person_id": concern.young_person,
        "invitation_id": concern.invitation,
        "question": concern.question,
        "urgency": concern.urgency.value,
        "raised_at": concern.raised_at,
        "asked_today": concern.asked_today.value,
        "how_to_reach_sealed": None,
        "safe_ways_sealed": None,
        "seen_at": None,
        **told,
    }
    if concern.asked_today is not AskedToday.YES:
        upsert(connection, Row, row, key=("invitation_id", "question"), update=("authority_id",))
        return
    _renew(connection, concern)
    upsert(connection, Row, row, key=("invitation_id", "question"), update=("asked_today", "urgency", *told))


def is_raised(connection: Connection, invitation: InvitationId, question: str) -> bool:
    """Whether somebody asked for an adult about this, or by this button."""
    query = select(Row.id).where(Row.invitation_id == invitation, Row.question == question)
    return connection.execute(query).first() is not None


def _told(seal: Seal, concern: Concern) -> dict[str, bytes]:
    """What they told of how to reach them, sealed: what they did not tell again stays as it was."""
    words = {"how_to_reach": concern.how_to_reach, "safe_ways": " ".join(concern.safe_ways)}
    return {
        f"{name}_sealed": seal.close(_place(concern.invitation, concern.question, name), text)
        for name, text in words.items()
        if text
    }


def concerns_about(
    connection: Connection, seal: Seal, authority: AuthorityId, young_person: YoungPersonId
) -> Sequence[Concern]:
    """A young person's concerns, newest first."""
    query = (
        select(*Row.__table__.columns, Invitation.kind)
        .join(Invitation, Invitation.id == Row.invitation_id)
        .where(Row.young_person_id == young_person, Row.authority_id == authority)
        .order_by(Row.raised_at.desc())
    )
    return [
        Concern(
            young_person=YoungPersonId(row.young_person_id),
            authority=AuthorityId(row.authority_id),
            invitation=InvitationId(row.invitation_id),
            question=row.question,
            urgency=Urgency(row.urgency),
            raised_at=row.raised_at,
            asked_today=AskedToday(row.asked_today),
            how_to_reach=_opened(seal, row, "how_to_reach"),
            safe_ways=tuple(SafeWay(each) for each in _opened(seal, row, "safe_ways").split()),
            is_adults=row.kind == InvitationKind.OBSERVER.value,
        )
        for row in connection.execute(query)
    ]


def _opened(seal: Seal, row: Any, name: str) -> str:
    sealed = row._mapping[f"{name}_sealed"]
    return seal.open(_place(row.invitation_id, row.question, name), sealed) if sealed else ""


def _place(invitation: str, question: str, name: str) -> Place:
    return Place("concern", f"{invitation}:{question}", name)


def concern_counts(
    connection: Connection, authority: AuthorityId, iro: AccountId
) -> dict[YoungPersonId, int]:
    """How many concerns there are about each young person of an IRO's caseload that nobody has seen."""
    return _unseen(connection, authority, iro, Row.question != ADVOCATE)


def advocates_wanted(
    connection: Connection, authority: AuthorityId, iro: AccountId
) -> frozenset[YoungPersonId]:
    """Who of an IRO's caseload asked for an advocate where nobody has seen it."""
    return frozenset(_unseen(connection, authority, iro, Row.question == ADVOCATE))


def _unseen(
    connection: Connection, authority: AuthorityId, iro: AccountId, which: ColumnElement[bool]
) -> dict[YoungPersonId, int]:
    query = (
        select(Row.young_person_id, func.count().label("count"))
        .join(YoungPerson, YoungPerson.id == Row.young_person_id)
        .where(Row.authority_id == authority, YoungPerson.iro_id == iro, Row.seen_at.is_(None), which)
        .group_by(Row.young_person_id)
    )
    return {YoungPersonId(row.young_person_id): row[1] for row in connection.execute(query)}


def note_concerns_seen(connection: Connection, young_person: YoungPersonId, at: datetime) -> None:
    """Keep when the IRO first saw a young person's concerns."""
    connection.execute(
        update(Row).where(Row.young_person_id == young_person, Row.seen_at.is_(None)).values(seen_at=at)
    )


def _renew(connection: Connection, concern: Concern) -> None:
    which = (Row.invitation_id == concern.invitation, Row.question == concern.question)
    seen = update(Row).where(*which, Row.seen_at.is_not(None))
    connection.execute(seen.values(seen_at=None, raised_at=concern.raised_at))
