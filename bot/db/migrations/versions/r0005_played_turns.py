"""The results of turns, so that one played again after a crash changes nothing more."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "played_turns",
        sa.Column("mailbox", sa.String(length=200), nullable=False),
        sa.Column("turn", sa.String(length=64), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", name=op.f("pk_played_turns")),
    )
