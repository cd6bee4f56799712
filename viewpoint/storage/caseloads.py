"""Whole caseloads in one query, which touches their own rows only, each by an index."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, ScalarSelect, bindparam, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from viewpoint.domain.invitation import InvitationKind, InvitationState
from viewpoint.domain.people import AccountId, AuthorityId, ResponseId, YoungPersonId
from viewpoint.domain.promise import PromiseState
from viewpoint.domain.sent import Waiting
from viewpoint.storage.concerns import IS_WISH, waiting_concerns
from viewpoint.storage.people import contact_place
from viewpoint.storage.sealing import Vault
from viewpoint.storage.tables.invitations import Invitation
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.loop import Closing, Promise
from viewpoint.storage.tables.outside import OutsideOpening
from viewpoint.storage.tables.people import Contact, Placement, YoungPerson
from viewpoint.storage.tables.responses import Reply, Response


@dataclass(frozen=True, kw_only=True)
class CaseloadRow:
    """A young person of a caseload, by name, and the response of theirs that comes first."""

    young_person: YoungPersonId
    name: str = field(repr=False)
    iro: AccountId
    next_review_on: date | None
    placement_type: str
    area: str
    distance: str
    moved_on: date | None
    """When they came to where they live."""
    is_asked: bool
    """Whether they were asked for their views since an instant."""
    is_heard: bool
    """Whether they sent their views since another."""
    newest: Waiting | None
    """Their newest unread response, else their newest."""
    concerns: int
    """How many of them nobody has taken up, or their IRO or the viewer has."""
    wants_advocate: bool
    is_opened: bool
    """Whether somebody opened their things from outside since a third instant."""
    promised_by: date | None
    """The oldest day before today by which something was promised to them that is still to be done."""


def caseload_rows(
    connection: Connection,
    vault: Vault,
    authority: AuthorityId,
    iros: Collection[AccountId],
    *,
    viewer: AccountId,
    today: date,
    asked_since: datetime,
    heard_since: datetime,
    opened_since: datetime,
) -> list[CaseloadRow]:
    """Everybody whose IRO is one of these: looked after, or heard from about the place they left.

    Somebody whose key was destroyed is nobody's to read about.
    """
    given = {
        "authority": authority,
        "iros": list(iros),
        "viewer": viewer,
        "today": today,
        "asked_since": asked_since,
        "heard_since": heard_since,
        "opened_since": opened_since,
    }
    # Of somebody with two open homes the row with the newest, which comes last, is the one that counts.
    found = {row.id: row for row in map(_Found._make, connection.execute(_CASELOADS, given).all())}
    return [_row(connection, vault, authority, row) for row in found.values() if row.wrapped]


class _Found(NamedTuple):
    """The columns of the query, in its order: a row's own names cost ten times as much to look up."""

    id: str
    iro_id: str
    next_review_on: date | None
    name_sealed: bytes | None
    wrapped: bytes | None
    placement_type: str | None
    area: str | None
    distance: str | None
    began_on: date | None
    is_asked: bool
    is_heard: bool
    response_id: str | None
    sent_at: datetime
    read_at: datetime | None
    kind: str
    has_reply: bool
    is_closed: bool
    concerns: int
    wishes: int
    is_opened: bool
    promised_by: date | None


def _newest_of(response: type[Response], *which: Any) -> ScalarSelect[str]:
    return (
        select(response.id)
        .where(response.young_person_id == YoungPerson.id, *which)
        .order_by(response.sent_at.desc())
        .limit(1)
        .scalar_subquery()
    )


