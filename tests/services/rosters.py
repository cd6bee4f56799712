"""Rosters for tests: the small sound return, edited, and everything that a database holds."""

from tests.builders import COUNCIL, World
from tests.exchange.broken_rosters import SOUND, sources
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.placements import ReturnYear
from viewpoint.exchange.decoding import SourceFile
from viewpoint.services.roster import Keep, Outcome
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
