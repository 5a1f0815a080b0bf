"""What can go wrong with the Cloud API.

    CloudApiError
    ├── TooFast         asks for patience, with seconds
    ├── OutsideWindow   the person wrote more than 24 hours ago: a template alone reaches them
    ├── NobodyThere     the person is not reached, by this name or now
    ├── TokenRefused    the token, or what it may do, is not right: the operator has to mend it
    ├── Unreachable     no answer, or none of Meta's, or one that says it is their own trouble: try again
    │   └── Unknown     Meta has no reason to give; for some messages it never takes them
    ├── TooLarge        a file that somebody sent is larger than is taken
    └── Refused         the rest: it would be refused again

An error carries numbers, and words of ours. Meta's own words are left out: they may repeat what was sent.

Source: WhatsApp Business Platform, Error codes (May 2026); Graph API, Handling errors and Rate limits.
"""
# ruff: noqa: N818 - the tree above is read in words

import re
from collections.abc import Mapping
from typing import Any


class CloudApiError(Exception):
    """Something went wrong.

    Args:
        code: Meta's number for it, 0 for none.
        status: of the HTTP answer, 0 for none.
        trace: Meta's name for the request, which its support asks for.
        what: in words of ours.
    """

    def __init__(self, code: int = 0, *, status: int = 0, trace: str = "", what: str = "") -> None:
        self.code = code
        self.status = status
        self.trace = trace
        self.what = what or TITLES.get(code, "")
        told = [self.what, f"code {code}" if code else "", f"HTTP {status}" if status else "", trace]
        super().__init__(", ".join(filter(None, told)))


class TooFast(CloudApiError):
    """Meta asks to wait.

    Args:
        seconds: how long.
        code: and so on, as for all.
    """

    def __init__(self, seconds: float, code: int = 0, *, status: int = 0, trace: str = "") -> None:
        super().__init__(code, status=status, trace=trace)
        self.seconds = seconds

    @property
    def of_one_person(self) -> bool:
        """Whether only this person is to be left alone, and not everybody."""
        return self.code == PAIR


class OutsideWindow(CloudApiError):
    """Nothing free-form is taken: the person wrote last more than 24 hours ago."""


class NobodyThere(CloudApiError):
    """The person is not reached: not on WhatsApp, on an old one, or Meta does not want it to be delivered."""


class TokenRefused(CloudApiError):
    """The token is no longer good, or may not do this, or not with this number."""


class Unreachable(CloudApiError):
    """Nobody answered, or not in Meta's format, or with trouble of Meta's own."""


class Unknown(Unreachable):
    """Meta gives no reason: mostly trouble of its own, and sometimes something it will never take."""


class TooLarge(CloudApiError):
    """A file is larger than is taken."""


class Refused(CloudApiError):
    """Meta does not take it, and would not later."""


PAIR = 131056
SECONDS = {130429: 2.0, PAIR: 6.0, 131048: 300.0, 4: 60.0, 17: 60.0, 32: 60.0, 613: 60.0, 80007: 60.0}
"""How long to wait where the answer does not say it. One person is written to once in 6 s (the pair rate)."""
SOME_SECONDS = 10.0
MOST_SECONDS = 3600.0

TITLES = {
    1: "Meta's own trouble",
    2: "Meta's own trouble",
    3: "the token may not do this",
    4: "the app asks too much",
    10: "the token may not do this",
    33: "the number is not there, or not the token's",
    100: "a parameter is wrong",
    190: "the token has expired or was taken back",
    368: "the account is restricted for breaking a policy",
    80007: "the account asks too much",
    130429: "the number sends too fast",
    130472: "the person is part of an experiment of Meta's",
    130497: "the account may not write to this country",
    131000: "Meta's own trouble",
    131005: "the token may not do this",
    131008: "a parameter is missing",
    131009: "a parameter is wrong",
    131016: "Meta's own trouble",
    131021: "the number cannot write to itself",
    131026: "the person cannot be reached on WhatsApp",
    131030: "a test number writes to the five numbers on its list alone",
    131031: "the account is locked",
    131037: "the number's display name is not approved",
    131042: "something is wrong with the account's payment",
    131045: "the number is not registered as it should be",
    131047: "the person wrote more than 24 hours ago",
    131048: "too many messages were blocked or reported",
    131049: "Meta chose not to deliver it",
    131050: "the person wants no marketing",
    131051: "this kind of message is not taken",
    131052: "a file could not be fetched",
    131053: "a file could not be uploaded",
    PAIR: "too many messages to one person",
    131057: "the account is being maintained",
    131062: "this cannot be sent without a phone number",
    132000: "the template has other things to fill in",
    132001: "there is no such template in this language, or it is not approved",
    132015: "the template is paused",
    132016: "the template is switched off",
    133004: "Meta's own trouble",
    133010: "the number is not registered with the Cloud API",
}
_KINDS: dict[int, type[CloudApiError]] = {
    131047: OutsideWindow,
    **dict.fromkeys((130472, 131021, 131026, 131030, 131049), NobodyThere),
    **dict.fromkeys((3, 10, 33, 190, 131005, *range(200, 300)), TokenRefused),
    **dict.fromkeys((1, 131000), Unknown),
    **dict.fromkeys((2, 131016, 131057, 133004), Unreachable),
}
_TRACE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SECONDS = re.compile(r"[0-9]{1,9}")


def error_of_code(
    code: int, *, status: int = 0, trace: str = "", after: float | None = None
) -> CloudApiError:
    """The error that a number of Meta's means, in an answer or in the status of a message.

    Args:
        code: the number.
        status: of the answer, if it is one.
        trace: Meta's name for the request.
        after: the seconds that the answer asks for, if it does.
    """
    if code in SECONDS or status == 429:
        seconds = SECONDS.get(code, SOME_SECONDS) if after is None else min(after, MOST_SECONDS)
        return TooFast(seconds, code, status=status, trace=trace)
    kind = _KINDS.get(code)
    if kind is None and status == 401:
        kind = TokenRefused
    if kind is None and status >= 500:
        kind = Unreachable
    return (kind or Refused)(code, status=status, trace=trace)


def error_of_answer(status: int, headers: Mapping[str, str], body: Any) -> CloudApiError:
    """The error that an answer means; of its words none is kept.

    Args:
        status: of the answer.
        headers: of the answer.
        body: its JSON, None if it had none.
    """
    told = body.get("error") if isinstance(body, dict) else None
    waits = _SECONDS.fullmatch(headers.get("retry-after", ""))
    after = float(waits[0]) if waits else None
    if not isinstance(told, dict):
        if status in {401, 429}:  # whoever says it
            return error_of_code(0, status=status, after=after)
        return Unreachable(status=status, what="the answer is not Meta's")
    code, trace = _number(told.get("code")), str(told.get("fbtrace_id", ""))
    trace = trace if _TRACE.fullmatch(trace) else ""
    if told.get("code") == 0:  # AuthException
        return TokenRefused(code, status=status, trace=trace, what="the token is not known")
    if code == 100 and _number(told.get("error_subcode")) == 33:  # "does not exist, cannot be loaded"
        return TokenRefused(code, status=status, trace=trace, what=TITLES[33])
    found = error_of_code(code, status=status, trace=trace, after=after)
    if told.get("is_transient") is True and isinstance(found, Refused):
        return Unreachable(code, status=status, trace=trace)
    return found


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
