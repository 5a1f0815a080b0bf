"""Resellers, plans, customers and one-time links."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Written out, not taken from bot.db.types: a migration stays what it was when the program moves on.
TIME = sa.DateTime(timezone=True)
MONEY = sa.Numeric(12, 2).with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Brings an empty database to the first schema."""
    _resellers()
    _plans()
    _customers()
    _sold_plans()
    _one_time_links()


def _resellers() -> None:
    op.create_table(
        "resellers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("support", sa.String(length=500), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_resellers"),
    )
    op.create_table(
        "persons",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["reseller_id"], ["resellers.id"], name="fk_persons_reseller_id"),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
    )
    op.create_table(
        "accounts",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_accounts_person_id"),
        sa.PrimaryKeyConstraint("channel", "account_id", name="pk_accounts"),
    )
    op.create_table(
        "reseller_tokens",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.Column("made_from", sa.String(length=32), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_by_channel", sa.String(length=16), nullable=True),
        sa.Column("used_by_account", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["reseller_id"], ["resellers.id"], name="fk_reseller_tokens_reseller_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_reseller_tokens"),
    )


def _plans() -> None:
    op.create_table(
        "categories",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reseller_id"], ["resellers.id"], name="fk_categories_reseller_id"),
        sa.PrimaryKeyConstraint("id", name="pk_categories"),
        sa.UniqueConstraint("reseller_id", "name", name="uq_categories_reseller_id_name"),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.Column("category_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("price", MONEY, nullable=False),
        sa.Column("trial_days", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name="fk_plans_category_id"),
        sa.ForeignKeyConstraint(["reseller_id"], ["resellers.id"], name="fk_plans_reseller_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
        sa.UniqueConstraint("reseller_id", "name", name="uq_plans_reseller_id_name"),
    )


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.Column("registered_by", sa.String(length=16), nullable=False),
        sa.Column("registered_at", TIME, nullable=False),
        sa.Column("environment", sa.String(length=11), nullable=False),
        sa.Column("trial_ends_at", TIME, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=16), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_by", sa.String(length=9), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("tax_id", sa.String(length=14), nullable=False),
        sa.Column("legal_name", sa.String(length=60), nullable=False),
        sa.Column("trade_name", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("tax_regime", sa.String(length=1), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("state_registration", sa.String(length=14), nullable=False),
        sa.Column("cep", sa.String(length=8), nullable=False),
        sa.Column("street", sa.String(length=60), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("complement", sa.String(length=60), nullable=False),
        sa.Column("district", sa.String(length=60), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("city_code", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(["registered_by"], ["persons.id"], name="fk_customers_registered_by"),
        sa.ForeignKeyConstraint(["reseller_id"], ["resellers.id"], name="fk_customers_reseller_id"),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("email", name="uq_customers_email"),
        sa.UniqueConstraint("key", name="uq_customers_key"),
        sa.UniqueConstraint(
            "reseller_id",
            "tax_id",
            "state_registration",
            name="uq_customers_reseller_id_tax_id_state_registration",
        ),
    )


def _sold_plans() -> None:
    op.create_table(
        "customer_plans",
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("plan_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("price", MONEY, nullable=False),
        sa.Column("trial_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_customer_plans_customer_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_customer_plans_plan_id"),
        sa.PrimaryKeyConstraint("customer_id", "plan_id", name="pk_customer_plans"),
    )


def _one_time_links() -> None:
    op.create_table(
        "one_time_links",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_one_time_links_customer_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_one_time_links"),
    )
