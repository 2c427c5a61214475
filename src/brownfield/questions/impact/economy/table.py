"""What does an input-output table say, and does it add up?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats

NEAR = 0.01  # share of its output by which a sector may fail to add up


@dataclass(frozen=True)
class Economy:
    """Who buys what from whom in a nation, in a year.

    Attributes
    ----------
    sectors
        Short names. S of them.
    flows
        What each sector (row) sells to each sector (column). Shape (S, S), money.
    output
        Output at basic prices. Shape (S,), money.
    value_added, wages
        Gross value added, and compensation of employees in it. Shape (S,), money; nan
        where the table does not say.
    other
        What is bought from abroad, and taxes on what is bought. Shape (S,), money; nan
        where the table does not say.
    jobs
        People, or thousands of them, as the table counts. Shape (S,); nan as above.
    consumption
        What households buy from each sector. Shape (S,), money; nan as above.
    final
        All that is sold to no sector. Shape (S,), money; nan as above.
    """

    sectors: tuple[str, ...]
    flows: Floats = field(repr=False)
    output: Floats = field(repr=False)
    value_added: Floats = field(repr=False)
    wages: Floats = field(repr=False)
    other: Floats = field(repr=False)
    jobs: Floats = field(repr=False)
    consumption: Floats = field(repr=False)
    final: Floats = field(repr=False)

    def per_output(self, total: Floats) -> Floats:
        """Return a total of each sector per money of its output, 0 if it is idle."""
        is_idle = self.output == 0.0
        return np.where(is_idle, 0.0, total / np.where(is_idle, 1.0, self.output))


@dataclass(frozen=True)
class Unbalanced:
    """A sector that does not add up.

    Attributes
    ----------
    sector
        Short name.
    side
        column: what it buys and earns is not its output. row: what it sells is not.
    total, output
        The sum, and its output, money.
    """

    sector: str
    side: str
    total: float
    output: float

    @property
    def off_by(self) -> float:
        """How far the sum is off, share of output."""
        return self.total / self.output - 1.0 if self.output else np.inf


def unbalanced(economy: Economy, near: float = NEAR) -> Iterator[Unbalanced]:
    """Yield the sectors whose column or row is not their output.

    Parameters
    ----------
    economy
        The table; a side that it does not give in full is not judged.
    near
        Share of output by which a sum may be off.
    """
    bought = economy.flows.sum(axis=0) + economy.other + economy.value_added
    sold = economy.flows.sum(axis=1) + economy.final
    for side, sums in (("column", bought), ("row", sold)):
        for name, total, output in zip(
            economy.sectors, sums, economy.output, strict=True
        ):
            if not np.isnan(total) and abs(total - output) > near * abs(output):
                yield Unbalanced(name, side, float(total), float(output))
