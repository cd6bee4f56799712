"""Raises a concern for every answer of a response that needs an adult: what was chosen, and its words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.concern import AskedToday, Concern, ConcernSource
from viewpoint.domain.concern_route import ConcernAbout, about_of
from viewpoint.domain.danger import Finding
from viewpoint.domain.journey import WHO
from viewpoint.domain.people import ResponseId
from viewpoint.domain.permissions import Action, Viewer, require, worker
from viewpoint.domain.questionnaire import Question, Urgency
from viewpoint.domain.response import Answer, concern_about, concern_raised
from viewpoint.domain.sent import SentResponse
from viewpoint.services.instruments import Instruments
from viewpoint.services.raising import Raising
from viewpoint.storage.concerns import concerns_about
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.responses import find_response, read_answers
from viewpoint.storage.sealing import Seal, Vault
from viewpoint.storage.work import Task

Find = Callable[[str, str], tuple[Finding, ...]]
"""A comment and its language, to what its words tell of danger."""


@dataclass(frozen=True, kw_only=True)
class _CalledFor:
    """What one answer calls for."""

    question: str
    urgency: Urgency
    about: ConcernAbout
    source: ConcernSource


class RaiseConcerns:
    """The worker's hand for one response; doing it again raises nothing anew."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        raising: Raising,
        instruments: Instruments,
        clock: Callable[[], datetime],
        find: Find,
    ) -> None:
        """`find` is what analysis offers, handed in so that only the worker pays for loading it."""
        self._database = database
        self._vault = vault
        self._raising = raising
        self._instruments = instruments
        self._clock = clock
        self._find = find

    def handle(self, task: Task) -> None:
        """Raise what the response that a task names calls for; one that was taken back since is left alone.

        Every text is looked through, also what was kept from the IRO: they were told so before they chose.

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
            for called_for in self._by_words(response, answers):
                self._raise(connection, viewer, seal, response, called_for)

    def raise_for(
        self,
        connection: Connection,
        viewer: Viewer,
        seal: Seal,
        response: SentResponse,
        answers: Mapping[str, Answer],
    ) -> None:
        """Raise what was chosen in these answers of a response calls for, where it was not raised already.

        Raises:
            NotAllowed: the viewer raises no concerns.
        """
        require(viewer, Action.RAISE_CONCERN)
        for called_for in self._by_choice(response, answers):
            self._raise(connection, viewer, seal, response, called_for)

    def _raise(
        self,
        connection: Connection,
        viewer: Viewer,
        seal: Seal,
        response: SentResponse,
        called_for: _CalledFor,
    ) -> None:
        """Raise it where there is none about the question, or only one for later."""
        known = concerns_about(connection, seal, response.authority, response.young_person)
        raised = {each.question: each.urgency for each in known if each.invitation == response.invitation}
        before = raised.get(called_for.question)
        if before is None or called_for.urgency.is_sooner_than(before):
            concern = self._concern(response, called_for)
            self._raising.raise_(connection, viewer, seal, concern, called_for.about)

    def _by_choice(self, response: SentResponse, answers: Mapping[str, Answer]) -> Iterator[_CalledFor]:
        """What is stored of a response is what was on its path."""
        values = {**response.profile.values(), WHO: response.who_is_here}
        for question in self._questions(response):
            answer = answers.get(question.name)
            urgency = concern_raised(question, answer, values)
            if urgency is not None:
                yield _CalledFor(
                    question=question.name,
                    urgency=urgency,
                    about=concern_about(question, answer, values),
                    source=ConcernSource.ANSWER,
                )

    def _by_words(self, response: SentResponse, answers: Mapping[str, Answer]) -> Iterator[_CalledFor]:
        for question in self._questions(response):
            answer = answers.get(question.name)
            found = self._find(answer.words, response.language) if answer and answer.words else ()
            if found:
                urgencies = {each.urgency for each in found}
                yield _CalledFor(
                    question=question.name,
                    urgency=next(each for each in Urgency if each in urgencies),
                    about=about_of(each.about for each in found),
                    source=ConcernSource.WORDS,
                )

    def _questions(self, response: SentResponse) -> tuple[Question, ...]:
        return self._instruments.from_json(response.forms).questions

    def _concern(self, response: SentResponse, called_for: _CalledFor) -> Concern:
        return Concern(
            young_person=response.young_person,
            authority=response.authority,
            invitation=response.invitation,
            question=called_for.question,
            urgency=called_for.urgency,
            raised_at=self._clock(),
            asked_today=AskedToday.UNASKED,
            source=called_for.source,
        )
