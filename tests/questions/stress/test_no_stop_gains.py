"""No stop of a random plan gains, counted as the plan counts.

Where no party pays tax, all discount alike and none looks at its tail, contribution is
what the plan is best in: there no gain has to be cut. The seeds are plans with stops
that once gained: by a programme's full rate or ramp, a new plant's ramp, or a shop.
"""

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.questions.stress.network.hits import elements
from brownfield.questions.stress.network.of_plan import plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.sweep import sweep as sweeping
from brownfield.questions.stress.sweep.sweep import Stop, rounding, sweep
from brownfield.solve.run import plan
from tests.properties.every_column import every_column_case

DRAWS = ((0, 22), (25, 0), (33, 19), (52, 0), (61, 7), (63, 0), (73, 1))  # seed, try
NONE = pl.lit(None, pl.Float64)


def of_one_measure(case: Case) -> Case:
    """Return the case without tax and tails, with one discount rate and weight."""
    parties = case.tables["parties"].with_columns(
        tax_rate=0.0, discount_rate=0.05, tail=NONE, tail_weight=0.0
    )
    tables = dict(case.tables) | {"parties": parties}
    changed = Case(case.name, case.settings, tables).checked()
    return changed.with_settings("plan", {"objective_weights": {}})


@pytest.mark.parametrize(("seed", "attempt"), DRAWS)
def test_no_stop_gains_where_nothing_is_cut(
    seed: int, attempt: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every plant, company, place, source and lane, for half a week to half a year."""
    monkeypatch.setattr(sweeping, "without_gain", dict)
    found = plan(of_one_measure(every_column_case(seed, attempt)))
    planned = plan_network(found, usual_node(found), Setting())
    stops = [Stop(e, weeks) for e in elements(planned) for weeks in (0.5, 6.0, 26.0)]
    lost = {
        (f.stop.element, f.stop.weeks): f.lost_value
        for f in sweep(planned, stops).findings
    }
    least = -2 * rounding(planned)
    assert {stop: x for stop, x in lost.items() if x < least} == {}


@pytest.mark.parametrize(("seed", "attempt"), [(96, 4)])
def test_no_stop_gains_under_different_taxes(seed: int, attempt: int) -> None:
    """What re-routing would bring before tax is never told as a gain of all."""
    found = plan(every_column_case(seed, attempt))
    planned = plan_network(found, usual_node(found), Setting())
    stops = [Stop(element, 6.0) for element in elements(planned)]
    values = [f.lost_value for f in sweep(planned, stops).findings]
    assert min(values) >= -1e-6
    assert max(values) > 0
