"""A case planned part by part is the case planned as one model."""

import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.plans.plan import Plan
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Progress
from brownfield.solve.decompose.by_parts import Asked, parts_of
from brownfield.solve.decompose.search import search_parts
from brownfield.solve.method import LARGE, is_by_parts
from brownfield.solve.run import plan

MINI = 1336.516e6  # best expected value of `mini`, METHODS A6
RELAXED = 1449.3e6  # of it without whole decisions, with rows as strong as ours


def planned(name: str, method: str) -> Plan:
    """Return the plan of a shipped case by a method, without a time limit."""
    return plan(asked(name, method))


def asked(name: str, method: str) -> Case:
    """Return a shipped case that asks for a method."""
    return read_case(name).with_settings("solve", {"method": method})


def test_mini_by_parts_is_the_golden_plan() -> None:
    """The value of the golden example, proved, and its recount agrees."""
    found = planned("mini", "decompose")
    assert found.value == pytest.approx(MINI, rel=1e-6)
    assert found.bound == pytest.approx(MINI, rel=1e-4)
    assert found.audit is not None
    assert found.audit.passed


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
