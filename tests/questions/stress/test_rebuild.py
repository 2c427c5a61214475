"""Stock that a stop takes is built again, and its line time earns once."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from brownfield.case.case import Case
from brownfield.model.arrays.linear import Floats
from brownfield.questions.stress.network.hits import Element
from brownfield.questions.stress.network.network import Network
from brownfield.questions.stress.network.of_plan import PlanNetwork, plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.sweep.exposure import Exposure, Loss
from brownfield.questions.stress.sweep.sweep import Finding, Stop, sweep
from brownfield.questions.stress.weeks.arrays import Block, Bounds, minimise
from brownfield.questions.stress.weeks.events import replayed
from brownfield.questions.stress.years.frequency import Lengths
from brownfield.questions.stress.years.hazards import Hazard
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.run import plan
from tests.model.small_cases import buyers, option, pattern, product, small_case
from tests.questions.stress.small import random_network, stopped

FAR_LANE, USUAL = ("lane", "far>market"), Setting()


def two_cars(*, penalty: float = 0.0) -> Case:
    """Return cars x and y, of a full plant near the market and a far one with room.

    940 of x a year are all that `near` can build, 20 a week of 47; x is 73 days on its
    way, so 188 are in stock. 470 of y a year, 10 a week, come from `far`. A car earns:

    x near 4,000 and far 2,500; y near 2,000 and far 1,000. So the best plan builds x
    near, where it earns 1,500 more, and y far: it would earn only 1,000 more near.
    """
    costs = {"x": {"near": 6e3, "far": 7.5e3}, "y": {"near": 3e3, "far": 4e3}}
    return small_case(
        {
            "places": [
                {"place": p, "customs_territory": "HL"}
                for p in ("near", "far", "market")
            ],
            "facilities": [
                {"facility": f, "place": f, "owner": "firm"} for f in ("near", "far")
            ],
            "shift_patterns": [pattern("near", 940), pattern("far", 9_400)],
            "products": [product("x"), product("y")],
            "build_options": [
                option(f"{car} {f}", product=car, facility=f, conversion_cost=cost)
                for car, own in costs.items()
                for f, cost in own.items()
            ],
            "lanes": [
                {"origin": "near", "destination": "market", "product": "x", "days": 73},
                {"origin": "near", "destination": "market"},
                {"origin": "far", "destination": "market"},
            ],
            "demand": [
                buyers(
                    940, 10_000, product="x", place="market", lost_sale_penalty=penalty
                ),
                buyers(
                    470, 5_000, product="y", place="market", lost_sale_penalty=penalty
                ),
            ],
        }
    )


def week_of(
    case: Case, backups: Sequence[str], setting: Setting = USUAL
) -> PlanNetwork:
    """Return the week of the plan, with programmes that it keeps ready."""
    found = plan(case)
    return plan_network(found, usual_node(found), setting, backups=backups)


def stop_of(planned: PlanNetwork, element: Element, weeks: float) -> Finding:
    """Return what a stop costs."""
    return sweep(planned, [Stop(element, weeks)]).findings[0]


def test_line_time_of_a_full_plant_earns_once() -> None:
    """Six weeks without the far lane: 60 y are built near, in the place of 60 x.

    These come out of stock, and are built again far: y earns 60 x 1,000 more than
    planned, x 60 x 1,500 less. So 30,000 are lost, though every buyer is served.
    """
    planned = week_of(two_cars(), ["x far", "y near"])
    found = stop_of(planned, FAR_LANE, 6.0)
    assert found.lost_vehicles == 0
    assert found.displaced == 0
    assert found.lost_value == pytest.approx(60 * 1_500 - 60 * 1_000, rel=1e-6)


def test_stock_that_no_line_can_build_again_is_kept_for_its_own_buyers() -> None:
    """X is built near only: each x out of stock would be an x less later.

    So 60 y are lost, for 1,000 and a penalty of 50 each, and no x for 4,000.
    """
    planned = week_of(two_cars(penalty=50.0), ["y near"])
    found = stop_of(planned, FAR_LANE, 6.0)
    assert found.lost_vehicles == pytest.approx(60)
    assert found.lost_value == pytest.approx(60 * 1_050, rel=1e-6)


def test_stock_bridges_a_stop_of_a_full_plant_at_the_price_of_later_cars() -> None:
    """Three weeks without near: 60 x come out of 188, and 60 are missing later.

    Each costs 4,000 and the penalty of 50, as if it had been lost at once.
    """
    planned = week_of(two_cars(penalty=50.0), [])
    found = stop_of(planned, ("facility", "near"), 3.0)
    assert found.lost_vehicles == 0
    assert found.displaced == pytest.approx(60)
    assert found.lost_value == pytest.approx(60 * 4_050, rel=1e-6)
    assert found.penalty == pytest.approx(60 * 50, rel=1e-6)


def test_a_replay_builds_stock_again_by_the_same_rule() -> None:
    """No overtime, nobody waits: week by week the same 30,000 as in the sweep."""
    setting = Setting(patience=0.0, overtime=0.0)
    planned = week_of(two_cars(), ["x far", "y near"], setting)
    cause = Hazard("ice", FAR_LANE, 0.1, Lengths(6.0, 6.0, 6.0))
    event = replayed(planned, "ice", [cause], setting)
    assert event.lost_vehicles == pytest.approx(0, abs=1e-4)
    assert event.lost_value == pytest.approx(30_000, rel=1e-3)


def best_network(generator: np.random.Generator) -> Network:
    """Return a random network whose planned flows earn most, on plants often full."""
    network = random_network(generator)
    demands, size, resources = network.sizes
    wanted, capacity = (
        generator.uniform(5, 15, demands),
        generator.uniform(4, 20, resources),
    )
    arcs = np.arange(size)
    found = HighsBackend().solve(
        minimise(
            -earned(network),
            Bounds(np.zeros(size), np.full(size, np.inf)),
            Bounds(
                np.full(demands + resources, -np.inf),
                np.concatenate([wanted, capacity]),
            ),
            [
                Block(network.arc_demand, arcs, np.ones(size)),
                Block(
                    demands + network.use_resource, network.use_arc, network.use_amount
                ),
            ],
        ),
        Limits(gap=0.0),
    )
    assert found.columns is not None
    flow = np.clip(found.columns, 0.0, None)
    bare = replace(network, flow=flow, capacity=capacity)
    return replace(bare, demand=bare.supplied(flow))


def earned(network: Network) -> Floats:
    """Return what a vehicle of each arc earns. Shape (A,)."""
    return np.asarray(network.unit_loss[network.arc_demand] - network.arc_cost)


def value_lost(network: Network, loss: Loss) -> float:
    """Return planned earnings less those of what is built, now and later."""
    built = loss.delivered + loss.later.built
    return float((network.flow * loss.weeks - built) @ earned(network))


@pytest.mark.parametrize("seed", range(48))
def test_no_stop_gains(seed: int) -> None:
    """Stop and rebuilding together use no more line time than the plan, which is best.

    Vehicles balance too: what is not delivered is lost, or out of stock and then built
    again or displaced.
    """
    generator = np.random.default_rng(seed)
    network = best_network(generator)
    exposure = Exposure(network)
    for name in network.resources:
        for weeks in (0.5, 3.0, 10.0):
            loss = exposure.loss(stopped(network, name), weeks)
            assert value_lost(network, loss) >= -1e-5
            again = network.supplied(loss.later.built) + loss.later.displaced
            assert again == pytest.approx(loss.stock_used, abs=1e-5)
            use = network.used(network.flow + loss.later.built / network.year)
            assert (use <= network.capacity + 1e-6).all()
