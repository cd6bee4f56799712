"""What was acknowledged, and what is left of it: nothing may be lost, and nothing may be there twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sql

from tests.builders import Made, World
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.response import Answer
from viewpoint.storage.responses import read_answers, response_to
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.responses import Answer as AnswerRow
from viewpoint.storage.tables.responses import Response
from viewpoint.storage.tables.work import Task
from viewpoint.storage.visits import read_draft


@dataclass
class Acknowledged:
    """What one young person was told is safe."""

    made: Made
    answers: dict[str, Answer] = field(default_factory=dict)
    has_sent: bool = False


@dataclass
class Counted:
    """What became of everything that was acknowledged."""

    saves: int = 0
    sends: int = 0
    kills: int = 0
    tried_again: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    broken_at: str = ""

    def __str__(self) -> str:
        return (
            f"{self.kills} kills amid {self.saves} saves and {self.sends} sends"
            f" ({self.tried_again} requests cut off and sent again):"
            f" {len(self.lost)} lost, {len(self.doubled)} doubled,"
            f" audit log {self.broken_at or 'whole'}"
        )


def count_what_is_left(world: World, everybody: Sequence[Acknowledged], counted: Counted) -> None:
    """Look for everything that was acknowledged, and for anything that is there twice."""
    for each in everybody:
        counted.sends += each.has_sent
        kept = _kept(world, each.made)
        for question, answer in each.answers.items():
            if kept.get(question) != answer:
                counted.lost.append(f"{each.made.invitation.id} {question}")
    counted.lost += _unsent(world, everybody)
    counted.doubled += _doubles(world)
    operator = Viewer(authority=world.authority, role=Role.OPERATOR, subject="operator")
    fault = world.services.audit_trail.first_fault(operator)
    counted.broken_at = f"broken at {fault.seq}: {fault.what}" if fault else ""


def _kept(world: World, made: Made) -> dict[str, Answer]:
    """Every answer that is in the response or in the draft."""
    services = world.services
    with services.database.read() as connection:
        seal = services.vault.for_child(connection, world.authority, made.young_person)
        response = response_to(connection, made.invitation.id)
        drafted = {
            name: saved.answer for name, saved in read_draft(connection, seal, made.invitation.id).items()
        }
        return drafted | (read_answers(connection, seal, response.id) if response else {})


def _unsent(world: World, everybody: Sequence[Acknowledged]) -> list[str]:
    with world.services.database.read() as connection:
        sent = set(connection.execute(sql.select(Response.invitation_id)).scalars())
    return [
        each.made.invitation.id for each in everybody if each.has_sent and each.made.invitation.id not in sent
    ]


def _doubles(world: World) -> list[str]:
    """Whatever there is twice: responses to an invitation, answers, lines of the log, work that waits."""
    logged = sql.select(AuditEvent.object_id).where(AuditEvent.action == "response_sent")
    queries = {
        "response": sql.select(Response.invitation_id),
        "answer": sql.select(AnswerRow.response_id + ":" + AnswerRow.question),
        "logged": logged,
        "work": sql.select(Task.key),
    }
    with world.services.database.read() as connection:
        found = {what: Counter(connection.execute(query).scalars()) for what, query in queries.items()}
        responses = connection.execute(sql.select(sql.func.count()).select_from(Response)).scalar_one()
    twice = [f"{what} {name}" for what, names in found.items() for name, times in names.items() if times > 1]
    wrong = abs(found["logged"].total() - responses) + abs(found["work"].total() - 2 * responses)
    return twice + ["a line of the log or work without its response, or the other way round"] * wrong
