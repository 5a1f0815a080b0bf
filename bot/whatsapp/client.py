"""A client of Meta's Cloud API: what this program sends and asks, and nothing else.

Source: WhatsApp Business Platform, Cloud API reference: messages, mark as read, typing indicators, media;
for whom: Business-scoped user IDs.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from bot.whatsapp.errors import CloudApiError, TooLarge, Unreachable, error_of_answer
from bot.whatsapp.letters import Letter
from bot.whatsapp.messages import Json, Payload

IMAGES = frozenset({"image/jpeg", "image/png"})
MOST_IMAGE, MOST_FILE = 5 * 2**20, 100 * 2**20
"""Bytes. Source: Media, Supported media types."""


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody on WhatsApp.

    Args:
        phone: the digits of their `wa_id`.
        user_id: their business-scoped user id, such as "BR.134912…"; used where no number is known.
    """

    phone: str = ""
    user_id: str = ""

    def __post_init__(self) -> None:
        if not (self.phone or self.user_id):
            raise ValueError("an address of nobody")

    @property
    def other(self) -> "Address | None":
        """The same person by the name that is not used; none where there is but one."""
        return Address(user_id=self.user_id) if self.phone and self.user_id else None

    def to_json(self) -> dict[str, str]:
        """As Meta takes it: a number is `to`, a business-scoped user id is `recipient`."""
        return {"to": self.phone} if self.phone else {"recipient": self.user_id}


@dataclass(frozen=True, slots=True)
class Media:
    """A file that somebody sent."""

    content: bytes
    mime: str


class CloudApi:
    """Speaks for one number.

    Args:
        http: carries the requests, see `bot.whatsapp.transport`.
        base_url: with the version, such as "https://graph.facebook.com/v26.0".
        token: the access token; it is in no address, log or error.
        phone_number_id: Meta's id of the number.
    """

    def __init__(self, http: httpx.AsyncClient, base_url: str, token: str, phone_number_id: str) -> None:
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._authorization = {"Authorization": f"Bearer {token}"}
        self._number = phone_number_id

    async def send(self, to: Address, message: Payload | Letter, reply_to: str = "") -> str:
        """Sends a message; gives its id, the wamid.

        Args:
            to: whom.
            message: what.
            reply_to: the wamid of the message it quotes, empty for none.

        Raises:
            CloudApiError: see bot/whatsapp/errors.py.
        """
        sent = await self._post_message(
            {
                "recipient_type": "individual",
                **to.to_json(),
                "type": message.kind,
                message.kind: message.to_json(),
                **({"context": {"message_id": reply_to}} if reply_to else {}),
            }
        )
        match sent:
            case {"messages": [{"id": str(wamid)}, *_]}:
                return wamid
        raise Unreachable(status=200, what="the answer is not Meta's")

    async def seen(self, wamid: str, *, typing: bool = False) -> None:
        """Marks somebody's message as read, and shows them for up to 25 s that an answer is being typed.

        Raises:
            CloudApiError: see bot/whatsapp/errors.py.
        """
        indicator = {"typing_indicator": {"type": "text"}} if typing else {}
        await self._post_message({"status": "read", "message_id": wamid, **indicator})

    async def upload(self, content: bytes, mime: str, filename: str) -> str:
        """Uploads a file to be sent; gives its id, which is good for 30 days.

        Raises:
            ValueError: it is larger than Meta takes.
            CloudApiError: see bot/whatsapp/errors.py.
        """
        most = MOST_IMAGE if mime in IMAGES else MOST_FILE
        if not 1 <= len(content) <= most:
            raise ValueError(f"a file of {len(content)} bytes, of at most {most}")
        uploaded = await self._ask(
            "POST",
            f"{self._number}/media",
            data={"messaging_product": "whatsapp", "type": mime},
            files={"file": (filename, content, mime)},
        )
        if not isinstance(uploaded.get("id"), str):
            raise Unreachable(status=200, what="the answer is not Meta's")
        return str(uploaded["id"])

    async def download(self, media_id: str, most: int) -> Media:
        """A file that somebody sent.

        Raises:
            TooLarge: it has more than so many bytes; no more of it is read.
            CloudApiError: see bot/whatsapp/errors.py.
        """
        about = await self.get(quote(media_id, safe=""), phone_number_id=self._number)
        match about:
            case {"url": str(url), "mime_type": str(mime)} if self._is_as_safe(url):
                pass
            case _:
                raise Unreachable(status=200, what="the answer is not Meta's")
        if isinstance(size := about.get("file_size"), int) and size > most:
            raise TooLarge(what="a file is larger than is taken")
        try:
            return Media(await self._fetched(url, most), mime)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(what=type(error).__name__) from None

    async def get(self, thing: str, *, token: str = "", **parameters: str) -> Json:
        """What Meta says of a thing: a number, an account, a token.

        Args:
            thing: its id, or a path below one.
            token: asks with this one instead, such as an app's.
            parameters: such as `fields`.

        Raises:
            CloudApiError: see bot/whatsapp/errors.py.
        """
        return await self._ask("GET", quote(thing), token, params=parameters)

    async def _post_message(self, message: Json) -> Json:
        return await self._ask(
            "POST", f"{self._number}/messages", json={"messaging_product": "whatsapp", **message}
        )

    async def _ask(self, method: str, path: str, token: str = "", **what: Any) -> Json:
        headers = {"Authorization": f"Bearer {token}"} if token else self._authorization
        try:
            answer = await self._http.request(
                method, f"{self._base_url}/{path}", headers=headers, follow_redirects=False, **what
            )
        except httpx.HTTPError as error:
            raise Unreachable(what=type(error).__name__) from None
        told = _json(answer)
        if answer.is_success and isinstance(told, dict):
            return told
        raise _error(answer, told)

    async def _fetched(self, url: str, most: int) -> bytes:
        """The file is on another host, which Meta names. Should it send us on, httpx takes the token out."""
        async with self._http.stream(
            "GET", url, headers=self._authorization, follow_redirects=True
        ) as answer:
            if not answer.is_success:
                raise _error(answer, None)
            content = bytearray()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > most:
                    raise TooLarge(what="a file is larger than is taken")
            return bytes(content)

    def _is_as_safe(self, url: str) -> bool:
        """Whether the token would not travel in clear where it otherwise does not."""
        return url.startswith("https://") or not self._base_url.startswith("https://")


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def _error(answer: httpx.Response, told: Any) -> CloudApiError:
    return error_of_answer(answer.status_code, answer.headers, told)
