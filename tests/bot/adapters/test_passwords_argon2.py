"""The real hashes and the real list of common passwords."""

import time

import pytest

from bot.adapters.passwords import Argon2Passwords


async def test_hash_is_argon2id() -> None:
    """The hash names Argon2id and its costs, which the emitter needs to check it."""
    assert (await Argon2Passwords().hash("trigo-Lua-73")).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize(
    "password", ["mudar123", "emissor123", "nfe2026", "senha1234", "11111111", "qwerty123", ""]
)
async def test_what_people_here_try_first_is_common(password: str) -> None:
    """Also the words of the trade with a few digits."""
    assert await Argon2Passwords().is_common(password)


async def test_long_password_is_judged_quickly() -> None:
    """10,000 characters take no longer than the first hundred: a person may send anything."""
    began = time.monotonic()
    assert await Argon2Passwords().is_common("a" * 10_000)
    assert time.monotonic() - began < 2


async def test_half_an_emoji_is_hashed() -> None:
    """What JSON can carry and UTF-8 cannot is a password like any other, and no exception with it inside."""
    passwords = Argon2Passwords()
    assert await passwords.matches("lua-trigo-\ud83d", await passwords.hash("lua-trigo-\ud83d"))
