"""Who was reminded of what, who wants no reminders, and whose registration lies unfinished."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "reminders",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "account_id", "kind", "subject", name=op.f("pk_reminders")),
    )
    op.create_index(
        "ix_reminders_channel_account_id_on_day", "reminders", ["channel", "account_id", "on_day"]
    )
    op.create_table(
        "reminder_refusals",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("channel", "account_id", name=op.f("pk_reminder_refusals")),
    )
    op.create_table(
        "unfinished_registrations",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("draft", sa.String(length=16), nullable=False),
        sa.Column("touched_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "account_id", name=op.f("pk_unfinished_registrations")),
    )
    op.create_index(
        op.f("ix_unfinished_registrations_touched_at"), "unfinished_registrations", ["touched_at"]
    )
