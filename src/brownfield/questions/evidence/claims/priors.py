"""What may an assumption be, after all that is claimed of it?

A linear pool: the range of the case, and one voice for each origin of claims, by the
weight of its best grade. Bounds cut the range of the case. A claim about a probability
without numbers counts as the band of its word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from brownfield.case.shapes import Floats, quantiles
from brownfield.questions.evidence.claims.ledger import Claim, Link, cell_of
from brownfield.tables.declared.said import BANDS

if TYPE_CHECKING:
    from brownfield.asking.ranges.assumed import Assumption

OWN = "case"  # the voice of the case itself, which weighs 1
PROBABILITY = ("scenarios", "probability")
EVEN = 2000  # even ranks whose values make a mean
SPREAD = 3.29  # standard deviations between the ends of a band: nine in ten inside


@dataclass(frozen=True)
class Voice:
    """What one origin says of an assumption.

    Attributes
    ----------
    origin
        Origin of its claims, or `case`.
    statements
        Its claims.
    weight
        Its share of the pool.
    low, mode, high
        Its range, unit of the cell.
    shape
        triangular, uniform, lognormal, point or beta.
    """

    origin: str
    statements: tuple[str, ...]
    weight: float
    low: float
    mode: float
    high: float
    shape: str

    @property
    def mean(self) -> float:
        """Its mean, unit of the cell."""
        if self.shape == "beta":
            return self.mode
        ranks = (np.arange(EVEN) + 0.5) / EVEN
        return float(
            quantiles(self.shape, self.low, self.mode, self.high, ranks).mean()
        )

    def drawn(self, random: np.random.Generator, count: int) -> Floats:
        """Return values. Shape (count,), unit of the cell."""
        if self.shape != "beta":
            ranks = random.random(count)
            return quantiles(self.shape, self.low, self.mode, self.high, ranks)
        spread = (self.high - self.low) / SPREAD
        size = self.mode * (1.0 - self.mode) / spread**2 - 1.0
        values: Floats = random.beta(self.mode * size, (1.0 - self.mode) * size, count)
        return values


def voices(row: Assumption, claims: Sequence[Claim]) -> tuple[Voice, ...]:
    """Return the voices on an assumption; their weights add up to 1.

    Parameters
    ----------
    row
        The assumption.
    claims
        All claims of the case.
    """
    heard = [
        (claim, link)
        for claim in claims
        for link in claim.links
        if link.cell == cell_of(row) and claim.weight > 0.0
    ]
    own = _own(row, [link for _, link in heard])
    others = list(_of_origins(row, heard))
    total = 1.0 + sum(one.weight for one in others)
    return tuple(_weighted(one, one.weight / total) for one in (own, *others))


def _weighted(one: Voice, weight: float) -> Voice:
    return Voice(
        one.origin, one.statements, weight, one.low, one.mode, one.high, one.shape
    )


def _own(row: Assumption, links: Sequence[Link]) -> Voice:
    """Return the range of the case, cut where a claim bounds it."""
    low, high = row.low, row.high
    for link in links:
        bound = link.mode
        if bound is not None and link.relation == "bounds_low":
            low = min(max(low, bound), high)
        if bound is not None and link.relation == "bounds_high":
            high = max(min(high, bound), low)
    mode = min(max(row.mode, low), high)
    return Voice(OWN, (), 1.0, low, mode, high, row.distribution)


def _of_origins(
    row: Assumption, heard: Sequence[tuple[Claim, Link]]
) -> Iterator[Voice]:
    """Yield a voice for each origin that gives a range: that of its best claim."""
    groups: dict[str, list[tuple[Claim, Voice]]] = {}
    for claim, link in heard:
        voice = _voice(row, claim, link)
        if voice is not None:
            groups.setdefault(claim.origin, []).append((claim, voice))
    for origin, members in groups.items():
        best = max(members, key=lambda one: one[0].weight)[1]
        names = tuple(claim.name for claim, _ in members)
        yield Voice(
            origin, names, best.weight, best.low, best.mode, best.high, best.shape
        )


def _voice(row: Assumption, claim: Claim, link: Link) -> Voice | None:
    """Return what a claim says; None if it gives no range."""
    if link.relation not in ("supports", "contradicts"):
        return None
    names, given = (claim.name,), (link.low, link.mode, link.high)
    if None not in given:
        low, mode, high = (float(value or 0.0) for value in given)
        return Voice(claim.origin, names, claim.weight, low, mode, high, "triangular")
    if link.mode is not None:
        at = link.mode
        return Voice(claim.origin, names, claim.weight, at, at, at, "point")
    if link.low is not None and link.high is not None:
        low, high = link.low, link.high
        mid = (low + high) / 2.0
        return Voice(claim.origin, names, claim.weight, low, mid, high, "uniform")
    return _of_band(row, claim, link)


def _of_band(row: Assumption, claim: Claim, link: Link) -> Voice | None:
    """Return the band of a claim about a probability; of a denial the other side."""
    if (row.table, row.column) != PROBABILITY or not claim.row["band"]:
        return None
    low, high = BANDS[claim.row["band"]]
    if link.relation == "contradicts":
        low, high = 1.0 - high, 1.0 - low
    mid = (low + high) / 2.0
    return Voice(claim.origin, (claim.name,), claim.weight, low, mid, high, "beta")


def drawn(
    rows: Sequence[Assumption], pools: Sequence[Sequence[Voice]], count: int, seed: int
) -> Floats:
    """Return values of assumptions from their pools. Shape (count, rows).

    Parameters
    ----------
    rows
        The assumptions.
    pools
        The voices on each.
    count
        Number of draws.
    seed
        Of the random numbers; each assumption has its own, by its cell's place.
    """
    columns = []
    for row, pool in zip(rows, pools, strict=True):
        random = np.random.default_rng([seed, row.number])
        weights = [voice.weight for voice in pool]
        chosen = random.choice(len(pool), size=count, p=weights)
        values = np.stack([voice.drawn(random, count) for voice in pool])
        columns.append(values[chosen, np.arange(count)])
    return np.column_stack(columns) if columns else np.empty((count, 0))
