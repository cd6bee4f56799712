"""The ids by which the log speaks of one young person: theirs, and of what they were asked and sent."""

from sqlalchemy import Connection, or_, select

from viewpoint.domain.people import AuthorityId
from viewpoint.storage.tables.invitations import Invitation
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Response


def ids_of(connection: Connection, authority: AuthorityId, wanted: str) -> list[str]:
    """By their id here or the council's number for them; none where there is nobody such."""
    who = select(YoungPerson.id).where(
        YoungPerson.authority_id == authority, or_(YoungPerson.id == wanted, YoungPerson.child_ref == wanted)
    )
    found = list(connection.execute(who).scalars())
    asked = select(Invitation.id).where(Invitation.young_person_id.in_(found))
    sent = select(Response.id).where(Response.young_person_id.in_(found))
    return [*found, *connection.execute(asked).scalars(), *connection.execute(sent).scalars()]
