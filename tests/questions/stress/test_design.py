"""A plan that reckons with a stop, on the mini case."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.case.scenarios import tree
from brownfield.errors import UnansweredError, UseError
from brownfield.plans.audit import SCHEMA, Audit
from brownfield.plans.plan import Plan
from brownfield.questions.stress import design as module
from brownfield.questions.stress.design import design, with_stop
from brownfield.questions.stress.years.frequency import Lengths
from brownfield.questions.stress.years.hazards import Hazard
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from tests.model.small_cases import every_year, option, small_case

MILLION = 1e6


@pytest.fixture(scope="module")
def case() -> Case:
    """Return the mini case of entrant and host."""
    return read_case("mini").choose(("E", "H"))


@pytest.fixture(scope="module")
def unaware(case: Case) -> Plan:
    """Return its plan."""
    return plan(case)


def stop(rate: float) -> Hazard:
    """Return a stop of all plants of H for six weeks."""
    return Hazard("cyber", ("outage_domain", "H"), rate, Lengths(6, 6, 6))


def test_every_future_splits_in_the_year_of_the_stop(case: Case) -> None:
    """Three futures from 2027 become six from 2028; the plants are back in 2029."""
    widened = with_stop(case, ["HAL"], 2028, 0.5, 0.25).case
    nodes = tree(widened).nodes
    assert len(tree(widened).leaves) == 6
    at = nodes.filter(pl.col("year") == 2028)
    assert at["probability"].sum() == pytest.approx(1)
    stopped = at.filter(pl.col("branch").str.ends_with("+stops"))
    assert stopped["probability"].sum() == pytest.approx(0.25)
    last = nodes.filter(pl.col("year") == 2030)
    assert last["probability"].sum() == pytest.approx(1)
    assert nodes.filter(pl.col("year") == 2027).height == 3


def test_a_split_in_the_first_year_of_a_branch_keeps_its_what_if(case: Case) -> None:
    """In 2027 hi and lo begin: what they change holds with and without the stop."""
    widened = with_stop(case, ["HAL"], 2027, 0.5, 0.25).case
    nodes = tree(widened).nodes
    (name,) = nodes.filter(pl.col("branch") == "hi+stops")["what_ifs"].to_list()[:1]
    rows = widened.tables["what_ifs"].filter(pl.col("what_if") == name[0])
    assert set(rows["table"]) == {"demand", "build_options", "shift_patterns"}


def test_a_certain_future_splits_too(case: Case) -> None:
    """Without rows of scenarios the path becomes a tree of two futures."""
    tables = dict(case.tables)
    tables["scenarios"] = tables["scenarios"].clear()
    widened = with_stop(replace(case, tables=tables), ["HAL"], 2029, 0.9, 0.1).case
    assert len(tree(widened).leaves) == 2


NAMES = ("hi", "hi+lo", "hi+runs", "hi++stops")


@pytest.mark.parametrize("name", NAMES)
def test_what_a_future_is_called_changes_no_design(name: str) -> None:
    """A stop of a tenth of a year that takes nothing from 1,000 cars on 10,000 a year.

    Whatever the plan is, reckoning with the stop is worth nothing: the starts held are
    those of the plan, in every future, one called like a future that the split makes.
    """
    row: Row = {"parent": "now", "year": 2031, "probability": 0.5}
    future: Row = {"table": "demand", "where": "year=2032", "column": "volume"}
    case = small_case(
        {
            "demand": every_year(3, 1_000, 20_000),
            "build_options": [option("make", tooling_cost=1e6, first_year=2031)],
            "scenarios": [
                {"node": "now", "year": 2030, "probability": 1.0},
                {**row, "node": "mid"},
                {**row, "node": name, "what_if": name},
            ],
            "what_ifs": [{**future, "what_if": name, "op": "times", "value": "1.5"}],
        },
        years=3,
    )
    fire = Hazard("fire", ("facility", "plant"), 0.5, Lengths(4.7, 4.7, 4.7))
    found = design(plan(case), fire, 2031, 47)
    assert found.unaware.value > MILLION
    assert found.worth == pytest.approx(0.0, abs=1.0)
    assert found.changed_starts() == []


def test_reckoning_with_a_stop_never_costs(unaware: Plan) -> None:
    """The held plan loses at most chance x 19.877 of 1336.516; the free one less."""
    found = design(unaware, stop(rate=0.7), 2028, 47)
    assert found.share_lost == pytest.approx(6 / 47)
    assert found.aware.is_sound
    assert found.unaware.is_sound
    least = 1336.516 - found.probability * 19.877
    assert found.unaware.value / MILLION >= least - 1e-3
    assert found.unaware.value <= unaware.value
    assert found.worth >= -1.0
    assert (found.changed_starts() == []) == (found.worth < 1.0)


def test_a_stop_that_cannot_be_planned_for_is_told(unaware: Plan) -> None:
    """No plant, the whole year, no such year."""
    supply = Hazard("parts", ("part_source", "cn"), 0.1, Lengths(1, 1, 1))
    with pytest.raises(UseError, match="stops no plant"):
        design(unaware, supply, 2028, 47)
    with pytest.raises(UseError, match="takes the whole year"):
        design(unaware, replace(stop(0.1), recovery=90.0), 2028, 47)
    with pytest.raises(UseError, match="no year 1999"):
        design(unaware, stop(0.1), 1999, 47)


def test_a_design_whose_audit_failed_is_refused(
    unaware: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan that reckons with the stop says nothing if its recount differs."""
    rows = [("cash", "party=E", 5.0, 6.0, 1.0, 1e-6, False)]
    off = Audit(pl.DataFrame(rows, schema=SCHEMA, orient="row"))
    failed = replace(unaware, audit=off)
    monkeypatch.setattr(module, "plan", lambda _case, **_options: failed)
    with pytest.raises(UnansweredError, match="recount of the plan that reckons"):
        design(unaware, stop(0.5), 2028, 48.0)
