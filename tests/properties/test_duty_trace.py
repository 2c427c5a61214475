"""The rows of law told of a delivery add up to the duty that others work out.

One vehicle is sent every way there is, so that each regime of a case is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.one_currency import paid_by_node
from brownfield.plans.plan import Plan
from brownfield.plans.recount.trade.duty import duty_of
from brownfield.plans.recount.world import build_world
from brownfield.questions.plan.facts.border.duty import duty_trace
from brownfield.questions.plan.facts.border.sales import sales
from brownfield.solve.run import plan
from tests.peers.third import recipes as third
from tests.peers.third.world import Spot, World, world_of
from tests.properties.every_column import every_column_case
from tests.properties.solved import beside_its_case
from tests.properties.with_quotas import with_quotas
from tests.properties.with_reliefs import with_reliefs

Way = tuple[str, str, str, str | None]
MORE = (20, 21, 22, 25, 26, 28, 29, 30, 31)
SEEDS = [3, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MORE)]


def sent_every_way(case: Case) -> Plan:
    """Return the plan of a case as if it sent one vehicle every way there is."""
    made = plan(case)
    columns = ("recipe", "build_option", "product", "facility", "place", "node", "year")
    each = made.tables["landed_cost"].select(
        *columns, "regime", "quota", "duty", vehicles=1.0, duty_per_vehicle="duty"
    )
    return replace(made, tables={**made.tables, "deliveries": each})


def sums(made: Plan, trace: pl.DataFrame, item: str) -> dict[Way, float]:
    """Return what the lines of each way add up to, case currency per vehicle."""
    found = {way_of(row): 0.0 for row in made.tables["deliveries"].to_dicts()}
    for row in trace.filter(counts_in=item).to_dicts():
        found[way_of(row)] += row["duty_per_vehicle"]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_lines_add_up_to_the_duty_of_recount_and_third_formulation(
    seed: int,
) -> None:
    """On a case that may hold any column."""
    check(every_column_case(seed))


def test_the_lines_add_up_where_quotas_are_open() -> None:
    """Each is a way of its own, beside the cheapest of the rest."""
    assert "quota" in check(with_quotas(every_column_case(6)))["kind"]


@pytest.mark.parametrize(("seed", "is_shared"), [(7, True), (14, False)])
def test_the_lines_add_up_where_reliefs_are_open(seed: int, *, is_shared: bool) -> None:
    """Undertakings in place of a duty, and duty on parts that comes back."""
    found = check(with_reliefs(every_column_case(seed), is_shared=is_shared))
    assert {"undertaking", "drawback"} <= set(found["kind"])


def check(case: Case) -> pl.DataFrame:
    """Compare every way with both others, vehicle and parts; return the trace."""
    made = sent_every_way(case)
    trace = duty_trace(sales(made, paid_by_node(case)))
    found, parts = (sums(made, trace, item) for item in ("duty", "inbound_duty"))
    assert found
    beside = beside_its_case(case, made)
    world = build_world(
        beside.case.__getitem__, beside.settings, beside.nodes, made.tables
    )
    for row in made.tables["deliveries"].to_dicts():
        due = duty_of(world, row)
        assert found[way_of(row)] == pytest.approx(due, abs=1e-6)
    for way, duty, inbound in third_duties(case, made):
        assert found[way] == pytest.approx(duty, abs=1e-6)
        assert parts[way] == pytest.approx(inbound, abs=1e-6)
    return trace


def way_of(row: Mapping[str, Any]) -> Way:
    """Return what tells a way from the others."""
    return row["recipe"], row["place"], row["node"], row["quota"]


def third_duties(case: Case, made: Plan) -> Iterator[tuple[Way, float, float]]:
    """Yield the duty of each way and that on parts, by the third formulation."""
    world = world_of(made.case if case.what_ifs_applied else case)
    spots = {spot.name: spot for spot in world.spots}
    pools = dict(case.tables["trade_measures"].select("measure", "quota_pool").rows())
    recipes = {name: _recipes(world, spot, made) for name, spot in spots.items()}
    for row in made.tables["deliveries"].to_dicts():
        spot, recipe = spots[row["node"]], recipes[row["node"]][row["recipe"]]
        ends = third.lane(spot, recipe, row["place"])
        assert ends is not None
        volume = pools.get(row["quota"]) or row["quota"]
        open_ways = third.ways_in(spot, recipe, row["place"], sum(ends))
        duties = [way.duty for way in open_ways if way.quota == volume]
        told = row["duty_per_vehicle"]
        by_distance = sorted(duties, key=lambda duty: abs(duty - told))
        nearest = by_distance[0] if row["quota"] else min(duties)
        yield way_of(row), nearest, sum(part.duty for part in recipe.parts)


def _recipes(world: World, spot: Spot, made: Plan) -> dict[str, third.Recipe]:
    """Return the recipes of the plan by their names, as the third formulation has them.

    A recipe is named by its build option and where each part group is bought.
    """
    bought: dict[str, set[tuple[str, str]]] = {}
    for recipe, group, source in made.tables["sourcing"].rows():
        bought.setdefault(recipe, set()).add((group, source))
    names = {
        (name.split("|", 1)[0], frozenset(bought.get(name, ()))): name
        for name in made.tables["landed_cost"]["recipe"].unique()
    }
    found = {}
    for one in third.recipes(world, spot):
        pieces = frozenset((part.group, part.source) for part in one.parts)
        name = names.get((one.option["build_option"], pieces))
        if name is not None:
            found[name] = one
    return found
