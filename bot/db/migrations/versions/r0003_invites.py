"""Invites, who came by them, and whose registration is whose."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Brings the schema to this revision."""
    _invites()
    _what_opens_and_offers()
    _guests()


def _invites() -> None:
    op.create_table(
        "invites",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("reseller_id", sa.String(length=16), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=True),
        sa.Column("made_from", sa.String(length=64), nullable=False),
        sa.Column("category_id", sa.String(length=16), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("registered", sa.Integer(), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("revoked_at", TIME, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["reseller_id"], ["resellers.id"], name="fk_invites_reseller_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_invites_made_by"),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name="fk_invites_category_id"),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        sa.UniqueConstraint("made_from", name="uq_invites_made_from"),
    )
    op.create_index("ix_invites_reseller_id_created_at_id", "invites", ["reseller_id", "created_at", "id"])


def _what_opens_and_offers() -> None:
    op.create_table(
        "invite_plans",
        sa.Column("invite_id", sa.String(length=16), nullable=False),
        sa.Column("plan_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["invite_id"], ["invites.id"], name="fk_invite_plans_invite_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_invite_plans_plan_id"),
        sa.PrimaryKeyConstraint("invite_id", "plan_id", name="pk_invite_plans"),
    )
    op.create_table(
        "invite_tokens",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("invite_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["invite_id"], ["invites.id"], name="fk_invite_tokens_invite_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_invite_tokens"),
    )


def _guests() -> None:
    op.create_table(
        "guests",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("invite_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["invite_id"], ["invites.id"], name="fk_guests_invite_id"),
        sa.PrimaryKeyConstraint("channel", "account_id", name="pk_guests"),
    )
    op.create_table(
        "invite_visits",
        sa.Column("invite_id", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("consent", sa.String(length=20), nullable=False),
        sa.Column("consented_at", TIME, nullable=True),
        sa.Column("place_taken_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["invite_id"], ["invites.id"], name="fk_invite_visits_invite_id"),
        sa.PrimaryKeyConstraint("invite_id", "channel", "account_id", name="pk_invite_visits"),
    )
    op.create_table(
        "customer_accounts",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_customer_accounts_customer_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel", "account_id", name="pk_customer_accounts"),
    )
    op.create_index("ix_customer_accounts_customer_id", "customer_accounts", ["customer_id"])
