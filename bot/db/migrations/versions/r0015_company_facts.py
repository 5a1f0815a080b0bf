"""When a customer's company was opened, its main activity, and what it is by law."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LENGTHS = {"opened": 10, "activity": 7, "legal_nature": 100}


def upgrade() -> None:
    """Adds the columns, empty for those who are registered already."""
    for name, length in LENGTHS.items():
        op.add_column(
            "customers", sa.Column(name, sa.String(length=length), nullable=False, server_default="")
        )
