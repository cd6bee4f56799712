"""Fernshire, a council that does not exist: a year of answers, made by the services a real one uses."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - made-up people from a fixed seed

from viewpoint.demo.made_up_answers import fill_in, mood_of
from viewpoint.demo.made_up_return import Council, Size, make_return
from viewpoint.demo.made_up_words import (
    COULD_NOT,
    DID,
    ENTRIES,
    KEPT,
    NAMES_OF_IROS,
    OPENINGS,
    REACH,
    SEEN_TO,
    WILL,
)
from viewpoint.domain.concern import TALK
from viewpoint.domain.invitation import Invitation, InvitationState
from viewpoint.domain.journey import WHO, Journey, WhoIsHere, who_answer
from viewpoint.domain.people import AccountId, AuthorityId, InvitationId, RoundId
from viewpoint.domain.permissions import Role, Viewer, operator
from viewpoint.domain.reply import Outcome, Point, Reply
from viewpoint.domain.response import Answer
from viewpoint.domain.rounds import quarter
from viewpoint.domain.uk_time import LONDON
from viewpoint.domain.words import Words
from viewpoint.domain.you_said import Check, Done
from viewpoint.exchange.recognise import files_in
from viewpoint.services.promises import Which
from viewpoint.services.roster import Keep
from viewpoint.services.you_said import Written
from viewpoint.wiring import Services

FERNSHIRE = AuthorityId("FERNSHIRE")
SEED = 2037
SIZE = Size(children=321, episodes=628, reviews=1430)
"""As many as leave about 240 looked after at the year's end."""
PASSWORD = "made-up-for-the-demo"  # noqa: S105 - printed at every start, guards nothing
IROS = {f"iro{number}": name for number, name in enumerate(NAMES_OF_IROS, 1)}
OTHERS = {
    "coordinator": ("Ffion Lloyd", Role.COORDINATOR),
    "commissioner": ("Dan Whitlock", Role.COMMISSIONER),
    "reader": ("Meera Joshi", Role.READER),
    "duty": ("Dana Reed", Role.DUTY_WORKER),
    "manager": ("Priya Nair", Role.MANAGER),
    "administrator": ("Tom Achebe", Role.ADMINISTRATOR),
    "auditor": ("Grace Obi", Role.AUDITOR),
}
EARLIER_ROUNDS = 3
NO_ROUND = RoundId("")
SENDS, IS_READ, IS_ANSWERED, IS_PROMISED, IS_KEPT = 0.68, 0.92, 0.7, 0.6, 0.8


class StoryClock:
    """A clock that the story moves; each look is a second later, so that nothing happens twice at once."""

    def __init__(self, now: datetime) -> None:
        """`now`: aware UTC."""
        self.now = now

    def __call__(self) -> datetime:
        """The story's time."""
        self.now += timedelta(seconds=1)
        return self.now

    def go_to(self, day: date) -> None:
        """The morning of a day; never back."""
        self.now = max(self.now, datetime.combine(day, time(9, 30), LONDON))


