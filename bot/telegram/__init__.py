"""The Telegram channel: update in, message out."""
