"""Thousands of young people with what they sent, put into PostgreSQL by COPY, every word really sealed."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy.orm import DeclarativeBase

from tests.builders import COUNCIL, World, a_profile
from viewpoint.domain.concern_route import Route
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.questionnaire import Instrument, QuestionType
from viewpoint.domain.response import SKIPPED, Answer
from viewpoint.services.instruments import instrument_json
from viewpoint.storage.ids import new_id
from viewpoint.storage.people import contact_place
from viewpoint.storage.sealing import KEY_BYTES, Place, Seal
from viewpoint.storage.tables.concern_life import ConcernLife
from viewpoint.storage.tables.invitations import Invitation
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import Contact, Placement, YoungPerson
from viewpoint.storage.tables.responses import Answer as AnswerRow
from viewpoint.storage.tables.responses import Concern, Response

CASELOAD = 80
RESPONSES = 6
"""For each young person, one a quarter."""
WHOLE = 2
"""Of these, so many of the newest have every answer, where the caseload is looked at; others have two."""
WORDS = "The staff are kind and the garden is big, but I would like to see my brother more than once a month."

TABLES: tuple[type[DeclarativeBase], ...] = (
    YoungPerson,
    ChildKey,
    Contact,
    Placement,
    Invitation,
    Response,
    AnswerRow,
    Concern,
    ConcernLife,
)
Rows = dict[type[DeclarativeBase], list[dict[str, Any]]]


@dataclass
class Caseloads:
    """The first IRO's newest responses, one for each young person: theirs are the pages that are measured."""

    newest: list[str] = field(default_factory=list)


