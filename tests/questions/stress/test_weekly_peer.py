"""Does the weekly model say what its equations say, stated again in plain loops?"""

from dataclasses import replace
from math import inf

import highspy
import numpy as np
import pytest

from brownfield.errors import UseError
from brownfield.model.arrays.linear import Floats
from brownfield.questions.stress.network.network import (
    RUNNING,
    Network,
    scaled_losses,
    stock_prices,
)
from brownfield.questions.stress.weeks.weekly import Replay, Weekly
from tests.questions.stress.small import (
    line_and_spare,
    random_network,
    without_patience,
)

REROUTED = 0.01  # objective of a vehicle that takes another way, per unit of its cost
WAITING = 0.001  # of a buyer who waits for a week; a lost one costs 1 to 1,000
WEEKS = 9


def drawn_network(generator: np.random.Generator) -> Network:
    """Return a network with overtime and buffers too; every second line has none."""
    network = random_network(generator)
    plants = len(network.resources)
    return replace(
        network,
        overtime=generator.uniform(0, 3, plants) * (generator.random(plants) < 0.5),
        buffer=generator.uniform(0, 8, plants) * (generator.random(plants) < 0.5),
    )


def drawn_stop(generator: np.random.Generator, plants: int) -> Floats:
    """Return shares that run: some lines stop for weeks and come back by steps."""
    available = np.ones((plants, WEEKS))
    for line in range(plants):
        if generator.random() < 0.6:
            last = int(generator.integers(1, WEEKS - 2))
            available[line, :last] = 0.0
            available[line, last] = generator.choice([0.3, 1.0])
    return available


def overtime_of(network: Network, available: Floats, line: int, week: int) -> float:
    """Return overtime: where all runs, from when nothing changes to the end."""
    later = [list(available[:, w]) for w in range(week, WEEKS)]
    is_over = all(shares == later[-1] for shares in later)
    ever = any(list(available[:, w]) != later[-1] for w in range(WEEKS))
    runs = available[line, week] >= 1.0 - 1e-9
    return float(network.overtime[line]) if is_over and ever and runs else 0.0


def used(network: Network, line: int) -> list[tuple[int, float]]:
    """Return the arcs that use a resource, and how much of it a vehicle takes."""
    rows = zip(network.use_resource, network.use_arc, network.use_amount, strict=True)
    return [(int(arc), float(amount)) for at, arc, amount in rows if at == line]


def least(network: Network, available: Floats) -> float:
    """Return the least objective, by a model of single rows and columns."""
    loss, route = scaled_losses(network)
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    count = 0

    def column(cost: float, upper: float) -> int:
        nonlocal count
        model.addCol(cost, 0.0, upper, 0, [], [])
        count += 1
        return count - 1

    def row(lower: float, upper: float, terms: dict[int, float]) -> None:
        model.addRow(lower, upper, len(terms), list(terms), list(terms.values()))

    arcs, weeks = range(len(network.arcs)), range(WEEKS)
    demands, lines = range(len(network.demands)), range(len(network.resources))
    planned = {(a, w): column(0.0, network.flow[a]) for a in arcs for w in weeks}
    extra = {(a, w): column(route[a], inf) for a in arcs for w in weeks}
    lost = {(d, w): column(loss[d], inf) for d in demands for w in weeks}
    backlog = {
        (d, w): column(WAITING, 0.0 if w == WEEKS - 1 else inf)
        for d in demands
        for w in weeks
    }
    prices = stock_prices(network)
    stock = {
        (d, w): column(
            -prices[d] if w == WEEKS - 1 else REROUTED / 8 / WEEKS, network.stock[d]
        )
        for d in demands
        for w in weeks
    }
    taken = {
        (r, w): column(REROUTED / 2, network.buffer[r]) for r in lines for w in weeks
    }
    for d in demands:
        for w in weeks:
            terms = {lost[d, w]: 1.0, backlog[d, w]: 1.0, stock[d, w]: -1.0}
            waits = {backlog[d, w]: 1.0}
            for a in np.flatnonzero(network.arc_demand == d).tolist():
                terms |= {planned[a, w]: 1.0, extra[a, w]: 1.0}
            wanted = network.demand[d] - (network.stock[d] if w == 0 else 0.0)
            if w:
                terms |= {backlog[d, w - 1]: -1.0, stock[d, w - 1]: 1.0}
                waits |= {backlog[d, w - 1]: -1.0}
            row(wanted, wanted, terms)
            row(-inf, network.patience[d] * network.demand[d], waits)
    for r in lines:
        for w in weeks:
            terms = {taken[r, w]: -1.0}
            for a, amount in used(network, r):
                terms |= {planned[a, w]: amount, extra[a, w]: amount}
            offered = network.capacity[r] * available[r, w]
            row(-inf, offered + overtime_of(network, available, r, w), terms)
        row(-inf, network.buffer[r], {taken[r, w]: 1.0 for w in weeks})
    model.run()
    return float(model.getInfo().objective_function_value)


