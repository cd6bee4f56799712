"""What was put off because somebody was there: a part that the same link opens later, for them alone."""

from datetime import datetime
from typing import Any

from viewpoint.domain.invitation import Invitation, InvitationKind, InvitationState
from viewpoint.domain.journey import Journey
from viewpoint.domain.people import InvitationId
from viewpoint.domain.questionnaire import CLOSING_NOTES, Instrument, Question
from viewpoint.storage.database import Connection
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import add_invitations


def put_off(connection: Connection, journey: Journey, sent: Invitation, now: datetime) -> None:
    """Keep open what was not asked while somebody was there, until the link closes; nothing where all was."""
    if not journey.put_off:
        return
    invitation = Invitation(
        id=InvitationId(new_id()),
        authority=sent.authority,
        young_person=sent.young_person,
        round=sent.round,
        review_on=sent.review_on,
        state=InvitationState.ISSUED,
        channel=sent.channel,
        language=sent.language,
        profile=sent.profile,
        forms=_forms(journey, sent),
        issued_at=now,
        answers_until=sent.answers_until,
        kind=InvitationKind.SUPPLEMENT,
        parent=sent.id,
        about_home=sent.about_home,
    )
    add_invitations(connection, [invitation])


def _forms(journey: Journey, sent: Invitation) -> dict[str, Any]:
    rows = (*_left(journey.instrument, journey), *journey.instrument.questions[-len(CLOSING_NOTES) :])
    return {"forms": sent.forms["forms"], "questions": [row.name for row in rows]}


def _left(instrument: Instrument, journey: Journey) -> list[Question]:
    """The rows just for them that were not answered, and what depends on these, in the order asked."""
    kept: dict[str, Question] = {}
    for row in instrument.questions[: -len(CLOSING_NOTES)]:
        depends = row.relevant is not None and bool(row.relevant.names & kept.keys())
        if (row.sensitive or depends) and row.name not in journey.answers:
            kept[row.name] = row
    return list(kept.values())
