"""The simulated WhatsApp: Meta's Cloud API, and the phones on the other side of it.

What follows opens nothing outside this process: it is what Meta's console would show for the bot's number.
"""

TOKEN = "EAASimulatorTokenForNobodysRealNumber"  # noqa: S105
APP_SECRET = "5e0d0c0ffee5e0d0c0ffee5e0d0c0ffe"  # noqa: S105
VERIFY_TOKEN = "simulator-verify-token"  # noqa: S105
PHONE_NUMBER_ID = "700000000000001"
BUSINESS_ACCOUNT_ID = "700000000000002"
APP_ID = "700000000000003"
NUMBER = "5511912345678"
"""The bot's number as links to it spell it: the country's code and the rest, digits alone."""
