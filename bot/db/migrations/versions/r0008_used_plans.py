"""Whether somebody has a plan, asked before it is deleted."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the indexes."""
    op.create_index(op.f("ix_customer_plans_plan_id"), "customer_plans", ["plan_id"])
    op.create_index(op.f("ix_invite_plans_plan_id"), "invite_plans", ["plan_id"])
