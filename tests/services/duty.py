"""Short ways to concerns, to who takes them up, and to who stands in."""

from datetime import timedelta

from sqlalchemy import select, update

from tests.builders import Made, World
from tests.services.visits import give
from viewpoint.domain.concern import TALK, AskedToday, Concern
from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.cover import Cover
from viewpoint.domain.notice import Notice, StaffNotice
from viewpoint.domain.people import AccountId, ConcernId
from viewpoint.domain.permissions import Role, Viewer, worker
from viewpoint.domain.questionnaire import Urgency
from viewpoint.domain.response import Answer
from viewpoint.domain.uk_time import uk_day
from viewpoint.storage.concerns import concerns_about
from viewpoint.storage.covers import add_cover
from viewpoint.storage.ids import new_id
from viewpoint.storage.notices import waiting_notices
from viewpoint.storage.tables.accounts import Account
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.concern_life import ConcernStep

NEVER_SAFE = {"safe_home": Answer.choosing("never"), "good_things": Answer.saying("The ocelot next door")}


def staff(world: World, role: Role) -> Viewer:
    """The one member of staff in this role."""
    if role not in world.staff:
        world.staff[role] = world.iro() if role is Role.IRO else world.account(role)
    return world.staff[role]


def duty(world: World) -> Viewer:
    """The duty worker."""
    return staff(world, Role.DUTY_WORKER)


def manager(world: World) -> Viewer:
    """The manager."""
    return staff(world, Role.MANAGER)


def id_of(viewer: Viewer) -> AccountId:
    """A member of staff's account."""
    return AccountId(viewer.subject)


def deputy(world: World, *, days: int = 30) -> Viewer:
    """Another IRO, who stands in for the one of everybody from today."""
    other = world.account(Role.IRO, name="Dipa Deputy")
    today = uk_day(world.clock())
    cover = Cover(
        id=new_id(),
        authority=world.authority,
        iro=id_of(world.iro()),
        deputy=id_of(other),
        from_on=today,
        until_on=today + timedelta(days=days),
        made_at=world.clock(),
    )
    with world.services.database.write() as connection:
        add_cover(connection, cover)
    return other


def switched_off(world: World, viewer: Viewer) -> None:
    """They have left the council."""
    with world.services.database.write() as connection:
        connection.execute(update(Account).where(Account.id == viewer.subject).values(is_active=False))


def asked(world: World, made: Made | None = None, button: str = TALK) -> tuple[str, ConcernId]:
    """Somebody pressed a button that is on every page: the visit, and the concern."""
    made = made or world.invited()
    secret = world.started(made)
    world.services.respond.tell_someone(secret, button, "behind the shed")
    return secret, concern_of(world, made, button)


def never_safe(world: World, made: Made | None = None) -> ConcernId:
    """Somebody sent that they are never safe, and the worker has seen it."""
    made = made or world.invited()
    secret = world.started(made)
    give(world, secret, NEVER_SAFE)
    world.services.respond.send(secret)
    while world.services.worker.run_once():
        pass
    return concern_of(world, made, "safe_home")


def raised(
    world: World, about: ConcernAbout, made: Made | None = None, urgency: Urgency = Urgency.TODAY
) -> ConcernId:
    """Something that may be about somebody, raised by the worker."""
    made = made or world.invited()
    concern = Concern(
        young_person=made.young_person,
        authority=world.authority,
        invitation=made.invitation.id,
        question="good_things",
        urgency=urgency,
        raised_at=world.clock(),
        asked_today=AskedToday.UNASKED,
    )
    services = world.services
    with services.database.write() as connection:
        seal = services.vault.for_child(connection, world.authority, made.young_person)
        services.raising.raise_(connection, worker(world.authority), seal, concern, about)
    return concern_of(world, made, "good_things")


def concern_of(world: World, made: Made, question: str) -> ConcernId:
    """The concern of this question."""
    with world.services.database.read() as connection:
        seal = world.services.vault.for_child(connection, world.authority, made.young_person)
        every = concerns_about(connection, seal, world.authority, made.young_person)
    (found,) = [each for each in every if each.question == question and each.invitation == made.invitation.id]
    assert found.id is not None
    return found.id


def steps(world: World, concern: ConcernId) -> list[str]:
    """What happened to a concern."""
    query = select(ConcernStep.step).where(ConcernStep.concern_id == concern).order_by(ConcernStep.position)
    with world.services.database.read() as connection:
        return list(connection.execute(query).scalars())


def notices(world: World, *kinds: Notice) -> list[StaffNotice]:
    """Every notice that waits, of these kinds."""
    with world.services.database.read() as connection:
        found = waiting_notices(connection, world.authority, 1000)
    return [each for each in found if not kinds or each.notice in kinds]


def told(world: World, *kinds: Notice) -> list[AccountId]:
    """Who is told so."""
    return [each.to for each in notices(world, *kinds)]


def logged(world: World, action: str) -> list[tuple[str, str]]:
    """Who did so to what, as the log has it."""
    query = select(AuditEvent.actor, AuditEvent.object_id).where(AuditEvent.action == action)
    with world.services.database.read() as connection:
        return [(row.actor, row.object_id) for row in connection.execute(query.order_by(AuditEvent.seq))]
