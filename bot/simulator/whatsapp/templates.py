"""Message templates, as they stand in Meta's console.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview
"""

import re
from dataclasses import dataclass

from bot.simulator.chats import Json
from bot.simulator.whatsapp.errors import no_template, parameter, template_parameters

PLACE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One template.

    Args:
        name: of it.
        body: its text, with {{1}} or {{name}} where words go in.
        language: such as pt_BR.
        quick_replies: the buttons below it.
        status: only APPROVED ones are sent.
        category: by which it is paid for.
    """

    name: str
    body: str
    language: str = "pt_BR"
    quick_replies: tuple[str, ...] = ()
    status: str = "APPROVED"
    category: str = "UTILITY"

    def described(self, template_id: str) -> Json:
        """What Meta says of it."""
        return {
            "name": self.name,
            "language": self.language,
            "status": self.status,
            "category": self.category,
            "components": [{"type": "BODY", "text": self.body}],
            "id": template_id,
        }


def filled(templates: list[Template], asked: Json) -> Json:
    """What a phone shows of a template that is sent.

    Args:
        templates: those of the account.
        asked: the `template` of the request.

    Raises:
        CloudError: there is none such, or it has more or fewer places.
    """
    if not isinstance(asked, dict) or not asked.get("name") or not asked.get("language", {}).get("code"):
        raise parameter("The parameter template is required.")
    name, language = str(asked["name"]), str(asked["language"]["code"])
    sendable = (t for t in templates if t.status == "APPROVED")
    template = next((t for t in sendable if (t.name, t.language) == (name, language)), None)
    if template is None:
        raise no_template(name, language)
    components: list[Json] = asked.get("components", [])
    words = _words(components)
    places = list(dict.fromkeys(PLACE.findall(template.body)))
    if len(words) != len(places):
        raise template_parameters(len(words), len(places))
    given = {str(word.get("parameter_name", number)): word["text"] for number, word in enumerate(words, 1)}
    shown = PLACE.sub(lambda place: str(given.get(place[1], "")), template.body)
    return {
        "name": name,
        "language": {"code": language},
        "shown": shown,
        "quick_replies": _quick_replies(template, components),
    }


def _words(components: list[Json]) -> list[Json]:
    body: Json = next((part for part in components if part.get("type") == "body"), {})
    words: list[Json] = body.get("parameters", [])
    return words


def _quick_replies(template: Template, components: list[Json]) -> list[Json]:
    """Each button with what the bot hears of it: what it said when it sent, or else the label."""
    payloads = {
        int(part.get("index", 0)): part["parameters"][0].get("payload", "")
        for part in components
        if part.get("type") == "button" and part.get("sub_type") == "quick_reply"
    }
    return [
        {"text": text, "payload": payloads.get(index) or text}
        for index, text in enumerate(template.quick_replies)
    ]
