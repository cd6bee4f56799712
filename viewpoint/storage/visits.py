"""Visits and drafts: the path that every page of a young person takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, delete, insert, select, update

from viewpoint.domain.invitation import Channel, Invitation, InvitationKind, InvitationState
from viewpoint.domain.journey import WHO
from viewpoint.domain.people import AuthorityId, InvitationId, Profile, RoundId, YoungPersonId
from viewpoint.domain.response import Answer
from viewpoint.domain.visit import Visit, pin_mark
from viewpoint.storage.sealing import Place, Seal, Vault
from viewpoint.storage.tables.accounts import Account
from viewpoint.storage.tables.invitations import DraftAnswer, Session
from viewpoint.storage.tables.invitations import Invitation as InvitationRow
from viewpoint.storage.tables.keys import ChildKey, DraftKey
from viewpoint.storage.tables.papers import VoiceAnswer
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.upsert import upsert


@dataclass(frozen=True, kw_only=True)
class SavedAnswer:
    """A draft answer and the mark of the visit, or of the picture PIN, that may see it."""

    answer: Answer
    saved_in: bytes
    saved_at: datetime
    given_with: str
    """Who was with them then, "" where they had not said."""


@dataclass(frozen=True, kw_only=True)
class OpenVisit:
    """A visit with the seal of its young person's words, and that of what is not sent yet."""

    visit: Visit
    seal: Seal
    draft_seal: Seal


WITHOUT_PIN = (InvitationKind.OBSERVER, InvitationKind.PULSE)
_OF_PIN: tuple[Any, ...] = (
    Session.pin_at,
    Session.code_at,
    YoungPerson.pin_set_at,
    YoungPerson.pin_renewed_at,
)
_VISIT = (
    select(
        Session.language.label("visit_language"),
        Session.started_at,
        Session.seen_at,
        Session.who_is_here,
        DraftKey.wrapped.label("draft_key"),
        ChildKey.wrapped,
        Account.name.label("reader_name"),
        *_OF_PIN,
        *InvitationRow.__table__.columns,
    )
    .select_from(Session)
    .join(InvitationRow, InvitationRow.id == Session.invitation_id)
    .join(YoungPerson, YoungPerson.id == InvitationRow.young_person_id)
    .join(ChildKey, ChildKey.young_person_id == InvitationRow.young_person_id)
    .outerjoin(DraftKey, DraftKey.invitation_id == InvitationRow.id)
    .outerjoin(Account, Account.id == YoungPerson.iro_id)
    .where(Session.id_sha256 == bindparam("key"))
)
_HELD_VISIT = _VISIT.with_for_update(of=InvitationRow, key_share=True)
_BEGIN = insert(Session)
_TOUCH = update(Session).where(Session.id_sha256 == bindparam("visit"))
_DROP_DRAFT = delete(DraftAnswer).where(DraftAnswer.invitation_id == bindparam("invitation"))
_DROP_DRAFT_SOUNDS = delete(VoiceAnswer).where(
    VoiceAnswer.invitation_id == bindparam("invitation"), VoiceAnswer.response_id.is_(None)
)
_DRAFT = select(
    DraftAnswer.question,
    DraftAnswer.value_sealed,
    DraftAnswer.saved_in,
    DraftAnswer.saved_at,
    DraftAnswer.given_with,
).where(DraftAnswer.invitation_id == bindparam("invitation"))


def begin_visit(
    connection: Connection, key: bytes, invitation: Invitation, language: str, at: datetime
) -> None:
    """Record a new visit; `key` is the SHA-256 of the cookie's secret."""
    row = {
        "id_sha256": key,
        "authority_id": invitation.authority,
        "invitation_id": invitation.id,
        "language": language,
        "pin_at": None,
        "started_at": at,
        "seen_at": at,
    }
    connection.execute(_BEGIN, row)


def find_visit(connection: Connection, vault: Vault, key: bytes) -> OpenVisit | None:
    """The visit with this key, or None."""
    return _visit(connection, vault, key, _VISIT)


def hold_visit(connection: Connection, vault: Vault, key: bytes) -> OpenVisit | None:
    """As `find_visit`; nobody else answers, sends or revokes its invitation before this transaction ends."""
    return _visit(connection, vault, key, _HELD_VISIT)


def _visit(connection: Connection, vault: Vault, key: bytes, query: Select[Any]) -> OpenVisit | None:
    row = connection.execute(query, {"key": key}).mappings().one_or_none()
    if row is None:
        return None
    invitation = invitation_from(row)
    seal = vault.unwrap_child(connection, invitation.authority, invitation.young_person, row["wrapped"])
    visit = Visit(
        key=key,
        invitation=invitation,
        language=row["visit_language"],
        pin_set_at=row["pin_set_at"],
        reader_name=row["reader_name"] or "",
        pin_at=row["pin_at"],
        started_at=row["started_at"],
        seen_at=row["seen_at"],
        who_is_here=row["who_is_here"] or "",
        code_at=row["code_at"],
        pin_renewed_at=row["pin_renewed_at"],
    )
    draft_key = row["draft_key"]
    draft_seal = vault.unwrap_draft(connection, invitation, draft_key) if draft_key else seal
    return OpenVisit(visit=visit, seal=seal, draft_seal=draft_seal)


def touch_visit(connection: Connection, key: bytes, **values: object) -> None:
    """Set columns of a visit: seen_at, language, who_is_here or code_at."""
    connection.execute(_TOUCH, {"visit": key, **values})


