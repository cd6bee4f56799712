"""Seals a closed round: from its responses to a release in which no child can be found."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.disclosure import Codeframe, seal
from viewpoint.domain.errors import ViewpointError
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import Gender, ResponseId, RoundId
from viewpoint.domain.permissions import Action, require, worker
from viewpoint.domain.questionnaire import Instrument, QuestionType
from viewpoint.domain.release_policy import Measure, ReleasePolicy, mode_for
from viewpoint.domain.response import Answer
from viewpoint.domain.returns import Invited, Return, values_of
from viewpoint.domain.rounds import Round, RoundState
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.sharing import Use, used_for
from viewpoint.services.count_anonymous import count_anonymous
from viewpoint.services.instruments import Instruments
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.invitations import InvitedRow, invited_between
from viewpoint.storage.people import looked_after_count
from viewpoint.storage.releases import write_release
from viewpoint.storage.responses import answered_by_adults, read_answers, responses_in_round
from viewpoint.storage.rounds import find_round, save_round_state
from viewpoint.storage.sealing import Seal, Vault
from viewpoint.storage.themes import codings_of
from viewpoint.storage.work import Task, TaskKind, is_waiting

Draw = Callable[[int], int]


@dataclass(frozen=True, kw_only=True)
class Counting:
    """What is counted and how it is told: the reviewed policy and the codeframe in force."""

    policy: ReleasePolicy
    codeframe: Codeframe
    draw: Draw = secrets.randbelow


class NotYet(ViewpointError):
    """Some comments are not coded yet: the task is tried again a little later."""


class SealRelease:
    """The worker's hand for one round; a sealed one is left as it is."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        instruments: Instruments,
        counting: Counting,
        clock: Callable[[], datetime],
    ) -> None:
        """The numbers are drawn once, from a secure source, and never again."""
        self._database = database
        self._vault = vault
        self._audit = audit
        self._instruments = instruments
        self._counting = counting
        self._clock = clock

    def handle(self, task: Task) -> None:
        """Seal the round that a task names, in one transaction.

        Raises:
            NotYet: themes are still being looked for in what was sent.
        """
        viewer = worker(task.authority)
        require(viewer, Action.SEAL_RELEASE)
        with self._database.write() as connection:
            round_ = find_round(connection, task.authority, RoundId(task.subject))
            if round_ is None or round_.state is not RoundState.CLOSED:
                return
            if is_waiting(connection, task.authority, TaskKind.CODE_THEMES):
                raise NotYet(round_.id)
            policy, draw = self._counting.policy, self._counting.draw
            anonymous = count_anonymous(connection, policy, round_, draw)
            release = seal(
                round_id=round_.id,
                returns=[*self._returns(connection, round_, anonymous.senders), *anonymous.returns],
                invited=_invited(invited_between(connection, round_), anonymous.senders),
                policy=policy,
                mode=mode_for(looked_after_count(connection, round_.authority)),
                codeframe=self._counting.codeframe,
                draw=draw,
            )
            now = self._clock()
            write_release(connection, round_, release, now)
            save_round_state(connection, round_.seal(now))
            event = Event(action="release_sealed", object_type="round", object_id=round_.id)
            self._audit.append(connection, viewer, event)

    def _returns(self, connection: Connection, round_: Round, elsewhere: frozenset[str]) -> list[Return]:
        """One for each young person: their last views in the round; adults' answers are left out.

        With it goes what they put off then and sent in the same round. Whoever is counted `elsewhere`, by the
        anonymous lane, is not counted twice.

        Somebody who was erased since has no key any more, and counts no more.
        """
        sent = responses_in_round(connection, round_.authority, round_.id)
        views = (each for each in sent if each.kind is InvitationKind.VIEWS and each.is_their_own)
        last = _last_of_each([each for each in views if each.young_person not in elsewhere])
        put_off = (each for each in sent if each.kind is InvitationKind.SUPPLEMENT and each.is_their_own)
        later = {each.supplements: each for each in put_off}
        seals = self._vault.for_children(connection, round_.authority) if last else {}
        known = [each for each in last if each.young_person in seals]
        return [
            self._return(connection, seals[each.young_person], each, later.get(each.id)) for each in known
        ]

    def _return(
        self, connection: Connection, seal_: Seal, response: SentResponse, later: SentResponse | None
    ) -> Return:
        instrument = self._instruments.from_json(response.forms)
        parts = [response, later] if later else [response]
        own = [_own_answers(connection, seal_, each.id) for each in parts]
        answers = used_for(
            Use.COUNTING, instrument, {name: each for part in own for name, each in part.items()}
        )
        asked = _asked(instrument, self._counting.policy.measures)
        coded = [codings_of(connection, each.id) for each in parts]
        themes = frozenset(theme for part in coded for coding in part.values() for theme in coding.themes)
        return Return(
            young_person=response.young_person,
            placement=response.home_key,
            values=values_of(response.profile, Gender(response.gender)),
            answers={code: _said(answers.get(name)) for code, name in asked.items()},
            asked=frozenset(asked),
            themes=themes if _asks_for_words(instrument) else None,
        )


def _own_answers(connection: Connection, seal_: Seal, response: ResponseId) -> dict[str, Answer]:
    """What the young person answered; what an adult answered for them is as if nothing had been said."""
    adults = answered_by_adults(connection, response)
    answers = read_answers(connection, seal_, response)
    return {name: answer for name, answer in answers.items() if name not in adults}


def _last_of_each(responses: Sequence[SentResponse]) -> list[SentResponse]:
    """They come oldest first, so the last one written down is the last one sent."""
    return list({response.young_person: response for response in responses}.values())


def _asked(instrument: Instrument, measures: Sequence[Measure]) -> dict[str, str]:
    """The measures that this instrument asks of everybody, with their questions' names."""
    wanted = {measure.code for measure in measures}
    return {
        question.measure: question.name
        for question in instrument.questions
        if question.measure in wanted and question.relevant is None
    }


def _asks_for_words(instrument: Instrument) -> bool:
    return any(each.type is QuestionType.TEXT and not each.identifier for each in instrument.questions)


def _said(answer: Answer | None) -> str | None:
    """The code of an answer, a ladder's number as text; None where nothing was said."""
    if answer is None or not answer.is_answered:
        return None
    return str(answer.number) if answer.number is not None else answer.chosen[0]


def _invited(rows: Sequence[InvitedRow], elsewhere: frozenset[str]) -> list[Invited]:
    """Everybody asked; whoever sent anonymously is there by their row already."""
    return [
        Invited(
            young_person=row.young_person,
            placement=row.home_key,
            values=values_of(row.profile, Gender(row.gender)),
        )
        for row in rows
        if row.young_person not in elsewhere
    ]
