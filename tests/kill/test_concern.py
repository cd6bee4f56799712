"""Kill -9 of the worker between a response being stored and its concern being raised: raised then, once."""

import select
import signal
import subprocess
import sys
from pathlib import Path

from tests.builders import ROOT, World
from tests.kill.process import PATIENCE
from tests.services.duty import NEVER_SAFE, concern_of, duty, id_of, logged, notices, steps
from tests.services.visits import count, sent
from viewpoint.domain.notice import Notice
from viewpoint.storage.tables.responses import Concern


def killed_while_raising(world: World, folder: Path) -> None:
    """A worker of its own process, killed in the middle of its transaction."""
    command = [sys.executable, "-m", "tests.kill.worker", world.services.settings.database_url, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, bufsize=0) as worker:
        assert worker.stdout is not None
        is_there, _, _ = select.select([worker.stdout], [], [], PATIENCE)
        assert is_there
        assert worker.stdout.readline() == b"raising\n"
        worker.send_signal(signal.SIGKILL)


def test_a_concern_whose_worker_was_killed_is_raised_on_restart_once(world: World, tmp_path: Path) -> None:
    made = world.invited()
    duty(world)
    sent(world, made, NEVER_SAFE)
    killed_while_raising(world, tmp_path)
    assert count(world, Concern) == 0, "nothing of the killed transaction is left"
    world.clock.forward(minutes=3)  # the lease of the killed worker runs out
    for _again in range(2):
        while world.services.worker.run_once():
            pass
        world.clock.forward(minutes=3)
    assert count(world, Concern) == 1
    concern = concern_of(world, made, "safe_home")
    assert steps(world, concern) == ["raised"]
    assert logged(world, "concern_raised") == [("worker", made.invitation.id)]
    told = sorted(each.to for each in notices(world, Notice.CONCERN_TODAY))
    assert told == sorted([id_of(duty(world)), id_of(world.iro())])
