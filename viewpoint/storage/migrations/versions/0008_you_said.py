"""Keep what a council says in public that young people said, and what it did."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_entry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("done", sa.String(length=40), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_public_entry_authority_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_public_entry_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_entry")),
    )
    op.create_index(op.f("ix_public_entry_authority_id"), "public_entry", ["authority_id"])
    op.create_table(
        "public_text",
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("you_said", sa.String(length=240), nullable=False),
        sa.Column("we_did", sa.String(length=480), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_public_text_authority_id")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["public_entry.id"], name=op.f("fk_public_text_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "language", name=op.f("pk_public_text")),
    )
    op.create_index(op.f("ix_public_text_authority_id"), "public_text", ["authority_id"])


def downgrade() -> None:
    op.drop_table("public_text")
    op.drop_table("public_entry")
