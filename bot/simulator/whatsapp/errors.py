"""What the Cloud API answers, or tells afterwards, when it does not do what it was asked.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes for the
codes and their titles; the details are what developers report of the real service, where they do.
"""

import secrets

from bot.simulator.chats import Json

HREF = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"


class CloudError(Exception):
    """A refusal, in Meta's words.

    Args:
        status: of HTTP.
        code: Meta's; what a program goes by.
        title: the sentence that belongs to the code, or the whole message where it has no code in it.
        details: what exactly is wrong.
        subcode: `error_subcode`, 0 for none.
        kind: `type`.
    """

    def __init__(
        self,
        status: int,
        code: int,
        title: str,
        details: str = "",
        *,
        subcode: int = 0,
        kind: str = "OAuthException",
    ) -> None:
        super().__init__(f"{code}: {details or title}")
        self.status = status
        self.code = code
        self.title = title
        self.details = details
        self.subcode = subcode
        self.kind = kind

    def to_json(self) -> Json:
        """The body of the answer."""
        # These sentences come without the code.
        plain = self.code == 190 or self.kind == "GraphMethodException"
        error: Json = {
            "message": self.title if plain else f"(#{self.code}) {self.title}",
            "type": self.kind,
            "code": self.code,
        }
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.subcode:
            error["error_subcode"] = self.subcode
        return {"error": error | {"fbtrace_id": f"A{secrets.token_urlsafe(16)}"}}

    def told(self) -> Json:
        """The entry of `errors` in a webhook."""
        return {
            "code": self.code,
            "title": self.title,
            "message": self.title,
            "error_data": {"details": self.details or self.title},
            "href": HREF,
        }


def parameter(sentence: str) -> CloudError:
    """100: a parameter is missing or of the wrong kind."""
    return CloudError(400, 100, sentence)


def value(details: str) -> CloudError:
    """131009: a parameter has a value that is not allowed."""
    return CloudError(400, 131009, "Parameter value is not valid", details)


def wrong_token() -> CloudError:
    """190: the access token is none, or no longer."""
    return CloudError(401, 190, "Invalid OAuth access token - Cannot parse access token")


def wrong_proof() -> CloudError:
    """100: `appsecret_proof` is not made of the token and the app's secret."""
    return CloudError(
        400, 100, "Invalid appsecret_proof provided in the API argument", kind="GraphMethodException"
    )


def unknown_object(method: str, object_id: str) -> CloudError:
    """100 with subcode 33: nothing of that id is there for this token."""
    sentence = (
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not exist, cannot be "
        "loaded due to missing permissions, or does not support this operation. Please read the Graph API "
        "documentation at https://developers.facebook.com/docs/graph-api"
    )
    return CloudError(400, 100, sentence, subcode=33, kind="GraphMethodException")


def pair_limit() -> CloudError:
    """131056: too many messages to the same person."""
    details = (
        "Message failed to send because there were too many messages sent from this phone number to the same "
        "phone number in a short period of time."
    )
    return CloudError(400, 131056, "(Business Account, Consumer Account) pair rate limit hit", details)


def throughput() -> CloudError:
    """130429: too many messages in all."""
    return CloudError(429, 130429, "Rate limit hit", "Cloud API message throughput has been reached.")


def undeliverable() -> CloudError:
    """131026: the number is none of WhatsApp's."""
    return CloudError(400, 131026, "Message undeliverable", "Message Undeliverable.")


def window_closed() -> CloudError:
    """131047: more than 24 hours after the person's last message."""
    details = (
        "Message failed to send because more than 24 hours have passed since the customer last replied "
        "to this number."
    )
    return CloudError(400, 131047, "Re-engagement message", details)


def no_template(name: str, language: str) -> CloudError:
    """132001: no template of that name in that language."""
    title = "Template name does not exist in the translation"
    return CloudError(404, 132001, title, f"template name ({name}) does not exist in {language}")


def template_parameters(given: int, expected: int) -> CloudError:
    """132000: a template got more or fewer words than it has places for."""
    title = "Number of parameters does not match the expected number of params"
    details = f"body: number of localizable_params ({given}) does not match the expected ones ({expected})"
    return CloudError(400, 132000, title, details)
