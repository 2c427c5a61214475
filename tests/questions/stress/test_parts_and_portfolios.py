"""Stock of parts by hand; the best set of cures by hand."""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.case.read import read_case
from brownfield.errors import UseError
from brownfield.plans.plan import Plan
from brownfield.questions.stress.cures import cures
from brownfield.questions.stress.cures.cures import Cure
from brownfield.questions.stress.cures.portfolio import Clinic, best_set
from brownfield.questions.stress.network.hits import availability
from brownfield.questions.stress.network.network import Network
from brownfield.questions.stress.network.of_plan import PlanNetwork, plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.risk import curves
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.sweep.exposure import Exposure
from brownfield.questions.stress.weeks.weekly import Weekly
from brownfield.questions.stress.years.frequency import Lengths
from brownfield.questions.stress.years.hazards import Hazard
from brownfield.solve.run import plan
from tests.questions.stress.small import line_and_spare, stopped, without_patience


def one_part(demands: list[float], margins: list[float], stock: float) -> Network:
    """Return products that share one part, `stock` of which is put by."""
    size = len(demands)
    wanted = np.array(demands)
    return Network(
        demands=tuple(f"d{i}" for i in range(size)),
        arcs=tuple(f"a{i}" for i in range(size)),
        resources=("part",),
        demand=wanted,
        stock=np.zeros(size),
        unit_loss=np.array(margins),
        patience=np.zeros(size),
        arc_demand=np.arange(size),
        arc_cost=np.zeros(size),
        flow=wanted,
        capacity=np.array([wanted.sum()]),
        overtime=np.zeros(1),
        buffer=np.array([stock]),
        use_resource=np.zeros(size, dtype=np.int64),
        use_arc=np.arange(size),
        use_amount=np.ones(size),
    )


@pytest.mark.parametrize(
    ("other", "weeks", "tts", "lost"),
    [(0.0, 6.0, 2.5, 350.0), (0.6, 6.0, 6.25, 0.0), (0.6, 8.0, 6.25, 70.0)],
)
def test_parts_put_by_last_as_long_as_the_gap_allows(
    other: float, weeks: float, tts: float, lost: float
) -> None:
    """100 a week, 250 in stock: 250 / (100 - other); lost 100 t - 250 - other t."""
    network = one_part([100.0], [40.0], 250.0)
    exposure, runs = Exposure(network), np.array([other])
    assert exposure.survives(runs) == pytest.approx(tts)
    assert exposure.loss(runs, weeks).lost_vehicles == pytest.approx(lost, abs=1e-5)
    by_week = np.ones((1, 10))
    by_week[:, : int(weeks)] = other
    replay = Weekly(network, 10).replay(by_week)
    assert replay.lost.sum() == pytest.approx(lost, abs=1e-5)


def test_the_dearer_product_gets_the_part() -> None:
    """60 + 80 a week for 5 weeks = 700; 200 + 5 x 50 = 450: 250 of the cheaper lost."""
    network = one_part([60.0, 80.0], [50.0, 20.0], 200.0)
    exposure, runs = Exposure(network), np.array([50.0 / 140.0])
    loss = exposure.loss(runs, 5)
    assert loss.lost == pytest.approx([0.0, 250.0], abs=1e-5)
    assert float(network.unit_loss @ loss.lost) == pytest.approx(5_000)
    assert exposure.survives(runs) == pytest.approx(200 / 90)


def test_parts_of_a_line_and_cars_in_stock_add_up() -> None:
    """20 cars and parts for 30: (20 + 30) / (10 - 5) = 10 weeks."""
    network = replace(without_patience(line_and_spare()), buffer=np.array([30.0, 0.0]))
    assert Exposure(network).survives(stopped(network, "line")) == pytest.approx(10)


CURES = tuple(
    Cure(name, "backup_option", name, 1.0, annual_cost=cost)
    for name, cost in (("a", 3.0), ("b", 2.0), ("c", 2.0))
)
SAVES = {"a": 5.0, "b": 4.0, "c": 3.0}


def cost_of(cure: Cure) -> float:
    """Return the yearly cost of a cure."""
    return cure.annual_cost


def worth_of(chosen: tuple[Cure, ...]) -> float:
    """Return what a set saves less what it costs; a and b together save 2 less."""
    names = {cure.name for cure in chosen}
    overlap = 2.5 if {"a", "b"} <= names else 0.0
    return sum(SAVES[n] for n in names) - overlap - sum(map(cost_of, chosen))


@pytest.mark.parametrize(
    ("budget", "best"),
    [(float("inf"), "bc"), (4.0, "bc"), (3.0, "a"), (2.0, "b"), (1.0, "")],
)
def test_the_best_set_fits_the_budget(budget: float, best: str) -> None:
    """Alone a, b, c are worth 2, 2, 1; a+b 1.5, a+c 3, b+c 3, all 2.5.

    Of a+c (cost 5) and b+c (cost 4), worth 3 each, the first found would stay: a+c
    comes first, so b gets a penny more.
    """
    penny = {"b": 0.01}

    def worth(chosen: tuple[Cure, ...]) -> float:
        return worth_of(chosen) + sum(penny.get(c.name, 0.0) for c in chosen)

    if budget == 3.0:
        penny = {"a": 0.01}
    found = best_set(CURES, worth, cost_of, budget)
    assert "".join(c.name for c in found.cures) == best
    assert found.is_complete


