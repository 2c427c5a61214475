"""How are the cells of a random case drawn?"""

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

Row = dict[str, Any]
Rows = dict[str, list[Row]]
T = TypeVar("T")


class Draw:
    """A seeded source of choices."""

    def __init__(self, source: Random) -> None:
        self.source = source

    def chance(self, share: float) -> bool:
        """Return true in this share of draws."""
        return self.source.random() < share

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`."""
        return self.source.randint(low, high)

    def money(self, low: float, high: float) -> float:
        """Return a figure of three digits, so that no two routes cost the same."""
        return float(f"{self.source.uniform(low, high):.3g}")

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return self.source.choice(choices)

    def one(self, *choices: T) -> T:
        """Return one of the arguments."""
        return self.source.choice(choices)

    def some(self, choices: Sequence[T], least: int) -> list[T]:
        """Return at least so many of the choices, in their order."""
        count = self.source.randint(least, len(choices))
        chosen = set(self.source.sample(range(len(choices)), count))
        return [choice for place, choice in enumerate(choices) if place in chosen]

    def names(self, stem: str, low: int, high: int) -> list[str]:
        """Return from `low` to `high` names."""
        return [f"{stem}{n}" for n in range(1, 1 + self.source.randint(low, high))]
