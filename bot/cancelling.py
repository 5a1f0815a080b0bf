"""A cancellation that got lost on the way."""

import asyncio


def heed_cancellation() -> None:
    """Ends a task that was cancelled and has not heard of it; call it after a command to Redis.

    redis-py waits by `asyncio.wait_for`, which until Python 3.12 swallows a cancellation that comes together
    with the answer. Who was to stop then works on for nobody.

    Raises:
        asyncio.CancelledError: it was.

    Source: https://github.com/python/cpython/issues/86296
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
