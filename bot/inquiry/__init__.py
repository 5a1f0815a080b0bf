"""Asks every source by hand, and shows what the bot makes of their answers."""

from bot.inquiry.choosing import Choice
from bot.inquiry.inquiring import Inquiry, inquire
from bot.inquiry.report import report
from bot.inquiry.said import Said, ask
from bot.inquiry.surroundings import asking_by_hand, with_simulator

__all__ = [
    "Choice",
    "Inquiry",
    "Said",
    "ask",
    "asking_by_hand",
    "inquire",
    "report",
    "with_simulator",
]
