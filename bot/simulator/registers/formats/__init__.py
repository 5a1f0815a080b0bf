"""One company or place in the words of each service, with the keys that the real one sends.

Sources: the same as in `bot.adapters.sources`, one for one.
"""
