import asyncio
import socket

from bot.app import _listening


async def test_answers_leave_at_once() -> None:
    """A connection of the program's socket does not wait for more to send (Nagle): 40 ms an answer."""
    delays_off: list[int] = []

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        delays_off.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    listener = _listening("127.0.0.1", 0)
    async with await asyncio.start_server(answer, sock=listener):
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        await reader.read()
        writer.close()
    assert [1] == delays_off
