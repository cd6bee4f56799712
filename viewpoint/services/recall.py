"""What a young person said last time, read once where their questions name it."""

from collections.abc import Collection

from viewpoint.domain.errors import NotFound
from viewpoint.domain.last_time import NOTHING_SAID, LastTime, Recalled, last_time
from viewpoint.domain.questionnaire import Instrument
from viewpoint.services.instruments import Instruments
from viewpoint.storage.database import Connection
from viewpoint.storage.responses import (
    EarlierResponse,
    answered_by_adults,
    earlier_responses,
    read_answers,
)
from viewpoint.storage.visits import OpenVisit


def recall(
    connection: Connection, instruments: Instruments, opened: OpenVisit, measures: Collection[str]
) -> tuple[LastTime, bool]:
    """What was answered last time of these measures, and whether all of it was sent behind the picture PIN.

    The newest response that was asked a measure counts for it; an answer that an adult gave is nobody's "last
    time you said". Costs nothing where no measure is named.
    """
    wanted, said, is_behind_pin = set(measures), dict[str, Recalled](), True
    for response in earlier_responses(connection, opened.visit.invitation) if wanted else ():
        instrument = _instrument(instruments, response)
        asked = wanted & {row.measure for row in instrument.questions} if instrument else set()
        if instrument and asked:
            adults = answered_by_adults(connection, response.id)
            answers = read_answers(connection, opened.seal, response.id)
            own = {name: answer for name, answer in answers.items() if name not in adults}
            found = last_time(instrument, own, asked).said
            said |= found
            is_behind_pin = is_behind_pin and (response.is_behind_pin or not found)
            wanted -= asked
    return (LastTime(said=said), is_behind_pin) if said else (NOTHING_SAID, False)


def _instrument(instruments: Instruments, response: EarlierResponse) -> Instrument | None:
    """What was asked then; None where that version no longer ships, as the IRO's page has it too."""
    try:
        return instruments.from_json(response.forms)
    except NotFound:
        return None