_UNREAD, _EVERY = aliased(Response), aliased(Response)
# Two looks into an index for each young person, instead of sorting all that everybody ever sent.
_FIRST = func.coalesce(_newest_of(_UNREAD, _UNREAD.read_at.is_(None)), _newest_of(_EVERY))
_IS_ASKED = exists().where(
    Invitation.young_person_id == YoungPerson.id,
    Invitation.issued_at >= bindparam("asked_since"),
    Invitation.kind == InvitationKind.VIEWS.value,
    Invitation.state != InvitationState.REVOKED.value,
)
_HEARD, _LEFT = aliased(Response), aliased(Response)
_IS_VIEWS = (Response.kind == InvitationKind.VIEWS.value) & (Response.sent_at >= bindparam("heard_since"))
# What comes first is mostly what is asked about, and then nothing more is looked up.
_IS_HEARD = case(
    (_IS_VIEWS, true()),
    else_=exists().where(
        _HEARD.young_person_id == YoungPerson.id,
        _HEARD.sent_at >= bindparam("heard_since"),
        _HEARD.kind == InvitationKind.VIEWS.value,
    ),
)
# Whoever has left care may still be asked about the place they left; somebody has to read it.
_HAS_SENT_ABOUT_LEAVING = exists().where(
    _LEFT.young_person_id == YoungPerson.id, _LEFT.kind == InvitationKind.LEAVING.value
)
# Looked up one by one: joined, a small council's whole tables would be read for a caseload.
_KEY = select(ChildKey.wrapped).where(ChildKey.young_person_id == YoungPerson.id).scalar_subquery()
_NAME = select(Contact.name_sealed).where(Contact.young_person_id == YoungPerson.id).scalar_subquery()
_LIVES_IN = (Placement.young_person_id == YoungPerson.id) & Placement.ended_on.is_(None)
_IS_OPENED = exists().where(
    OutsideOpening.young_person_id == YoungPerson.id, OutsideOpening.opened_at >= bindparam("opened_since")
)
_PROMISED_BY = (
    select(func.min(Promise.by_on))
    .where(
        Promise.young_person_id == YoungPerson.id,
        Promise.state == PromiseState.OPEN.value,
        Promise.by_on < bindparam("today"),
    )
    .scalar_subquery()
)
_CASELOADS = (
    select(
        YoungPerson.id,
        YoungPerson.iro_id,
        YoungPerson.next_review_on,
        _NAME.label("name_sealed"),
        _KEY.label("wrapped"),
        Placement.placement_type,
        Placement.area,
        Placement.distance,
        Placement.began_on,
        _IS_ASKED.label("is_asked"),
        _IS_HEARD.label("is_heard"),
        Response.id.label("response_id"),
        Response.sent_at,
        Response.read_at,
        Response.kind,
        exists().where(Reply.response_id == Response.id).label("has_reply"),
        exists().where(Closing.response_id == Response.id).label("is_closed"),
        waiting_concerns(~IS_WISH).label("concerns"),
        waiting_concerns(IS_WISH).label("wishes"),
        _IS_OPENED.label("is_opened"),
        _PROMISED_BY.label("promised_by"),
    )
    .select_from(YoungPerson)
    .outerjoin(Placement, _LIVES_IN)
    .outerjoin(Response, Response.id == _FIRST)
    .where(
        YoungPerson.authority_id == bindparam("authority"),
        YoungPerson.iro_id.in_(bindparam("iros", expanding=True)),
        or_(YoungPerson.is_looked_after, _HAS_SENT_ABOUT_LEAVING),
    )
    .order_by(Placement.began_on)
)
"""Made once: putting it together costs more than running it."""


def _row(connection: Connection, vault: Vault, authority: AuthorityId, row: _Found) -> CaseloadRow:
    young_person = YoungPersonId(row.id)
    seal = vault.unwrap_child(connection, authority, young_person, row.wrapped or b"")
    name = seal.open(contact_place(young_person, "name"), row.name_sealed) if row.name_sealed else ""
    return CaseloadRow(
        young_person=young_person,
        name=name,
        iro=AccountId(row.iro_id),
        next_review_on=row.next_review_on,
        placement_type=row.placement_type or "",
        area=row.area or "",
        distance=row.distance or "",
        moved_on=row.began_on,
        is_asked=row.is_asked,
        is_heard=row.is_heard,
        newest=_waiting(young_person, row.response_id, row) if row.response_id else None,
        concerns=row.concerns,
        wants_advocate=row.wishes > 0,
        is_opened=row.is_opened,
        promised_by=row.promised_by,
    )


def _waiting(young_person: YoungPersonId, response: str, row: _Found) -> Waiting:
    return Waiting(
        young_person=young_person,
        response=ResponseId(response),
        sent_at=row.sent_at,
        read_at=row.read_at,
        has_reply=row.has_reply,
        is_closed=row.is_closed,
        kind=InvitationKind(row.kind),
    )
