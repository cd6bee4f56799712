"""Keep which papers were printed and keyed, how a response came, and what was said aloud."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "response", sa.Column("medium", sa.String(length=40), server_default="online", nullable=False)
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("invitation_id", sa.String(length=32), nullable=False),
        sa.Column("code_mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("keyed_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_paper_authority_id")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_paper_invitation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["keyed_by"], ["account.id"], name=op.f("fk_paper_keyed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_paper_code_mac")),
    )
    op.create_index(op.f("ix_paper_authority_id"), "paper", ["authority_id"])
    op.create_index(op.f("ix_paper_invitation_id"), "paper", ["invitation_id"])
    op.create_table(
        "voice_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("invitation_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("response_id", sa.String(length=32), nullable=True),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("sound_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_in", sa.LargeBinary(length=32), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("share", sa.String(length=40), server_default="iro", nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_voice_answer_authority_id")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_voice_answer_invitation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_voice_answer_response_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_answer")),
        sa.UniqueConstraint("invitation_id", "question", name=op.f("uq_voice_answer_invitation_id_question")),
    )
    op.create_index(op.f("ix_voice_answer_authority_id"), "voice_answer", ["authority_id"])
    op.create_index(op.f("ix_voice_answer_response_id"), "voice_answer", ["response_id"])


def downgrade() -> None:
    op.drop_table("voice_answer")
    op.drop_table("paper")
    op.drop_column("response", "medium")