@dataclass
class Story:
    """Tells the year to a database that has nothing in it but its tables."""

    services: Services
    clock: StoryClock
    progress: Callable[[str], None]
    rng: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - not a secret
    iros: list[Viewer] = field(default_factory=list)
    duty: Viewer = field(init=False)

    def tell(self, today: date) -> None:
        """Staff and roster, three closed rounds with answers, readings and replies, and one still open."""
        coordinator = self._staff()
        for start in _quarters(today):
            last_on = min(start + timedelta(days=75), today)
            name = quarter(NO_ROUND, FERNSHIRE, start).name
            self.progress(f"{name}: importing the roster, asking, answering, reading, replying")
            self.clock.go_to(start)
            self._import_roster(coordinator, today)
            self._play(coordinator, start, last_on)
        self.progress("Looking for themes, sealing the releases")
        self.clock.go_to(today)
        self._work()
        self._say_in_public(coordinator)
        self._ask_to_talk(coordinator)

    def _staff(self) -> Viewer:
        for login, name in IROS.items():
            account = self._account(login, name, Role.IRO)
            self.iros.append(Viewer(authority=FERNSHIRE, role=Role.IRO, subject=account))
        found = {login: self._account(login, name, role) for login, (name, role) in OTHERS.items()}
        self.duty = Viewer(authority=FERNSHIRE, role=Role.DUTY_WORKER, subject=found["duty"])
        self._emergency()
        return Viewer(authority=FERNSHIRE, role=Role.COORDINATOR, subject=found["coordinator"])

    def _emergency(self) -> None:
        """An administrator for emergencies, whom nobody has needed yet."""
        viewer = operator(FERNSHIRE)
        account = self.services.accounts.add_for_emergencies(
            viewer, email="emergency@fernshire.example", name="Emergency administrator", password=PASSWORD
        )
        self.services.second_step.enrol_made_up(viewer, account)

    def _account(self, login: str, name: str, role: Role) -> AccountId:
        viewer, email = operator(FERNSHIRE), f"{login}@fernshire.example"
        account = self.services.accounts.add(viewer, email=email, name=name, roles=[role], password=PASSWORD)
        self.services.second_step.enrol_made_up(viewer, account)
        return account

    def _import_roster(self, coordinator: Viewer, today: date) -> None:
        council = Council(
            year_ends_on=_last_year_end(today),
            reviews_from=today,
            iros=[f"{login}@fernshire.example" for login in IROS],
        )
        with tempfile.TemporaryDirectory() as folder:
            make_return(Path(folder), SIZE, seed=SEED, council=council)
            self.services.rosters.apply(coordinator, files_in(Path(folder)), rule=Keep.GOOD_ROWS)

    def _play(self, coordinator: Viewer, start: date, last_on: date) -> None:
        """One quarter: asked in its second week, answered over the next four, then read and replied to."""
        round_ = self.services.rounds.open(coordinator, start)
        self.clock.go_to(start + timedelta(days=10))
        self._keep_promises()
        due = [entry.young_person for entry in self.services.invite.due(coordinator)]
        invited = self.services.invite.invite(coordinator, due).invited
        self._work()
        left = self._links_that_left(coordinator)
        for invitation in invited:
            if self.rng.random() < SENDS:
                self._answer(invitation, left.get(invitation.id, ""))
        self._work()
        self._see_to_concerns()
        self.clock.go_to(min(start + timedelta(days=45), last_on))
        self._read_and_reply()
        if round_.closes_on < last_on + timedelta(days=20):
            self.clock.go_to(round_.closes_on + timedelta(days=1))
            self._work()

    def _links_that_left(self, coordinator: Viewer) -> dict[InvitationId, str]:
        """The tokens in the newest messages: who answers by theirs can come back to it from the outbox."""
        kept = [each.kept for each in self.services.outbox.messages(coordinator)]
        return {each.message.invitation: each.words.link.rpartition("/")[2] for each in kept}

    def _answer(self, invitation: Invitation, token: str) -> None:
        respond = self.services.respond
        if not token:
            with self.services.database.write() as connection:
                token = self.services.inviting.new_link(connection, invitation).token
        secret = respond.start(token, invitation.language, "127.0.0.1")
        mood = mood_of(self.rng, invitation.profile)
        who = self.rng.choices(list(WhoIsHere), (86, 12, 2))[0]

        def _given(journey: Journey) -> dict[str, Answer]:
            return {**fill_in(self.rng, journey, mood), WHO: who_answer(who)}

        respond.answer(secret, _given)
        respond.send(secret)
        respond.leave(secret)

    def _read_and_reply(self) -> None:
        for iro in self.iros:
            for entry in self.services.review.caseload(iro):
                if entry.newest is None or not entry.is_unread or self.rng.random() > IS_READ:
                    continue
                self.services.review.open_response(iro, entry.newest.response)
                if self.rng.random() < IS_ANSWERED:
                    self.services.replying.send(iro, entry.newest.response, self._reply())

    def _keep_promises(self) -> None:
        """Most of what was promised the quarter before is done and told of; the rest comes back."""
        for iro in self.iros:
            overdue = [each.newest for each in self.services.review.caseload(iro) if each.promised_by]
            for newest in overdue:
                if newest is None or newest.read_at is None or self.rng.random() > IS_KEPT:
                    continue
                done = Point(outcome=Outcome.DID, words=self.rng.choice(KEPT))
                for promise in self.services.review.open_response(iro, newest.response).loop.promises:
                    which = Which(response=promise.response, reply=promise.reply, number=promise.number)
                    self.services.promises.settle(iro, which, done)

    def _see_to_concerns(self) -> None:
        """The duty worker takes up what waits, and closes it."""
        concerns = self.services.concerns
        for listed in concerns.waiting(self.duty):
            concerns.acknowledge(self.duty, listed.waiting.id)
            concerns.close(self.duty, listed.waiting.id, self.rng.choice(SEEN_TO))

    def _ask_to_talk(self, coordinator: Viewer) -> None:
        """Two young people press a button today; one of them is being seen to."""
        with self.services.database.write() as connection:
            asked = self.services.invitation_list.unnamed(connection, coordinator)
            fresh = [each.invitation for each in asked if each.state is InvitationState.ISSUED][1:3]
            tokens = [self.services.inviting.new_link(connection, each).token for each in fresh]
        for token in tokens:
            secret = self.services.respond.start(token, "en", "127.0.0.1")
            self.services.respond.tell_someone(secret, TALK, REACH)
        for listed in self.services.concerns.waiting(self.duty)[:1]:
            self.services.concerns.acknowledge(self.duty, listed.waiting.id)

    def _reply(self) -> Reply:
        """Something done, and something promised or refused."""
        about, words = self.rng.choice(DID)
        points = [Point(outcome=Outcome.DID, about=about, words=words)]
        if self.rng.random() < IS_PROMISED:
            about, words, who = self.rng.choice(WILL)
            by_on = (self.clock.now + timedelta(days=14)).date()
            points.append(Point(outcome=Outcome.WILL, about=about, words=words, by_on=by_on, who=who))
        else:
            about, words = self.rng.choice(COULD_NOT)
            points.append(Point(outcome=Outcome.COULD_NOT, about=about, words=words))
        return Reply(opening=self.rng.choice(OPENINGS), points=tuple(points))

    def _say_in_public(self, coordinator: Viewer) -> None:
        """What was done for many."""
        written = self.services.you_said
        newest_closed = next(each for each in written.rounds(coordinator) if each.closed_at)
        ids = [
            written.write(
                coordinator,
                Written(done=Done(done), said=Words(said), did=Words(did), round=newest_closed.id),
            )
            for done, said, did in ENTRIES
        ]
        for entry in ids:
            written.publish(coordinator, entry, frozenset(Check))

    def _work(self) -> None:
        """Everything that waits, then the rounds that are over, and what their closing left to do."""
        while self.services.worker.run_once():
            pass
        if self.services.rounds.close_over():
            self._work()


def _quarters(today: date) -> list[date]:
    """The first days of the quarters before today's, and of today's."""
    starts = [quarter(NO_ROUND, FERNSHIRE, today).opens_on]
    while len(starts) <= EARLIER_ROUNDS:
        starts.insert(0, quarter(NO_ROUND, FERNSHIRE, starts[0] - timedelta(days=1)).opens_on)
    return starts


def _last_year_end(today: date) -> date:
    """The 31 March before today: the newest return there can be."""
    year = today.year if today > date(today.year, 3, 31) else today.year - 1
    return date(year, 3, 31)
