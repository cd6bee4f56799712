"""Issuing invitations: stored, their links queued, and logged, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from viewpoint.domain.council import Council
from viewpoint.domain.invitation import Channel, Invitation, InvitationKind, InvitationState
from viewpoint.domain.message import MessageKind
from viewpoint.domain.people import InvitationId, Profile, YoungPersonId
from viewpoint.domain.permissions import Viewer
from viewpoint.domain.words import ENGLISH
from viewpoint.services.instruments import instrument_json
from viewpoint.services.inviting import Inviting
from viewpoint.services.profiles import profile_of
from viewpoint.storage.candidates import Candidate
from viewpoint.storage.database import Connection
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import add_invitations
from viewpoint.storage.work import queue_tasks

FORMS: Mapping[InvitationKind, str] = {
    InvitationKind.LEAVING: "leaving_here",
    InvitationKind.ANY_TIME: "any_time",
    InvitationKind.OBSERVER: "what_i_saw",
    InvitationKind.PULSE: "pulse",
}
"""The questionnaire of each kind that is asked by name, not by profile."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Somebody to be asked, with what is known of them today."""

    young_person: YoungPersonId
    name: str = field(repr=False)
    channel: Channel
    language: str
    profile: Profile


def asking(parts: Inviting, council: Council, candidate: Candidate, on: date) -> Asking:
    """How somebody is asked, by what the roster says of them."""
    return Asking(
        young_person=candidate.young_person,
        name=candidate.name,
        channel=parts.channel(candidate.preferred, candidate.reachable),
        language=candidate.language if candidate.language in council.languages else ENGLISH,
        profile=profile_of(candidate, council.nation, on),
    )


def asked_by_name(
    parts: Inviting, viewer: Viewer, who: Asking, kind: InvitationKind, until: datetime
) -> Invitation:
    """An invitation to the questionnaire of a kind.

    Raises:
        NoQuestionnaireFits: it does not ship.
    """
    return Invitation(
        id=InvitationId(new_id()),
        authority=viewer.authority,
        young_person=who.young_person,
        round=None,
        review_on=None,
        state=InvitationState.ISSUED,
        channel=who.channel,
        language=who.language,
        profile=who.profile,
        forms=instrument_json(parts.instruments.alone(FORMS[kind])),
        issued_at=parts.clock(),
        answers_until=until,
        kind=kind,
    )


def issue(parts: Inviting, connection: Connection, viewer: Viewer, invited: Sequence[Invitation]) -> None:
    """Store them, queue their messages and log them.

    A letter has no task: it stays as issued until somebody prints it, which makes its link.
    """
    add_invitations(connection, invited)
    for each in invited:
        if each.kind is InvitationKind.PULSE:
            parts.vault.make_draft_key(connection, each)
    tasks = [
        parts.message_task(connection, each, MessageKind.INVITATION, f"invitation:{each.id}")
        for each in invited
        if each.channel is not Channel.LETTER
    ]
    queue_tasks(connection, tasks, parts.clock())
    for each in invited:
        parts.log(connection, viewer, "invitation_issued", each)
