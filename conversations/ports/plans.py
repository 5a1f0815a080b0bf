"""What a reseller sells."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of the emitter.

    Args:
        id: ours, at most 16 ASCII letters and digits: it travels in buttons.
        name: such as "Emissor NF-e".
        documents: what it issues, such as ("NF-e", "NFC-e").
        price: in reais a month.
        trial_days: length of the free trial.
    """

    id: str
    name: str
    documents: tuple[str, ...]
    price: Decimal
    trial_days: int


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of plans, such as "Emissores Fiscais"; `id` as in `Plan`."""

    id: str
    name: str
    plans: tuple[Plan, ...]


class Plans(Protocol):
    """The plans of all resellers."""

    async def of(self, reseller_id: str) -> tuple[Category, ...]:
        """The reseller's categories that have at least one plan, in its own order."""
