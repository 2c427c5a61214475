"""Money of a stop: the penalty in it, and units of money that do not matter."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.document import document
from brownfield.questions.stress.facts.stops import ranked
from brownfield.questions.stress.question import StressTest, stress
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tell.values import values

ASKED = Asked(years=100, events=("host-cyber",), year=2028, future="slow")


@pytest.fixture(scope="module")
def tested(found: Plan) -> StressTest:
    """Return its stress test."""
    return stress(found, ASKED)


def test_the_penalty_of_lost_sales_is_told_apart(found: Plan) -> None:
    """A penalty of 1,000 more: 1,000 times the vehicles lost, in every answer.

    It is the same for all vehicles, so the same ones are lost.
    """
    first, second = (
        stress(replace(found, case=with_penalty(found.case, size)), ASKED)
        for size in (0.0, 1_000.0)
    )
    for before, after in zip(rows_of(first), rows_of(second), strict=True):
        assert before["of_which_penalty"] == 0
        penalty = 1_000 * (after["lost_vehicles"] + after["displaced_vehicles"])
        assert after["of_which_penalty"] == pytest.approx(penalty, rel=1e-6, abs=1)
        more = after["lost_value"] - before["lost_value"]
        assert more == pytest.approx(penalty, rel=1e-6, abs=3)
    event, risk = second.events[0], second.risk
    assert event.lost_vehicles > 0
    assert event.penalty == pytest.approx(1_000 * event.lost_vehicles)
    assert values(document(second))["events"][0]["of_which_penalty"] == event.penalty
    assert risk is not None
    assert risk.penalty == pytest.approx(1_000 * risk.vehicles, rel=1e-4)


def with_penalty(case: Case, size: float) -> Case:
    """Return the case with one penalty for every lost sale."""
    demand = case.tables["demand"].with_columns(lost_sale_penalty=pl.lit(size))
    return replace(case, tables=dict(case.tables) | {"demand": demand})


def rows_of(test: StressTest) -> list[dict[str, Any]]:
    """Return the rows of the sweep by what stops."""
    assert test.sweep is not None
    return sorted(values(ranked(test.sweep)), key=lambda r: (r["scope"], r["target"]))


def in_units(case: Case, size: float) -> Case:
    """Return the case with its money counted in other units."""
    tables = dict(case.tables)
    for name, declared in TABLES.items():
        money = [c.name for c in declared.columns if "currency" in (c.unit or "")]
        is_number = [c for c in money if tables[name].schema[c].is_numeric()]
        tables[name] = tables[name].with_columns(pl.col(is_number) * size)
    return replace(case, tables=tables)


@pytest.mark.parametrize("size", [1e-6, 1e3])
def test_the_unit_of_money_does_not_matter(
    starter: Case, tested: StressTest, size: float
) -> None:
    """Pounds, thousandths or millions: the same ranks, losses, cures and guests hit."""
    other = stress(plan(in_units(starter, size)), ASKED)
    assert tested.sweep is not None
    assert other.sweep is not None
    both = (values(ranked(sweep)) for sweep in (tested.sweep, other.sweep))
    for one, two in zip(*both, strict=True):
        same = ("rank", "scope", "target", "rank_expected", "hit_indirectly")
        assert [one[k] for k in same] == [two[k] for k in same]
        wanted = {p: v * size for p, v in one["lost_value_by_party"].items()}
        assert two["lost_value_by_party"] == pytest.approx(wanted, rel=1e-6)
    assert tested.risk is not None
    assert other.risk is not None
    assert other.risk.mean == pytest.approx(tested.risk.mean * size, rel=1e-6)
    assert other.risk.is_as_expected == tested.risk.is_as_expected
    assert tested.treatment is not None
    assert other.treatment is not None
    assert other.treatment.best.cures == tested.treatment.best.cures


def test_equal_losses_share_a_place_by_name(tested: StressTest) -> None:
    """Losses apart by less than half a pound keep the order of their size."""
    assert tested.sweep is not None
    one = replace(tested.sweep.findings[0], by_party={"host": 1.2})
    two = replace(tested.sweep.findings[1], by_party={"host": 1.4})
    rows = ranked(replace(tested.sweep, findings=(one, two)))
    assert [row.lost_value for row in rows] == [1.4, 1.2]
