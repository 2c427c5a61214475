"""Contracts move relief and damages; tables say who waits and where overtime helps."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.plans.plan import Plan
from brownfield.questions.stress.network.of_plan import PlanNetwork, plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.risk import curves
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.sweep.sweep import Finding, stops_of, sweep
from brownfield.questions.stress.weeks.events import Event, replayed
from brownfield.questions.stress.years.frequency import Lengths
from brownfield.questions.stress.years.hazards import Hazard
from brownfield.solve.run import plan

SETTING = Setting()
WEEKS = 6.0
HOSTED = 50_000 / 47 * WEEKS  # vehicles of E not built: 25,000 a year in each market
RELIEF = 47e6 * WEEKS / 47  # a reservation of 47 million a year, 6 of 47 weeks


@pytest.fixture(scope="module")
def found() -> Plan:
    """Return the joint plan of entrant and host on the mini case."""
    return plan(read_case("mini").choose(("E", "H")))


def changed(case: Case, *rows: tuple[str, str, str | None, str, str | None]) -> Case:
    """Return the case with rows of what_ifs: table, where, column, op, value."""
    names = ("table", "where", "column", "op", "value")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    what_ifs = case.tables["what_ifs"]
    missing = [c for c in what_ifs.columns if c not in names]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(c) for c in missing)
    frame = frame.with_columns(what_if=pl.lit("test")).select(what_ifs.columns)
    tables = dict(case.tables) | {"what_ifs": pl.concat([what_ifs, frame])}
    return Case(case.name, case.settings, tables).apply("test")


def network(
    found: Plan, *rows: tuple[str, str, str | None, str, str | None]
) -> PlanNetwork:
    """Return the week of 2028 in the middle future, with rows changed."""
    other = replace(found, case=changed(found.case, *rows)) if rows else found
    return plan_network(other, usual_node(other, 2028, "mid"), SETTING)


def stop_of_host(planned: PlanNetwork) -> Finding:
    """Return what six weeks without HAL cost."""
    stops = stops_of([("facility", "HAL")], [], Setting(weeks=WEEKS))
    return sweep(planned, stops).findings[0]


def contract(extra: str) -> tuple[str, str, None, str, None]:
    """Return a reservation from E to H with a clause about stops."""
    where = f"contract=r, payer=E, payee=H, form=reservation, amount=47e6, {extra}"
    return ("contracts", where, None, "add", None)


def test_relief_gives_the_guest_its_reservation_back(found: Plan) -> None:
    """47 million x 6 / 47 = 6 million move from host to guest; the sum stays."""
    before = stop_of_host(network(found)).by_party
    after = stop_of_host(network(found, contract("stop_relief=1"))).by_party
    assert before["E"] - after["E"] == pytest.approx(RELIEF)
    assert after["H"] - before["H"] == pytest.approx(RELIEF)
    assert sum(after.values()) == pytest.approx(sum(before.values()))


def test_damages_are_owed_for_each_vehicle_not_built(found: Plan) -> None:
    """100 for each of 50,000 x 6 / 47 vehicles; none without a clause."""
    before = stop_of_host(network(found)).by_party
    after = stop_of_host(network(found, contract("stop_damages=100"))).by_party
    assert before["E"] - after["E"] == pytest.approx(100 * HOSTED, rel=1e-4)
    plain = stop_of_host(network(found, contract("stop_relief=0"))).by_party
    assert plain == pytest.approx(before)


@pytest.mark.parametrize(
    "extra", ["stop_relief=1, to_year=2027", "stop_relief=1, facility=CN"]
)
def test_a_contract_out_of_force_or_for_another_plant_moves_nothing(
    found: Plan, extra: str
) -> None:
    """The stop is one of HAL in 2028."""
    before = stop_of_host(network(found)).by_party
    after = stop_of_host(network(found, contract(extra))).by_party
    assert after == pytest.approx(before)


def test_take_or_pay_is_relieved_for_the_promised_volume(found: Plan) -> None:
    """940 a vehicle x 50,000 x 6 / 47 = 6 million."""
    where = "contract=t, payer=E, payee=H, form=take_or_pay, amount=940, volume=50000"
    row = ("contracts", f"{where}, stop_relief=1", None, "add", None)
    before = stop_of_host(network(found)).by_party
    after = stop_of_host(network(found, row)).by_party
    assert before["E"] - after["E"] == pytest.approx(940 * 50_000 * WEEKS / 47)


def test_a_guest_that_never_came_is_relieved_of_nothing(found: Plan) -> None:
    """It owes no reservation either: here starts of E are taken out of the plan."""
    starts = found.tables["starts"].filter(pl.col("programme_owner") != "E")
    absent = replace(found, tables=dict(found.tables) | {"starts": starts})
    before = stop_of_host(network(absent)).by_party
    after = stop_of_host(network(absent, contract("stop_relief=1"))).by_party
    assert after == pytest.approx(before)


def test_a_guest_on_computers_of_its_own_gets_no_relief(found: Plan) -> None:
    """Its lines run while the owner's stand still."""
    planned = network(found, contract("stop_relief=1"))
    whole, own = (
        curves(planned, [CAUSE], separate=names)[0].by_party[-1].tolist()
        for names in ([], ["HAL"])
    )
    parties = planned.parties
    assert own[parties.index("E")] == pytest.approx(0.0, abs=1.0)
    assert whole[parties.index("E")] != pytest.approx(0.0, abs=1.0)


