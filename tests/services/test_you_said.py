"""You said, we did: written by the coordinator, audited, and read by everybody once it is published."""

import pytest
from sqlalchemy import select

from tests.builders import COUNCIL, World, an_entry
from tests.services.visits import count, embedded
from viewpoint.domain.errors import BadInput, NotAllowed, NotFound
from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.words import Words
from viewpoint.domain.you_said import Check, Done, EntryId, EntryState, NotChecked
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.you_said import PublicEntry, PublicText

COORDINATOR = Viewer(authority=COUNCIL, role=Role.COORDINATOR, subject="coordinator")
ELSEWHERE = Viewer(authority=AuthorityId("OTHERSHIRE"), role=Role.COORDINATOR, subject="coordinator")
EVERYTHING = frozenset(Check)


def read_by_everybody(world: World) -> list[str]:
    shown = world.services.you_said.published(COUNCIL)
    return [each.entry.said.in_language("en") for each in shown]


def test_nobody_reads_a_draft_and_everybody_what_is_published_newest_first(world: World) -> None:
    service = world.services.you_said
    first, second = (service.write(COORDINATOR, an_entry(said)) for said in ("First", "Second"))
    assert read_by_everybody(world) == []
    for entry in (second, first):
        service.publish(COORDINATOR, entry, EVERYTHING)
        world.clock.forward(minutes=1)
    assert read_by_everybody(world) == ["First", "Second"]
    service.withdraw(COORDINATOR, first)
    assert read_by_everybody(world) == ["Second"]


def test_every_act_is_in_the_audit_log_without_words(world: World) -> None:
    service = world.services.you_said
    entry = service.write(COORDINATOR, an_entry())
    service.change(COORDINATOR, entry, an_entry("Other words"))
    service.publish(COORDINATOR, entry, EVERYTHING)
    service.withdraw(COORDINATOR, entry)
    with world.services.database.read() as connection:
        lines = connection.execute(select(AuditEvent.action, AuditEvent.object_id).order_by(AuditEvent.seq))
        assert [tuple(line) for line in lines] == [
            (f"entry_{act}", entry) for act in ("written", "changed", "published", "withdrawn")
        ]


def test_an_entry_comes_back_in_every_language_with_its_round(world: World) -> None:
    round_ = world.round()
    said, did = Words({"en": "Said", "cy": "Dywedwyd"}), Words({"en": "Did", "cy": "Gwnaed"})
    written = an_entry(said=said, did=did, done=Done.COULD_NOT, round=round_.id)
    entry = world.services.you_said.write(COORDINATOR, written)
    shown = world.services.you_said.one(COORDINATOR, entry)
    assert (shown.entry.said, shown.entry.did, shown.entry.done) == (said, did, Done.COULD_NOT)
    assert shown.round == round_
    assert [each.id for each in world.services.you_said.rounds(COORDINATOR)] == [round_.id]


def test_what_is_changed_is_read_by_nobody_until_it_is_published_again(world: World) -> None:
    entry = world.published(an_entry(said=Words({"en": "a", "cy": "b"}), did=Words({"en": "c", "cy": "d"})))
    world.services.you_said.change(COORDINATOR, entry, an_entry("New words"))
    assert read_by_everybody(world) == []
    shown = world.services.you_said.one(COORDINATOR, entry)
    assert shown.entry.state is EntryState.DRAFT
    assert not shown.entry.said.has("cy")
    assert count(world, PublicText) == count(world, PublicEntry) == 1


@embedded
def test_it_is_not_published_unchecked(world: World) -> None:
    entry = world.services.you_said.write(COORDINATOR, an_entry())
    with pytest.raises(NotChecked):
        world.services.you_said.publish(COORDINATOR, entry, EVERYTHING - {Check.NO_NAMES})
    assert read_by_everybody(world) == []


@embedded
def test_half_an_entry_and_a_round_of_nowhere_are_refused(world: World) -> None:
    entry = world.services.you_said.write(COORDINATOR, an_entry())
    for wrong in (an_entry(""), an_entry("x" * 241), an_entry(round=RoundId("0" * 32))):
        with pytest.raises(BadInput):
            world.services.you_said.write(COORDINATOR, wrong)
        with pytest.raises(BadInput):
            world.services.you_said.change(COORDINATOR, entry, wrong)
    assert count(world, PublicEntry) == 1


@embedded
def test_another_council_finds_nothing(world: World) -> None:
    service, entry = world.services.you_said, world.published()
    with world.services.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO authority (id, created_at) VALUES ('OTHERSHIRE', '2026-01-01')"
        )
    for act in (
        lambda: service.one(ELSEWHERE, entry),
        lambda: service.change(ELSEWHERE, entry, an_entry()),
        lambda: service.publish(ELSEWHERE, entry, EVERYTHING),
        lambda: service.withdraw(ELSEWHERE, entry),
        lambda: service.one(COORDINATOR, EntryId("0" * 32)),
    ):
        with pytest.raises(NotFound):
            act()
    assert service.published(ELSEWHERE.authority) == []
    assert len(read_by_everybody(world)) == 1


@embedded
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_no_other_role_writes_in_public(world: World, role: Role) -> None:
    service, entry = world.services.you_said, world.published()
    viewer = Viewer(authority=COUNCIL, role=role, subject="somebody")
    for act in (
        lambda: service.every(viewer),
        lambda: service.rounds(viewer),
        lambda: service.one(viewer, entry),
        lambda: service.write(viewer, an_entry()),
        lambda: service.change(viewer, entry, an_entry()),
        lambda: service.publish(viewer, entry, EVERYTHING),
        lambda: service.withdraw(viewer, entry),
    ):
        with pytest.raises(NotAllowed):
            act()
