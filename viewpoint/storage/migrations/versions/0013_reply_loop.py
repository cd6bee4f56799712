"""Keep drafts and texts of replies, promises, reasons for closing without one, and people's translations."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID, CODE = sa.String(length=32), sa.String(length=40)


def upgrade() -> None:
    _make(
        "reply_draft",
        sa.Column("response_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        key=("response_id",),
        parents=("response", "account"),
    )
    _make(
        "reply_template",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        key=("id",),
        parents=("account",),
    )
    op.create_index(op.f("ix_reply_template_account_id"), "reply_template", ["account_id"])
    _make(
        "promise",
        sa.Column("reply_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("young_person_id", ID, nullable=False),
        sa.Column("by_on", sa.Date(), nullable=False),
        sa.Column("state", CODE, nullable=False),
        key=("reply_id", "number"),
        parents=("reply", "young_person"),
    )
    op.create_index("ix_promise_young_person_id_state", "promise", ["young_person_id", "state"])
    _make(
        "closing",
        sa.Column("response_id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("how", CODE, nullable=False),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        key=("response_id",),
        parents=("response", "account"),
    )
    _make(
        "translation",
        sa.Column("response_id", ID, nullable=False),
        sa.Column("question", CODE, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        key=("response_id", "question"),
        parents=("response", "account"),
    )


def downgrade() -> None:
    for table in ("translation", "closing", "promise", "reply_template", "reply_draft"):
        op.drop_table(table)


def _make(table: str, *columns: sa.Column[object], key: tuple[str, ...], parents: tuple[str, ...]) -> None:
    """A table of the authority's, with its key and what each row hangs on."""
    op.create_table(
        table,
        *columns,
        sa.Column("authority_id", CODE, nullable=False),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint([f"{each}_id"], [f"{each}.id"], name=op.f(f"fk_{table}_{each}_id"))
            for each in ("authority", *parents)
        ),
    )
    op.create_index(op.f(f"ix_{table}_authority_id"), table, ["authority_id"])
