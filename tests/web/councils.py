"""Two councils in one app, each with every role, so that either can be tried at the other's door."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from tests.builders import ROOT, World, a_world, demo_settings
from viewpoint.domain.people import AuthorityId, InvitationId, ResponseId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.storage.responses import response_to
from viewpoint.storage.tables.accounts import Account
from viewpoint.web.app import create_app

NORTHMOOR = AuthorityId("NORTHMOOR")
SIGNS_IN = tuple(role for role in Role if role not in {Role.YOUNG_PERSON, Role.OPERATOR, Role.WORKER})


@dataclass
class Councils:
    """Fernshire and Northmoor in one database behind one app."""

    app: Flask
    ours: World
    theirs: World
    emails: dict[tuple[AuthorityId, Role], str] = field(default_factory=dict)

    def email(self, world: World, role: Role) -> str:
        """The address that somebody of this council and role signs in with."""
        key = (world.authority, role)
        if key not in self.emails:
            viewer = world.staff.get(role) or world.account(role)
            world.staff[role] = viewer
            self.emails[key] = email_of(world, viewer)
        return self.emails[key]

    def close(self) -> None:
        """Give the database back."""
        self.ours.services.database.close()


def two_councils(empty_sqlite: Path, folder: Path) -> Councils:
    """Both councils, each with an IRO; nobody else yet."""
    shutil.copy(empty_sqlite, folder / "two.sqlite3")
    settings = demo_settings(folder, f"sqlite:///{folder / 'two.sqlite3'}")
    fernshire = (ROOT / "viewpoint" / "demo" / "fernshire.toml").read_text(encoding="utf-8")
    northmoor = fernshire.replace("FERNSHIRE", NORTHMOOR).replace("Fernshire", "Northmoor")
    (settings.councils / "northmoor.toml").write_text(northmoor, encoding="utf-8")
    ours = a_world(settings)
    theirs = World(ours.services, ours.clock, authority=NORTHMOOR)
    theirs.staff[Role.IRO] = theirs.account(Role.IRO, email="iro@northmoor.example", name="Noor Moor")
    ours.iro()
    return Councils(create_app(settings, ours.services), ours, theirs)


def email_of(world: World, viewer: Viewer) -> str:
    """The address of an account."""
    with world.services.database.read() as connection:
        query = select(Account.email).where(Account.id == viewer.subject)
        return str(connection.execute(query).scalar_one())


def response_id(world: World, invitation: InvitationId) -> ResponseId:
    """What an invitation was spent on."""
    with world.services.database.read() as connection:
        response = response_to(connection, invitation)
    assert response is not None
    return response.id


def work(world: World) -> None:
    """Everything that waits for the worker; what has to wait for other work is tried again."""
    for _again in range(3):
        while world.services.worker.run_once():
            pass
        world.clock.forward(minutes=2)
