"""Kill -9 of the server loses nothing that was acknowledged and doubles nothing, on both databases."""

import sys
from pathlib import Path

import pytest
from sqlalchemy import delete

from tests.builders import World
from tests.kill.counting import Acknowledged, Counted, count_what_is_left
from tests.kill.loop import EACH, kill_loop
from viewpoint.domain.response import Answer
from viewpoint.storage.tables.responses import Answer as AnswerRow
from viewpoint.storage.tables.work import Task
from viewpoint.storage.work import TaskKind

KILLS, STEPS = 20, 200


@pytest.mark.slow
def test_twenty_kills_amid_two_hundred_steps_lose_and_double_nothing(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [world.invited() for _each in range(STEPS // EACH)]
    counted = kill_loop(world, tmp_path, kills=KILLS, people=people)
    with capsys.disabled():
        sys.stdout.write(f"\n{world.services.settings.database_url.partition(':')[0]}: {counted}\n")
    assert counted.kills == KILLS
    assert counted.saves + counted.sends == STEPS
    assert counted.lost == []
    assert counted.doubled == []
    assert counted.broken_at == ""


def test_what_is_lost_doubled_or_changed_is_counted(world: World) -> None:
    """Otherwise the loop above would find nothing because it looks nowhere."""
    made = world.invited()
    secret = world.started(made)
    world.services.respond.answer(secret, lambda _: {"settled": Answer.choosing("always")})
    world.services.respond.send(secret)
    told = Acknowledged(made, {"settled": Answer.choosing("always")}, has_sent=True)
    whole, broken = Counted(), Counted()
    count_what_is_left(world, [told], whole)
    assert (whole.lost, whole.doubled, whole.broken_at) == ([], [], "")
    with world.services.database.write() as connection:
        connection.execute(delete(AnswerRow))
        connection.execute(delete(Task).where(Task.kind == TaskKind.CODE_THEMES.value))
    unsent = Acknowledged(world.invited(world.young_person(name="Another")), has_sent=True)
    count_what_is_left(world, [told, unsent], broken)
    assert broken.lost == [f"{made.invitation.id} settled", unsent.made.invitation.id]
    assert len(broken.doubled) == 1
