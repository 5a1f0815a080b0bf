"""Spreadsheets on their way to a chat."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "spreadsheets",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["reseller_id"], ["resellers.id"], name=op.f("fk_spreadsheets_reseller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spreadsheets")),
    )
    op.create_index(op.f("ix_spreadsheets_made_at"), "spreadsheets", ["made_at"])