def note_pin(connection: Connection, visit: Visit, at: datetime) -> None:
    """Keep that the picture PIN was given in a visit, and put what was said in it behind that PIN."""
    touch_visit(connection, visit.key, pin_at=at)
    own = (DraftAnswer.invitation_id == visit.invitation.id, DraftAnswer.saved_in == visit.key)
    mark = pin_mark(visit.invitation.young_person)
    connection.execute(update(DraftAnswer).where(*own).values(saved_in=mark))
    said = (VoiceAnswer.invitation_id == visit.invitation.id, VoiceAnswer.saved_in == visit.key)
    connection.execute(update(VoiceAnswer).where(*said).values(saved_in=mark))


def forget_pin_elsewhere(connection: Connection, visit: Visit) -> None:
    """Other visits that gave the pictures before must give the new ones; a code typed in them is void too."""
    theirs = select(InvitationRow.id).where(InvitationRow.young_person_id == visit.invitation.young_person)
    others = update(Session).where(Session.invitation_id.in_(theirs), Session.id_sha256 != visit.key)
    connection.execute(others.values(pin_at=None, code_at=None))


def end_visit(connection: Connection, key: bytes) -> None:
    """Forget a visit; what was answered in it stays in the draft."""
    connection.execute(delete(Session).where(Session.id_sha256 == key))


def read_draft(connection: Connection, seal: Seal, invitation: InvitationId) -> dict[str, SavedAnswer]:
    """Every draft answer, by question name."""
    return {
        row.question: SavedAnswer(
            answer=Answer.from_json(seal.open(_place(invitation, row.question), row.value_sealed)),
            saved_in=row.saved_in,
            saved_at=row.saved_at,
            given_with=row.given_with,
        )
        for row in connection.execute(_DRAFT, {"invitation": invitation})
    }


def save_draft(
    connection: Connection, opened: OpenVisit, answers: Mapping[str, Answer], at: datetime
) -> None:
    """Save answers the moment they are given; the last one given to a question holds.

    Who is with them is kept with the visit: the next visit asks anew.
    """
    answers = dict(answers)
    if who := answers.pop(WHO, None):
        touch_visit(connection, opened.visit.key, who_is_here=who.chosen[0])
    if not answers:
        return
    visit = opened.visit
    saved = {
        question: SavedAnswer(answer=answer, saved_in=visit.mark, saved_at=at, given_with=visit.who_is_here)
        for question, answer in answers.items()
    }
    keep_draft(connection, opened.draft_seal, visit.invitation, saved)


def keep_draft(
    connection: Connection, seal: Seal, invitation: Invitation, saved: Mapping[str, SavedAnswer]
) -> None:
    """Put answers into a draft as they were given, with the marks of who may see them; at least one."""
    rows = [
        {
            "invitation_id": invitation.id,
            "question": question,
            "authority_id": invitation.authority,
            "value_sealed": seal.close(_place(invitation.id, question), each.answer.to_json()),
            "saved_in": each.saved_in,
            "saved_at": each.saved_at,
            "given_with": each.given_with,
        }
        for question, each in saved.items()
    ]
    upsert(
        connection,
        DraftAnswer,
        rows,
        key=("invitation_id", "question"),
        update=("value_sealed", "saved_in", "saved_at", "given_with"),
    )


def has_words_of_other_visits(connection: Connection, visit: Visit, at: datetime) -> bool:
    """Whether any unsent answer of this young person, who is with them aside, was given in another visit."""
    query = (
        select(DraftAnswer.question)
        .join(InvitationRow, InvitationRow.id == DraftAnswer.invitation_id)
        .where(
            InvitationRow.young_person_id == visit.invitation.young_person,
            InvitationRow.state == InvitationState.OPENED.value,
            InvitationRow.answers_until > at,
            DraftAnswer.saved_in != visit.key,
            InvitationRow.kind.not_in([kind.value for kind in WITHOUT_PIN]),
            DraftAnswer.question != WHO,
        )
        .limit(1)
    )
    return connection.execute(query).first() is not None


def drop_draft(connection: Connection, invitation: InvitationId) -> None:
    """Destroy a draft once its answers are in a response."""
    connection.execute(_DROP_DRAFT, {"invitation": invitation})
    connection.execute(_DROP_DRAFT_SOUNDS, {"invitation": invitation})


def invitation_from(row: Mapping[str, Any] | RowMapping) -> Invitation:
    """The domain's invitation from a row of its table."""
    return Invitation(
        id=InvitationId(row["id"]),
        authority=AuthorityId(row["authority_id"]),
        young_person=YoungPersonId(row["young_person_id"]),
        round=RoundId(row["round_id"]) if row["round_id"] else None,
        review_on=row["review_on"],
        state=InvitationState(row["state"]),
        channel=Channel(row["channel"]),
        language=row["language"],
        profile=Profile.from_json(row["profile"]),
        forms=row["forms"],
        issued_at=row["issued_at"],
        answers_until=row["answers_until"],
        opened_at=row["opened_at"],
        sent_at=row["sent_at"],
        reminded_at=row["reminded_at"],
        is_behind_pin=row["is_behind_pin"],
        kind=InvitationKind(row["kind"]),
        parent=InvitationId(row["parent_id"]) if row["parent_id"] else None,
        about_stay=row["about_stay"],
        about_home=row["about_home"],
        taken_back_at=row["taken_back_at"],
    )


def _place(invitation: InvitationId, question: str) -> Place:
    return Place("draft_answer", f"{invitation}:{question}", "value")
