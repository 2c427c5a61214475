"""What does the plan say of each thing that happened after the day of the case?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.plans.results import RESULTS
from brownfield.tables.where import matching_rows
from brownfield.tell.views import expected, table

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

TABLE = {"duty": "deliveries"}
"""Result table of an outcome that is not called so."""
SIZES = {"starts": pl.lit(1.0), "duty": pl.col("duty")}
"""What is added up of a row, where it is not its vehicles."""


@dataclass(frozen=True)
class Outcome:
    """Something that happened, beside what the plan expects of it.

    Attributes
    ----------
    outcome
        Name, printed.
    unit
        Of both figures: programmes, vehicles or the case currency.
    planned
        What the plan has, expected over its futures.
    happened
        What came about; None if no figure of it is known.
    told
        What happened, in words; blank if nothing is said.
    why
        Why plan and events differ, in words; blank if nothing is said.
    source
        Ids of facts and statements behind it; blank for none.
    """

    outcome: str
    unit: str
    planned: float
    happened: float | None
    told: str
    why: str
    source: str


def outcomes(plan: Plan, case: Case) -> tuple[Outcome, ...] | None:
    """Return what happened beside the plan; None without a plan or without outcomes.

    Raises
    ------
    DataError
        If the `where` of an outcome names a column that its result has not.
    """
    rows = case.tables["outcomes"].to_dicts()
    if not rows or plan.audit is None:
        return None
    return tuple(_outcome(row, plan, case) for row in rows)


def _outcome(row: dict[str, Any], plan: Plan, case: Case) -> Outcome:
    units = {"starts": "programmes", "duty": case.settings.case.currency}
    return Outcome(
        outcome=row["outcome"].replace("-", " "),
        unit=units.get(row["result"], "vehicles"),
        planned=_planned(row["result"], row["where"], plan, case),
        happened=row["happened"],
        told=row["told"] or "",
        why=row["why"] or "",
        source=row["source"] or "",
    )


def _planned(result: str, where: str | None, plan: Plan, case: Case) -> float:
    """Return what the rows of a result that are meant add up to, expected."""
    name = TABLE.get(result, result)
    rows = table(plan, name)
    meant = rows.filter(matching_rows(rows, where, RESULTS[name]))
    if result == "starts":
        meant = _begun(meant, case)
    size = SIZES.get(result, pl.col("vehicles"))
    sized = meant.select("node", "year", size=size)
    return sum(expected(plan, sized, [])["size"].to_list(), 0.0)


def _begun(starts: pl.DataFrame, case: Case) -> pl.DataFrame:
    """Return the starts without what runs already: that was begun before."""
    running = case.tables["build_options"].filter("is_committed")["build_option"]
    return starts.filter(~pl.col("build_option").is_in(running.to_list()))
