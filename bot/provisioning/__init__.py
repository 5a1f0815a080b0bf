"""Telling the emitter what changes about customers: Standard Webhooks, out of the outbox."""
