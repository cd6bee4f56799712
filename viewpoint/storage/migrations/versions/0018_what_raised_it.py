"""Keep what raised a concern: an answer, a button, or words that were found in one."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "concern", sa.Column("source", sa.String(length=40), server_default="answer", nullable=False)
    )
    op.execute(
        "UPDATE concern SET source = 'button' WHERE question IN ('i_want_to_talk', 'i_want_an_advocate')"
    )


def downgrade() -> None:
    op.drop_column("concern", "source")
