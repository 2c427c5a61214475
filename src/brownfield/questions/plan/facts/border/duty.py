"""Which rows of law stand behind the duty of each delivery, and in which years?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.case.one_currency import paid_by_node
from brownfield.derive.trade.traced.lines import INBOUND
from brownfield.derive.trade.traced.trace import WAY, trace
from brownfield.plans.results import WORKED_OUT
from brownfield.questions.plan.facts.border.sales import Sales, sales, spans
from brownfield.questions.plan.facts.border.screens import screens

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.questions.plan.question import Study

Row = Mapping[str, Any]
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


def law_of_duty(study: Study) -> dict[str, Any]:
    """Return the rows of law behind each delivery, whole and by years; and screens."""
    plan, case_at = study.plan, paid_by_node(study.case)
    sold = sales(plan, case_at)
    trace = duty_trace(sold)
    return {
        "duty_trace": trace,
        "duty_by_delivery": duty_by_delivery(plan, trace),
        "screens": screens(plan, sold, case_at),
    }


def duty_trace(sold: Sequence[Sales]) -> pl.DataFrame:
    """Return the rows of law behind the duty of every delivery of the best plan.

    Returns
    -------
    pl.DataFrame
        The columns of `duty_trace`; see docs/results.md.
    """
    schema = WORKED_OUT["duty_trace"].polars_schema
    frames = [
        one.volumes.join(
            trace(one.sent, one.origin),
            on=list(WAY),
            nulls_equal=True,
            maintain_order="left",
        ).select(list(schema))
        for one in sold
    ]
    return pl.concat([pl.DataFrame(schema=schema), *frames])


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
    deliveries = [row for name, same in ranked for row in _told(name, same)]
    return pl.DataFrame(deliveries, schema=WORKED_OUT["duty_by_delivery"].polars_schema)


Name = tuple[str, str | None, str | None, str | None]


def _deliveries(lines: pl.DataFrame) -> Iterator[tuple[Name, list[Row]]]:
    """Yield the lines on the vehicle of each delivery, and those on its parts."""
    by_delivery: dict[tuple[Any, ...], list[Row]] = {}
    for row in lines.iter_rows(named=True):
        is_part = row["counts_in"] == INBOUND
        way = (None,) * 3 if is_part else (row["place"], row["regime"], row["quota"])
        sent = (row["place"], row["quota"])
        by_delivery.setdefault((row["recipe"], *way, row["node"], *sent), []).append(
            row
        )
    for name, rows in by_delivery.items():
        yield name[:4], rows


def _told(name: tuple[Any, ...], same: Same) -> Iterator[dict[str, Any]]:
    """Yield each line of a group of deliveries with its least and largest amount."""
    recipe, place, regime, quota, _ = name
    about = {"recipe": recipe, "place": place, "regime": regime, "quota": quota}
    about |= {"years": spans(same.years), "vehicles": same.vehicles}
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
