"""On which lines do plans of one case differ, side by side?"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from brownfield.plans.plan import Plan

ROUNDING = 1e-9  # share of a value within which two are the same


@dataclass(frozen=True)
class Part:
    """One kind of figure of plans side by side.

    Attributes
    ----------
    title, unit
        What the rows are, and their unit.
    rows
        Printed cells: name of the line, then one for each plan; only lines that differ.
    """

    title: str
    unit: str
    rows: tuple[tuple[str, ...], ...]


def parts_that_differ(plans: Mapping[str, Plan]) -> tuple[Part, ...]:
    """Return value by party, starts and volumes where the plans differ."""
    currency = next(iter(plans.values())).case.settings.case.currency
    volume = "vehicles a year, mean over the horizon and futures"
    return (
        _part("Value", f"{currency} m, present value", _values(plans)),
        _part("Starts", "branch and year", _starts(plans)),
        _part("Built", volume, _built(plans)),
    )


def unproved_differences(plans: Mapping[str, Plan]) -> dict[str, float]:
    """Return the differences in value to the first plan that the gaps do not prove.

    Returns
    -------
    differences
        Value less that of the first plan, case currency, by the name of each plan that
        is worth more or less than the first, yet by no more than the search left open.
    """
    first, *others = plans.items()
    return {
        name: found.value - first[1].value
        for name, found in others
        if _is_unproved(first[1], found)
    }


def _is_unproved(one: Plan, other: Plan) -> bool:
    """Return whether the dearer of two plans is within the proof of the other."""
    least, most = sorted((one, other), key=lambda plan: plan.value)
    noise = ROUNDING * max(abs(most.value), abs(least.value))
    return least.value + noise < most.value <= least.bound + noise


def _part(title: str, unit: str, rows: dict[str, list[str]]) -> Part:
    differing = ((name, *row) for name, row in rows.items() if len(set(row)) > 1)
    return Part(title, unit, tuple(differing))


def _values(plans: Mapping[str, Plan]) -> dict[str, list[str]]:
    parties = dict.fromkeys(p for plan in plans.values() for p in plan.value_by_party)
    rows = {"together": [f"{plan.value / 1e6:,.1f}" for plan in plans.values()]}
    for party in parties:
        rows[party] = [
            f"{plan.value_by_party[party] / 1e6:,.1f}"
            if party in plan.value_by_party
            else "-"
            for plan in plans.values()
        ]
    return rows


def _starts(plans: Mapping[str, Plan]) -> dict[str, list[str]]:
    starts = [_starts_of(plan) for plan in plans.values()]
    options = dict.fromkeys(option for found in starts for option in found)
    return {o: [", ".join(found.get(o, ["-"])) for found in starts] for o in options}


def _starts_of(plan: Plan) -> dict[str, list[str]]:
    branch = dict(plan.nodes.select("node", "branch").iter_rows())
    found: dict[str, list[str]] = {}
    if "starts" not in plan.tables:
        return found
    columns = ("build_option", "node", "year")
    for option, node, year in plan.tables["starts"].select(columns).iter_rows():
        found.setdefault(option, []).append(f"{branch[node]} {year}")
    return found


def _built(plans: Mapping[str, Plan]) -> dict[str, list[str]]:
    volumes = [_volumes_of(plan) for plan in plans.values()]
    options = dict.fromkeys(option for found in volumes for option in found)
    return {o: [f"{found.get(o, 0.0):,.0f}" for found in volumes] for o in options}


def _volumes_of(plan: Plan) -> dict[str, float]:
    if "production" not in plan.tables:
        return {}
    chance = plan.nodes.select("node", "probability")
    years = plan.nodes["year"].n_unique()
    expected = (
        plan.tables["production"]
        .join(chance, on="node")
        .group_by("build_option", maintain_order=True)
        .agg((pl.col("vehicles") * pl.col("probability")).sum() / years)
    )
    return dict(expected.iter_rows())
