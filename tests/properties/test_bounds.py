"""C1.3: knowing more, waiting and relaxing never lower the value."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.questions.why.knowing import worth_of_knowing
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.run import plan
from tests.properties.random_cases import few, plan_of, random_cases, slack, trees


@few(2)
@given(case=random_cases().filter(trees))
def test_knowing_is_worth_at_least_planning_and_planning_at_least_the_mean(
    case: Case,
) -> None:
    """WS >= RP >= EEV."""
    worth = worth_of_knowing(case)
    near = slack(worth.recourse)
    assert worth.wait_and_see >= worth.recourse - near
    assert worth.recourse >= worth.mean_value - near


@few(3)
@given(case=random_cases())
def test_waiting_is_worth_at_least_deciding_now_or_never(case: Case) -> None:
    """Starts and openings only in the first year are a restriction."""
    first = {"latest_start_year": case.settings.case.first_year}
    never = plan(case.with_settings("plan", first))
    free = plan_of(case)
    assert free.is_sound, free.audit
    assert never.is_sound, never.audit
    assert free.value >= never.value - slack(free.value)


@few(3)
@given(case=random_cases())
def test_the_relaxation_bounds_the_plan_and_fixed_integers_meet_it(case: Case) -> None:
    """LP >= MILP = LP with its integers fixed."""
    found = plan_of(case)
    model = formulate(derive(case))
    whole = np.zeros_like(model.linear.is_integer)
    relaxed = HighsBackend().solve(replace(model.linear, is_integer=whole), Limits())
    bound = (relaxed.objective + model.constant) * model.data.scale.money
    assert bound >= found.value - slack(found.value)
    assert found.bound == pytest.approx(found.value, rel=1e-7, abs=1.0)
