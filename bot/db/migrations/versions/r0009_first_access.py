"""The first access: its configuration, and how much is missing to issue."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.db.types import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PORTION = 1000
NOT_EXEMPT = ("AM", "BA", "CE", "GO", "MG", "MS", "MT", "PA", "PE", "RN", "SE", "SP")


def upgrade() -> None:
    """Makes the tables, and looks at who is there."""
    op.create_table(
        "first_access",
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("municipal_registration", sa.String(length=15), nullable=False),
        sa.Column("certificate_type", sa.String(length=2), nullable=False),
        sa.Column("configured_by", sa.String(length=16), nullable=True),
        sa.Column("configured_at", UtcDateTime(), nullable=False),
        *_of_customer("first_access"),
        sa.ForeignKeyConstraint(["configured_by"], ["persons.id"], name="fk_first_access_configured_by"),
        sa.PrimaryKeyConstraint("customer_id", name="pk_first_access"),
    )
    op.create_table(
        "numberings",
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("document", sa.String(length=5), nullable=False),
        sa.Column("environment", sa.String(length=11), nullable=False),
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        *_of_customer("numberings"),
        sa.PrimaryKeyConstraint("customer_id", "document", "environment", name="pk_numberings"),
    )
    op.add_column("customers", sa.Column("missing", sa.Integer(), nullable=False, server_default="1"))
    _count()
    _index("ix_customers_ready", "missing = 0 AND environment = 'homologacao'")
    _index("ix_customers_unready", "missing > 0")


def _of_customer(table: str) -> Iterable[sa.ForeignKeyConstraint]:
    key = f"fk_{table}_customer_id"
    yield sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=key, ondelete="CASCADE")


def _index(name: str, of: str) -> None:
    columns, where = ["reseller_id", "registered_at", "id"], sa.text(of)
    op.create_index(name, "customers", columns, sqlite_where=where, postgresql_where=where)


def _count() -> None:
    """Says of those who are there how much they lack, by the rules of the day, some at a time."""
    connection, last = op.get_bind(), ""
    names = ("id", "state", "state_registration", "tax_regime", "city_code", "password_hash", "must_change")
    customers = sa.table("customers", *(sa.column(name) for name in names), sa.column("missing", sa.Integer))
    plans = sa.table("customer_plans", sa.column("customer_id"), sa.column("documents", sa.JSON))
    change = sa.update(customers).where(customers.c.id == sa.bindparam("of"))
    change = change.values(missing=sa.bindparam("left"))
    while True:
        asked = sa.select(*(customers.c[name] for name in names)).where(customers.c.id > last)
        rows = connection.execute(asked.order_by(customers.c.id).limit(PORTION)).all()
        if not rows:
            return
        last, documents = rows[-1].id, dict[str, set[str]]()
        sold = sa.select(plans).where(plans.c.customer_id.between(rows[0].id, last))
        for plan in connection.execute(sold):
            documents.setdefault(plan.customer_id, set()).update(plan.documents)
        connection.execute(
            change, [{"of": r.id, "left": _lacks(r, documents.get(r.id, set()))} for r in rows]
        )


def _lacks(customer: sa.Row[Any], documents: set[str]) -> int:
    """Numbers and certificate nobody has yet."""
    exempt = customer.state_registration == "ISENTO"
    goods, transport = documents & {"NF-e", "NFC-e"}, documents & {"CT-e", "MDF-e"}
    lacks: Sequence[object] = (
        exempt and (goods or (transport and customer.state in NOT_EXEMPT)),
        "NFS-e" in documents,
        not customer.tax_regime,
        not customer.city_code,
        not customer.password_hash or customer.must_change,
    )
    return 2 + sum(map(bool, lacks))
