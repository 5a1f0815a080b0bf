"""A million drafts, as the program left one of them."""

from redis.asyncio import Redis

STEP = 10_000
COPY = """
for number = ARGV[1], ARGV[2] do
  for i, key in ipairs(KEYS) do
    redis.call('RESTORE', string.gsub(key, ARGV[3], tostring(number), 1), ARGV[4], ARGV[4 + i], 'REPLACE')
  end
end
"""
KEPT_MS = 30 * 24 * 3600 * 1000


async def multiply(redis: Redis, chat: str, first: int, count: int) -> None:
    """Copies all that is kept of a chat to as many others; nothing is written to the disk meanwhile.

    Args:
        redis: where it is.
        chat: the number of the chat.
        first: the number of the first copy; the others follow.
        count: how many.
    """
    keys = sorted([key async for key in redis.scan_iter(match=f"*:{chat}*", count=1000)])
    dumps = [await redis.dump(key) or b"" for key in keys]
    copy = redis.register_script(COPY)
    for start in range(first, first + count, STEP):
        last = min(start + STEP, first + count) - 1
        await copy(keys=keys, args=[start, last, chat, KEPT_MS, *dumps])
