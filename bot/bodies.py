"""The body of a request, as long as it may be."""

from starlette.requests import Request


async def body_of(request: Request, most: int) -> bytes | None:
    """The body, or none of one that has more bytes: as soon as they have come, whatever its header said."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
