"""A worker to be killed while it raises a concern.

`python -m tests.kill.worker DATABASE_URL FOLDER`. It does the next task, and stops for ever in the middle of
the transaction that raises its concern: a line says so to whoever kills it then.
"""

import os
import sys
import threading
from pathlib import Path
from typing import Any

from tests.builders import NOW, demo_settings
from viewpoint.wiring import Services


def main(database_url: str, folder: str) -> None:
    """Work until held up, then wait to be killed."""
    services = Services(demo_settings(Path(folder), database_url), clock=lambda: NOW)
    append = services.audit.append

    def _held_up(connection: Any, viewer: Any, event: Any) -> None:
        append(connection, viewer, event)
        if event.action == "concern_raised":
            os.write(1, b"raising\n")
            threading.Event().wait()

    vars(services.audit)["append"] = _held_up
    while services.worker.run_once():
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
