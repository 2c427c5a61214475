"""What should a reader of a plan know about its contracts?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.notebook import millions
from brownfield.tables.problems import listed

if TYPE_CHECKING:
    from brownfield.case.case import Case

LEAST = 1e-4  # of the value that transfers must move to be told


def contracts_left_out(case: Case) -> Iterator[str]:
    """Yield a sentence on the contracts whose other side does not plan."""
    if case.left_out:
        yield (
            f"Left out, since a company at the other side does not plan: "
            f"{listed(case.left_out)} (contracts)."
        )


def after_transfers(
    case: Case, value: float, tables: Mapping[str, pl.DataFrame]
) -> Iterator[str]:
    """Yield a sentence where the parties' values do not add up to the joint one.

    Parameters
    ----------
    case
        The case.
    value
        Joint value, case currency.
    tables
        Tables of the plan.
    """
    is_careful = not set(case.careful_parties).isdisjoint(case.planned_parties)
    if case.settings.plan.objective_weights or is_careful:
        return
    held = tables["value"].select(pl.col("probability") * pl.col("npv")).sum().item()
    if abs(held - value) > LEAST * abs(value) and not tables["value"].is_empty():
        unit = case.settings.case.currency
        more = "more" if held > value else "less"
        yield (
            "The joint value is before what the parties pay each other. After it they "
            f"hold {unit} {millions(abs(held - value))} m {more} together, since each "
            "discounts and taxes payments at its own rates."
        )
