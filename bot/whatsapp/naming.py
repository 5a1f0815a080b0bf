"""Names of messages that may stand where somebody else reads them.

Meta's own, the wamid, has the person's number in it, in base64. It is kept sealed, and only where it has to
be sent back; wherever a message is named, in Redis or in a log, it goes by a name of ours.
"""

from bot.sealing import Seal


def safe_name(seal: Seal, wamid: str) -> str:
    """What a message is called: always the same for one wamid, and nothing to whoever lacks the key."""
    return seal.digest(f"wamid\0{wamid}")[:32]
