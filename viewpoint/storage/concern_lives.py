"""Where concerns stand, and the steps taken with them, in and out of the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from viewpoint.domain.concern import ADVOCATE, AskedToday
from viewpoint.domain.concern_life import ConcernState, Escalation, Life, Step, TakenStep, WaitingConcern
from viewpoint.domain.concern_route import Route
from viewpoint.domain.people import AccountId, AuthorityId, ConcernId, YoungPersonId
from viewpoint.domain.questionnaire import Urgency
from viewpoint.storage.ids import new_id
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.accounts import Account
from viewpoint.storage.tables.concern_life import ConcernLife, ConcernStep
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Concern


def begin_life(
    connection: Connection, authority: AuthorityId, concern: ConcernId, route: Route, life: Life
) -> None:
    """Store where a concern begins."""
    row = {"concern_id": concern, "authority_id": authority, "route": route.value, **_values(life)}
    connection.execute(insert(ConcernLife), row)


def save_life(connection: Connection, concern: ConcernId, life: Life) -> None:
    """Store where a concern stands now."""
    connection.execute(update(ConcernLife).where(ConcernLife.concern_id == concern).values(**_values(life)))


def held_life(connection: Connection, authority: AuthorityId, concern: ConcernId) -> Life | None:
    """Where a concern stands; nobody moves it on before this transaction ends."""
    query = select(ConcernLife.__table__).where(
        ConcernLife.concern_id == concern, ConcernLife.authority_id == authority
    )
    row = connection.execute(query.with_for_update()).one_or_none()
    return _life(row) if row else None


def add_step(
    connection: Connection,
    authority: AuthorityId,
    concern: ConcernId,
    taken: TakenStep,
    seal: Seal | None = None,
) -> None:
    """Keep a step for good, in the order taken: the concern is held. Words need the young person's seal."""
    before = select(func.count()).where(ConcernStep.concern_id == concern)
    row = {
        "id": taken.id,
        "authority_id": authority,
        "concern_id": concern,
        "position": connection.execute(before).scalar_one(),
        "step": taken.step.value,
        "at": taken.at,
        "account_id": taken.by,
        "words_sealed": seal.close(_place(taken.id), taken.words) if seal and taken.words else None,
    }
    connection.execute(insert(ConcernStep), row)


def new_step(step: Step, at: datetime, by: AccountId | None = None, words: str = "") -> TakenStep:
    """A step that is being taken."""
    return TakenStep(id=new_id(), step=step, at=at, by=by, words=words)


def steps_of(connection: Connection, seal: Seal, concern: ConcernId) -> Sequence[TakenStep]:
    """Every step taken with a concern, in order."""
    query = (
        select(ConcernStep.__table__).where(ConcernStep.concern_id == concern).order_by(ConcernStep.position)
    )
    return [
        TakenStep(
            id=row.id,
            step=Step(row.step),
            at=row.at,
            by=AccountId(row.account_id) if row.account_id else None,
            words=seal.open(_place(row.id), row.words_sealed) if row.words_sealed else "",
        )
        for row in connection.execute(query)
    ]


def newest_steps(connection: Connection, authority: AuthorityId, step: Step, most: int) -> list[datetime]:
    """When such a step was taken last, the newest first."""
    query = select(ConcernStep.at).where(
        ConcernStep.authority_id == authority, ConcernStep.step == step.value
    )
    return list(connection.execute(query.order_by(ConcernStep.at.desc()).limit(most)).scalars())


def due_lives(connection: Connection, authority: AuthorityId, at: datetime) -> list[ConcernId]:
    """The concerns about which the next one is to be told that nobody has taken them up."""
    query = (
        select(ConcernLife.concern_id)
        .where(ConcernLife.authority_id == authority, ConcernLife.next_at <= at)
        .order_by(ConcernLife.next_at, ConcernLife.concern_id)
    )
    return [ConcernId(each) for each in connection.execute(query).scalars()]


def listed_concern(connection: Connection, authority: AuthorityId, concern: ConcernId) -> WaitingConcern:
    """One concern that there is, as a list has it, whatever its state."""
    return _waiting(connection.execute(_listed(authority).where(Concern.id == concern)).one())


def open_concerns(connection: Connection, authority: AuthorityId) -> Sequence[WaitingConcern]:
    """Every concern that is not closed, what is due first first."""
    query = _listed(authority).where(ConcernLife.state != ConcernState.CLOSED.value)
    ordered = query.order_by(ConcernLife.due_at, Concern.id)
    return [_waiting(row) for row in connection.execute(ordered)]


def closed_concerns(
    connection: Connection, authority: AuthorityId, since: datetime
) -> Sequence[WaitingConcern]:
    """The concerns that were closed since an instant and are closed still, the newest first."""
    closed = (ConcernStep.step == Step.CLOSED.value) & (ConcernStep.at >= since)
    ids = select(ConcernStep.concern_id).where(ConcernStep.authority_id == authority, closed)
    query = _listed(authority).where(ConcernLife.state == ConcernState.CLOSED.value, Concern.id.in_(ids))
    ordered = query.order_by(Concern.raised_at.desc(), Concern.id)
    return [_waiting(row) for row in connection.execute(ordered)]


def _listed(authority: AuthorityId) -> Select[Any]:
    return (
        select(
            *ConcernLife.__table__.columns,
            Concern.young_person_id,
            Concern.question,
            Concern.urgency,
            Concern.asked_today,
            Concern.raised_at,
            YoungPerson.child_ref,
            Account.id.label("iro"),
        )
        .join(Concern, Concern.id == ConcernLife.concern_id)
        .join(YoungPerson, YoungPerson.id == Concern.young_person_id)
        # An IRO whose account is off is nobody's IRO.
        .outerjoin(Account, (Account.id == YoungPerson.iro_id) & Account.is_active)
        .where(ConcernLife.authority_id == authority)
    )


def _waiting(row: Row[Any]) -> WaitingConcern:
    route = Route(row.route)
    is_asked = row.asked_today == AskedToday.YES.value and row.question != ADVOCATE
    return WaitingConcern(
        id=ConcernId(row.concern_id),
        young_person=YoungPersonId(row.young_person_id),
        child_ref=row.child_ref,
        iro=AccountId(row.iro) if row.iro else None,
        question=row.question,
        route=route,
        raised_at=row.raised_at,
        is_for_today=row.urgency == Urgency.TODAY.value or is_asked,
        life=_life(row),
    )


def _life(row: Row[Any]) -> Life:
    return Life(
        due_at=row.due_at,
        next_at=row.next_at,
        state=ConcernState(row.state),
        escalation=Escalation(row.escalation),
        owner=AccountId(row.owner_id) if row.owner_id else None,
    )


def _values(life: Life) -> dict[str, object]:
    return {
        "state": life.state.value,
        "escalation": life.escalation.value,
        "owner_id": life.owner,
        "due_at": life.due_at,
        "next_at": life.next_at,
    }


def _place(step: str) -> Place:
    return Place("concern_step", step, "words")
