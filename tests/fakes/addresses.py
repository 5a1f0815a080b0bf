from collections.abc import Iterable

from conversations.ports.addresses import Address
from conversations.ports.companies import NotFound, Unavailable


class FakeAddresses:
    """Addresses by CEP; `down`, or `failing` for some of them, and it is unavailable."""

    def __init__(self, addresses: Iterable[Address] = (), failing: Iterable[str] = ()) -> None:
        self.addresses = {address.cep: address for address in addresses}
        self.failing = set(failing)
        self.down = False
        self.asked: list[str] = []

    async def find(self, cep: str) -> Address:
        self.asked.append(cep)
        if self.down or cep in self.failing:
            raise Unavailable
        if cep not in self.addresses:
            raise NotFound
        return self.addresses[cep]
