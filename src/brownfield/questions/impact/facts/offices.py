"""Which headquarters stand in the nation, in the plan and in the other one?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tell.labels import pretty

if TYPE_CHECKING:
    from brownfield.questions.impact.question import Difference


@dataclass(frozen=True)
class Office:
    """A function of a headquarters at a site at home.

    Attributes
    ----------
    function, site
        Short names.
    function_name, site_name
        Printed names.
    region, region_name
        Region of the site's place; the nation where it lies in none.
    people, against
        In the last year, mean of the futures, with the plan and with the other one.
    pay
        Pay and what is paid on it, case currency a year, with the plan less with the
        other one, before any step.
    """

    function: str
    site: str
    function_name: str
    site_name: str
    region: str
    region_name: str
    people: float
    against: float
    pay: float


def offices_of(difference: Difference, names: dict[str, str]) -> tuple[Office, ...]:
    """Return the functions of both plans, in the order of the table."""
    nodes, tables = difference.more.nodes, difference.plan.case.tables
    last = nodes.frame.filter(year=nodes.calendar[-1]).select("node", "probability")
    weighed = difference.more.offices.join(last, on="node").with_columns(
        people=pl.col("people") * pl.col("probability")
    )
    sums = weighed.group_by("function", "site", "region", maintain_order=True).agg(
        people=pl.col("people").clip(lower_bound=0.0).sum(),
        against=-pl.col("people").clip(upper_bound=0.0).sum(),
        pay=(pl.col("people") * pl.col("cost")).sum(),
    )
    functions = dict(tables["functions"].select("function", "name").iter_rows())
    sites = dict(tables["sites"].select("site", "name").iter_rows())
    return tuple(
        Office(
            row["function"],
            row["site"],
            functions.get(row["function"]) or pretty(row["function"]),
            sites.get(row["site"]) or pretty(row["site"]),
            difference.home.regions[row["region"]],
            names[difference.home.regions[row["region"]]],
            row["people"],
            row["against"],
            row["pay"],
        )
        for row in sums.iter_rows(named=True)
    )
