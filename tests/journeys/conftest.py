"""A made-up council behind a real server on a port of its own, for real browsers."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from tests.builders import World, a_world, demo_settings
from tests.journeys.served import Served
from viewpoint.web.app import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

THREADS = 8


@pytest.fixture
def sounds_folder() -> Path | None:
    """Where what is heard was made; a module that wants sounds has a fixture of its own."""
    return None


@pytest.fixture
def served(empty_sqlite: Path, tmp_path: Path, sounds_folder: Path | None) -> Iterator[Served]:
    """The real app on waitress, and the world behind it."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    url = f"http://localhost:{listener.getsockname()[1]}"
    world = _world(empty_sqlite, tmp_path, url, sounds_folder)
    sockets: dict[int, Any] = {}
    app = create_app(world.services.settings, world.services)
    server = create_server(_two_sites(app), map=sockets, sockets=[listener], threads=THREADS)
    stop = threading.Event()

    def _serve() -> None:
        while not stop.is_set():
            wasyncore.loop(timeout=0.05, map=sockets, count=1, use_poll=True)

    thread = threading.Thread(target=_serve, name="served")
    thread.start()
    yield Served(world=world, app=app, url=url)
    stop.set()
    thread.join()
    server.task_dispatcher.shutdown()
    wasyncore.close_all(sockets)
    world.services.database.close()


def _two_sites(app: Flask) -> "Callable[[dict[str, Any], StartResponse], Iterable[bytes]]":
    """Ours on localhost; on 127.0.0.1, another origin, the site that quick exit leads to."""

    def _either(environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        if not environ.get("HTTP_HOST", "").startswith("127.0.0.1"):
            return app(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [b"<!doctype html><title>Weather</title><h1>The weather</h1>"]

    return _either


def _world(empty_sqlite: Path, folder: Path, url: str, sounds: Path | None) -> World:
    shutil.copy(empty_sqlite, folder / "served.sqlite3")
    settings = demo_settings(folder, f"sqlite:///{folder / 'served.sqlite3'}")
    world = a_world(replace(settings, base_url=url, sounds=sounds))
    away = f"{url.replace('localhost', '127.0.0.1')}/weather"
    councils = {code: replace(own, safe_site=away) for code, own in world.services.councils.items()}
    world.services.__dict__["councils"] = councils
    return world
