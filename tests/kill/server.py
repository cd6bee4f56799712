"""A server to be killed, which starts anew for each line it reads.

`python -m tests.kill.server DATABASE_URL FOLDER PORT`. Everything is loaded once; each start is a forked
process of its own that opens the database, listens, and serves the real app on waitress, so that a kill
costs a test milliseconds, not the seconds of loading Python.
"""

import os
import socket
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from waitress.server import create_server

from tests.builders import NOW, demo_settings
from viewpoint.web.app import create_app
from viewpoint.wiring import Services

THREADS = 4
_BEGAN = time.monotonic()


def clock() -> datetime:
    """Real time, moved to the made-up year; it goes on through every kill."""
    return NOW + timedelta(seconds=time.monotonic() - _BEGAN)


def serve(app: Flask, port: int) -> None:
    """Serve until killed; a line with the process's id says that requests are taken."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    server = create_server(app, sockets=[listener], threads=THREADS)
    tell(str(os.getpid()))
    server.run()


def tell(line: str) -> None:
    """One line to whoever started this."""
    os.write(1, f"{line}\n".encode())


def main(database_url: str, folder: str, port: str) -> None:
    """Fork a server for every line read, once the one before is dead; end when there are no more."""
    settings = demo_settings(Path(folder), database_url)
    app = create_app(settings, Services(settings, clock=clock))  # connects to nothing yet
    tell("loaded")
    for _line in sys.stdin:
        if served := os.fork():
            os.waitpid(served, 0)  # the next one listens where this one does until it is dead
        else:
            sys.stdin.close()
            serve(app, int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])
