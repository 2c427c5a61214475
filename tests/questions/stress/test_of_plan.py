"""From a plan to a weekly network, the sweep and its promises, on the mini case."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.errors import UseError
from brownfield.plans.files import write_run
from brownfield.plans.plan import Plan
from brownfield.plans.reopen import read_run
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.document import document
from brownfield.questions.stress.facts.stops import ranked
from brownfield.questions.stress.network.hits import availability, elements
from brownfield.questions.stress.network.of_plan import PlanNetwork, plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.question import StressTest, stress
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.sweep import exposure
from brownfield.questions.stress.sweep.sweep import Sweep, stops_of, sweep
from brownfield.questions.stress.weeks.events import outages_of, replayed
from brownfield.questions.stress.years.frequency import Lengths
from brownfield.questions.stress.years.hazards import Hazard, hazards
from brownfield.solve.run import plan
from brownfield.tell.values import values
from brownfield.work.executor import Executor, Serial, workers
from brownfield.work.notes import Item, OnNote, Result

SETTING = Setting()
HAZARD = (
    "hazard=host-cyber, scope=outage_domain, target=H, rate_per_year=0.1, "
    "weeks_low=1, weeks_mode=3, weeks_high=8, recovery_weeks=4"
)
CURES = (
    "mitigation=drill, kind=faster_recovery, target=H, value=0.5, annual_cost=1000",
    "mitigation=cars, kind=stock_weeks, target=VH, value=2, annual_cost=90000000",
    "mitigation=own-it, kind=split_domain, target=HAL, annual_cost=1000",
)


def with_rows(case: Case) -> Case:
    """Return the mini case with a hazard and three cures."""
    rows = [("hazards", HAZARD), *(("mitigations", cure) for cure in CURES)]
    frame = pl.DataFrame(
        [
            {"what_if": "risky", "table": t, "where": w, "column": None, "op": "add"}
            for t, w in rows
        ],
        schema_overrides={"column": pl.String},
    )
    what_ifs = case.tables["what_ifs"]
    missing = [c for c in what_ifs.columns if c not in frame.columns]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(c) for c in missing)
    tables = dict(case.tables)
    tables["what_ifs"] = pl.concat([what_ifs, frame.select(what_ifs.columns)])
    return Case(case.name, case.settings, tables).apply("risky")


@pytest.fixture(scope="module")
def case() -> Case:
    """Return the risky mini case of entrant and host."""
    return with_rows(read_case("mini")).choose(("E", "H"))


@pytest.fixture(scope="module")
def found(case: Case) -> Plan:
    """Return its plan."""
    return plan(case)


@pytest.fixture(scope="module")
def planned(found: Plan) -> PlanNetwork:
    """Return its weekly network in 2028 of the middle future, ckd at full rate."""
    return plan_network(found, usual_node(found, 2028, "mid"), SETTING)


@pytest.fixture(scope="module")
def swept(planned: PlanNetwork, case: Case) -> Sweep:
    """Return its sweep."""
    stops = stops_of(elements(planned), hazards(case), SETTING)
    return sweep(planned, stops)


def test_an_ordinary_week_delivers_the_plan(planned: PlanNetwork, found: Plan) -> None:
    """Planned deliveries over 47 weeks; host: 55,000 / 47, margin 40 - 34 - 1.8."""
    network = planned.network
    at = found.tables["deliveries"].filter(pl.col("node") == planned.at.node)
    assert network.demand.sum() * 47 == pytest.approx(at["vehicles"].sum())
    host = network.demands.index("VH in uk")
    assert network.demand[host] == pytest.approx(55_000 / 47)
    assert network.unit_loss[host] == pytest.approx(4_200)
    assert (network.used(network.flow) <= network.capacity * (1 + 1e-9)).all()


def test_vehicles_on_their_way_follow_from_days_of_the_lane(
    planned: PlanNetwork,
) -> None:
    """Host to UK: 1 day of 55,000 a year = 55,000 / 365."""
    host = planned.network.demands.index("VH in uk")
    assert planned.network.stock[host] == pytest.approx(55_000 / 365)


def test_a_plant_its_owner_its_domain_and_its_place_stop_the_same(
    swept: Sweep,
) -> None:
    """HAL is all that H owns, all of its domain and of its place: one loss a week."""
    rows = values(ranked(swept))
    per_week = {
        row["scope"]: row["lost_vehicles"] / row["weeks"]
        for row in rows
        if row["target"] in ("H", "HAL", "hal")
        and row["scope"] in ("facility", "party", "place")
    }
    assert len(per_week) == 3
    assert len({round(value, 6) for value in per_week.values()}) == 1


def test_a_guest_is_hit_indirectly_by_its_host(swept: Sweep) -> None:
    """The entrant owns no part of HAL, yet builds there."""
    host = next(f for f in swept.findings if f.stop.element == ("facility", "HAL"))
    assert "E" in host.indirect
    assert host.by_party["E"] > 0
    assert host.lost_value == pytest.approx(sum(host.by_party.values()))


def test_ranks_follow_the_loss_and_survival_the_stop(swept: Sweep) -> None:
    """Rank 1 loses most; nothing is lost if and only if the stop is survived."""
    rows = values(ranked(swept))
    losses = [round(row["lost_value"]) for row in rows]
    assert losses == sorted(losses, reverse=True)
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        survives = row["time_to_survive_weeks"]
        is_survived = survives is None or row["weeks"] <= survives
        assert is_survived == (row["lost_vehicles"] < 1e-3)


def test_the_sweep_looks_at_every_kind_of_element(swept: Sweep) -> None:
    """Six scopes; the hazard's row has its weeks, ramp and rate."""
    rows = values(ranked(swept))
    scopes = {row["scope"] for row in rows}
    assert scopes == {
        "facility",
        "party",
        "outage_domain",
        "place",
        "part_source",
        "lane",
    }
    (own,) = (row for row in rows if row["hazard"] == "host-cyber")
    assert own["weeks"] == pytest.approx(3 + 4 / 2)
    assert own["rate_per_year"] == 0.1
    assert own["expected_loss_per_year"] is None  # not worked out by the sweep alone


