"""What the Bot API answers when it does not do what it was asked.

Source: the Bot API server, telegram-bot-api/Client.cpp (`fail_query_with_error`), and what the
public service is known to answer.
"""


class ApiError(Exception):
    """A refusal, in Telegram's own words.

    Args:
        code: the HTTP status and `error_code`.
        description: the sentence, with its prefix such as "Bad Request: ".
        retry_after: seconds to wait, for 429.
    """

    def __init__(self, code: int, description: str, retry_after: int = 0) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(reason: str) -> ApiError:
    """400 for a request that makes no sense."""
    return ApiError(400, f"Bad Request: {reason}")


def flood(retry_after: int) -> ApiError:
    """429 for messages that come too fast."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)


MALFORMED_TOKEN = (404, "Not Found")
UNKNOWN_METHOD = (404, "Not Found: method not found")
UNKNOWN_TOKEN = (401, "Unauthorized")
BLOCKED = (403, "Forbidden: bot was blocked by the user")
WEBHOOK_IS_SET = (
    409,
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first",
)
OTHER_POLLER = (
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