CAUSE = Hazard("h", ("outage_domain", "H"), 0.1, Lengths(WEEKS, WEEKS, WEEKS))


def event(found: Plan, *rows: tuple[str, str, str | None, str, str | None]) -> Event:
    """Return six weeks of the host's computers, replayed."""
    planned = network(found, *rows)
    return replayed(planned, "h", [CAUSE], SETTING)


def test_nobody_waits_where_the_table_says_so(found: Plan) -> None:
    """Patience 0 for every market: no backlog; without it half of the buyers wait."""
    waiting = event(found).replay.backlog.max()
    none = event(found, ("demand", "", "patience", "set", "0")).replay.backlog.max()
    assert waiting > 1
    assert none == pytest.approx(0, abs=1e-6)


ROOMY = ("build_options", "", "full_rate", "set", "500000")  # tools are no limit


def test_overtime_follows_the_plant(found: Plan) -> None:
    """Buyers wait longer without overtime at HAL than with the usual 10 %, or 30 %."""
    shares = ("0", None, "0.3")
    rows = [("facilities", "facility=HAL", "overtime", "set", s) for s in shares]
    none, usual, more = (
        event(found, ROOMY, *([row] if row[-1] else [])).replay.backlog.sum()
        for row in rows
    )
    assert more < usual * 0.99
    assert usual < none * 0.99


def test_a_replay_moves_relief_too(found: Plan) -> None:
    """Six weeks without a ramp: 6 million from host to guest."""
    before, after = event(found), event(found, contract("stop_relief=1"))
    assert before.by_party["E"] - after.by_party["E"] == pytest.approx(RELIEF)


def test_a_stop_that_stock_bridges_costs_nothing(found: Plan) -> None:
    """A third of a day without HAL, less than what is on its way, costs no money."""
    stops = stops_of([("facility", "HAL")], [], Setting(weeks=0.05))
    lost = sweep(network(found, ROOMY), stops).findings[0]
    assert lost.survives > 0.05
    assert lost.lost_vehicles == 0
    assert lost.lost_value == 0


def test_stock_of_a_programme_at_its_full_rate_is_missing_later(found: Plan) -> None:
    """Tools for 50,000 a year build 50,000: what a stop takes is not built again."""
    stops = stops_of([("facility", "HAL")], [], Setting(weeks=0.05))
    lost = sweep(network(found), stops).findings[0]
    assert lost.lost_vehicles == 0
    assert lost.displaced == pytest.approx(50_000 / 47 * 0.05)


def test_stops_that_strike_together_are_relieved_once(found: Plan) -> None:
    """The plant and its owner stop for the same six weeks: 6 million, not 12."""
    planned = network(found, contract("stop_relief=1"))
    both = [CAUSE, replace(CAUSE, name="p", element=("facility", "HAL"))]
    event = replayed(planned, "both", both, SETTING)
    assert event.moved["E"] == pytest.approx(RELIEF)


def test_guests_keep_to_their_limit_in_a_stop(found: Plan) -> None:
    """A guest limit of 60,000 standard vehicles is 60,000 / 47 a week."""
    rows = (("facilities", "facility=HAL", "guest_limit", "set", "60000"),)
    planned = network(found, *rows)
    place = planned.resources.index(("guest", "HAL"))
    assert planned.network.capacity[place] == pytest.approx(60_000 / 47)
