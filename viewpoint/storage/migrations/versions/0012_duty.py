"""Keep where each concern stands and every step taken with it; the unread clock; mail to staff."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NEVER_CHANGED = {"concern_step": ("UPDATE", "DELETE"), "concern": ("DELETE",), "concern_life": ("DELETE",)}


def upgrade() -> None:
    _lives()
    _steps()
    _staff_mail()
    op.add_column(
        "response", sa.Column("unread_told", sa.String(length=40), server_default="nobody", nullable=False)
    )
    op.create_index("ix_response_read_at_sent_at", "response", ["read_at", "sent_at"])
    _begin_lives()
    op.drop_column("concern", "seen_at")
    _refuse_changes()


def _lives() -> None:
    op.create_table(
        "concern_life",
        sa.Column("concern_id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("escalation", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_concern_life_concern_id")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_concern_life_authority_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_concern_life_owner_id")),
        sa.PrimaryKeyConstraint("concern_id", name=op.f("pk_concern_life")),
    )
    for column in ("authority_id", "state", "next_at"):
        op.create_index(op.f(f"ix_concern_life_{column}"), "concern_life", [column])


def _steps() -> None:
    op.create_table(
        "concern_step",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("concern_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_concern_step_authority_id")
        ),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_concern_step_concern_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_concern_step_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_step")),
    )
    op.create_index(op.f("ix_concern_step_authority_id"), "concern_step", ["authority_id"])
    op.create_index(op.f("ix_concern_step_concern_id"), "concern_step", ["concern_id"])


def _staff_mail() -> None:
    op.create_table(
        "staff_mail",
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_staff_mail_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", name=op.f("pk_staff_mail")),
    )
    op.create_table(
        "notice_declined",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("notice", sa.String(length=40), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_declined_account_id")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_notice_declined_authority_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "notice", name=op.f("pk_notice_declined")),
    )
    op.create_index(op.f("ix_notice_declined_authority_id"), "notice_declined", ["authority_id"])


def _begin_lives() -> None:
    """What an IRO has seen counts as taken up; the rest is due since it was raised, and nobody is woken."""
    op.execute(
        "INSERT INTO concern_life (concern_id, authority_id, route, state, escalation, due_at) "
        "SELECT id, authority_id, CASE question WHEN 'i_want_an_advocate' THEN 'advocate' ELSE 'usual' END, "
        "CASE WHEN seen_at IS NULL THEN 'raised' ELSE 'acknowledged' END, 'nobody', raised_at FROM concern"
    )


def _refuse_changes() -> None:
    for table, acts in NEVER_CHANGED.items():
        if op.get_bind().dialect.name == "sqlite":
            for act in acts:
                op.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'this row is never changed'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_no_change BEFORE {' OR '.join(acts)} OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER concern_no_delete")
    else:
        op.execute("DROP TRIGGER concern_no_change ON concern")
    op.add_column("concern", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE concern SET seen_at = raised_at WHERE id IN "
        "(SELECT concern_id FROM concern_life WHERE state <> 'raised')"
    )
    op.drop_index("ix_response_read_at_sent_at", "response")
    op.drop_column("response", "unread_told")
    for table in ("notice_declined", "staff_mail", "concern_step", "concern_life"):
        op.drop_table(table)
