"""The standing link: where it leads today, and a new message whenever somebody wants to send one."""

from datetime import datetime, timedelta

from viewpoint.domain.invitation import Invitation, InvitationState
from viewpoint.domain.people import InvitationId
from viewpoint.storage.database import Connection
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import add_invitations, find_invitation, save_state
from viewpoint.storage.parts import children_of, first_to_show, sent_since

A_DAY = timedelta(days=1)
MOST_A_DAY = 8
"""So that a phone in other hands, or a finger that will not stop, does not bury what matters."""


def message_behind(connection: Connection, standing: Invitation, now: datetime) -> Invitation:
    """The message that a standing link opens: the one begun, else the last one sent, else a new one."""
    begun = next((each for each in children_of(connection, standing) if each.is_open(now)), None)
    return begun or first_to_show(connection, standing) or new_message(connection, standing, now)


def new_message(connection: Connection, standing: Invitation, now: datetime) -> Invitation:
    """A message to be written, by the questions and the profile of the standing link."""
    message = Invitation(
        id=InvitationId(new_id()),
        authority=standing.authority,
        young_person=standing.young_person,
        round=None,
        review_on=None,
        state=InvitationState.OPENED,
        channel=standing.channel,
        language=standing.language,
        profile=standing.profile,
        forms=standing.forms,
        issued_at=now,
        opened_at=now,
        answers_until=standing.answers_until,
        kind=standing.kind,
        parent=standing.id,
    )
    add_invitations(connection, [message])
    return message


def is_slowed(connection: Connection, standing: Invitation, now: datetime) -> bool:
    """Whether so many messages came today that the next one waits until tomorrow."""
    return sent_since(connection, standing, now - A_DAY) >= MOST_A_DAY


def revoke_messages(connection: Connection, standing: Invitation, now: datetime) -> None:
    """Close what was begun through a standing link that is taken back; what was sent stays sent."""
    for each in children_of(connection, standing):
        found = find_invitation(connection, each.authority, each.id)
        if found is not None and found.is_open(now):
            save_state(connection, found.revoke(now))
