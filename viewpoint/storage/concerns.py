"""Concerns in and out of the database: which question, how soon, never what was said."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, bindparam, func, or_, select, update

from viewpoint.domain.concern import ADVOCATE, AskedToday, Concern, ConcernSource, SafeWay
from viewpoint.domain.concern_life import ConcernState
from viewpoint.domain.concern_route import Route, routes_for
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import AuthorityId, ConcernId, InvitationId, YoungPersonId
from viewpoint.domain.permissions import Role
from viewpoint.domain.questionnaire import Urgency
from viewpoint.storage.ids import new_id
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.concern_life import ConcernLife as Life
from viewpoint.storage.tables.invitations import Invitation
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Concern as Row
from viewpoint.storage.upsert import upsert


def raise_concern(connection: Connection, seal: Seal, concern: Concern) -> ConcernId:
    """Store a concern once for each question; saying "tell someone today" later overrides an earlier one.

    What needs somebody today is for today from then on, whoever raised it.

    Returns:
        the id that it is stored under, of the first time where it was raised before.
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
        "source": concern.source.value,
        "how_to_reach_sealed": None,
        "safe_ways_sealed": None,
        **told,
    }
    upsert(connection, Row, row, key=("invitation_id", "question"), update=_renewed(concern, told))
    stored = select(Row.id).where(Row.invitation_id == concern.invitation, Row.question == concern.question)
    return ConcernId(connection.execute(stored).scalar_one())


def _renewed(concern: Concern, told: Iterable[str]) -> tuple[str, ...]:
    """What raising it once more changes."""
    if concern.asked_today is AskedToday.YES:
        return ("asked_today", "urgency", *told)
    return ("urgency",) if concern.urgency is Urgency.TODAY else ("authority_id",)


def raised_urgency(connection: Connection, concern: Concern) -> Urgency | None:
    """How soon the concern about this question was for until now; None where there is none."""
    query = select(Row.urgency).where(
        Row.invitation_id == concern.invitation, Row.question == concern.question
    )
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else Urgency(found)


def note_raised_anew(connection: Connection, concern: ConcernId, at: datetime) -> None:
    """Date it from when they asked again."""
    connection.execute(update(Row).where(Row.id == concern).values(raised_at=at))


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
    asked = {"authority": authority, "young_person": young_person}
    return [_concern(seal, row) for row in connection.execute(_ABOUT, asked)]


def concerns_for_iro(
    connection: Connection, seal: Seal, authority: AuthorityId, young_person: YoungPersonId
) -> Sequence[Concern]:
    """The same, without what may be about the IRO."""
    found = concerns_about(connection, seal, authority, young_person)
    return [each for each in found if each.route in routes_for(Role.IRO)]


def stored_concern(connection: Connection, seal: Seal, authority: AuthorityId, concern: ConcernId) -> Concern:
    """One concern that there is."""
    asked = {"authority": authority, "concern": concern}
    return _concern(seal, connection.execute(_ONE, asked).one())


def raised_by_the_worker(connection: Connection, invitations: Sequence[InvitationId]) -> bool:
    """Whether something that they sent was raised that they did not ask us to pass on."""
    return connection.execute(_RAISED_BY_THE_WORKER, {"invitations": invitations}).first() is not None


# Made once: putting a statement together costs more than running it.
_RAISED_BY_THE_WORKER = (
    select(Row.id)
    .where(
        Row.invitation_id.in_(bindparam("invitations", expanding=True)),
        Row.asked_today == AskedToday.UNASKED.value,
    )
    .limit(1)
)
_CONCERNS = (
    select(*Row.__table__.columns, Invitation.kind, Life.route, Life.state)
    .join(Invitation, Invitation.id == Row.invitation_id)
    .join(Life, Life.concern_id == Row.id)
    .where(Row.authority_id == bindparam("authority"))
)
_ABOUT = _CONCERNS.where(Row.young_person_id == bindparam("young_person")).order_by(Row.raised_at.desc())
_ONE = _CONCERNS.where(Row.id == bindparam("concern"))


def _concern(seal: Seal, row: Any) -> Concern:
    return Concern(
        young_person=YoungPersonId(row.young_person_id),
        authority=AuthorityId(row.authority_id),
        invitation=InvitationId(row.invitation_id),
        question=row.question,
        urgency=Urgency(row.urgency),
        raised_at=row.raised_at,
        asked_today=AskedToday(row.asked_today),
        source=ConcernSource(row.source),
        how_to_reach=_opened(seal, row, "how_to_reach"),
        safe_ways=tuple(SafeWay(each) for each in _opened(seal, row, "safe_ways").split()),
        is_adults=row.kind == InvitationKind.OBSERVER.value,
        id=ConcernId(row.id),
        route=Route(row.route),
        state=ConcernState(row.state),
    )


def _opened(seal: Seal, row: Any, name: str) -> str:
    sealed = row._mapping[f"{name}_sealed"]
    return seal.open(_place(row.invitation_id, row.question, name), sealed) if sealed else ""


def _place(invitation: str, question: str, name: str) -> Place:
    return Place("concern", f"{invitation}:{question}", name)


IS_WISH = Row.question == ADVOCATE
"""Whether it is a wish for an advocate, which is no alarm."""


def waiting_concerns(which: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many concerns about the young person of the query around it wait for its reader.

    Nobody has taken them up, or the reader has (the bound "viewer"), or the young person's IRO.
    """
    owners = or_(Life.owner_id == bindparam("viewer"), Life.owner_id == YoungPerson.iro_id)
    is_taken_up = (Life.state == ConcernState.ACKNOWLEDGED.value) & owners
    return (
        select(func.count())
        .select_from(Row)
        .join(Life, Life.concern_id == Row.id)
        .where(
            Row.young_person_id == YoungPerson.id,
            Life.route.in_([each.value for each in routes_for(Role.IRO)]),
            or_(Life.state == ConcernState.RAISED.value, is_taken_up),
            which,
        )
        .correlate(YoungPerson)
        .scalar_subquery()
    )
