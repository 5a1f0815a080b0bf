"""The other side of the bots: a Bot API, and the people who write to them. A process of its own."""
