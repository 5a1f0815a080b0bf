"""The list of customers: its indexes and search words, corrections, suspension, registration by invite."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.adapters.customers_words import FIND_BY, head_of, words_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
# Compared byte by byte on both databases: a beginning is then a range of the index.
WORD = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
HEAD = sa.String(length=6).with_variant(sa.String(length=6, collation="C"), "postgresql")


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
    op.create_index("ix_customers_newest", "customers", ["reseller_id", *newest, "trial_ends_at"])
    op.create_index("ix_customers_environment", "customers", ["reseller_id", "environment", *newest])
    op.create_index("ix_customers_trial_ends_at", "customers", ["reseller_id", "trial_ends_at", "id"])
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
        sa.Column("head", HEAD, nullable=False),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.Column("registered_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_customer_words_customer_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer_id", "word", name="pk_customer_words"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_customer_words_newest",
        "customer_words",
        ["reseller_id", "head", "registered_at", "customer_id", "word"],
    )


def _find_who_is_there() -> None:
    """Gives the customers there are their search words, by the rules of the day."""
    columns = ("id", "reseller_id", "phone", *FIND_BY)
    time = sa.column("registered_at", TIME)
    asked: list[sa.ColumnClause[Any]] = [*(sa.column(name) for name in columns), time]
    names = ("customer_id", "word", "head", "reseller_id")
    words = sa.table("customer_words", *(sa.column(name) for name in names), sa.column("registered_at", TIME))
    for customer in op.get_bind().execute(sa.select(*asked).select_from(sa.table("customers"))).all():
        own = (customer.id, customer.reseller_id, customer.registered_at)
        found_by = words_of([getattr(customer, name) for name in FIND_BY], customer.phone)
        op.bulk_insert(words, [_word(word, *own) for word in sorted(found_by)])


def _word(word: str, customer_id: str, reseller_id: str, registered_at: datetime) -> dict[str, Any]:
    own = {"customer_id": customer_id, "reseller_id": reseller_id, "registered_at": registered_at}
    return {"word": word, "head": head_of(word), **own}
