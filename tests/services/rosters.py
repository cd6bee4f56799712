"""Rosters for tests: the small sound return, edited, what is kept of it, and everything a database holds."""

from typing import Any

from tests.builders import COUNCIL, World
from tests.exchange.broken_rosters import SOUND, sources
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import ChildId
from viewpoint.domain.roster_record import RosterRecord
from viewpoint.exchange.decoding import SourceFile
from viewpoint.services.roster import Keep, Outcome, Result
from viewpoint.services.roster_changes import Shown, What
from viewpoint.storage.roster import Everybody, read_everybody
from viewpoint.storage.tables.base import Base
from viewpoint.storage.tables.releases import ReleaseBase

OPERATOR = Viewer(authority=COUNCIL, role=Role.OPERATOR, subject="operator")
H, E, R, U, C = SOUND
YEAR = ReturnYear(ending=2026)


def edited(*edits: tuple[str, str, str]) -> tuple[SourceFile, ...]:
    """The sound return with texts replaced: file, old, new; an old text that is not there is a mistake."""
    texts = dict(SOUND)
    for file, old, new in edits:
        if texts[file].count(old) != 1:
            raise ValueError(f"{old!r} is {texts[file].count(old)} times in {file}")
        texts[file] = texts[file].replace(old, new)
    return sources({name: text.encode() for name, text in texts.items()})


def with_iros(world: World) -> World:
    """The world with the two IROs whom the sound return names."""
    world.account(Role.IRO, email="iro1@council.example", name="Ann One")
    world.account(Role.IRO, email="iro2@council.example", name="Bo Two")
    return world


def bring_in(
    world: World, *edits: tuple[str, str, str], rule: Keep = Keep.ALL_OR_NOTHING, viewer: Viewer = OPERATOR
) -> Outcome:
    """Bring in the sound return, edited."""
    return world.services.rosters.apply(viewer, edited(*edits), rule=rule, year=YEAR)


def everything(world: World) -> bytes:
    """Every row of every table, byte by byte, in an order of its own."""
    tables = [*Base.metadata.sorted_tables, *ReleaseBase.metadata.sorted_tables]
    with world.services.database.read() as connection:
        rows = [f"{table.name}{sorted(map(repr, connection.execute(table.select())))}" for table in tables]
    return "\n".join(rows).encode()


def everybody(world: World) -> Everybody:
    with world.services.database.read() as connection:
        return read_everybody(connection, world.services.vault, COUNCIL)


def kept(world: World, child: str) -> RosterRecord:
    return everybody(world).stored[ChildId(child)].record


def columns(world: World, statement: Any) -> list[Any]:
    with world.services.database.read() as connection:
        return list(connection.execute(statement))


def change(world: World, statement: Any) -> None:
    with world.services.database.write() as connection:
        connection.execute(statement)


def lines(world: World, *edits: tuple[str, str, str]) -> list[tuple[str, What, Shown, Shown]]:
    """What a dry run lists; then the same is brought in, and again, which changes nothing."""
    plan = world.services.rosters.plan(OPERATOR, edited(*edits))
    assert bring_in(world, *edits).plan.counts == plan.counts
    before = everything(world)
    assert bring_in(world, *edits).result is Result.UNCHANGED
    assert everything(world) == before
    return [(each.child, each.what, each.old, each.new) for each in plan.changes]


def kinds(world: World, *edits: tuple[str, str, str]) -> list[What]:
    return [what for _, what, _, _ in lines(world, *edits)]
