"""Keep whom a council's directory means by an account."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_identity",
        sa.Column("tenant_id", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=40), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_directory_identity_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_directory_identity_authority_id")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "object_id", name=op.f("pk_directory_identity")),
        sa.UniqueConstraint("account_id", name=op.f("uq_directory_identity_account_id")),
    )
    op.create_index(op.f("ix_directory_identity_authority_id"), "directory_identity", ["authority_id"])


def downgrade() -> None:
    op.drop_table("directory_identity")
