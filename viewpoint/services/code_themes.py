"""Codes the comments that were sent: themes, the words that led to them, and alarms in what nobody reads."""

from collections.abc import Callable, Mapping
from datetime import datetime

from viewpoint.domain.concern import AskedToday, Concern
from viewpoint.domain.people import ResponseId
from viewpoint.domain.permissions import Action, require, worker
from viewpoint.domain.questionnaire import Instrument, QuestionType, Urgency
from viewpoint.domain.response import Answer, Share
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.sharing import Use, used_for
from viewpoint.domain.themes import Coding, Feeling, ThemeId
from viewpoint.services.instruments import Instruments
from viewpoint.services.raising import Raising
from viewpoint.storage.concerns import concerns_about
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.responses import answered_by_adults, find_response, read_answers
from viewpoint.storage.sealing import Seal, Vault
from viewpoint.storage.themes import save_codings
from viewpoint.storage.work import Task

SAFETY = ThemeId("safety")
"""The theme whose words are an alarm where the young person kept them from their IRO."""
Code = Callable[[str, str, str], Coding]
"""A comment, its language and what was asked, to what coding made of it."""


class CodeThemes:
    """The worker's hand for one response; doing it again gives the same."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        raising: Raising,
        instruments: Instruments,
        code: Code,
        codeframe_version: int,
        clock: Callable[[], datetime],
    ) -> None:
        """`code` is what analysis offers, handed in so that only the worker pays for loading it."""
        self._database = database
        self._vault = vault
        self._raising = raising
        self._clock = clock
        self._instruments = instruments
        self._code = code
        self._codeframe_version = codeframe_version

    def handle(self, task: Task) -> None:
        """Code the response that a task names; one that was taken back since is left alone."""
        require(worker(task.authority), Action.CODE_THEMES)
        with self._database.write() as connection:
            response = find_response(connection, task.authority, ResponseId(task.subject))
            if response is None:
                return
            seal = self._vault.for_child(connection, task.authority, response.young_person)
            answers = read_answers(connection, seal, response.id)
            instrument = self._instruments.from_json(response.forms)
            codings = {
                question: self._code(words, response.language, asked)
                for question, (words, asked) in comments_of(instrument, answers).items()
            }
            adults = answers.keys() if response.is_adults else answered_by_adults(connection, response.id)
            own = {name: answer for name, answer in answers.items() if name not in adults}
            counted = {
                name: codings[name] for name in used_for(Use.COUNTING, instrument, own) if name in codings
            }
            save_codings(connection, task.authority, response.id, counted, self._codeframe_version)
            known = concerns_about(connection, seal, response.authority, response.young_person)
            raised = {each.question for each in known if each.invitation == response.invitation}
            for question in codings.keys() - raised:
                if answers[question].share is not Share.IRO and _is_alarming(codings[question]):
                    self._raise(connection, seal, response, question)

    def _raise(self, connection: Connection, seal: Seal, response: SentResponse, question: str) -> None:
        concern = Concern(
            young_person=response.young_person,
            authority=response.authority,
            invitation=response.invitation,
            question=question,
            urgency=Urgency.WORKING_DAY,
            raised_at=self._clock(),
            asked_today=AskedToday.UNASKED,
        )
        self._raising.raise_(connection, worker(response.authority), seal, concern)


def comments_of(instrument: Instrument, answers: Mapping[str, Answer]) -> dict[str, tuple[str, str]]:
    """The words to be coded and what they answer, by question; text that asks for names is none of them."""
    return {
        question.name: (answers[question.name].words, question.measure or question.name)
        for question in instrument.questions
        if question.type is QuestionType.TEXT
        and not question.identifier
        and question.name in answers
        and answers[question.name].is_answered
    }


def _is_alarming(coding: Coding) -> bool:
    """Whether it speaks of safety otherwise than well; rather once too often, since nobody else reads it."""
    return any(
        mention.theme == SAFETY and mention.feeling is not Feeling.GOING_WELL for mention in coding.mentions
    )
