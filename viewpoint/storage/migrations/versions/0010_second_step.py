"""Keep the second step of a sign-in: apps, recovery codes, visits half open; everybody signs in anew."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("password_until", sa.DateTime(timezone=True), nullable=True))
    # These were begun with a password alone.
    op.execute("DELETE FROM staff_session")
    op.add_column(
        "staff_session",
        sa.Column("how", sa.String(length=40), server_default="password", nullable=False),
    )
    op.add_column(
        "staff_session", sa.Column("browser", sa.String(length=40), server_default="", nullable=False)
    )
    op.create_table(
        "staff_half_session",
        sa.Column("id_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_staff_half_session_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_staff_half_session_authority_id")
        ),
        sa.PrimaryKeyConstraint("id_sha256", name=op.f("pk_staff_half_session")),
    )
    op.create_index(op.f("ix_staff_half_session_account_id"), "staff_half_session", ["account_id"])
    op.create_index(op.f("ix_staff_half_session_authority_id"), "staff_half_session", ["authority_id"])
    op.create_table(
        "authenticator",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pending_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("pending_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_authenticator_account_id")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_authenticator_authority_id")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_authenticator")),
    )
    op.create_index(op.f("ix_authenticator_authority_id"), "authenticator", ["authority_id"])
    op.create_table(
        "recovery_code",
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_recovery_code_authority_id")
        ),
        sa.PrimaryKeyConstraint("mac", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_account_id"), "recovery_code", ["account_id"])
    op.create_index(op.f("ix_recovery_code_authority_id"), "recovery_code", ["authority_id"])


def downgrade() -> None:
    op.drop_table("recovery_code")
    op.drop_table("authenticator")
    op.drop_table("staff_half_session")
    op.drop_column("staff_session", "browser")
    op.drop_column("staff_session", "how")
    op.drop_column("account", "password_until")
