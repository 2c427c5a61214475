"""Parts that are stated a few futures at a time are those of the whole model."""

import numpy as np
import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.derive.derive import derive
from brownfield.model.arrays.alike import ARRAYS
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve import method
from brownfield.solve.backends.solution import Limits, Progress, Solution
from brownfield.solve.decompose.by_parts import Asked, parts_of
from brownfield.solve.decompose.clock import Clock
from brownfield.solve.decompose.seen import Seen
from brownfield.solve.decompose.stated.groups import groups_of
from brownfield.solve.decompose.stated.in_groups import Stated, in_groups
from brownfield.solve.run import plan
from brownfield.solve.search.covers import covers_of
from brownfield.work.interrupts import Pressed

LIMITS = Limits(gap=0.01)


@pytest.fixture(scope="module")
def case() -> Case:
    """Return `starter`, whose two futures change what is asked for."""
    return read_case("starter").with_settings("solve", {"method": "decompose"})


@pytest.fixture(scope="module")
def whole(case: Case) -> Formulation:
    """Return its whole model."""
    return formulate(derive(case))


@pytest.fixture(scope="module")
def stated(case: Case) -> Stated:
    """Return its parts, stated one future at a time."""
    found = in_groups(derive(case), 1)
    assert found is not None
    return found


def points(stated: Stated, whole: Formulation) -> tuple[np.ndarray, np.ndarray]:
    """Return a point of all parts, and the same one of the whole model."""
    width = stated.parts.width
    point = 1.0 + np.arange(width, dtype=float) % 7.0
    found = Solution("solved", point, None, 0.0, 0.0)
    tree = whole.numbers.derived.tree
    moved = stated.in_whole(found, whole.linear, tree).columns
    assert moved is not None
    return point, moved


def test_shared_columns_and_parts_are_equal(stated: Stated, whole: Formulation) -> None:
    """Every array of the shared columns and of each part, to the last digit."""
    parts = parts_of(whole)
    pairs = [(parts.shared, stated.parts.shared)]
    for part, number in zip(parts.rest, stated.order.tolist(), strict=True):
        other = stated.parts.rest[number]
        pairs.append((part.model, other.model))
        assert np.array_equal(part.link_rows, other.link_rows)
        assert np.array_equal(part.link_columns, other.link_columns)
        assert np.array_equal(part.link_values, other.link_values)
    assert len(pairs) == 3
    for one, other_model in pairs:
        for name in ARRAYS:
            assert np.array_equal(getattr(one, name), getattr(other_model, name))


def test_a_point_is_worth_the_same(stated: Stated, whole: Formulation) -> None:
    """By the costs of the parts and by those of the whole model, constant included."""
    point, moved = points(stated, whole)
    parts = stated.parts
    value = parts.shared.cost @ point[parts.columns]
    value += sum(part.model.cost @ point[part.columns] for part in parts.rest)
    whole_value = whole.worth(float(whole.linear.cost @ moved))
    assert stated.worth(float(value)) == pytest.approx(whole_value, rel=1e-12)


def test_as_much_is_at_stake(stated: Stated, whole: Formulation) -> None:
    """What a plan is worth or costs is the same either way."""
    point, moved = points(stated, whole)
    value = float(whole.linear.cost @ moved)
    seen = Seen(Clock(LIMITS, Pressed()))
    assert stated.stake(seen) == 0.0
    seen.planned(value, point)
    asked = Asked(whole, LIMITS).most(Solution("solved", moved, None, value, value))
    assert LIMITS.gap * stated.stake(seen) == pytest.approx(asked, rel=1e-9)


def test_a_point_breaks_the_same_rows(stated: Stated, whole: Formulation) -> None:
    """As many covers with the same sums, those of shared years once."""
    point, moved = points(stated, whole)
    found = stated.broken(point)
    asked = covers_of(whole.numbers, whole.tables).broken(moved)
    assert len(found) == len(asked)
    sums = sorted(found.sums(point)), sorted(asked.sums(moved))
    assert sums[0] == pytest.approx(sums[1])


def test_a_group_has_the_years_that_are_known(case: Case) -> None:
    """Two futures one at a time: two groups of two known years and three others."""
    groups = groups_of(derive(case), 1)
    assert groups is not None
    sizes = groups.group_by("group", maintain_order=True).len()
    assert sizes["len"].to_list() == [5, 5]
    known = groups.filter(pl.col("node").str.starts_with("now"))
    assert known["group"].to_list() == [0, 0, 1, 1]


def test_futures_that_change_plants_are_stated_together() -> None:
    """`mini` changes `full_rate` in a future, which may matter at other nodes."""
    assert in_groups(derive(read_case("mini")), 1) is None


def test_the_plan_is_the_same(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case planned before its whole model stands, and its recount agrees."""
    asked = plan(case)
    told: list[Progress] = []
    monkeypatch.setattr(method, "MANY", 0)
    found = plan(case, on_progress=told.append)
    assert found.value == pytest.approx(asked.value, rel=1e-9)
    assert found.audit is not None
    assert found.audit.passed
    assert told[-1].objective == pytest.approx(asked.value, rel=1e-3)
    assert found.seconds.keys() == asked.seconds.keys()
