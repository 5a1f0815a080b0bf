"""WhatsApp, through Meta's Cloud API."""

from conversations.prompt import MORE

__all__ = ["CHANNEL", "MORE", "OWN_NUMBER"]

CHANNEL = "whatsapp"

OWN_NUMBER = ".own"
"""The choice that answers with the number the person writes from."""
