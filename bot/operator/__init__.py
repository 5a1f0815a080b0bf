"""What the operator does with the database from the command line; each part in its own file."""

from bot.operator.customers_export import csv_cell, export_customers
from bot.operator.demo import add_demo
from bot.operator.invites import UnknownPlan, add_invite
from bot.operator.plans_file import PlansFileError
from bot.operator.plans_import import PlansImported, import_plans
from bot.operator.resellers import (
    UnknownReseller,
    add_reseller,
    list_resellers,
    new_reseller_token,
    open_reseller_token,
)

__all__ = [
    "PlansFileError",
    "PlansImported",
    "UnknownPlan",
    "UnknownReseller",
    "add_demo",
    "add_invite",
    "add_reseller",
    "csv_cell",
    "export_customers",
    "import_plans",
    "list_resellers",
    "new_reseller_token",
    "open_reseller_token",
]
