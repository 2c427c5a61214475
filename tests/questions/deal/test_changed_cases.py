"""Do the cases that questions make of a case list what changed, and keep its rules?"""

import pickle
from collections.abc import Iterator
from itertools import combinations

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.case.scenarios import as_planned, only_leaf, tree
from brownfield.questions.deal.coalitions.coalitions import (
    coalition_case,
    without_payments,
)
from brownfield.questions.deal.coalitions.seats import seats
from brownfield.questions.stress.design import with_stop
from brownfield.questions.why.knowing import mean_case
from brownfield.tables.rules.every import check_typed


def changed_cases(case: Case) -> Iterator[Case]:
    """Yield the cases that a deal, a stress test and the worth of knowing plan."""
    seated = seats(case)
    bare = without_payments(case, seated)
    for size in range(1, len(seated.parties) + 1):
        for group in combinations(seated.parties, size):
            if set(group) & set(seated.companies):
                yield coalition_case(bare, seated, group)
    found = tree(case)
    yield mean_case(case, found)
    yield only_leaf(case, found.leaves[0])
    yield as_planned(case)
    plants = case.tables["shift_patterns"]["facility"].unique(maintain_order=True)
    year = case.settings.case.first_year + 1
    yield with_stop(case, [plants[0]], year, 0.8, 0.1).case


@pytest.mark.parametrize("name", ["mini", "starter"])
def test_every_changed_case_says_so_and_keeps_the_rules(name: str) -> None:
    """Nothing is broken that the case as written keeps."""
    case = read_case(name)
    assert case.changes == ()
    changed = list(changed_cases(case))
    assert len(changed) > 5
    for one in changed:
        assert one.changes
        assert check_typed(one.tables, one.settings) == []


def test_other_tables_stay_and_changes_add_up() -> None:
    """Two changes are listed in order, also by the copy that a worker gets."""
    case = read_case("mini")
    demand = case.tables["demand"].with_columns(pl.col("volume") * 2)
    twice = case.with_tables("twice the demand", demand=demand)
    rates = case.tables["exchange_rates"].clear()
    last = twice.with_tables("no rates", exchange_rates=rates)
    assert last.changes == ("twice the demand", "no rates")
    assert pickle.loads(pickle.dumps(last)).changes == last.changes  # noqa: S301
    assert last.tables["demand"] is demand
    assert last.tables["lanes"] is case.tables["lanes"]
    assert last.digest != case.digest
