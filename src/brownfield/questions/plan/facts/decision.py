"""Which programmes are decided on: what is built where, from when, how likely?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from brownfield.questions.plan.facts.board.places import Chance

Key = tuple[str, str]
"""A plant and a product (printed)."""
SURE = 0.9995  # a chance from which a start is told as certain


@dataclass(frozen=True)
class Decision:
    """A product that a plant begins to build.

    Attributes
    ----------
    facility, product
        Plant and product (printed).
    year
        First calendar year in which it may start, that is, be decided and paid for.
    first_built
        First calendar year in which it may be built; None if it never is.
    probability
        That it starts in any year, in [0, 1].
    is_certain
        Whether it starts in every future.
    may_start_later
        Whether it starts after `year` in some futures.
    chance
        In which futures it starts; None if that is not known.
    """

    facility: str
    product: str
    year: int
    first_built: int | None
    probability: float
    is_certain: bool
    may_start_later: bool
    chance: Chance | None = None


def decisions(
    starts: pl.DataFrame, chances: Mapping[Key, Chance] | None = None
) -> tuple[Decision, ...]:
    """Return what is begun, plant by plant in the order of the first start.

    Parameters
    ----------
    starts
        Facility, product, year, first_built, probability and is_committed of each
        start; those that are committed to are no decisions.
    chances
        In which futures each plant and product begins, if known.
    """
    by_start = chances or {}
    new = starts.filter(~pl.col("is_committed"))
    return tuple(
        _decision((str(facility), str(product)), frame, by_start)
        for (facility,), plant in new.group_by("facility", maintain_order=True)
        for (product,), frame in plant.group_by("product", maintain_order=True)
    )


def _decision(
    key: Key, starts: pl.DataFrame, chances: Mapping[Key, Chance]
) -> Decision:
    by_year = dict(starts.group_by("year").agg(pl.col("probability").sum()).iter_rows())
    first, total = min(by_year), min(1.0, sum(by_year.values()))
    return Decision(
        facility=key[0],
        product=key[1],
        year=first,
        first_built=starts.select(pl.col("first_built").min()).item(),
        probability=total,
        is_certain=total > SURE,
        may_start_later=by_year[first] < min(total, SURE),
        chance=chances.get(key),
    )
