"""Keep who stands in for whom, and what staff are told by e-mail."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cover",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("iro_id", sa.String(length=32), nullable=False),
        sa.Column("deputy_id", sa.String(length=32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_cover_authority_id")),
        sa.ForeignKeyConstraint(["iro_id"], ["account.id"], name=op.f("fk_cover_iro_id")),
        sa.ForeignKeyConstraint(["deputy_id"], ["account.id"], name=op.f("fk_cover_deputy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover")),
    )
    op.create_index(op.f("ix_cover_authority_id"), "cover", ["authority_id"])
    op.create_index(op.f("ix_cover_iro_id"), "cover", ["iro_id"])
    op.create_index(op.f("ix_cover_deputy_id"), "cover", ["deputy_id"])
    op.create_table(
        "staff_notice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("notice", sa.String(length=40), nullable=False),
        sa.Column("about_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_staff_notice_authority_id")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_staff_notice_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_staff_notice_key")),
    )
    op.create_index(op.f("ix_staff_notice_authority_id"), "staff_notice", ["authority_id"])
    op.create_index(op.f("ix_staff_notice_account_id"), "staff_notice", ["account_id"])
    op.create_index("ix_staff_notice_state_written_at", "staff_notice", ["state", "written_at"])


def downgrade() -> None:
    op.drop_table("staff_notice")
    op.drop_table("cover")
