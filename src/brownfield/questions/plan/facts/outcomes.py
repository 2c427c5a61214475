"""What does the plan say of each thing that happened after the day of the case?"""

from dataclasses import dataclass
from typing import Any

import polars as pl

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.plans.results import RESULTS
from brownfield.tables.where import matching_rows
from brownfield.tell.views import table


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
    return tuple(_outcome(row, plan, case.settings.case.currency) for row in rows)


def _outcome(row: dict[str, Any], plan: Plan, currency: str) -> Outcome:
    units = {"starts": "programmes", "duty": currency}
    return Outcome(
        outcome=row["outcome"].replace("-", " "),
        unit=units.get(row["result"], "vehicles"),
        planned=_planned(row["result"], row["where"], plan),
        happened=row["happened"],
        told=row["told"] or "",
        why=row["why"] or "",
        source=row["source"] or "",
    )


def _planned(result: str, where: str | None, plan: Plan) -> float:
    """Return what a result adds up to, each row as likely as its node."""
    name = "deliveries" if result == "duty" else result
    frame = table(plan, name)
    sizes = {"starts": pl.lit(1.0), "duty": pl.col("duty")}
    likely = plan.nodes.select("node", "probability")
    kept = frame.filter(matching_rows(frame, where, RESULTS[name]))
    of_nodes = kept.join(likely, on="node", maintain_order="left")
    size = sizes.get(result, pl.col("vehicles"))
    return sum(of_nodes.select(size * pl.col("probability")).to_series().to_list(), 0.0)
