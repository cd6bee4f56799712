"""Young people who answer and send while their server is killed again and again; then all is counted."""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.builders import Made, World
from tests.kill.counting import Acknowledged, Counted, count_what_is_left
from tests.kill.process import PATIENCE, Killed
from viewpoint.domain.response import Answer

CLIENTS = 4
OURS = {"Sec-Fetch-Site": "same-origin"}
SAVES = (
    (2, "home_feel", "3"),
    (3, "settled", "never"),
    (8, "good_things", "My room. {}"),
    (9, "listened", "mostly"),
    (3, "settled", "always"),
    (10, "trusted_adult", "yes"),
    (8, "good_things", "My room, and the garden. {}"),
    (45, "want_change", "The bus. {}"),
    (11, "respect", "sometimes"),
)
"""What each of them answers, in this order: page, question, value; some change their mind."""
SPREAD, LATEST = 7, 21
"""Kills fall from 0 to 20 milliseconds after a step, each of them elsewhere in the requests under way."""
EACH = len(SAVES) + 1
"""Acknowledged steps of one young person who sends."""


class Steps:
    """Counts acknowledged steps over all clients, and lets the killer wait for the next that is due."""

    def __init__(self) -> None:
        self._done = 0
        self._over = False
        self._changed = threading.Condition()

    def one_more(self) -> None:
        """A step was acknowledged."""
        with self._changed:
            self._done += 1
            self._changed.notify_all()

    def end(self) -> None:
        """There are no more to come."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def wait_for(self, count: int) -> bool:
        """Until so many were acknowledged; False when fewer than that ever will be."""
        with self._changed:
            self._changed.wait_for(lambda: self._done >= count or self._over)
            return self._done >= count


class YoungPerson:
    """One who answers and sends, as a browser without JavaScript does, again after each cut connection."""

    def __init__(self, server: Killed, made: Made, steps: Steps) -> None:
        self.told = Acknowledged(made)
        self.tried_again = 0
        self._server = server
        self._steps = steps
        self._browser = requests.Session()
        self._browser.trust_env = False

    def answer_and_send(self) -> None:
        """The whole way."""
        self._request("POST", f"/s/{self.told.made.link.token}", {"lang": "en"}, OURS)
        page = self._request("GET", "/q/3", {}, {})
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert token is not None, page.text
        for number, question, value in SAVES:
            words = value.format(self.told.made.invitation.id)
            self._request("POST", f"/q/{number}", {"csrf_token": token[1], question: words, "go": "next"}, {})
            self.told.answers[question] = _answer(question, words)
            self._steps.one_more()
        sent = self._request("POST", "/send", {"csrf_token": token[1], "go": "send"}, {})
        self.told.has_sent = sent.headers["Location"] == "/sent"
        self._steps.one_more()
        self._browser.close()

    def _request(
        self, method: str, path: str, data: dict[str, str], headers: dict[str, str]
    ) -> requests.Response:
        """Until it is acknowledged: a redirect after a post, a page after a get."""
        wanted = 302 if method == "POST" else 200
        while True:
            self._server.wait()
            try:
                answer = self._browser.request(
                    method,
                    self._server.url + path,
                    data=data,
                    headers=headers,
                    allow_redirects=False,
                    timeout=PATIENCE,
                )
            except requests.RequestException:
                self.tried_again += 1
                continue
            if answer.status_code == wanted:
                return answer
            assert answer.status_code == 503, f"{method} {path}: {answer.status_code} {answer.text}"
            self.tried_again += 1


def kill_loop(world: World, folder: Path, *, kills: int, people: Sequence[Made], seed: int = 1) -> Counted:
    """Let everybody answer and send while the server is killed so often, then count what is left.

    Kills are spread evenly over the steps; another `seed` lets each fall elsewhere in a request.
    """
    counted = Counted()
    with _serving(world, folder) as server:
        steps = Steps()
        everybody = [YoungPerson(server, made, steps) for made in people]
        killer = threading.Thread(
            target=_kill, args=(server, steps, kills, EACH * len(people), counted, seed)
        )
        killer.start()
        failures: list[BaseException] = []
        clients = [
            threading.Thread(target=_one_after_the_other, args=(everybody[first::CLIENTS], failures))
            for first in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        steps.end()
        killer.join()
        if failures:
            raise failures[0]
    counted.tried_again = sum(each.tried_again for each in everybody)
    counted.saves = len(SAVES) * len(everybody)
    count_what_is_left(world, [each.told for each in everybody], counted)
    return counted


@contextmanager
def _serving(world: World, folder: Path) -> Iterator[Killed]:
    server = Killed(world.services.settings.database_url, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _one_after_the_other(people: Sequence[YoungPerson], failures: list[BaseException]) -> None:
    try:
        for each in people:
            each.answer_and_send()
    except BaseException as failure:  # told by the thread that waits for this one
        failures.append(failure)


def _kill(server: Killed, steps: Steps, kills: int, total: int, counted: Counted, seed: int) -> None:
    for kill in range(kills):
        if not steps.wait_for((kill + 1) * total // (kills + 1)):
            return
        threading.Event().wait((kill * SPREAD + seed) % LATEST / 1000)
        server.kill()
        counted.kills += 1
        server.start()


def _answer(question: str, value: str) -> Answer:
    if question == "home_feel":
        return Answer.counting(int(value))
    return Answer.saying(value) if " " in value else Answer.choosing(value)
