"""Files kept sealed between the look and the yes."""

import pytest
from sqlalchemy import func, select

from tests.builders import World
from tests.services.rosters import H, edited, everything, with_iros
from viewpoint.domain.errors import BadInput, NotAllowed, NotFound
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.exchange.decoding import SourceFile
from viewpoint.services.roster import Keep, Result
from viewpoint.services.roster_changes import What
from viewpoint.services.roster_uploads import KEPT_FOR
from viewpoint.services.work import Worker
from viewpoint.storage.tables.people import Upload
from viewpoint.storage.work import TaskKind

BAD_ROW = (H, "1001,F", "1001,Q")


@pytest.fixture
def coordinator(world: World) -> Viewer:
    """Somebody who may hand files over, in a council with its IROs."""
    return with_iros(world).account(Role.COORDINATOR)


def kept(world: World) -> int:
    with world.services.database.read() as connection:
        return connection.execute(select(func.count()).select_from(Upload)).scalar_one()


def test_an_upload_is_looked_at_confirmed_and_forgotten(world: World, coordinator: Viewer) -> None:
    uploads = world.services.roster_uploads
    upload = uploads.hand_over(coordinator, edited())
    look = uploads.look(coordinator, upload)
    assert look.plan.counts[What.NEW] == 4
    assert look.until == world.clock() + KEPT_FOR
    assert uploads.confirm(coordinator, upload, Keep.ALL_OR_NOTHING).result is Result.CHANGED
    assert kept(world) == 0
    with pytest.raises(NotFound):
        uploads.look(coordinator, upload)


def test_nothing_of_the_files_is_readable_in_the_database(world: World, coordinator: Viewer) -> None:
    world.services.roster_uploads.hand_over(coordinator, edited())
    found = everything(world).decode()
    for word in ("header.csv", "Wrenlet", "1001,F", "V3JlbmxldA"):
        assert word not in found


def test_what_was_refused_is_kept_for_another_decision(world: World, coordinator: Viewer) -> None:
    uploads = world.services.roster_uploads
    upload = uploads.hand_over(coordinator, edited(BAD_ROW))
    assert uploads.confirm(coordinator, upload, Keep.ALL_OR_NOTHING).result is Result.REFUSED
    assert uploads.confirm(coordinator, upload, Keep.GOOD_ROWS).result is Result.CHANGED


def test_an_upload_is_its_owners_alone(world: World, coordinator: Viewer) -> None:
    uploads = world.services.roster_uploads
    upload = uploads.hand_over(coordinator, edited())
    other = world.account(Role.COORDINATOR)
    for attempt in (uploads.look, uploads.forget):
        with pytest.raises(NotFound):
            attempt(other, upload)
    with pytest.raises(NotFound):
        uploads.confirm(other, upload, Keep.GOOD_ROWS)
    with pytest.raises(NotAllowed):
        uploads.hand_over(world.account(Role.IRO), edited())
    assert kept(world) == 1


def test_an_upload_is_out_of_reach_after_half_an_hour_and_the_worker_forgets_it(
    world: World, coordinator: Viewer
) -> None:
    uploads, services = world.services.roster_uploads, world.services
    upload = uploads.hand_over(coordinator, edited())
    worker = Worker(services.database, {TaskKind.FORGET_UPLOAD: uploads.handle}, services.rounds, world.clock)
    world.clock.forward(minutes=29, seconds=59)
    assert not worker.run_once()
    assert uploads.look(coordinator, upload).until > world.clock()
    world.clock.forward(seconds=1)
    with pytest.raises(NotFound):
        uploads.look(coordinator, upload)
    assert worker.run_once()
    assert kept(world) == 0


def test_another_upload_takes_the_place_of_the_one_before(world: World, coordinator: Viewer) -> None:
    uploads = world.services.roster_uploads
    first, second = (uploads.hand_over(coordinator, edited()) for _ in range(2))
    assert kept(world) == 1
    with pytest.raises(NotFound):
        uploads.look(coordinator, first)
    uploads.forget(coordinator, second)
    assert kept(world) == 0


def test_no_file_or_two_of_one_name_are_not_taken(world: World, coordinator: Viewer) -> None:
    file = SourceFile(name="header.csv", content=b"x")
    for files in ([], [file, file]):
        with pytest.raises(BadInput):
            world.services.roster_uploads.hand_over(coordinator, files)
    assert kept(world) == 0


def test_the_services_worker_forgets_uploads_too(small_world: World) -> None:
    coordinator = small_world.account(Role.COORDINATOR)
    small_world.services.roster_uploads.hand_over(coordinator, edited())
    small_world.clock.forward(minutes=31)
    assert small_world.services.worker.run_once()
    assert kept(small_world) == 0
