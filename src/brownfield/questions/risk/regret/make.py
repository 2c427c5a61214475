"""How is the table of regrets made?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.asking.ranges.held import Trial, best_of, decided, tried
from brownfield.questions.risk.regret.table import Regrets, regrets

if TYPE_CHECKING:
    from brownfield.asking.stages import Stages
    from brownfield.plans.plan import Plan
    from brownfield.questions.risk.regret.worlds import World

SURE = 1.0 - 1e-9  # probability of a node that every future passes
ITSELF = ""  # name of the best plan of the case


def regrets_of(stages: Stages, best: Plan, worlds: tuple[World, ...]) -> Regrets | None:
    """Return the table of regrets; None without worlds, or if Ctrl-C was pressed.

    Parameters
    ----------
    stages
        Who works.
    best
        The best plan of the case.
    worlds
        The worlds.
    """
    best_by_world = stages.each(
        _best, {f"best plan if {one.name}": one for one in worlds}
    )
    plans = {ITSELF: best} | {
        one.name: plan
        for one, plan in zip(worlds, best_by_world.values(), strict=False)
        if plan is not None
    }
    alike = _alike(best, plans)
    held = tuple(plans[name] for name in dict.fromkeys(alike.values()))
    trials = {f"every plan if {one.name}": Trial(one.case, held) for one in worlds}
    columns = stages.each(tried, trials)
    if not worlds or len(columns) < len(worlds):
        return None
    rows = dict(
        zip(
            dict.fromkeys(alike.values()),
            zip(*columns.values(), strict=True),
            strict=True,
        )
    )
    values = {name: rows[alike[name]] for name in plans}
    return regrets(worlds, plans, values, abs(best.value))


def _alike(best: Plan, plans: Mapping[str, Plan]) -> dict[str, str]:
    """Return for each plan the first one that decides the same wherever it is held.

    A plan for one future decides by year, the best plan by node: only decisions before
    futures part are the same for both.
    """
    sure = set(best.nodes.filter(pl.col("probability") > SURE)["node"])
    first: dict[tuple[object, str], str] = {}
    same_as = {}
    for name, plan in plans.items():
        what = decided(plan)
        is_early = {node for _, node in what} <= sure
        same_as[name] = first.setdefault((what, "" if is_early else name), name)
    return same_as


def _best(world: World) -> Plan | None:
    return best_of(world.case)
