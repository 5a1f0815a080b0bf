"""What `Passwords` promises."""

import pytest

from bot.adapters.passwords import Argon2Passwords
from conversations.ports.passwords import Passwords
from tests.fakes.passwords import FakePasswords


@pytest.fixture(params=[FakePasswords, Argon2Passwords])
def passwords(request: pytest.FixtureRequest) -> Passwords:
    made: Passwords = request.param()
    return made


async def test_a_hash_knows_its_password(passwords: Passwords) -> None:
    """Only the password that was hashed matches, to the case of a letter."""
    hashed = await passwords.hash("Trigo-Lua-73")
    assert (True, False) == (
        await passwords.matches("Trigo-Lua-73", hashed),
        await passwords.matches("trigo-lua-73", hashed),
    )


async def test_a_hash_hides_its_password(passwords: Passwords) -> None:
    """The password does not stand in its hash."""
    assert "Trigo-Lua-73" not in await passwords.hash("Trigo-Lua-73")


@pytest.mark.parametrize("password", ["123456", "12345678", "senha123", "password"])
async def test_common_passwords(passwords: Passwords, password: str) -> None:
    """The panel's 123456 and what else people try first is common."""
    assert await passwords.is_common(password)


async def test_uncommon_password(passwords: Passwords) -> None:
    """What somebody made up is not common."""
    assert not await passwords.is_common("trigo-Lua-73")
