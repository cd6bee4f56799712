"""Makes councils, people and invitations for tests, with made-up details that a test may override."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import insert, update

from tests.benchmarks.danger import shipped_finder
from viewpoint.analysis.danger import DangerFinder
from viewpoint.domain.accounts import Account
from viewpoint.domain.danger import Finding
from viewpoint.domain.invitation import Channel, Invitation, InvitationState, answers_until
from viewpoint.domain.languages import LANGUAGES
from viewpoint.domain.people import (
    AccountId,
    AgeBand,
    Area,
    AuthorityId,
    DistanceBand,
    InvitationId,
    PlacementType,
    Profile,
    RoundId,
    YoungPersonId,
)
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.reply import Outcome, Point, Reply
from viewpoint.domain.rounds import Round
from viewpoint.domain.words import Words
from viewpoint.domain.you_said import Check, Done, EntryId
from viewpoint.services.instruments import instrument_json
from viewpoint.services.links import NewLink
from viewpoint.services.passwords import Passwords
from viewpoint.services.you_said import Written
from viewpoint.settings import Mode, Settings
from viewpoint.storage.accounts import add_account
from viewpoint.storage.authenticators import save_confirmed
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import add_invitations, add_link
from viewpoint.storage.people import contact_place
from viewpoint.storage.rounds import add_round
from viewpoint.storage.sealing import Place
from viewpoint.storage.tables.people import Contact, Placement, YoungPerson
from viewpoint.wiring import Services

ROOT = Path(__file__).resolve().parent.parent
COUNCIL = AuthorityId("FERNSHIRE")
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)  # a Wednesday
PASSWORD = "three made-up words"
APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""The secret of everybody's app, in base32."""
READ_ONCE = ("library", "codeframe", "help_services")
SPOKEN = tuple(LANGUAGES)
"""What the worlds speak."""
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""argon2 as weak as it goes: the tests hash often and guard nothing."""


class HandSetClock:
    """A clock that a test moves."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Move on by days, hours, minutes..."""
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Made:
    """A young person and the way in that was handed to them."""

    young_person: YoungPersonId
    invitation: Invitation
    link: NewLink


@dataclass
class World:
    """A council with its services on a real database, and short ways to put people into it."""

    services: Services
    clock: HandSetClock
    staff: dict[Role, Viewer] = field(default_factory=dict)
    authority: AuthorityId = COUNCIL

    def account(self, role: Role, *, email: str = "", name: str = "") -> Viewer:
        """A member of staff in one role; password PASSWORD, and an app with the secret APP."""
        email = email or f"{role.value}.{new_id()[:6]}@fernshire.example"
        account = Account(
            id=AccountId(new_id()),
            authority=self.authority,
            email=email,
            name=name or f"Made-up {role.value}",
            password_hash=CHEAP.hash(PASSWORD),
            is_active=True,
            roles=(role,),
        )
        with self.services.database.write() as connection:
            add_account(connection, account, self.clock())
            seal = self.services.vault.for_authority(connection, self.authority)
            save_confirmed(connection, seal, account, APP, 0)
        return Viewer(authority=self.authority, role=role, subject=account.id)

    def iro(self) -> Viewer:
        """The one IRO that young people have unless a test says otherwise."""
        if Role.IRO not in self.staff:
            self.staff[Role.IRO] = self.account(Role.IRO, email="iro@fernshire.example", name="Sam Okoro")
        return self.staff[Role.IRO]

    def young_person(self, **override: Any) -> YoungPersonId:
        """A young person looked after, living in a children's home; any column may be overridden."""
        child = YoungPersonId(new_id())
        name = override.pop("name", "Kit Pretend")
        home = {**_home(child), "authority_id": self.authority, **override.pop("placement", {})}
        born = override.pop("born", date(2012, 5, 1))
        contact = override.pop("contact", {"channel": "sms", "phone": "+447700900001", "email": None})
        iro = override.pop("iro", None) or self.iro()
        services = self.services
        with services.database.write() as connection:
            row = {**_young_person(child, iro, self.clock()), **override}
            connection.execute(insert(YoungPerson), {**row, "birth_month_sealed": b""})
            seal = services.vault.make_child_keys(connection, self.authority, [child], self.clock())[child]
            sealed = seal.close(Place("young_person", child, "birth_month"), born.isoformat())
            which = update(YoungPerson).where(YoungPerson.id == child)
            connection.execute(which.values(birth_month_sealed=sealed))
            connection.execute(insert(Placement), home)
            fields = {"name": name, "phone": contact["phone"], "email": contact["email"]}
            row = {"young_person_id": child, "authority_id": self.authority, "channel": contact["channel"]}
            for column, text in fields.items():
                place = contact_place(child, column)
                row[f"{column}_sealed"] = seal.close(place, text) if text else None
            connection.execute(insert(Contact), row)
        return child

    def round(self, **override: Any) -> Round:
        """A round that is open now."""
        values = {
            "id": RoundId(new_id()),
            "authority": self.authority,
            "name": "2026 Q4",
            "opens_on": date(2026, 10, 1),
            "closes_on": date(2026, 12, 31),
        }
        round_ = Round(**{**values, **override})
        with self.services.database.write() as connection:
            add_round(connection, round_)
        return round_

    def invited(self, young_person: YoungPersonId | None = None, **override: Any) -> Made:
        """A young person with an open invitation and its link."""
        child = young_person or self.young_person()
        profile = override.pop("profile", a_profile())
        review_on = override.pop("review_on", date(2026, 12, 2))
        values: dict[str, Any] = {
            "id": InvitationId(new_id()),
            "authority": self.authority,
            "young_person": child,
            "round": None,
            "review_on": review_on,
            "state": InvitationState.ISSUED,
            "channel": Channel.SMS,
            "language": "en",
            "profile": profile,
            "forms": instrument_json(self.services.instruments.for_profile(profile)),
            "issued_at": self.clock(),
            "answers_until": answers_until(review_on=review_on, closes_on=None),
        }
        invitation = Invitation(**{**values, **override})
        link = self.services.links.new()
        with self.services.database.write() as connection:
            add_invitations(connection, [invitation])
            add_link(connection, invitation, link.handle_sha256, link.code_mac, self.clock())
        return Made(child, invitation, link)

    def relinked(self, made: Made) -> Made:
        """With a fresh link, as a message brings it; the one before is closed."""
        with self.services.database.write() as connection:
            link = self.services.inviting.new_link(connection, made.invitation)
        return Made(made.young_person, made.invitation, link)

    def published(self, written: Written | None = None) -> EntryId:
        """An entry that everybody can read."""
        coordinator = self.staff.get(Role.COORDINATOR) or self.account(Role.COORDINATOR)
        self.staff[Role.COORDINATOR] = coordinator
        entry = self.services.you_said.write(coordinator, written or an_entry())
        self.services.you_said.publish(coordinator, entry, frozenset(Check))
        return entry

    def started(self, made: Made | None = None, *, language: str = "en") -> str:
        """The secret of a visit that has begun."""
        made = made or self.invited()
        return self.services.respond.start(made.link.token, language, "192.0.2.1")


