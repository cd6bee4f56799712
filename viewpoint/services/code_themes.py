"""Codes the comments that were sent: themes, and the words that led to them."""

from collections.abc import Callable, Mapping

from viewpoint.domain.people import ResponseId
from viewpoint.domain.permissions import Action, require, worker
from viewpoint.domain.questionnaire import Instrument, QuestionType
from viewpoint.domain.response import Answer
from viewpoint.domain.sharing import Use, used_for
from viewpoint.domain.themes import Coding
from viewpoint.services.instruments import Instruments
from viewpoint.storage.database import Database
from viewpoint.storage.responses import answered_by_adults, find_response, read_answers
from viewpoint.storage.sealing import Vault
from viewpoint.storage.themes import save_codings
from viewpoint.storage.work import Task

Code = Callable[[str, str, str], Coding]
"""A comment, its language and what was asked, to what coding made of it."""


class CodeThemes:
    """The worker's hand for one response; doing it again gives the same."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        instruments: Instruments,
        code: Code,
        codeframe_version: int,
    ) -> None:
        """`code` is what analysis offers, handed in so that only the worker pays for loading it."""
        self._database = database
        self._vault = vault
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
