"""One-time links by which a person enters a customer's emitter."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lets a one-time link say which person it is for."""
    with op.batch_alter_table("one_time_links") as links:
        links.add_column(sa.Column("person_id", sa.String(length=16), nullable=True))
        links.create_foreign_key("fk_one_time_links_person_id", "persons", ["person_id"], ["id"])
