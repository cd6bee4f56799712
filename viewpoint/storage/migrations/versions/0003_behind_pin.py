"""Note whether the picture PIN opens what was sent: only where whoever sent it had given it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "invitation", sa.Column("is_behind_pin", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("invitation", "is_behind_pin")
