"""Young people, their homes and how to reach them, in and out of the database."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from viewpoint.domain.people import AuthorityId, YoungPersonId
from viewpoint.storage.tables.people import Placement, YoungPerson


@dataclass(frozen=True, kw_only=True)
class Home:
    """What disclosure control needs to know of where somebody lives, and no more."""

    home_key: str
    gender: str


def home_of(connection: Connection, authority: AuthorityId, young_person: YoungPersonId) -> Home:
    """Where they live now; somebody without a placement counts as a home of their own."""
    query = (
        select(YoungPerson.gender, Placement.home_key)
        .outerjoin(Placement, (Placement.young_person_id == YoungPerson.id) & (Placement.ended_on.is_(None)))
        .where(YoungPerson.id == young_person, YoungPerson.authority_id == authority)
        .order_by(Placement.began_on.desc())
        .limit(1)
    )
    row = connection.execute(query).one()
    return Home(home_key=row.home_key or young_person, gender=row.gender)
