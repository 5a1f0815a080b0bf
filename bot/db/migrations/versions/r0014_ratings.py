"""What customers say of how they were registered."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "ratings",
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("comment", sa.String(length=500), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_ratings_customer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["reseller_id"], ["resellers.id"], name=op.f("fk_ratings_reseller_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_ratings")),
    )
    op.create_index("ix_ratings_reseller_id_at", "ratings", ["reseller_id", "at"])
