"""Which rows of law stand behind the duty of each delivery, and in which years?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from brownfield.case.case import Case
from brownfield.case.scenarios import cases_by_node
from brownfield.derive.trade.traced.lines import INBOUND
from brownfield.derive.trade.traced.trace import WAY, trace
from brownfield.plans.plan import Plan
from brownfield.plans.results import WORKED_OUT
from brownfield.questions.plan.question import Study
from brownfield.tell.views import table

Row = Mapping[str, Any]
PAID_TO_MAKE = (
    "materials",
    "inbound_freight",
    "inbound_duty",
    "conversion",
    "crew",
)  # a blank price at the gate is their sum

LAW = (
    "part_group",
    "source",
    "kind",
    "measure",
    "outcome",
    "counts_in",
    "base",
    "ad_valorem",
    "specific",
    "agreement",
    "limit",
    "missing_part",
    "why",
)
"""Columns in which two lines must agree to be the same law."""


def told(study: Study) -> dict[str, Any]:
    """Return the rows of law behind the duty of each delivery, whole and by years."""
    trace = duty_trace(study)
    by_years = duty_by_delivery(study.plan, trace)
    return {"duty_trace": trace, "duty_by_delivery": by_years}


def duty_trace(study: Study) -> pl.DataFrame:
    """Return the rows of law behind the duty of every delivery of the best plan.

    Returns
    -------
    pl.DataFrame
        The columns of `duty_trace`; see docs/results.md.
    """
    plan = study.plan
    schema = WORKED_OUT["duty_trace"].polars_schema
    sent = _delivered(plan)
    if sent.is_empty():
        return pl.DataFrame(schema=schema)
    case_at = cases_by_node(study.case)
    found = [
        _at_nodes(plan, case_at, sent.join(nodes, on="node", how="semi"))
        for _, nodes in plan.nodes.group_by("what_ifs", maintain_order=True)
    ]
    return pl.concat(found).select(list(schema))


def _delivered(plan: Plan) -> pl.DataFrame:
    """Return deliveries with freight, insurance and what a vehicle costs to make."""
    ends = ["recipe", "place", "node", "quota"]
    items = table(plan, "landed_cost").select(
        *ends, "freight", "insurance", *PAID_TO_MAKE
    )
    return (
        table(plan, "deliveries")
        .filter(pl.col("vehicles") > 0)
        .join(items, on=ends, nulls_equal=True, maintain_order="left")
        .with_columns(work=pl.col("conversion") + pl.col("crew"))
    )


def _at_nodes(
    plan: Plan, case_at: Callable[[str], Case], sent: pl.DataFrame
) -> pl.DataFrame:
    """Return the lines at nodes at which one case holds."""
    if sent.is_empty():
        return pl.DataFrame(schema=WORKED_OUT["duty_trace"].polars_schema)
    case = case_at(sent["node"][0])
    prices = case.tables["build_options"].select("build_option", "ex_works_price")
    priced = sent.join(prices, on="build_option", maintain_order="left").with_columns(
        ex_works=pl.coalesce("ex_works_price", pl.sum_horizontal(PAID_TO_MAKE))
    )
    at_nodes = table(plan, "origin").join(sent, on="node", how="semi")
    tests = at_nodes.unique(["recipe", "agreement", "year"], maintain_order=True)
    lines = trace(
        case.tables,
        case.settings,
        priced.unique(WAY, maintain_order=True),
        tests,
        table(plan, "sourcing"),
    )
    volumes = sent.select(*WAY, "node", "vehicles")
    return volumes.join(lines, on=list(WAY), nulls_equal=True, maintain_order="left")


@dataclass
class Same:
    """Years of one delivery under the same law."""

    years: set[int] = field(default_factory=set)
    vehicles: float = 0.0
    lines: list[Sequence[Row]] = field(default_factory=list)


def duty_by_delivery(plan: Plan, lines: pl.DataFrame) -> pl.DataFrame:
    """Return the trace with years of the same law together, largest volume first.

    Parameters
    ----------
    plan
        The plan.
    lines
        Its `duty_trace`.

    Returns
    -------
    pl.DataFrame
        The columns of `duty_by_delivery`; see docs/results.md.
    """
    likely = dict(plan.nodes.select("node", "probability").iter_rows())
    groups: dict[tuple[Any, ...], Same] = {}
    for name, rows in _deliveries(lines):
        law = tuple(tuple(row[column] for column in LAW) for row in rows)
        same = groups.setdefault((*name, law), Same())
        same.years.add(rows[0]["year"])
        same.vehicles += rows[0]["vehicles"] * likely[rows[0]["node"]]
        same.lines.append(rows)
    ranked = sorted(groups.items(), key=lambda one: (-one[1].vehicles, str(one[0])))
    told = [row for name, same in ranked for row in _told(name, same)]
    return pl.DataFrame(told, schema=WORKED_OUT["duty_by_delivery"].polars_schema)


Name = tuple[str, str | None, str | None, str | None]


def _deliveries(lines: pl.DataFrame) -> Iterator[tuple[Name, list[Row]]]:
    """Yield the lines on the vehicle of each delivery, and those on its parts."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in lines.iter_rows(named=True):
        is_part = row["counts_in"] == INBOUND
        way = (None,) * 3 if is_part else (row["place"], row["regime"], row["quota"])
        sent = (row["place"], row["quota"])
        found.setdefault((row["recipe"], *way, row["node"], *sent), []).append(row)
    for name, rows in found.items():
        yield name[:4], rows


def _told(name: tuple[Any, ...], same: Same) -> Iterator[dict[str, Any]]:
    """Yield each line of a group of deliveries with its least and largest amount."""
    recipe, place, regime, quota, _ = name
    about = {"recipe": recipe, "place": place, "regime": regime, "quota": quota}
    about |= {"years": _spans(same.years), "vehicles": same.vehicles}
    for alike in zip(*same.lines, strict=True):
        yield {
            **about,
            **{column: alike[0][column] for column in LAW},
            "base_low": _least(alike, "base_value"),
            "base_high": _most(alike, "base_value"),
            "duty_low": _least(alike, "duty_per_vehicle"),
            "duty_high": _most(alike, "duty_per_vehicle"),
            "spared_low": _least(alike, "spared"),
            "spared_high": _most(alike, "spared"),
            "non_originating_share": _most(alike, "non_originating_share"),
            "headroom": _least(alike, "headroom"),
        }


def _least(rows: Sequence[Row], column: str) -> float | None:
    return min((r[column] for r in rows if r[column] is not None), default=None)


def _most(rows: Sequence[Row], column: str) -> float | None:
    return max((r[column] for r in rows if r[column] is not None), default=None)


def _spans(years: set[int]) -> str:
    """Return years as spans, e.g. ``2026-2030, 2032``."""
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spans)
