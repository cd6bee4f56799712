"""Say what kind each invitation is and who was there for each answer; keep anonymous returns apart."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CODE, ID = sa.String(length=40), sa.String(length=32)


def upgrade() -> None:
    op.add_column("invitation", sa.Column("kind", CODE, server_default="views", nullable=False))
    op.add_column("invitation", sa.Column("parent_id", ID, nullable=True))
    op.add_column("invitation", sa.Column("about_stay", ID, nullable=True))
    op.add_column("invitation", sa.Column("about_home", CODE, nullable=True))
    op.create_index("ix_invitation_parent_id", "invitation", ["parent_id"])
    op.create_index("ix_invitation_about_stay", "invitation", ["about_stay"], unique=True)
    op.add_column("session", sa.Column("who_is_here", CODE, nullable=True))
    op.add_column("draft_answer", sa.Column("given_with", CODE, server_default="", nullable=False))
    op.add_column("answer", sa.Column("given_with", CODE, server_default="", nullable=False))
    op.add_column("response", sa.Column("kind", CODE, server_default="views", nullable=False))
    op.add_column("response", sa.Column("supplements_id", ID, nullable=True))
    op.create_index("ix_response_supplements_id", "response", ["supplements_id"])
    _carry_who_was_there()
    op.create_table(
        "draft_key",
        sa.Column("invitation_id", ID, nullable=False),
        sa.Column("authority_id", CODE, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_draft_key_authority_id"),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name="fk_draft_key_invitation_id"),
        sa.PrimaryKeyConstraint("invitation_id", name="pk_draft_key"),
    )
    op.create_index("ix_draft_key_authority_id", "draft_key", ["authority_id"])
    op.create_table(
        "anonymous_return",
        sa.Column("id", ID, nullable=False),
        sa.Column("authority_id", CODE, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name="fk_anonymous_return_authority_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_anonymous_return_round_id"),
        sa.PrimaryKeyConstraint("id", name="pk_anonymous_return"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("anonymous_return")
    op.drop_table("draft_key")
    op.drop_index("ix_response_supplements_id", "response")
    op.drop_column("response", "supplements_id")
    op.drop_column("response", "kind")
    op.drop_column("answer", "given_with")
    op.drop_column("draft_answer", "given_with")
    op.drop_column("session", "who_is_here")
    op.drop_index("ix_invitation_about_stay", "invitation")
    op.drop_index("ix_invitation_parent_id", "invitation")
    for column in ("about_home", "about_stay", "parent_id", "kind"):
        op.drop_column("invitation", column)


def _carry_who_was_there() -> None:
    """Until now it was said once for a whole response, and that holds for each of its answers."""
    op.execute(
        "UPDATE answer SET given_with = "
        "(SELECT who_is_here FROM response WHERE response.id = answer.response_id)"
    )
