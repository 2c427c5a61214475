"""A kept model answers changed numbers as a fresh plan does, whatever they change."""

from random import Random

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.scaled import scaled
from brownfield.derive.derive import derive
from brownfield.errors import BrownfieldError
from brownfield.model.formulation import Formulation, formulate
from brownfield.plans.plan import Plan
from brownfield.solve.backends.solution import Limits
from brownfield.solve.hold import barred
from brownfield.solve.kept.kept import ReSolved, kept_of
from brownfield.solve.kept.search import wide
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import plan, plan_stated
from tests.properties.every_column import every_column_case
from tests.properties.random_cases import slack

COSTS = (
    ("build_options", "tooling_cost"),
    ("build_options", "conversion_cost"),
    ("demand", "price"),
    ("lanes", "freight"),
    ("trade_measures", "ad_valorem"),
    ("shift_patterns", "fixed_cost"),
    ("contracts", "amount"),
)
MORE = (
    ("demand", "volume"),
    ("shift_patterns", "jobs_per_hour"),
    ("build_options", "minimum_volume"),
)
"""Numbers that move limits."""
EACH = 2  # changes of a case


def moved(case: Case, draw: Random) -> tuple[str, Case, Formulation] | None:
    """Return a number, the case with it 0.6 to 1.6 times what it is, and its model."""
    table, column = draw.choice(COSTS + MORE)
    if case.tables[table].is_empty():
        return None
    try:
        other = scaled(case, table, "", (column,), draw.uniform(0.6, 1.6)).checked()
        return column, other, formulate(derive(other))
    except BrownfieldError:
        return None


@pytest.mark.parametrize("seed", range(30))
def test_kept_is_as_fresh(seed: int) -> None:
    """Values agree, no bound is below a plan, and limits that move are noticed."""
    draw = Random(seed)  # noqa: S311
    case = every_column_case(seed).with_settings("solve", {"gap": 0.0})
    limits, model = Limits(gap=0.0), formulate(derive(case))
    kept = kept_of(model, limits)
    for _ in range(EACH):
        change = moved(case, draw)
        if change is None:
            continue
        column, other, stated = change
        found, fresh = kept.best(stated, limits), plan(other, pricing=no_prices)
        if not is_as_fresh(found, fresh):
            continue
        assert (found.way == "anew") != (kept.placed(stated) is not None), column


def is_as_fresh(found: ReSolved, fresh: Plan) -> bool:
    """Check that a kept model says what a fresh plan does; return if there is one."""
    if fresh.status == "infeasible":
        assert found.columns is None
        return False
    noise = slack(fresh.value)
    assert found.value == pytest.approx(fresh.value, abs=noise)
    assert found.bound >= fresh.value - noise
    return True


def without_pattern(case: Case, draw: Random) -> Case | None:
    """Return the case without a shift pattern that is not in force today."""
    patterns = case.tables["shift_patterns"]
    spare = patterns.filter(~pl.col("is_current"))
    if spare.is_empty():
        return None
    row = spare.row(draw.randrange(spare.height), named=True)
    is_meant = pl.all_horizontal(pl.col(c) == row[c] for c in ("facility", "pattern"))
    try:
        left = case.with_tables("less", shift_patterns=patterns.filter(~is_meant))
        return left.checked()
    except BrownfieldError:
        return None


def held_back(model: Formulation, draw: Random) -> Formulation:
    """Return the model in which programmes drawn are not begun."""
    begun = model.columns.start.filter(~pl.col("is_committed"))["column"]
    drawn = [column for column in begun if draw.random() < 0.5]
    return barred(model, pl.Series("column", drawn, dtype=begun.dtype))


@pytest.mark.parametrize("seed", range(30))
def test_what_allows_less_is_as_fresh(seed: int) -> None:
    """Starts that are barred and patterns that are gone, by one model with all ways."""
    draw = Random(seed)  # noqa: S311
    case = every_column_case(seed).with_settings("solve", {"gap": 0.0})
    limits = Limits(gap=0.0)
    kept, other = kept_of(wide(case), limits), without_pattern(case, draw)
    assert kept.placed(formulate(derive(case))) is not None
    for asked in (case, other):
        if asked is None:
            continue
        stated = held_back(formulate(derive(asked)), draw)
        found, fresh = kept.best(stated, limits), plan_stated(stated, pricing=no_prices)
        is_as_fresh(found, fresh)


MOST = 1.6  # times what a market wants


@pytest.mark.parametrize("seed", range(30))
def test_any_volume_up_to_the_most_is_as_fresh(seed: int) -> None:
    """Markets that want more and less, each by a draw, by one model at the most."""
    draw = Random(seed)  # noqa: S311
    case = every_column_case(seed).with_settings("solve", {"gap": 0.0})
    limits, most = Limits(gap=0.0), scaled(case, "demand", "", ("volume",), MOST)
    kept, demand = kept_of(wide(most), limits), case.tables["demand"]
    for _ in range(EACH):
        factors = pl.Series([draw.uniform(0.4, MOST) for _ in range(demand.height)])
        moved_demand = demand.with_columns(pl.col("volume") * factors)
        other = case.with_tables("volumes", demand=moved_demand)
        stated = formulate(derive(other))
        found, fresh = kept.best(stated, limits), plan(other, pricing=no_prices)
        is_as_fresh(found, fresh)
