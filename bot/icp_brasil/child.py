"""The process that opens one file and ends: `python -m bot.icp_brasil.child`, see `apart`.

A line of JSON comes in and one goes out, both by pipes: a password among arguments could be read by others.
"""

import base64
import json
import sys
from datetime import datetime
from typing import Any

from bot.icp_brasil.judging import accepted
from bot.icp_brasil.refusal import Refused


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """What is said to one file."""
    try:
        found = accepted(
            base64.b64decode(asked["file"]),
            asked["password"],
            tax_id=asked["tax_id"],
            passphrase=asked["passphrase"],
            now=datetime.fromisoformat(asked["now"]),
        )
    except Refused as refused:
        return {"refused": refused.reason, "details": refused.details}
    return {
        "name": found.holder.name,
        "tax_id": found.holder.tax_id,
        "serial": found.serial,
        "not_after": found.not_after.isoformat(),
        "file": base64.b64encode(found.file).decode(),
    }


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