def a_profile(**override: Any) -> Profile:
    """Thirteen, in a children's home in the area."""
    values: dict[str, Any] = {
        "age_band": AgeBand.TWELVE_TO_SEVENTEEN,
        "placement_type": PlacementType.CHILDRENS_HOME,
        "area": Area.INSIDE,
        "distance": DistanceBand.UP_TO_20,
        "weeks_in_placement": 60,
    }
    return Profile(**{**values, **override})


def saying(words: str) -> Reply:
    """A reply of a few words, without points."""
    return Reply(opening=words)


def an_entry(you_said: str = "Too many people come to our meetings.", **more: Any) -> Written:
    """What was done for many, as the coordinator writes it."""
    did = "You choose who comes."
    given = {"done": Done.DID, "said": Words.english(you_said), "did": Words.english(did)}
    return Written(**{**given, **more})


def point_by_point() -> Reply:
    """A reply with a point of every kind."""
    done = Point(outcome=Outcome.DID, words="I asked about the dog.", question="good_things")
    promised = Point(
        outcome=Outcome.WILL,
        words="You can see your nan more.",
        about="Your nan",
        by_on=date(2026, 12, 1),
        who="Ali",
    )
    refused = Point(outcome=Outcome.COULD_NOT, words="The lock, because it has to open from outside.")
    return Reply(opening="Thank you.", points=(done, promised, refused))


def demo_settings(folder: Path, database_url: str) -> Settings:
    """Settings as the demo makes them, with keys that guard nothing."""
    councils = folder / "councils"
    councils.mkdir(exist_ok=True)
    example = (ROOT / "viewpoint" / "demo" / "fernshire.toml").read_text(encoding="utf-8")
    (councils / "fernshire.toml").write_text(example, encoding="utf-8")
    return Settings(
        mode=Mode.DEMO,
        base_url="http://localhost:8000",
        database_url=database_url,
        secret_keys=("a made-up key that is long enough for a test",),
        field_keys={"test": bytes(range(32))},
        code_key=bytes(32),
        audit_key=bytes(range(1, 33)),
        councils=councils,
    )


def a_world(settings: Settings) -> World:
    """A world on a database that has its tables."""
    clock = HandSetClock()
    services = _speaking(Services(settings, clock=clock))
    services.__dict__.update(_read_once(services.languages))
    services.__dict__["passwords"] = Passwords(CHEAP)
    services.__dict__["_loaded_find"] = _find_danger
    services.begin_authorities()
    return World(services, clock)


def _find_danger(comment: str, language: str) -> tuple[Finding, ...]:
    """One finder for all worlds, got ready when the first comment comes: its lexicons are large."""
    return _danger_finder().find(comment, language)


@cache
def _danger_finder() -> DangerFinder:
    return shipped_finder()


def _speaking(services: Services) -> Services:
    """A world speaks every language even while new words wait: `test_translations` tells of those."""
    services.__dict__["unsaid"] = dict.fromkeys(SPOKEN, 0)
    return services


@cache
def _read_once(languages: tuple[str, ...]) -> dict[str, object]:
    """What is read from files that no test changes and is frozen: most of what making a world costs."""
    with TemporaryDirectory() as folder:
        reader = _speaking(Services(demo_settings(Path(folder), "sqlite://")))
        assert reader.languages == languages
        read: dict[str, object] = {name: getattr(reader, name) for name in READ_ONCE}
    return read


def _young_person(child: YoungPersonId, iro: Viewer, at: datetime) -> dict[str, Any]:
    return {
        "id": child,
        "authority_id": iro.authority,
        "child_ref": f"T{child[:8]}",
        "gender": "f",
        "language": "en",
        "siblings": "none",
        "communication": [],
        "is_unaccompanied": False,
        "is_short_break": False,
        "iro_id": iro.subject,
        "next_review_on": date(2026, 12, 2),
        "pin_mac": None,
        "is_looked_after": True,
        "updated_at": at,
    }


def _home(child: YoungPersonId) -> dict[str, Any]:
    return {
        "id": new_id(),
        "young_person_id": child,
        "placement_type": "childrens_home",
        "place_code": "K2",
        "provider_kind": "PR4",
        "home_key": f"home-{child[:6]}",
        "area": "in",
        "distance": "up_to_20",
        "moves_in_year": 1,
        "began_on": date(2025, 9, 1),
        "ended_on": None,
    }