def test_more_than_fifteen_cures_are_refused() -> None:
    """2^16 sets would be tried."""
    with pytest.raises(UseError, match="16 cures make"):
        best_set(CURES[:1] * 16, worth_of, cost_of)


def test_a_one_off_cost_is_spread_as_an_annuity() -> None:
    """1000 over 2 years at 10 %: 1000 x .1 / (1 - 1 / 1.21) = 576.19; at 0 %: 500."""
    cure = Cure("x", "split_domain", "x", 1.0, one_off_cost=1_000.0, annual_cost=10.0)
    assert cure.yearly_cost(0.1, 2) == pytest.approx(586.19, abs=0.005)
    assert cure.yearly_cost(0.0, 2) == pytest.approx(510.0)


def test_losses_far_apart_are_told_apart() -> None:
    """One line of 10 for 10 of 5 thousand and 10 of 9: the cheaper are lost.

    A third product worth a million elsewhere makes no difference.
    """
    network = Network(
        demands=("a", "b", "c"),
        arcs=("a", "b", "c"),
        resources=("line", "other"),
        demand=np.array([10.0, 10.0, 1.0]),
        stock=np.zeros(3),
        unit_loss=np.array([9_000.0, 5_000.0, 1e6]),
        patience=np.zeros(3),
        arc_demand=np.arange(3),
        arc_cost=np.zeros(3),
        flow=np.array([10.0, 10.0, 1.0]),
        capacity=np.array([20.0, 1.0]),
        overtime=np.zeros(2),
        buffer=np.zeros(2),
        use_resource=np.array([0, 0, 1]),
        use_arc=np.arange(3),
        use_amount=np.ones(3),
    )
    lost = Exposure(network).loss(np.array([0.5, 1.0]), 1.0).lost
    assert lost == pytest.approx([0.0, 10.0, 0.0])
    replay = Weekly(network, 3).replay(np.array([[0.5, 1, 1], [1, 1, 1]]))
    assert replay.lost[:, 0] == pytest.approx([0.0, 10.0, 0.0], abs=1e-6)


def cyber(found: Plan) -> tuple[PlanNetwork, Hazard]:
    """Return the week of mini and a stop of H's computers."""
    planned = plan_network(found, usual_node(found, 2028, "mid"), Setting())
    lengths = Lengths(1.0, 3.0, 8.0)
    return planned, Hazard("cyber", ("outage_domain", "H"), 0.1, lengths, 4.0)


def left(found: Plan, *chosen: Cure) -> float:
    """Return the mean yearly loss that cures leave."""
    planned, hazard = cyber(found)
    node = usual_node(found, 2028, "mid")
    clinic = Clinic(found, node, Setting(), [hazard], chosen)
    assert planned.network.flow.sum() > 0
    return clinic.expected(chosen)


def test_cures_work_together_in_any_order() -> None:
    """A drill shortens split stops too; own computers save guests after a split."""
    found = plan(read_case("mini").choose(("E", "H")))
    drill = Cure("drill", "faster_recovery", "H", 0.5)
    split = Cure("split", "split_domain", "H", 1.0)
    own = Cure("own", "split_domain", "HAL", 1.0)
    assert left(found, split, drill) == pytest.approx(left(found, drill, split))
    assert left(found, split, drill) == pytest.approx(left(found, drill), rel=1e-6)
    assert left(found, split, own) == pytest.approx(left(found, own), rel=1e-6)
    assert left(found, own) < left(found) * 0.9


def test_the_bend_at_the_time_to_survive_is_exact() -> None:
    """Losses begin at the time to survive: the curve is 0 there, and the mean exact.

    Its programmes are tooled for more than the plan, so stock is built again.
    """
    found = plan(read_case("mini").choose(("E", "H")))
    planned, hazard = cyber(found)
    tools = np.array([kind == "programme" for kind, _ in planned.resources])
    network = replace(
        planned.network,
        stock=planned.network.demand * 5.0,
        capacity=np.where(tools, np.inf, planned.network.capacity),
    )
    stocked = replace(planned, network=network)
    curve = curves(stocked, [hazard])[0]
    tts = Exposure(network).survives(availability(stocked, hazard.element))
    assert tts == pytest.approx(5.0, rel=1e-6)
    assert tts in curve.weeks
    assert curve.loss(np.array([tts - 2.0 - 1e-9]))[0] == pytest.approx(0, abs=1)


def test_a_domain_of_one_plant_cannot_be_split(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hazard stays as it is, so its years are drawn as before."""
    planned, hazard = cyber(plan(read_case("mini").choose(("E", "H"))))
    split = Cure("split", "split_domain", hazard.element[1], 1.0)
    domain = replace(hazard, element=("outage_domain", hazard.element[1]))
    monkeypatch.setattr(cures, "plants_hit", lambda *_: {"HAL"})
    assert cures.with_cured_hazards([domain], [split], planned) == [domain]
