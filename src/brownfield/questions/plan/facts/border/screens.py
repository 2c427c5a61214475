"""What might rulings ask of vehicles made of kits, and in which futures do they?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.case.one_currency import by_case
from brownfield.case.scenarios import way_to_root
from brownfield.derive.trade.traced.screens import Rulings, in_year, rulings
from brownfield.derive.trade.traced.screens import screens as screens_of
from brownfield.plans.results import WORKED_OUT
from brownfield.questions.plan.facts.border.sales import CaseAt, Sales, spans

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan

NAME = (
    "screen",
    "recipe",
    "importer",
    "exporter",
    "kind",
    "measure",
    "finding",
    "needs",
)
"""Columns in which two years must agree to be told as one."""

Found = dict[str, Any]


def screens(plan: Plan, sold: Sequence[Sales], case_at: CaseAt) -> pl.DataFrame:
    """Return the rulings that delivered vehicles might meet, largest volume first.

    Returns
    -------
    pl.DataFrame
        The columns of `screens`; see docs/results.md. `futures` counts every future
        with a year that enforces the ruling, delivered there or not.
    """
    groups: dict[tuple[Any, ...], list[Found]] = {}
    for row in _by_node(plan, sold):
        groups.setdefault(tuple(row.get(n) for n in NAME), []).append(row)
    warned = [rows[0] for rows in groups.values()]
    asked_at = _rulings(plan, case_at, warned) if groups else {}
    screened = [
        _told(name, rows) | {"futures": _futures(plan, rows[0], asked_at)}
        for name, rows in groups.items()
    ]
    screened.sort(key=lambda row: (-row["vehicles"], *(str(row[n]) for n in NAME)))
    return pl.DataFrame(screened, schema=WORKED_OUT["screens"].polars_schema)


def _by_node(plan: Plan, sold: Sequence[Sales]) -> Iterator[Found]:
    """Yield each screen at each node with the vehicles it is about, expected."""
    likely = dict(plan.nodes.select("node", "probability").iter_rows())
    for one in sold:
        volumes = _volumes(one.volumes, likely)
        for row in screens_of(one.sent):
            way = (row["recipe"], row["place"], row["year"], row["quota"])
            yield row | {"vehicles": volumes[way]}


def _volumes(
    rows: pl.DataFrame, likely: Mapping[str, float]
) -> dict[tuple[Any, ...], float]:
    volumes: dict[tuple[Any, ...], float] = {}
    for row in rows.iter_rows(named=True):
        way = (row["recipe"], row["place"], row["year"], row["quota"])
        volumes[way] = volumes.get(way, 0.0) + likely[row["node"]] * row["vehicles"]
    return volumes


def _told(name: tuple[Any, ...], rows: Sequence[Found]) -> Found:
    return {
        **dict(zip(NAME, name, strict=True)),
        "years": spans({row["year"] for row in rows}),
        "vehicles": sum(row["vehicles"] for row in rows),
        "target_share": _end(max, rows, "target_share"),
        "value_added_share": _end(min, rows, "value_added_share"),
        "duty_low": _end(min, rows, "duty"),
        "duty_high": _end(max, rows, "duty"),
    }


def _end(
    which: Callable[[list[float]], float], rows: Sequence[Found], column: str
) -> float | None:
    ends = [float(row[column]) for row in rows if row.get(column) is not None]
    return which(ends) if ends else None


def _futures(plan: Plan, screen: Found, asked_at: Mapping[str, Rulings]) -> float:
    """Return the probability of the futures with a node that enforces a ruling."""
    nodes = plan.nodes
    dated = nodes.select("node", "year").iter_rows()
    asking = {node for node, year in dated if asked_at[node].ask(screen, year)}
    before = dict(nodes.select("node", "parent").iter_rows())
    leaves = nodes.filter(~pl.col("node").is_in(nodes["parent"].drop_nulls().implode()))
    chances = leaves.select("node", "probability").iter_rows()
    return float(sum(p for n, p in chances if asking & set(way_to_root(n, before))))


def _rulings(
    plan: Plan, case_at: CaseAt, warned: Sequence[Found]
) -> dict[str, Rulings]:
    """Return what is enforced at each node of what is warned of; cases share it."""
    by_node: dict[str, Rulings] = {}
    for case, nodes in by_case(plan.nodes, case_at):
        goods = {in_year(one, year) for one in warned for year in nodes["year"]}
        asked = rulings(case.tables, goods)
        by_node |= dict.fromkeys(nodes["node"].to_list(), asked)
    return by_node
