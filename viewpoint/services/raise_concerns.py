"""Raises a concern for every answer of a response that needs an adult, once the answers are safe."""

from collections.abc import Callable, Mapping
from datetime import datetime

from viewpoint.domain.concern import AskedToday, Concern
from viewpoint.domain.journey import WHO
from viewpoint.domain.people import ResponseId
from viewpoint.domain.permissions import Action, Viewer, require, worker
from viewpoint.domain.questionnaire import Urgency
from viewpoint.domain.response import Answer, concern_raised
from viewpoint.domain.sent import SentResponse
from viewpoint.services.instruments import Instruments
from viewpoint.services.raising import Raising
from viewpoint.storage.concerns import concerns_about
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.responses import find_response, read_answers
from viewpoint.storage.sealing import Seal, Vault
from viewpoint.storage.work import Task


class RaiseConcerns:
    """The worker's hand for one response; doing it again raises nothing anew."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        raising: Raising,
        instruments: Instruments,
        clock: Callable[[], datetime],
    ) -> None:
        """The clock says when a concern was raised."""
        self._database = database
        self._vault = vault
        self._raising = raising
        self._instruments = instruments
        self._clock = clock

    def handle(self, task: Task) -> None:
        """Raise what the response that a task names calls for; one that was taken back since is left alone.

        Raises:
            SealBroken: the young person's key was destroyed.
        """
        viewer = worker(task.authority)
        require(viewer, Action.RAISE_CONCERN)
        with self._database.write() as connection:
            response = find_response(connection, task.authority, ResponseId(task.subject))
            if response is None:
                return  # whoever took it back has raised what it called for
            seal = self._vault.for_child(connection, response.authority, response.young_person)
            answers = read_answers(connection, seal, response.id)
            self.raise_for(connection, viewer, seal, response, answers)

    def raise_for(
        self,
        connection: Connection,
        viewer: Viewer,
        seal: Seal,
        response: SentResponse,
        answers: Mapping[str, Answer],
    ) -> None:
        """Raise what these answers of a response call for, where it was not raised already.

        Raises:
            NotAllowed: the viewer raises no concerns.
        """
        require(viewer, Action.RAISE_CONCERN)
        known = concerns_about(connection, seal, response.authority, response.young_person)
        raised = {each.question for each in known if each.invitation == response.invitation}
        for question, urgency in self._called_for(response, answers).items():
            if question not in raised:
                self._raising.raise_(connection, viewer, seal, self._concern(response, question, urgency))

    def _called_for(self, response: SentResponse, answers: Mapping[str, Answer]) -> dict[str, Urgency]:
        """How soon, by question; what is stored of a response is what was on its path."""
        values = {**response.profile.values(), WHO: response.who_is_here}
        questions = self._instruments.from_json(response.forms).questions
        found = {each.name: concern_raised(each, answers.get(each.name), values) for each in questions}
        return {name: urgency for name, urgency in found.items() if urgency is not None}

    def _concern(self, response: SentResponse, question: str, urgency: Urgency) -> Concern:
        return Concern(
            young_person=response.young_person,
            authority=response.authority,
            invitation=response.invitation,
            question=question,
            urgency=urgency,
            raised_at=self._clock(),
            asked_today=AskedToday.UNASKED,
        )
