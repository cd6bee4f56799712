"""Placements that have ended, and whether they were asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from viewpoint.domain.people import AuthorityId, YoungPersonId
from viewpoint.domain.placements import TEMPORARY, Entry
from viewpoint.storage.tables.invitations import Invitation
from viewpoint.storage.tables.people import Placement


@dataclass(frozen=True, kw_only=True)
class EndedStay:
    """A placement that has ended; codes as they are stored."""

    id: str
    young_person: YoungPersonId
    began_on: date
    ended_on: date
    placement_type: str
    area: str
    distance: str
    home_key: str
    is_asked: bool


def ended_stays(connection: Connection, authority: AuthorityId, since: date) -> Sequence[EndedStay]:
    """Every placement that ended on a day or later, the last to end last.

    A change of legal status alone ends no placement, nor does one that goes on with the same carers; a few
    days in hospital or on holiday were none.
    """
    asked = select(Invitation.id).where(Invitation.about_stay == Placement.id).exists()
    after = aliased(Placement)
    goes_on = (
        select(after.id)
        .where(
            after.young_person_id == Placement.young_person_id,
            after.began_on == Placement.ended_on,
            after.entry.in_([Entry.SAME_CARER.value, Entry.STATUS_ONLY.value]),
        )
        .exists()
    )
    query = (
        select(Placement.__table__, asked.label("is_asked"))
        .where(
            Placement.authority_id == authority,
            Placement.ended_on >= since,
            Placement.place_code.not_in(TEMPORARY),
            ~goes_on,
        )
        .order_by(Placement.ended_on, Placement.began_on, Placement.id)
    )
    return [
        EndedStay(
            id=row["id"],
            young_person=YoungPersonId(row["young_person_id"]),
            began_on=row["began_on"],
            ended_on=row["ended_on"],
            placement_type=row["placement_type"],
            area=row["area"],
            distance=row["distance"],
            home_key=row["home_key"],
            is_asked=row["is_asked"],
        )
        for row in connection.execute(query).mappings()
    ]
