"""Texts that replies begin from, sealed under the authority's key: they belong to no young person."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, or_, select

from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.reply_template import ReplyTemplate, TemplateText
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.loop import ReplyTemplate as Row
from viewpoint.storage.upsert import upsert


def save_template(
    connection: Connection, seal: Seal, authority: AuthorityId, template: ReplyTemplate, at: datetime
) -> None:
    """Keep a new text, or a changed one."""
    row = {
        "id": template.id,
        "authority_id": authority,
        "account_id": template.account,
        "words_sealed": seal.close(_place(template.id), template.text.to_json()),
        "saved_at": at,
    }
    upsert(connection, Row, row, key=("id",), update=("account_id", "words_sealed", "saved_at"))


# Made once: putting a statement together costs more than running it.
_THEIRS = (
    select(Row.__table__)
    .where(
        Row.authority_id == bindparam("authority"),
        or_(Row.account_id.is_(None), Row.account_id == bindparam("account")),
    )
    .order_by(Row.id)
)


def templates_for(
    connection: Connection, seal: Seal, authority: AuthorityId, account: AccountId
) -> Sequence[ReplyTemplate]:
    """The council's texts and one's own."""
    asked = {"authority": authority, "account": account}
    return [
        ReplyTemplate(
            id=row.id,
            account=AccountId(row.account_id) if row.account_id else None,
            text=TemplateText.from_json(seal.open(_place(row.id), row.words_sealed)),
        )
        for row in connection.execute(_THEIRS, asked)
    ]


def drop_template(connection: Connection, authority: AuthorityId, template: str) -> None:
    """Delete a text."""
    connection.execute(delete(Row).where(Row.id == template, Row.authority_id == authority))


def _place(template: str) -> Place:
    return Place("reply_template", template, "words")
