"""Is a model held to what a plan decided, and to no more?"""

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.derive.derive import derive
from brownfield.model.formulation import Formulation, formulate
from brownfield.plans.plan import Plan
from brownfield.solve.hold import (
    KINDS,
    SITES,
    held,
    held_plan,
    nodes_before,
    with_volumes_of_others,
)
from brownfield.solve.run import plan


@pytest.fixture(scope="module")
def case() -> Case:
    """Return the shipped small case, to be planned to the last unit."""
    return read_case("mini").with_settings("solve", {"gap": 0.0})


@pytest.fixture(scope="module")
def best(case: Case) -> Plan:
    """Return its best plan."""
    return plan(case)


@pytest.fixture(scope="module")
def model(case: Case) -> Formulation:
    """Return its model."""
    return formulate(derive(case))


def _held_columns(before: Formulation, after: Formulation) -> dict[str, int]:
    """Return how many columns of each kind are held."""
    is_held = after.linear.lower == after.linear.upper
    was_held = before.linear.lower == before.linear.upper
    new = is_held & ~was_held
    return {
        kind: int(new[getattr(after.columns, kind)["column"].to_numpy()].sum())
        for kind in KINDS
    }


def test_a_plan_held_to_itself_is_the_same(case: Case, best: Plan) -> None:
    """Worth and volumes stay, since nothing else was decided."""
    again = held_plan(case, best)
    assert again is not None
    assert again.value == pytest.approx(best.value, rel=1e-9)
    key = ["recipe", "node"]
    made, before = (p.tables["production"].sort(key)["vehicles"] for p in (again, best))
    assert made.to_list() == pytest.approx(before.to_list())


def test_every_integer_decision_is_held_and_nothing_else(
    model: Formulation, best: Plan
) -> None:
    """Each start, opening and pattern has one value; volumes are free."""
    after = held(model, best)
    whole = model.linear.is_integer
    assert (after.linear.lower[whole] == after.linear.upper[whole]).all()
    assert (after.linear.upper[~whole] == model.linear.upper[~whole]).all()
    assert (after.linear.lower[~whole] == model.linear.lower[~whole]).all()
    starts = model.columns.start.filter(pl.Series(whole[model.columns.start["column"]]))
    pairs = starts.select(pl.col("build_option", "node").cast(pl.String))
    taken = best.tables["starts"].select("build_option", "node")
    both = set(pairs.iter_rows()) & set(taken.iter_rows())
    on = after.linear.lower[starts["column"].to_numpy()]
    assert on.sum() == len(both)


def test_only_the_kinds_and_nodes_asked_for_are_held(
    model: Formulation, best: Plan
) -> None:
    """Sites alone leave crews free; years before the second hold the root only."""
    sites = _held_columns(model, held(model, best, kinds=SITES))
    assert sites["pattern"] == 0
    assert sites["start"] > 0
    years = sorted(set(best.nodes["year"]))
    first = nodes_before(best, years[1])
    assert len(first) == 1
    early = _held_columns(model, held(model, best, at=first))
    every = _held_columns(model, held(model, best))
    assert 0 < sum(early.values()) < sum(every.values())
    assert sum(_held_columns(model, held(model, best, at={})).values()) == 0


def test_only_the_free_party_may_make_another_volume(
    model: Formulation, best: Plan
) -> None:
    """Volumes of all others are those of the plan, 0 where it makes none."""
    owners = model.columns.make["programme_owner"].cast(pl.String)
    free = owners[0]
    after = with_volumes_of_others(model, best, free)
    columns = model.columns.make["column"].to_numpy()
    is_free = (owners == free).to_numpy()
    lower, upper = after.linear.lower[columns], after.linear.upper[columns]
    assert (lower[~is_free] == upper[~is_free]).all()
    assert (upper[is_free] == model.linear.upper[columns][is_free]).all()
    made = best.tables["production"].join(
        model.columns.make.select(
            pl.col("recipe", "node", "programme_owner").cast(pl.String)
        ),
        on=["recipe", "node"],
    )
    others = made.filter(pl.col("programme_owner") != free)["vehicles"].sum()
    total = float(lower[~is_free].sum()) * model.data.scale.volume
    assert total == pytest.approx(others)
