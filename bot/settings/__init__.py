"""The settings: what can be set from outside, how it is read, and what is said where it is wrong."""

from bot.settings.fields import LOOKUPS, TELEGRAM, WHATSAPP, LookupSetting, Settings
from bot.settings.loading import likely_typos, load_settings
from bot.settings.problems import WrongSettings
from bot.settings.roles import Role

__all__ = [
    "LOOKUPS",
    "TELEGRAM",
    "WHATSAPP",
    "LookupSetting",
    "Role",
    "Settings",
    "WrongSettings",
    "likely_typos",
    "load_settings",
]
