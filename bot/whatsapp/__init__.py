"""WhatsApp, through Meta's Cloud API."""

CHANNEL = "whatsapp"

MORE = ".more:"
"""Before the number of the page that a long list's last row leads to."""

OWN_NUMBER = ".own"
"""The choice that answers with the number the person writes from."""
