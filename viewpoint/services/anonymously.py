"""Sending in the anonymous lane: the answers become a row that nothing ties to whoever gave them."""

from collections.abc import Mapping, Sequence

from viewpoint.domain.anonymous import AnonymousReturn, coarsened
from viewpoint.domain.errors import VisitEnded
from viewpoint.domain.expression import UNANSWERED
from viewpoint.domain.invitation import Invitation
from viewpoint.domain.journey import Journey, WhoIsHere
from viewpoint.domain.people import Gender
from viewpoint.domain.questionnaire import QuestionType
from viewpoint.domain.release_policy import ReleasePolicy
from viewpoint.domain.response import answer_value
from viewpoint.domain.returns import values_of
from viewpoint.domain.rounds import RoundState
from viewpoint.domain.sharing import Use, used_for
from viewpoint.storage.anonymous import add_shuffled, note_kept
from viewpoint.storage.database import Connection
from viewpoint.storage.ids import new_id
from viewpoint.storage.people import home_of
from viewpoint.storage.rounds import find_round

NEVER_TOLD = frozenset({QuestionType.NOTE, QuestionType.TEXT})
"""Words would tell whose they are."""


def keep_anonymously(
    connection: Connection, policy: ReleasePolicy, journey: Journey, sent: Invitation
) -> None:
    """Store what was answered under a random id, with the breakdowns' groups and the round, and no more.

    An adult's answers are never mixed into young people's: what somebody answered for them is left out, and
    a return with nothing else in it is not kept.

    Raises:
        VisitEnded: the round was closed meanwhile.
    """
    round_ = find_round(connection, sent.authority, sent.round) if sent.round else None
    if round_ is None or round_.state is not RoundState.OPEN:
        raise VisitEnded
    if journey.company is WhoIsHere.PROXY:
        return
    home = home_of(connection, sent.authority, sent.young_person)
    groups = coarsened(values_of(sent.profile, Gender(home.gender)), policy.breakdowns)
    add_shuffled(connection, round_, AnonymousReturn(id=new_id(), groups=groups, answers=_answers(journey)))
    note_kept(connection, sent, home.home_key)


def _answers(journey: Journey) -> Mapping[str, str | None]:
    """By measure: what was asked of everybody, None where they said nothing themselves."""
    asked = (each for each in journey.instrument.questions if each.relevant is None and each.measure)
    return {each.measure: _code(journey, each.name) for each in asked if each.type not in NEVER_TOLD}


def _code(journey: Journey, name: str) -> str | None:
    if name in journey.given_by_adults:
        return None
    counted = used_for(Use.COUNTING, journey.instrument, journey.answers)
    value = answer_value(journey.instrument.by_name[name], counted.get(name))
    if value == UNANSWERED:
        return None
    return str(value[0]) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
