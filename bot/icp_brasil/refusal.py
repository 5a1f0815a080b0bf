"""Why a certificate is not taken."""

from typing import Literal, get_args

Reason = Literal[
    "unreadable",
    "password",
    "no_key",
    "not_icp_brasil",
    "forged",
    "nobodys",
    "anothers",
    "expired",
    "not_yet",
    "slow",
]
REASONS: tuple[Reason, ...] = get_args(Reason)


class Refused(Exception):  # noqa: N818 - a state of the file, told to the person
    """The file cannot be taken; the page has a sentence for each reason.

    Args:
        reason: `unreadable`, it is no PKCS #12 file; `password`, it is not the one that opens it; `no_key`,
            no key in it belongs to a certificate in it; `not_icp_brasil`; `forged`, a signature does not
            verify; `nobodys`, it has neither CNPJ nor CPF; `anothers`; `expired` and `not_yet`; `slow`, it
            took longer than any usual file.
        details: what the sentence mentions: `holder`, `tax_id`, or `day` as ISO, UTC.
    """

    def __init__(self, reason: Reason, **details: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details
