"""The outside world on one page: Telegram, the public registers, and two phones."""
