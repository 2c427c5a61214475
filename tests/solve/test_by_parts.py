"""A case planned part by part is the case planned as one model."""

import numpy as np
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Progress, Solution
from brownfield.solve.decompose.by_parts import Asked, better, parts_of
from brownfield.solve.decompose.search import search_parts
from brownfield.solve.method import LARGE, is_by_parts
from brownfield.solve.run import plan

MINI = 1336.516e6  # best expected value of `mini`, METHODS A6
RELAXED = 1449.3e6  # of it without whole decisions, with rows as strong as ours


def asked(name: str, method: str) -> Case:
    """Return a shipped case that asks for a method."""
    return read_case(name).with_settings("solve", {"method": method})


def test_mini_by_parts_is_the_golden_plan() -> None:
    """The value of the golden example, proved, and its recount agrees."""
    told: list[Progress] = []
    found = plan(asked("mini", "decompose"), on_progress=told.append)
    assert found.value == pytest.approx(MINI, rel=1e-6)
    assert found.bound == pytest.approx(MINI, rel=1e-4)
    assert found.audit is not None
    assert found.audit.passed
    assert min(state.bound for state in told) > 0.0


def test_a_case_of_one_future_is_one_model() -> None:
    """`starter` as a single path has no parts, so that any method plans it alike."""
    case = read_case("starter")
    lone = case.with_tables("one future", scenarios=case.tables["scenarios"].clear())
    one, other = (
        plan(lone.with_settings("solve", {"method": method}))
        for method in ("extensive", "decompose")
    )
    assert one.value == other.value


def test_the_parts_alone_bound_mini() -> None:
    """Between the golden value and what it is worth without whole decisions."""
    model = formulate(derive(read_case("mini")))
    limits = Limits(gap=1e-6)
    told: list[Progress] = []
    found = search_parts(
        parts_of(model),
        HighsBackend(),
        limits,
        told.append,
        Asked(model, limits).enough,
    )
    assert model.worth(found.objective) == pytest.approx(MINI, rel=1e-6)
    assert MINI * (1 - 1e-9) <= model.worth(found.bound) <= RELAXED
    assert told


def test_auto_plans_the_shipped_cases_as_one_model() -> None:
    """None of them is large: their answers stay what they were."""
    for name in ("mini", "starter"):
        model = formulate(derive(asked(name, "auto")))
        assert model.linear.nonzeros < LARGE
        assert not is_by_parts(model)
        assert is_by_parts(formulate(derive(asked(name, "decompose"))))


def test_a_large_tree_is_planned_by_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """If 1,000 entries were large, `mini` with its 1,362 would be."""
    model = formulate(derive(asked("mini", "auto")))
    monkeypatch.setattr("brownfield.solve.method.LARGE", 1_000)
    assert is_by_parts(model)
    assert not is_by_parts(formulate(derive(asked("mini", "extensive"))))


def test_the_better_of_two_searches_is_taken_with_the_nearer_bound() -> None:
    """Plans of 10 and 12, bounds of 15 and 20: 12 within 15; no plan loses."""
    point = np.zeros(1)
    one = Solution("solved", point, None, 10.0, 15.0)
    other = Solution("time_limit", point, None, 12.0, 20.0)
    none = Solution("time_limit", None, None, -np.inf, 14.0)
    assert (better(one, other).objective, better(one, other).bound) == (12.0, 15.0)
    assert (better(other, one).objective, better(other, one).bound) == (12.0, 15.0)
    assert (better(one, none).objective, better(one, none).bound) == (10.0, 14.0)
    assert better(none, one).objective == 10.0