def make_caseloads(world: World, url: str, young_people: int) -> Caseloads:
    """Fill a database that has its tables and its council; `url` is SQLAlchemy's."""
    made = Caseloads()
    profile = a_profile()
    instrument = world.services.instruments.for_profile(profile)
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        for number in range(young_people // CASELOAD):
            iro = world.account(Role.IRO, email=f"iro{number}@fernshire.example", name=f"Officer {number}")
            is_looked_at = number == 0
            rows: Rows = {}
            newest = [
                _young_person(world, iro, instrument, rows, each, is_looked_at) for each in range(CASELOAD)
            ]
            for table in TABLES:
                _copy(connection, table, rows[table])
            if is_looked_at:
                made.newest.extend(newest)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
    return made


def _copy(
    connection: psycopg.Connection, table: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Into the columns that the rows have: what they leave out is as the database has it."""
    columns = list(rows[0])
    named = ", ".join(f'"{name}"' for name in columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table.__tablename__} ({named}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([row[name] for name in columns])


def _young_person(
    world: World, iro: Viewer, instrument: Instrument, rows: Rows, number: int, is_looked_at: bool
) -> str:
    """All the rows of one young person; returns the id of their newest response."""
    child, key, now = YoungPersonId(new_id()), os.urandom(KEY_BYTES), world.clock()
    seal = Seal(COUNCIL, key)
    with world.services.database.read() as connection:
        authority = world.services.vault.for_authority(connection, COUNCIL)
    wrapped = authority.close_bytes(Place("child_key", child, "wrapped"), key)
    review_on = now.date() + timedelta(days=3 + 2 * number)
    rows.setdefault(YoungPerson, []).append(_person(child, iro, seal, review_on, now))
    rows.setdefault(ChildKey, []).append(
        {"young_person_id": child, "authority_id": COUNCIL, "wrapped": wrapped, "created_at": now}
    )
    name = seal.close(contact_place(child, "name"), f"Made-up Name {number}")
    rows.setdefault(Contact, []).append(
        {"young_person_id": child, "authority_id": COUNCIL, "channel": "sms", "name_sealed": name}
    )
    rows.setdefault(Placement, []).append(_home(child, now))
    newest = ""
    for age in reversed(range(RESPONSES)):
        is_whole = is_looked_at and age < WHOLE
        newest = _response(child, iro, seal, instrument, rows, (number, age), now, is_whole=is_whole)
    if number % 20 == 0:
        concern = _concern(child, rows[Invitation][-1]["id"], now)
        rows.setdefault(Concern, []).append(concern)
        rows.setdefault(ConcernLife, []).append(_life(concern["id"], now))
    return newest


def _response(
    child: YoungPersonId,
    iro: Viewer,
    seal: Seal,
    instrument: Instrument,
    rows: Rows,
    place: tuple[int, int],
    now: datetime,
    *,
    is_whole: bool,
) -> str:
    number, age = place
    response, invitation, sent_at = new_id(), new_id(), now - timedelta(days=3 + 90 * age, minutes=number)
    forms, profile = json.dumps(instrument_json(instrument)), json.dumps(a_profile().to_json())
    shared = {
        "authority_id": COUNCIL,
        "young_person_id": child,
        "forms": forms,
        "profile": profile,
        "language": "en",
    }
    rows.setdefault(Invitation, []).append(
        {
            **shared,
            "id": invitation,
            "state": "sent",
            "channel": "sms",
            "issued_at": sent_at - timedelta(days=7),
            "sent_at": sent_at,
            "answers_until": sent_at + timedelta(days=14),
            "is_behind_pin": True,
            "kind": "views",
        }
    )
    is_unread = age == 0 and number % 5 == 0
    rows.setdefault(Response, []).append(
        {
            **shared,
            "id": response,
            "invitation_id": invitation,
            "who_is_here": "alone",
            "home_key": f"home-{child[:6]}",
            "gender": "f",
            "sent_at": sent_at,
            "read_at": None if is_unread else sent_at + timedelta(days=1),
            "read_by": None if is_unread else iro.subject,
            "kind": "views",
            "medium": "online",
            "read_as": "own",
        }
    )
    every = list(_answers(instrument))
    for position, (question, answer) in enumerate(every if is_whole else every[:2]):
        rows.setdefault(AnswerRow, []).append(
            {
                "response_id": response,
                "question": question,
                "authority_id": COUNCIL,
                "position": position,
                "value_sealed": seal.close(
                    Place("answer", f"{response}:{question}", "value"), answer.to_json()
                ),
                "given_with": "alone",
            }
        )
    return response


def _answers(instrument: Instrument) -> Iterator[tuple[str, Answer]]:
    for question in instrument.questions:
        if question.asks and question.type is QuestionType.TEXT:
            yield question.name, Answer.saying(WORDS)
        elif question.asks and question.options:
            yield question.name, Answer.choosing(question.options[0].name)
        elif question.asks:
            yield question.name, SKIPPED


def _person(child: YoungPersonId, iro: Viewer, seal: Seal, review_on: date, now: datetime) -> dict[str, Any]:
    return {
        "id": child,
        "authority_id": COUNCIL,
        "child_ref": f"T{child[:12]}",
        "birth_month_sealed": seal.close(Place("young_person", child, "birth_month"), "2012-05-01"),
        "gender": "f",
        "language": "en",
        "siblings": "none",
        "communication": "[]",
        "is_unaccompanied": False,
        "is_short_break": False,
        "iro_id": iro.subject,
        "next_review_on": review_on,
        "is_looked_after": True,
        "updated_at": now,
    }


def _home(child: YoungPersonId, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "authority_id": COUNCIL,
        "young_person_id": child,
        "placement_type": "foster",
        "place_code": "U1",
        "provider_kind": "PR1",
        "home_key": f"home-{child[:6]}",
        "area": "out",
        "distance": "over_20",
        "moves_in_year": 1,
        "entry": "",
        "began_on": now.date() - timedelta(days=400),
    }


def _concern(child: YoungPersonId, invitation: str, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "authority_id": COUNCIL,
        "young_person_id": child,
        "invitation_id": invitation,
        "question": "safe_home",
        "urgency": "today",
        "raised_at": now,
        "asked_today": "unasked",
    }


def _life(concern: str, now: datetime) -> dict[str, Any]:
    return {
        "concern_id": concern,
        "authority_id": COUNCIL,
        "route": Route.USUAL.value,
        "state": "raised",
        "escalation": "nobody",
        "due_at": now,
    }
