"""Customers' A1 certificates, and who asked for a one-time link."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table, and lets a one-time link say which chat is told what came of it."""
    op.create_table(
        "certificates",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=2), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("tax_id", sa.String(length=14), nullable=False),
        sa.Column("serial", sa.String(length=64), nullable=False),
        sa.Column("not_after", UtcDateTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.Column("fetched_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_certificates_customer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_certificates_customer_id")),
    )
    op.create_index("ix_certificates_not_after", "certificates", ["not_after"])
    op.add_column("one_time_links", sa.Column("asked_by_channel", sa.String(length=16), nullable=True))
    op.add_column("one_time_links", sa.Column("asked_by_account", sa.String(length=64), nullable=True))
