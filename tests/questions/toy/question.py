"""How many vehicles does the market ask for?"""

from dataclasses import dataclass

import polars as pl

from brownfield.asking.answer import Answer
from brownfield.asking.work import Work
from brownfield.case.case import Case
from tests.questions.toy.asked import Asked


@dataclass(frozen=True, repr=False)
class Count(Answer):
    """Demand of a case, vehicles by product."""

    case: Case
    vehicles: dict[str, float]


def answer(case: Case, asked: Asked, work: Work) -> Count:
    """Return the demand asked for."""
    work.on_begin("counting")
    demand = case.tables["demand"]
    if asked.year is not None:
        demand = demand.filter(pl.col("year") == asked.year)
    if asked.products:
        demand = demand.filter(pl.col("product").is_in(asked.products))
    summed = demand.group_by("product", maintain_order=True).agg(pl.col("volume").sum())
    return Count(case, dict(summed.iter_rows()))
