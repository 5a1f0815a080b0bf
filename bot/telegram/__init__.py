"""The Telegram channel: update in, message out."""

import os

# The library asks us to say that we know its coming form of times, or warns at each RetryAfter.
# It reads no setting but this variable, and reads it each time.
os.environ.setdefault("PTB_TIMEDELTA", "true")
