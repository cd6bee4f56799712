"""Concerns in and out of the database: which question, how soon, never what was said."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from viewpoint.domain.concern import AskedToday, Concern
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
    row_id = new_id()
    place = Place("concern", f"{concern.invitation}:{concern.question}", "how_to_reach")
    row = {
        "id": row_id,
        "authority_id": concern.authority,
        "young_person_id": concern.young_person,
        "invitation_id": concern.invitation,
        "question": concern.question,
        "urgency": concern.urgency.value,
        "raised_at": concern.raised_at,
        "asked_today": concern.asked_today.value,
        "how_to_reach_sealed": seal.close(place, concern.how_to_reach) if concern.how_to_reach else None,
        "seen_at": None,
    }
    if concern.asked_today is not AskedToday.YES:
        upsert(connection, Row, row, key=("invitation_id", "question"), update=("authority_id",))
        return
    _renew(connection, concern)
    told = ("how_to_reach_sealed",) if concern.how_to_reach else ()
    upsert(connection, Row, row, key=("invitation_id", "question"), update=("asked_today", "urgency", *told))


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
            how_to_reach=_how_to_reach(seal, row.invitation_id, row.question, row.how_to_reach_sealed),
            is_adults=row.kind == InvitationKind.OBSERVER.value,
        )
        for row in connection.execute(query)
    ]


def _how_to_reach(seal: Seal, invitation: str, question: str, sealed: bytes | None) -> str:
    place = Place("concern", f"{invitation}:{question}", "how_to_reach")
    return seal.open(place, sealed) if sealed else ""


def concern_counts(
    connection: Connection, authority: AuthorityId, iro: AccountId
) -> dict[YoungPersonId, int]:
    """How many concerns there are about each young person of an IRO's caseload that nobody has seen."""
    query = (
        select(Row.young_person_id, func.count().label("count"))
        .join(YoungPerson, YoungPerson.id == Row.young_person_id)
        .where(Row.authority_id == authority, YoungPerson.iro_id == iro, Row.seen_at.is_(None))
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
