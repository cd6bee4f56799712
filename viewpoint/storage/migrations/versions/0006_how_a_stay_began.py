"""Keep how each placement began: a change of legal status alone ends no placement before it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placement", sa.Column("entry", sa.String(length=40), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("placement", "entry")
