"""Letters: what one request sends to somebody, as it is kept where it may have to go again."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from bot.whatsapp.messages import Json, Payload, Template


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in Meta's form. A long answer is several; each goes, fails, waits and goes again by itself.

    Args:
        kind: Meta's `type`.
        content: what stands under that key.
        born: Unix time at which it was first said, by which letters that wait are in order.
        tries: how often Meta took it and then could not deliver it.
        by_id: whether it goes to the person's business-scoped id although their number is known.
        not_before: Unix time before which Meta would not take it.
        fleeting: it does not wait for the person to write.
    """

    kind: str
    content: Json
    born: float
    tries: int = 0
    by_id: bool = False
    not_before: float = 0.0
    fleeting: bool = False

    @classmethod
    def of(cls, payload: Payload, born: float, *, fleeting: bool = False) -> Self:
        """A letter that was not sent yet."""
        return cls(payload.kind, payload.to_json(), born, fleeting=fleeting)

    @classmethod
    def from_kept(cls, kept: dict[str, Any]) -> Self:
        """What `to_kept` described."""
        return cls(**kept)

    @property
    def is_template(self) -> bool:
        """Whether Meta takes it at any time."""
        return self.kind == Template.kind

    def to_json(self) -> Json:
        """As Meta takes it in the field of its kind."""
        return self.content

    def to_kept(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)
