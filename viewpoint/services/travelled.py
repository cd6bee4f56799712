"""What a young person told themselves from response to response, as far as their IRO may see it."""

from collections.abc import Mapping, Sequence

from viewpoint.domain.distance import Told
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import ResponseId
from viewpoint.domain.response import Answer
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.sharing import Use, used_for
from viewpoint.services.instruments import Instruments
from viewpoint.storage.responses import Given

MOST = 8
"""Earlier responses that are laid beside one: two years of reviews and rounds."""
KINDS = frozenset({InvitationKind.VIEWS, InvitationKind.SUPPLEMENT})


def own_row(
    response: SentResponse, everything: Sequence[SentResponse], last_time: Sequence[SentResponse]
) -> list[SentResponse]:
    """This response and their own views before it, the newest first; empty where it is nobody's own views.

    One that nobody has opened is not among them, unless it stands beside as last time's: seen as a dot in a
    drawing it would count as read.
    """
    if not _counts(response):
        return []
    shown = {each.id for each in last_time}
    before = [each for each in everything if each.sent_at < response.sent_at and _counts(each)]
    return [response, *(each for each in before if each.read_at or each.id in shown)][: MOST + 1]


def told_in(
    instruments: Instruments, responses: Sequence[SentResponse], given: Mapping[ResponseId, Given]
) -> tuple[Told, ...]:
    """What was told in each of these, the oldest first; what was put off and told later is of the first."""
    told: dict[str, Told] = {}
    for each in sorted(responses, key=lambda each: each.sent_at):
        here = _told(instruments, each, given[each.id].own)
        whole = each.supplements if each.supplements in told else each.id
        told[str(whole)] = told[str(whole)].with_rest(here) if whole in told else here
    return tuple(told.values())


def _told(instruments: Instruments, response: SentResponse, answers: Mapping[str, Answer]) -> Told:
    instrument = instruments.from_json(response.forms)
    seen = used_for(Use.READING, instrument, answers)
    return Told(sent_at=response.sent_at, questions=instrument.questions, answers=seen)


def _counts(response: SentResponse) -> bool:
    return response.kind in KINDS and response.is_their_own
