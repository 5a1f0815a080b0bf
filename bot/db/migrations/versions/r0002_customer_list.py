"""The list of customers: its indexes and search words, corrections, suspension, registration by invite."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.adapters.customers_words import FIND_BY, words_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
# Compared byte by byte on both databases: a beginning is then a range of the index.
WORD = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")


def upgrade() -> None:
    """Brings the schema to this revision."""
    _customers()
    _what_hangs_on_a_customer()
    _words()
    _find_who_is_there()


def _customers() -> None:
    with op.batch_alter_table("customers") as table:
        table.alter_column("registered_by", existing_type=sa.String(length=16), nullable=True)
        table.add_column(sa.Column("invite_id", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("consent", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("updated_by", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("updated_at", TIME, nullable=True))
        table.add_column(sa.Column("suspended_at", TIME, nullable=True))
        table.create_foreign_key("fk_customers_updated_by", "persons", ["updated_by"], ["id"])
    newest = ["registered_at", "id"]
    op.create_index("ix_customers_reseller_id_registered_at_id", "customers", ["reseller_id", *newest])
    op.create_index(
        "ix_customers_reseller_id_environment_registered_at_id",
        "customers",
        ["reseller_id", "environment", *newest],
    )
    op.create_index("ix_customers_reseller_id_trial_ends_at", "customers", ["reseller_id", "trial_ends_at"])
    pending = sa.text("password_hash = ''")
    op.create_index(
        "ix_customers_password_pending",
        "customers",
        ["reseller_id", *newest],
        sqlite_where=pending,
        postgresql_where=pending,
    )


def _what_hangs_on_a_customer() -> None:
    """It goes with the customer, in the same statement: nothing can be hung on it in between."""
    for name in ("customer_plans", "one_time_links"):
        key = f"fk_{name}_customer_id"
        with op.batch_alter_table(name) as table:
            table.drop_constraint(key, type_="foreignkey")
            table.create_foreign_key(key, "customers", ["customer_id"], ["id"], ondelete="CASCADE")
    op.create_index("ix_one_time_links_customer_id", "one_time_links", ["customer_id"])


def _words() -> None:
    op.create_table(
        "customer_words",
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("word", WORD, nullable=False),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_customer_words_customer_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer_id", "word", name="pk_customer_words"),
    )
    op.create_index(
        "ix_customer_words_reseller_id_word_customer_id",
        "customer_words",
        ["reseller_id", "word", "customer_id"],
    )


def _find_who_is_there() -> None:
    """Gives the customers there are their search words, by the rules of the day."""
    columns = ("id", "reseller_id", "phone", *FIND_BY)
    query: sa.Select[Any] = sa.select(*(sa.column(name) for name in columns)).select_from(sa.table("customers"))
    words = sa.table("customer_words", *(sa.column(name) for name in ("customer_id", "reseller_id", "word")))
    for customer in op.get_bind().execute(query).all():
        found_by = words_of([getattr(customer, name) for name in FIND_BY], customer.phone)
        whose = {"customer_id": customer.id, "reseller_id": customer.reseller_id}
        op.bulk_insert(words, [{**whose, "word": word} for word in sorted(found_by)])
