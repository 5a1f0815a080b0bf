"""Plays transcripts: through the conversations alone, and through the whole program on Telegram."""
