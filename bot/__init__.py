"""The program around the conversations: channels, storage, lookups, pages, command line."""
