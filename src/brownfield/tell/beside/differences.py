"""What is told of plans of one case side by side?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING

from brownfield.tell.views import present_values

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan

REST = "weighing"  # what no cash item holds: payments inside, weights, bad futures
ROUNDING = 1e-9  # share of a value within which two are the same


@dataclass(frozen=True)
class Differences:
    """Plans of one case side by side: what they are worth, begin and build.

    Every row holds a cell for each plan, in the order of `names`.

    Attributes
    ----------
    names
        Names of the plans.
    currency
        Currency of the case.
    together
        Value of each plan, case currency; nan where none was found.
    values
        By party: its expected present value, case currency; None where it does not
        plan.
    cash
        By cash item: expected present value of those who plan, case currency; the last,
        ``weighing``, is what no item holds, so that each plan's cells add up to its
        value. nan where no plan was found.
    starts
        By build option: branch and year of each start.
    built
        By build option: vehicles a year, mean over the horizon and futures.
    unproved
        Value less that of the first plan, case currency, by the name of each plan that
        is worth more or less than the first, yet by no more than the search left open.
    """

    names: tuple[str, ...]
    currency: str
    together: tuple[float, ...]
    values: Mapping[str, tuple[float | None, ...]] = field(repr=False)
    cash: Mapping[str, tuple[float, ...]] = field(repr=False)
    starts: Mapping[str, tuple[tuple[str, ...], ...]] = field(repr=False)
    built: Mapping[str, tuple[float, ...]] = field(repr=False)
    unproved: Mapping[str, float]


def differences(plans: Mapping[str, Plan]) -> Differences:
    """Return what is told of plans by name; they differ from the first."""
    return Differences(
        names=tuple(plans),
        currency=next(iter(plans.values())).case.settings.case.currency,
        together=tuple(plan.value for plan in plans.values()),
        values=_values(plans),
        cash=_cash(plans),
        starts=_starts(plans),
        built=_built(plans),
        unproved=_unproved(plans),
    )


def _unproved(plans: Mapping[str, Plan]) -> dict[str, float]:
    first, *others = plans.items()
    return {
        name: plan.value - first[1].value
        for name, plan in others
        if _is_unproved(first[1], plan)
    }


def _is_unproved(one: Plan, other: Plan) -> bool:
    """Return whether the dearer of two plans is within the proof of the other."""
    least, most = sorted((one, other), key=lambda plan: plan.value)
    noise = ROUNDING * max(abs(most.value), abs(least.value))
    return least.value + noise < most.value <= least.bound + noise


def _values(plans: Mapping[str, Plan]) -> dict[str, tuple[float | None, ...]]:
    parties = dict.fromkeys(p for plan in plans.values() for p in plan.value_by_party)
    return {
        party: tuple(plan.value_by_party.get(party) for plan in plans.values())
        for party in parties
    }


def _cash(plans: Mapping[str, Plan]) -> dict[str, tuple[float, ...]]:
    """Return the bridge from plan to plan: what each has of each kind of cash."""
    columns = [_by_item(plan) for plan in plans.values()]
    items = dict.fromkeys(item for column in columns for item in column)
    return {item: tuple(c.get(item, 0.0) for c in columns) for item in items}


def _by_item(plan: Plan) -> dict[str, float]:
    if "cash" not in plan.tables:
        return {}
    by_item: dict[str, float] = {}
    for (item, _), worth in present_values(plan.case, plan).items():
        by_item[item] = by_item.get(item, 0.0) + worth
    return by_item | {REST: plan.value - fsum(by_item.values())}


def _starts(plans: Mapping[str, Plan]) -> dict[str, tuple[tuple[str, ...], ...]]:
    starts = [_starts_of(plan) for plan in plans.values()]
    options = dict.fromkeys(option for years in starts for option in years)
    return {o: tuple(tuple(years.get(o, ())) for years in starts) for o in options}


def _starts_of(plan: Plan) -> dict[str, list[str]]:
    branch = dict(plan.nodes.select("node", "branch").iter_rows())
    by_option: dict[str, list[str]] = {}
    if "starts" not in plan.tables:
        return by_option
    columns = ("build_option", "node", "year")
    for option, node, year in plan.tables["starts"].select(columns).iter_rows():
        by_option.setdefault(option, []).append(f"{branch[node]} {year}")
    return by_option


def _built(plans: Mapping[str, Plan]) -> dict[str, tuple[float, ...]]:
    volumes = [_volumes_of(plan) for plan in plans.values()]
    options = dict.fromkeys(option for by_name in volumes for option in by_name)
    return {o: tuple(by_name.get(o, 0.0) for by_name in volumes) for o in options}


def _volumes_of(plan: Plan) -> dict[str, float]:
    years = plan.nodes["year"].n_unique()
    return {o: built / years for o, built in plan.vehicles_by_option.items()}
