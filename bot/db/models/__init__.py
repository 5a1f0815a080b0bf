"""The tables, one file a subject."""

from bot.db.models.base import Base
from bot.db.models.certificates import CertificateRow
from bot.db.models.contacts import AliasRow, ContactRow
from bot.db.models.customer_words import CustomerWordRow
from bot.db.models.customers import CustomerPlanRow, CustomerRow
from bot.db.models.deeds import DeedRow
from bot.db.models.first_access import FirstAccessRow, NumberingRow
from bot.db.models.guests import CustomerAccountRow, GuestRow, VisitRow
from bot.db.models.invites import InvitePlanRow, InviteRow, InviteTokenRow
from bot.db.models.logos import LogoRow
from bot.db.models.one_time_links import OneTimeLinkRow
from bot.db.models.outbox import OutboxRow
from bot.db.models.plans import CategoryRow, PlanRow
from bot.db.models.played_turns import PlayedTurnRow
from bot.db.models.ratings import RatingRow
from bot.db.models.reminders import RefusalRow, ReminderRow, UnfinishedRow
from bot.db.models.resellers import AccountRow, PersonRow, ResellerRow, ResellerTokenRow
from bot.db.models.spreadsheets import SpreadsheetRow

__all__ = [
    "AccountRow",
    "AliasRow",
    "Base",
    "CategoryRow",
    "CertificateRow",
    "ContactRow",
    "CustomerAccountRow",
    "CustomerPlanRow",
    "CustomerRow",
    "CustomerWordRow",
    "DeedRow",
    "FirstAccessRow",
    "GuestRow",
    "InvitePlanRow",
    "InviteRow",
    "InviteTokenRow",
    "LogoRow",
    "NumberingRow",
    "OneTimeLinkRow",
    "OutboxRow",
    "PersonRow",
    "PlanRow",
    "PlayedTurnRow",
    "RatingRow",
    "RefusalRow",
    "ReminderRow",
    "ResellerRow",
    "ResellerTokenRow",
    "SpreadsheetRow",
    "UnfinishedRow",
    "VisitRow",
]
