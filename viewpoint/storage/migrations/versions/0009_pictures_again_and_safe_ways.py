"""Keep codes for choosing pictures anew, when that was done, and the safe ways to reach somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("young_person", sa.Column("pin_renewed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("session", sa.Column("code_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("concern", sa.Column("safe_ways_sealed", sa.LargeBinary(), nullable=True))
    op.create_table(
        "pin_code",
        sa.Column("young_person_id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("code_mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_pin_code_authority_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_pin_code_young_person_id")
        ),
        sa.PrimaryKeyConstraint("young_person_id", name=op.f("pk_pin_code")),
    )
    op.create_index(op.f("ix_pin_code_authority_id"), "pin_code", ["authority_id"])


def downgrade() -> None:
    op.drop_table("pin_code")
    op.drop_column("concern", "safe_ways_sealed")
    op.drop_column("session", "code_at")
    op.drop_column("young_person", "pin_renewed_at")
