"""Keep what was opened from outside a caseload and why, what was read then, and as what a reader read."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outside_opening",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("young_person_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("iro_id", sa.String(length=32), nullable=True),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_outside_opening_authority_id")
        ),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_outside_opening_young_person_id")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_outside_opening_account_id")),
        sa.ForeignKeyConstraint(["iro_id"], ["account.id"], name=op.f("fk_outside_opening_iro_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_opening")),
    )
    op.create_index(op.f("ix_outside_opening_authority_id"), "outside_opening", ["authority_id"])
    op.create_index(op.f("ix_outside_opening_account_id"), "outside_opening", ["account_id"])
    op.create_index(op.f("ix_outside_opening_iro_id"), "outside_opening", ["iro_id"])
    op.create_index(
        "ix_outside_opening_young_person_id_account_id", "outside_opening", ["young_person_id", "account_id"]
    )
    op.create_index(
        "ix_outside_opening_authority_id_opened_at", "outside_opening", ["authority_id", "opened_at"]
    )
    op.create_table(
        "outside_reading",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("opening_id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_outside_reading_response_id")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["outside_opening.id"], name=op.f("fk_outside_reading_opening_id")
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_outside_reading_authority_id")
        ),
        sa.PrimaryKeyConstraint("response_id", "opening_id", name=op.f("pk_outside_reading")),
    )
    op.create_index(op.f("ix_outside_reading_authority_id"), "outside_reading", ["authority_id"])
    op.add_column(
        "response", sa.Column("read_as", sa.String(length=40), server_default="own", nullable=False)
    )
    op.create_index("ix_audit_event_authority_id_at", "audit_event", ["authority_id", "at"])
    is_unread = sa.text("read_at IS NULL")
    op.create_index(
        "ix_response_unread",
        "response",
        ["young_person_id", "sent_at"],
        postgresql_where=is_unread,
        sqlite_where=is_unread,
    )


def downgrade() -> None:
    op.drop_index("ix_response_unread", "response")
    op.drop_index("ix_audit_event_authority_id_at", "audit_event")
    op.drop_column("response", "read_as")
    op.drop_table("outside_reading")
    op.drop_table("outside_opening")