def objective(network: Network, available: Floats, replay: Replay) -> float:
    """Return the same objective of a replay, from what it says happened."""
    loss, route = scaled_losses(network)
    total = float((loss[:, None] * replay.lost).sum()) + WAITING * replay.backlog.sum()
    total += REROUTED / 8 / WEEKS * replay.stock[:, :-1].sum()
    total -= float(stock_prices(network) @ replay.stock[:, -1])
    more = (replay.built - network.flow[:, None]).clip(0.0)
    total += float((route[:, None] * more).sum())
    for r in range(len(network.resources)):
        for w in range(WEEKS):
            use = sum(replay.built[a, w] * amount for a, amount in used(network, r))
            offered = network.capacity[r] * available[r, w]
            short = use - offered - overtime_of(network, available, r, w)
            total += REROUTED / 2 * max(short, 0.0)
    return float(total)


@pytest.mark.peer
@pytest.mark.parametrize("seed", range(60))
def test_a_replay_is_as_good_as_plain_loops_find(seed: int) -> None:
    """Same objective from the replay's own rows; both copies read METHODS B6."""
    generator = np.random.default_rng(seed)
    network = drawn_network(generator)
    available = drawn_stop(generator, len(network.resources))
    replay = Weekly(network, WEEKS).replay(available)
    found = objective(network, available, replay)
    assert found == pytest.approx(least(network, available), rel=1e-6, abs=1e-4)


@pytest.mark.parametrize("seed", range(60, 80))
def test_a_replay_keeps_its_balance_and_tells_its_shares(seed: int) -> None:
    """Deliveries, losses, waiting and stock add up to demand in each week."""
    generator = np.random.default_rng(seed)
    network = drawn_network(generator)
    available = drawn_stop(generator, len(network.resources))
    replay = Weekly(network, WEEKS).replay(available)
    waiting, stock = np.zeros(len(network.demands)), network.stock
    for w in range(WEEKS):
        came = network.supplied(replay.built[:, w])
        met = came + replay.lost[:, w] + (replay.backlog[:, w] - waiting)
        assert met + stock - replay.stock[:, w] == pytest.approx(network.demand)
        newly = (replay.backlog[:, w] - waiting).clip(0.0)
        assert (newly <= network.patience * network.demand + 1e-6).all()
        built, planned = replay.built[:, w].sum(), network.flow.sum()
        assert replay.quality[w] == pytest.approx(built / planned)
        missed = replay.lost[:, w].sum() + newly.sum()
        assert replay.service[w] == pytest.approx(1 - missed / network.demand.sum())
        waiting, stock = replay.backlog[:, w], replay.stock[:, w]
    assert replay.backlog[:, -1] == pytest.approx(0.0, abs=1e-9)


def test_shapes_are_told() -> None:
    """Two resources and five weeks; three weeks are refused in words."""
    network = line_and_spare()
    weekly = Weekly(network, 5)
    replay = weekly.replay(np.ones((2, 5)))
    assert replay.lost.shape == replay.backlog.shape == replay.stock.shape == (1, 5)
    assert replay.built.shape == (2, 5)
    assert replay.quality.shape == replay.service.shape == (5,)
    told = r"availability has shape \(2, 3\), the network needs \(2, 5\): resources by"
    with pytest.raises(UseError, match=told):
        weekly.replay(np.ones((2, 3)))


def test_a_second_replay_forgets_the_first() -> None:
    """The model stays loaded; a stop leaves nothing behind."""
    network = line_and_spare()
    weekly = Weekly(network, WEEKS)
    whole = weekly.replay(np.ones((2, WEEKS)))
    available = np.ones((2, WEEKS))
    available[0, :4] = 0.0
    weekly.replay(available)
    again = weekly.replay(np.ones((2, WEEKS)))
    assert again.lost.sum() == pytest.approx(0, abs=1e-9)
    assert again.built == pytest.approx(whole.built)


def test_a_network_that_sells_nothing_has_no_share_to_divide_by() -> None:
    """No demand, no flow: nothing is built, all are served."""
    network = replace(line_and_spare(), demand=np.zeros(1), flow=np.zeros(2))
    replay = Weekly(network, 4).replay(np.ones((2, 4)))
    assert replay.quality == pytest.approx(np.zeros(4))
    assert replay.service == pytest.approx(np.ones(4))


def test_shares_of_a_network_smaller_than_one_vehicle_a_week() -> None:
    """Half a vehicle a week, all lost: 0 of it is served, not half of one vehicle."""
    network = replace(
        without_patience(line_and_spare(spare=0.0)),
        demand=np.array([0.5]),
        stock=np.zeros(1),
        flow=np.array([0.5, 0.0]),
        capacity=np.array([0.5, 0.0]),
    )
    available = np.ones((2, 3))
    available[0, 0] = 0.0
    replay = Weekly(network, 3).replay(available)
    assert replay.lost[0] == pytest.approx([0.5, 0.0, 0.0])
    assert replay.service == pytest.approx([0.0, 1.0, 1.0])
    assert replay.quality == pytest.approx([0.0, 1.0, 1.0])


def test_a_line_that_runs_but_for_rounding_may_work_overtime() -> None:
    """5 wait after half a week of stop; overtime of 2 a week clears 4 in two weeks.

    The line is back to 1 less the rounding of shares, which counts as all of it. The
    fifth buyer may not wait beyond the last week, so one vehicle is lost.
    """
    network = replace(line_and_spare(spare=0.0, overtime=2.0), stock=np.zeros(1))
    available = np.full((2, 3), RUNNING)
    available[0, 0] = 0.5
    replay = Weekly(network, 3).replay(available)
    assert replay.lost.sum() == pytest.approx(1.0, abs=1e-6)
    assert replay.built[0] == pytest.approx([5.0, 12.0, 12.0], abs=1e-6)
