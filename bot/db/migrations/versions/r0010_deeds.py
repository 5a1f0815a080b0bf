"""Who did what, and who made a colleague's link."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table and the column."""
    op.create_table(
        "deeds",
        sa.Column(
            "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=True),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["reseller_id"], ["resellers.id"], name=op.f("fk_deeds_reseller_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_deeds_person_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_deeds")),
    )
    op.create_index("ix_deeds_reseller_id_subject_number", "deeds", ["reseller_id", "subject", "number"])
    with op.batch_alter_table("reseller_tokens") as table:
        table.add_column(sa.Column("made_by", sa.String(length=16), nullable=True))
        table.create_foreign_key(op.f("fk_reseller_tokens_made_by"), "persons", ["made_by"], ["id"])
