"""What a young person said, as far as their IRO may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from viewpoint.domain.concern import Concern
from viewpoint.domain.journey import WHO, WhoIsHere
from viewpoint.domain.questionnaire import Instrument, Question, Visibility
from viewpoint.domain.response import Answer
from viewpoint.domain.routing import pages
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.sharing import Use, used_for
from viewpoint.services.instruments import Instruments
from viewpoint.storage.database import Connection
from viewpoint.storage.responses import read_answers
from viewpoint.storage.sealing import Seal


@dataclass(frozen=True, kw_only=True)
class Said:
    """The answers of one response that the IRO may see, and what they were answers to.

    `kept_back` names the questions whose answers the young person kept from them: no page may tell even that
    they were asked. `alarming` are answers kept back that a concern rests on, as they were told beforehand.
    """

    response: SentResponse
    instrument: Instrument
    answers: Mapping[str, Answer]
    kept_back: frozenset[str] = frozenset()
    alarming: Mapping[str, Answer] = field(default_factory=dict)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """As `asked_questions`, worked out once."""
        return _asked(self)


def said(
    connection: Connection,
    instruments: Instruments,
    seal: Seal,
    response: SentResponse,
    concerns: Sequence[Concern],
) -> Said:
    """Open the answers of a response, those kept back from the IRO left out."""
    return said_of(instruments, response, read_answers(connection, seal, response.id), concerns)


def said_of(
    instruments: Instruments,
    response: SentResponse,
    everything: Mapping[str, Answer],
    concerns: Sequence[Concern],
) -> Said:
    """The answers of a response that were read already, those kept back from the IRO left out."""
    instrument = instruments.from_json(response.forms)
    answers = used_for(Use.READING, instrument, everything)
    raised = {each.question for each in concerns if each.invitation == response.invitation}
    kept_back = everything.keys() - answers.keys()
    return Said(
        response=response,
        instrument=instrument,
        answers=answers,
        kept_back=frozenset(kept_back),
        alarming={name: everything[name] for name in raised & kept_back},
    )


def asked_questions(said: Said) -> tuple[Question, ...]:
    """The questions on the path that they took, as far as the IRO may see it.

    What was kept back is not there at all, nor is a question passed over that only such an answer brought up.
    """
    return said.asked


def _asked(said: Said) -> tuple[Question, ...]:
    who = said.response.who_is_here or WhoIsHere.ALONE.value
    path = pages(said.instrument, {**said.response.profile.values(), WHO: who}, said.answers)
    given = {name for name, answer in said.answers.items() if answer.is_answered}
    on_path = {question.name for page in path for question in page.questions} | given
    return tuple(
        question
        for question in said.instrument.questions
        if question.asks
        and question.name in on_path - said.kept_back
        and question.visibility is not Visibility.TOTALS
    )
