"""The server's process: started again and again, and killed each time."""

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from tests.builders import ROOT

PATIENCE = 30
"""Seconds that a client waits for a killed server to be back, and for one answer."""


class Killed:
    """The server's process, started again after each kill."""

    def __init__(self, database_url: str, folder: Path) -> None:
        """Load everything; nothing is served yet."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        command = [sys.executable, "-m", "tests.kill.server", database_url, str(folder), str(self.port)]
        self._complaints = folder / "server.log"
        with self._complaints.open("wb") as log:
            self._keeper = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, cwd=ROOT, bufsize=0
            )
        self._pid = 0
        self._up = threading.Event()
        assert self._line() == "loaded"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Serve, and say so to whoever waits."""
        assert self._keeper.stdin is not None
        self._keeper.stdin.write(b"start\n")
        self._pid = int(self._line())
        self._up.set()

    def kill(self) -> None:
        """As the kernel does when memory is short: no goodbye of any kind."""
        self._up.clear()
        os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> None:
        """Until it is served again."""
        assert self._up.wait(PATIENCE), "the server did not come back"

    def stop(self) -> None:
        """End the server and the process that starts it."""
        with self._keeper, suppress(ProcessLookupError):
            self.kill()

    def _line(self) -> str:
        assert self._keeper.stdout is not None
        is_there, _, _ = select.select([self._keeper.stdout], [], [], PATIENCE)
        line = self._keeper.stdout.readline().decode().strip() if is_there else ""
        assert line, f"the server does not start: {self._complaints.read_text(encoding='utf-8')}"
        return line
