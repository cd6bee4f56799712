"""Every table of the first release."""

import sqlalchemy as sa
from alembic import op

import viewpoint.storage.tables.base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "authority",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("created_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
    )
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_account_authority_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("authority_id", "email", name=op.f("uq_account_authority_id_email")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "audit_event",
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object_type", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=True),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_audit_event_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", "seq", name=op.f("pk_audit_event")),
    )
    op.create_table(
        "audit_head",
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_audit_head_authority_id")),
        sa.PrimaryKeyConstraint("authority_id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "authority_key",
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("ring_key", sa.String(length=40), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_authority_key_authority_id")
        ),
        sa.PrimaryKeyConstraint("authority_id", name=op.f("pk_authority_key")),
    )
    op.create_table(
        "roster_import",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("imported_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(length=40), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_roster_import_authority_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_import")),
    )
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_import_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "round",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("closed_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.Column("sealed_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_round_authority_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "task",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("run_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=32), nullable=True),
        sa.Column("leased_until", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_task_authority_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("key", name=op.f("uq_task_key")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index("ix_task_run_at_id", ["run_at", "id"], unique=False)

    op.create_table(
        "account_role",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_role_account_id")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_account_role_authority_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_account_role")),
    )
    with op.batch_alter_table("account_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_role_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("id_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("started_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.Column("seen_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_staff_session_account_id")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_staff_session_authority_id")
        ),
        sa.PrimaryKeyConstraint("id_sha256", name=op.f("pk_staff_session")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_session_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "upload",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("files_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_upload_account_id")),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_upload_authority_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_upload_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_upload_uploaded_at"), ["uploaded_at"], unique=False)

    op.create_table(
        "young_person",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("child_ref", sa.String(length=40), nullable=False),
        sa.Column("birth_month_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("gender", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("siblings", sa.String(length=40), nullable=False),
        sa.Column("communication", sa.JSON(), nullable=False),
        sa.Column("is_unaccompanied", sa.Boolean(), nullable=False),
        sa.Column("is_short_break", sa.Boolean(), nullable=False),
        sa.Column("iro_id", sa.String(length=32), nullable=True),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("pin_mac", sa.LargeBinary(), nullable=True),
        sa.Column("pin_set_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.Column("is_looked_after", sa.Boolean(), nullable=False),
        sa.Column("updated_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_young_person_authority_id")
        ),
        sa.ForeignKeyConstraint(["iro_id"], ["account.id"], name=op.f("fk_young_person_iro_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_young_person")),
        sa.UniqueConstraint("authority_id", "child_ref", name=op.f("uq_young_person_authority_id_child_ref")),
    )
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_young_person_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_young_person_iro_id"), ["iro_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_young_person_is_looked_after"), ["is_looked_after"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_young_person_next_review_on"), ["next_review_on"], unique=False)

    op.create_table(
        "child_key",
        sa.Column("young_person_id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_child_key_authority_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_child_key_young_person_id")
        ),
        sa.PrimaryKeyConstraint("young_person_id", name=op.f("pk_child_key")),
    )
    with op.batch_alter_table("child_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_key_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("young_person_id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_contact_authority_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_contact_young_person_id")
        ),
        sa.PrimaryKeyConstraint("young_person_id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("young_person_id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("issued_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.Column("opened_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.Column("sent_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.Column("reminded_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.Column("answers_until", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_invitation_authority_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_invitation_round_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_invitation_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_state"), ["state"], unique=False)
        batch_op.create_index(
            "ix_invitation_young_person_id_issued_at", ["young_person_id", "issued_at"], unique=False
        )

    op.create_table(
        "placement",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("young_person_id", sa.String(length=32), nullable=False),
        sa.Column("placement_type", sa.String(length=40), nullable=False),
        sa.Column("place_code", sa.String(length=40), nullable=False),
        sa.Column("provider_kind", sa.String(length=40), nullable=False),
        sa.Column("home_key", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("distance", sa.String(length=40), nullable=False),
        sa.Column("moves_in_year", sa.Integer(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_placement_authority_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_placement_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint(
            "young_person_id", "began_on", name=op.f("uq_placement_young_person_id_began_on")
        ),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_young_person_id"), ["young_person_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("young_person_id", sa.String(length=32), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("review_code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_review_authority_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_review_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("young_person_id", "held_on", name=op.f("uq_review_young_person_id_held_on")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_young_person_id"), ["young_person_id"], unique=False)

    op.create_table(
        "concern",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("young_person_id", sa.String(length=32), nullable=False),
        sa.Column("invitation_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("raised_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.Column("asked_today", sa.String(length=40), nullable=False),
        sa.Column("how_to_reach_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("seen_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_concern_authority_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_concern_invitation_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_concern_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("invitation_id", "question", name=op.f("uq_concern_invitation_id_question")),
    )
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_young_person_id"), ["young_person_id"], unique=False)

    op.create_table(
        "draft_answer",
        sa.Column("invitation_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("value_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_in", sa.LargeBinary(length=32), nullable=False),
        sa.Column("saved_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_draft_answer_authority_id")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_draft_answer_invitation_id")
        ),
        sa.PrimaryKeyConstraint("invitation_id", "question", name=op.f("pk_draft_answer")),
    )
    with op.batch_alter_table("draft_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_answer_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("handle_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("invitation_id", sa.String(length=32), nullable=False),
        sa.Column("code_mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("issued_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.Column("revoked_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_link_authority_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_link_invitation_id")),
        sa.PrimaryKeyConstraint("handle_sha256", name=op.f("pk_link")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_link_code_mac")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_invitation_id"), ["invitation_id"], unique=False)

    op.create_table(
        "response",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("young_person_id", sa.String(length=32), nullable=False),
        sa.Column("invitation_id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=True),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("who_is_here", sa.String(length=40), nullable=False),
        sa.Column("home_key", sa.String(length=40), nullable=False),
        sa.Column("gender", sa.String(length=40), nullable=False),
        sa.Column("sent_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.Column("read_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.Column("read_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_response_authority_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_response_invitation_id")),
        sa.ForeignKeyConstraint(["read_by"], ["account.id"], name=op.f("fk_response_read_by")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_response_round_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_person.id"], name=op.f("fk_response_young_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_response_invitation_id")),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            "ix_response_young_person_id_sent_at", ["young_person_id", "sent_at"], unique=False
        )

    op.create_table(
        "sent_message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("invitation_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("provider_id", sa.String(length=100), nullable=True),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_sent_message_authority_id")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_sent_message_invitation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_message")),
    )
    with op.batch_alter_table("sent_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sent_message_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sent_message_invitation_id"), ["invitation_id"], unique=False)

    op.create_table(
        "session",
        sa.Column("id_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("invitation_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("pin_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.Column("started_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.Column("seen_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_session_authority_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_session_invitation_id")),
        sa.PrimaryKeyConstraint("id_sha256", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_invitation_id"), ["invitation_id"], unique=False)

    op.create_table(
        "answer",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_answer_authority_id")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_answer_response_id")),
        sa.PrimaryKeyConstraint("response_id", "question", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "coding",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("coded", sa.JSON(), nullable=False),
        sa.Column("codeframe_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_coding_authority_id")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_coding_response_id")),
        sa.PrimaryKeyConstraint("response_id", "question", name=op.f("pk_coding")),
    )
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "reply",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.Column("seen_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reply_account_id")),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_reply_authority_id")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_reply_response_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reply_response_id"), ["response_id"], unique=False)

    op.create_table(
        "release",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("authority_id", sa.String(length=40), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("round_name", sa.String(length=40), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("policy_version", sa.String(length=40), nullable=False),
        sa.Column("codeframe_version", sa.String(length=40), nullable=False),
        sa.Column("sealed_at", viewpoint.storage.tables.base.Instant(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("authority_id", "round_id", name=op.f("uq_release_authority_id_round_id")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_authority_id"), ["authority_id"], unique=False)

    op.create_table(
        "release_cell",
        sa.Column("release_id", sa.String(length=32), nullable=False),
        sa.Column("table_place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_cell_release_id")),
        sa.PrimaryKeyConstraint("release_id", "table_place", "place", name=op.f("pk_release_cell")),
    )
    op.create_table(
        "release_rate",
        sa.Column("release_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("breakdown", sa.String(length=40), nullable=False),
        sa.Column("group_codes", sa.String(length=200), nullable=False),
        sa.Column("band", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_rate_release_id")),
        sa.PrimaryKeyConstraint("release_id", "place", name=op.f("pk_release_rate")),
    )
    op.create_table(
        "release_table",
        sa.Column("release_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("breakdown", sa.String(length=40), nullable=False),
        sa.Column("group_codes", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=True),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_table_release_id")),
        sa.PrimaryKeyConstraint("release_id", "place", name=op.f("pk_release_table")),
    )


def downgrade() -> None:
    op.drop_table("release_table")
    op.drop_table("release_rate")
    op.drop_table("release_cell")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_authority_id"))

    op.drop_table("release")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_response_id"))
        batch_op.drop_index(batch_op.f("ix_reply_authority_id"))

    op.drop_table("reply")
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coding_authority_id"))

    op.drop_table("coding")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_authority_id"))

    op.drop_table("answer")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_session_authority_id"))

    op.drop_table("session")
    with op.batch_alter_table("sent_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sent_message_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_sent_message_authority_id"))

    op.drop_table("sent_message")
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index("ix_response_young_person_id_sent_at")
        batch_op.drop_index(batch_op.f("ix_response_round_id"))
        batch_op.drop_index(batch_op.f("ix_response_authority_id"))

    op.drop_table("response")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_link_authority_id"))

    op.drop_table("link")
    with op.batch_alter_table("draft_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_answer_authority_id"))

    op.drop_table("draft_answer")
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_young_person_id"))
        batch_op.drop_index(batch_op.f("ix_concern_authority_id"))

    op.drop_table("concern")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_young_person_id"))
        batch_op.drop_index(batch_op.f("ix_review_authority_id"))

    op.drop_table("review")
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_young_person_id"))
        batch_op.drop_index(batch_op.f("ix_placement_authority_id"))

    op.drop_table("placement")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index("ix_invitation_young_person_id_issued_at")
        batch_op.drop_index(batch_op.f("ix_invitation_state"))
        batch_op.drop_index(batch_op.f("ix_invitation_round_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_authority_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_authority_id"))

    op.drop_table("contact")
    with op.batch_alter_table("child_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_child_key_authority_id"))

    op.drop_table("child_key")
    with op.batch_alter_table("young_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_young_person_next_review_on"))
        batch_op.drop_index(batch_op.f("ix_young_person_is_looked_after"))
        batch_op.drop_index(batch_op.f("ix_young_person_iro_id"))
        batch_op.drop_index(batch_op.f("ix_young_person_authority_id"))

    op.drop_table("young_person")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_uploaded_at"))
        batch_op.drop_index(batch_op.f("ix_upload_authority_id"))
        batch_op.drop_index(batch_op.f("ix_upload_account_id"))

    op.drop_table("upload")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_authority_id"))
        batch_op.drop_index(batch_op.f("ix_staff_session_account_id"))

    op.drop_table("staff_session")
    with op.batch_alter_table("account_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_role_authority_id"))

    op.drop_table("account_role")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index("ix_task_run_at_id")
        batch_op.drop_index(batch_op.f("ix_task_authority_id"))

    op.drop_table("task")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_authority_id"))

    op.drop_table("round")
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_import_authority_id"))

    op.drop_table("roster_import")
    op.drop_table("authority_key")
    op.drop_table("audit_head")
    op.drop_table("audit_event")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_authority_id"))

    op.drop_table("account")
    op.drop_table("throttle")
    op.drop_table("authority")
