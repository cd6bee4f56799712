"""Worlds whose roster has been brought in."""

import pytest

from tests.builders import World
from tests.services.rosters import bring_in, with_iros
from viewpoint.services.roster import Result


@pytest.fixture
def rostered(world: World) -> World:
    """A world that brought in the sound return."""
    assert bring_in(with_iros(world)).result is Result.CHANGED
    return world


@pytest.fixture
def small_rostered(small_world: World) -> World:
    """The same on SQLite only."""
    assert bring_in(with_iros(small_world)).result is Result.CHANGED
    return small_world
