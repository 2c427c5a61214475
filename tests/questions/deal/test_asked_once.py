"""What a deal works out once serves nothing that has changed."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.plans.plan import Plan
from brownfield.questions.deal.coalitions.coalitions import MOST_WEIGHT
from brownfield.questions.deal.contracts.talks import form_scale
from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.search.outside import stalemate, starts_nothing_new
from brownfield.questions.deal.search.within import worths
from brownfield.questions.deal.search.workers import Planner
from brownfield.questions.deal.staying import distortion as incentives
from brownfield.questions.deal.terms.terms_rows import best_point
from brownfield.solve.batch import silent
from tests.questions.deal.test_terms import talks


class Noting(Planner):
    """A planner that notes what it is asked."""

    def __init__(self) -> None:
        super().__init__(1, silent)
        self.titles: list[str] = []

    def plans(
        self, cases: Mapping[str, Case], *, seconds: float | None = None
    ) -> dict[str, Plan]:
        """Return the plans; note their titles."""
        self.titles += cases
        return super().plans(cases, seconds=seconds)


def test_who_starts_nothing_new_alone_is_not_planned_again_as_today(
    mini: Case, told: Deal
) -> None:
    """H makes its own cars as today; E would open a plant in the better future."""
    alone, planner = told.found.alone, Noting()
    assert [starts_nothing_new(alone[p]) for p in ("E", "H")] == [False, True]
    found = stalemate(mini, told.found, planner)
    assert planner.titles == ["E as today"]
    assert found["H"] == alone["H"].value_by_party["H"]
    assert found["E"] < alone["E"].value_by_party["E"]


def test_what_is_paid_uncertain_or_cut_is_planned_again(told: Deal) -> None:
    """A free payment, a search that ended too early, a tail that was cut short."""
    alone = told.found.alone["H"]
    schema = alone.tables["payments"].schema
    row = pl.DataFrame([dict.fromkeys(schema)], schema=schema)
    paid = replace(alone, tables=dict(alone.tables) | {"payments": row})
    late = replace(alone, status="time_limit")
    parties = alone.case.tables["parties"].with_columns(tail_weight=pl.lit(MOST_WEIGHT))
    cut = replace(alone, case=alone.case.with_tables("a tail", parties=parties))
    assert not any(starts_nothing_new(made) for made in (paid, late, cut))


@pytest.mark.parametrize(("lost", "asked"), [(0.0, 2), (5e6, 3)])
def test_a_second_fee_is_asked_where_the_first_loses(
    told: Deal, monkeypatch: pytest.MonkeyPatch, lost: float, asked: int
) -> None:
    """The Nash fee, the host's cost, and only if that loses the cost less receipts."""
    fees: list[float] = []

    def answer(_table: object, _seated: object, fee: float) -> object:
        fees.append(fee)
        return incentives._Answer(0.0, lost, 1e6)

    monkeypatch.setattr(incentives, "_answer", answer)
    assert told.table is not None
    found = incentives.distortion(told.table, told.seats, {})
    assert found is not None
    assert len(fees) == asked
    assert found.cure_fee == fees[1]
    assert found.cure_lost == lost


def test_other_talks_are_stated_anew() -> None:
    """Without a limit E pays all it earns, 3; at most 2 is 2, and asked again 3."""
    free = talks()
    form = replace(free.forms["fee"], high=2.0)
    limited = replace(free, forms=dict(free.forms) | {"fee": form})
    amounts = []
    for asked in (free, free, limited, free):
        best = best_point(asked, ("fee",), {"fee": 1.0}, [])
        assert best is not None
        amounts.append(best.point["fee"] * form_scale(asked, "fee"))
    assert amounts == pytest.approx([3.0, 3.0, 2.0, 3.0])


@pytest.mark.parametrize("weight", [1.0, 0.5])
def test_what_governments_weigh_is_what_the_others_do_not(
    mini: Case, weight: float
) -> None:
    """The companies' worth is the aim of a model in which the state weighs nothing."""
    tails = pl.when(pl.col("tail").is_not_null()).then(0.5).otherwise(0.0)
    parties = mini.tables["parties"].with_columns(tail_weight=tails)
    case = mini.with_tables("half a tail", parties=parties).choose(("E", "H", "G"))
    model = formulate(derive(_weighing(case, weight)))
    bare = formulate(derive(_weighing(case, 0.0)))
    companies, states = worths(model, ("G",))
    assert np.array_equal(companies.columns, bare.linear.cost)
    assert companies.constant == pytest.approx(bare.constant, abs=1e-9)
    both = companies.plus(states)
    assert both.columns == pytest.approx(model.linear.cost, abs=1e-9)
    assert both.constant == pytest.approx(model.constant, abs=1e-9)
    assert states.columns.any()


def _weighing(case: Case, weight: float) -> Case:
    return case.with_settings("plan", {"objective_weights": {"G": weight}})