def test_a_plant_that_is_never_opened_costs_nothing(swept: Sweep, case: Case) -> None:
    """Every plant of the case has a row; NEW is a candidate the plan leaves shut."""
    rows = {r["target"]: r for r in values(ranked(swept)) if r["scope"] == "facility"}
    assert set(rows) == set(case.tables["facilities"]["facility"])
    assert rows["NEW"]["lost_value"] == 0
    assert rows["NEW"]["lost_vehicles"] == 0
    assert rows["NEW"]["time_to_survive_weeks"] is None


class DiesOnce:
    """Runs a function in workers, the first of which dies in the second batch."""

    def __init__(self, inner: Executor, marker: Path) -> None:
        self._inner, self._marker = inner, marker

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        on_note: OnNote | None = None,
    ) -> Iterator[Result]:
        """Yield results in order, as an executor does."""
        numbered = list(enumerate(items))
        return self._inner.map(
            partial(dying, function, self._marker), numbered, on_note
        )


def dying(
    function: Callable[[Item], Result], marker: Path, numbered: tuple[int, Item]
) -> Result:
    """Return the result, or end this process at the second item, once."""
    if numbered[0] == 1 and not marker.exists():
        marker.touch()
        os._exit(9)
    return function(numbered[1])


class Interrupted(Serial):
    """Gives the first result, then Ctrl-C is pressed."""

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        on_note: OnNote | None = None,
    ) -> Iterator[Result]:
        """Yield one result."""
        yield next(super().map(function, items, on_note))
        raise KeyboardInterrupt


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send four stops together, so that the few of mini make several batches."""
    monkeypatch.setattr(exposure, "BATCH", 4)


@pytest.mark.usefixtures("small_batches")
def test_workers_that_die_change_nothing_in_a_sweep(
    planned: PlanNetwork, swept: Sweep, case: Case, tmp_path: Path
) -> None:
    """To the last digit, two processes against none, one of them killed on the way."""
    stops = stops_of(elements(planned), hazards(case), SETTING)
    marker = tmp_path / "died"
    with workers(2) as executor:
        found = sweep(planned, stops, executor=DiesOnce(executor, marker))
    assert marker.exists()
    assert found.is_complete
    assert ranked(found) == ranked(swept)


@pytest.mark.usefixtures("small_batches")
def test_ctrl_c_keeps_the_stops_that_are_done(
    planned: PlanNetwork, swept: Sweep, case: Case
) -> None:
    """The first batch of four stays, in order."""
    stops = stops_of(elements(planned), hazards(case), SETTING)
    found = sweep(planned, stops, executor=Interrupted())
    assert not found.is_complete
    assert found.findings == swept.findings[:4]


def test_a_replay_loses_no_vehicle_out_of_its_books(
    planned: PlanNetwork, case: Case
) -> None:
    """Planned = built + taken from stock + lost, over the weeks followed."""
    event = replayed(planned, "host-cyber", outages_of(case, "host-cyber"), SETTING)
    network, replay = planned.network, event.replay
    used = network.stock.sum() - replay.stock[:, -1].sum()
    weeks = len(replay.quality)
    total = replay.built.sum() + used + replay.lost.sum()
    assert total == pytest.approx(network.demand.sum() * weeks, rel=1e-6)
    assert replay.backlog[:, -1] == pytest.approx(np.zeros(len(network.demands)))
    assert event.built.area_weeks > 0
    assert event.guest_damages["E"] > 0


def test_the_dent_of_what_is_hit_comes_first(planned: PlanNetwork, case: Case) -> None:
    """HAL: 3 weeks at 0, 4 of ramp, 105,000 planned of 120,000 it could build.

    Weeks 4 to 7 build 1/8, 3/8, 5/8, 7/8 of 120,000, of the plan 1/7, 3/7, 5/7 and 1.
    Missed: 3 + 6/7 + 4/7 + 2/7 = 33/7 weeks. From 5/7 in the middle of week 6 to 1 in
    that of week 7: 90 % after 5.5 + (.9 - 5/7) / (2/7) = 6.15 weeks.
    """
    event = replayed(planned, "host-cyber", outages_of(case, "host-cyber"), SETTING)
    assert event.hit.depth == pytest.approx(1)
    assert event.hit_course[3:7] == pytest.approx([1 / 7, 3 / 7, 5 / 7, 1], abs=1e-6)
    assert event.hit.area_weeks == pytest.approx(33 / 7, abs=1e-5)
    assert event.hit.weeks_to_90 == pytest.approx(6.15, abs=1e-5)


def test_a_stop_of_what_nobody_uses_leaves_no_dent(planned: PlanNetwork) -> None:
    """CN builds nothing in 2028: its course stays at 1."""
    lengths = Lengths(2.0, 2.0, 2.0)
    idle = Hazard("idle", ("facility", "CN"), 0.1, lengths)
    event = replayed(planned, "idle", [idle], SETTING)
    assert event.hit.depth == 0
    assert event.hit.weeks_to_90 == 0


def test_a_guest_with_computers_of_its_own_keeps_building(
    planned: PlanNetwork,
) -> None:
    """The domain of H stops its own line; the plant is open to the guest."""
    both = availability(planned, ("outage_domain", "H"))
    own = availability(planned, ("outage_domain", "H"), separate=["HAL"])
    stopped = {k for k, share in zip(planned.resources, own, strict=True) if share < 1}
    assert stopped == {("own", "HAL")}
    assert both[planned.resources.index(("plant", "HAL"))] == 0.0


@pytest.fixture(scope="module")
def whole(found: Plan) -> StressTest:
    """Return every answer of the stress test."""
    return stress(found, Asked(years=20_000, year=2028, future="mid"))


def test_simulated_and_analytic_risk_agree(whole: StressTest) -> None:
    """Within four standard errors; shares by party and hazard add up to the mean."""
    risk = whole.risk
    assert risk is not None
    assert risk.is_as_expected
    assert sum(risk.by_party.values()) == pytest.approx(risk.mean)
    assert sum(risk.by_hazard.values()) == pytest.approx(risk.mean)
    assert risk.cvar()[0] >= risk.percentile(0.95) >= 0


def test_a_cure_is_worth_its_savings_less_its_cost(whole: StressTest) -> None:
    """A cheap drill pays, two weeks of cars for 90 million do not; nor a bad mix."""
    found = whole.treatment
    assert found is not None
    worth = {single.cures[0]: single for single in found.singles}
    assert worth["drill"].worth == pytest.approx(
        worth["drill"].less_expected - worth["drill"].cost
    )
    assert worth["drill"].worth > 0
    assert worth["own-it"].less_expected > 0
    assert worth["cars"].worth < 0
    assert set(found.best.cures) == {"drill", "own-it"}
    assert found.best.worth >= max(single.worth for single in found.singles)


def test_what_a_cure_saves_adds_up_over_the_parties(whole: StressTest) -> None:
    """The sum of what each party saves, or on each hazard, is what all save."""
    assert whole.treatment is not None
    for found in (*whole.treatment.singles, whole.treatment.best):
        for parts in (found.by_party, found.by_hazard):
            total = sum(parts.values())
            assert total == pytest.approx(found.less_expected, rel=1e-9, abs=1e-6)
        assert set(found.by_hazard) == {"host-cyber"}


def test_the_document_is_plain_json(whole: StressTest) -> None:
    """No nan, no infinity, every documented field of the sweep."""
    text = json.dumps(values(document(whole)), allow_nan=False)
    row = json.loads(text)["sweep"][0]
    wanted = "scope target weeks time_to_survive_weeks lost_vehicles lost_value"
    assert set(wanted.split()) | {"lost_value_by_party", "rank"} <= set(row)


def test_a_run_folder_is_tested_like_the_plan(
    found: Plan, case: Case, tmp_path: Path
) -> None:
    """Written and read again, the plan has the same sweep."""
    write_run(found, tmp_path / "run")
    again = read_run(tmp_path / "run", case)
    asked = Asked(years=0, cures=False, flexibility=False)
    first, second = stress(found, asked), stress(again, asked)
    assert document(first) == document(second)
    with pytest.raises(UseError, match="plan of another case"):
        read_run(tmp_path / "run", read_case("starter"))
    with pytest.raises(UseError, match="is not a run folder"):
        read_run(tmp_path, case)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked(events=("nothing",)), "There is no hazard or what-if 'nothing'"),
        (Asked(events=("hi",)), "changes no hazard"),
        (Asked(year=1999), "no year 1999"),
        (Asked(future="never"), "no future 'never'"),
        (Asked(years=1), "Ask for at least 2"),
        (Asked(tail_weight=2.0), "from 0 to 1"),
    ],
)
def test_a_wrong_name_or_number_is_told(
    found: Plan, asked: Asked, message: str
) -> None:
    """The message says what was found and what is allowed."""
    with pytest.raises(UseError, match=message):
        stress(found, asked)


def test_an_assumption_out_of_range_is_told() -> None:
    """Patience is a share."""
    with pytest.raises(UseError, match="patience is 2"):
        Setting(patience=2)
