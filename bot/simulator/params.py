"""The parameters of a Bot API request, in whichever of the four ways they came."""

import json
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.simulator.errors import bad_request


@dataclass(frozen=True, slots=True)
class Params:
    """Named values, and files by the name of their part.

    Args:
        values: strings, as forms carry them; from a JSON body also what they are there.
        files: uploaded files: name and bytes.
    """

    values: dict[str, Any]
    files: dict[str, tuple[str, bytes]]

    def text(self, name: str) -> str:
        """A string, empty if it is not there.

        Raises:
            ApiError: it is no UTF-8 text, such as half of a surrogate pair.
        """
        value = self.values.get(name)
        text = "" if value is None else str(value)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as not given, as on the server."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Whether a boolean is true."""
        return str(self.values.get(name, "")).lower() in {"true", "yes", "1"}

    def object(self, name: str) -> Any:
        """What a JSON-serialized parameter holds; none if it is not there.

        Raises:
            ApiError: it is not JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


async def read_params(request: Request) -> Params:
    """The parameters of a request: query, form, multipart or JSON.

    Raises:
        ApiError: the body is not what its type says.
    """
    values: dict[str, Any] = dict(request.query_params)
    files: dict[str, tuple[str, bytes]] = {}
    if request.method == "GET":
        return Params(values, files)
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body = await request.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise bad_request("can't parse JSON object")
        return Params(values | body, files)
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = (value.filename or name, await value.read())
            else:
                values[name] = value
    return Params(values, files)
