"""The workbooks of random plans add up, whatever their cases hold."""

from functools import cache
from math import isclose
from pathlib import Path

import pytest

from brownfield.plans.plan import Plan
from brownfield.questions.plan.document import document
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.sheets.book import write_workbook
from brownfield.solve.run import plan
from tests.properties.every_column import every_column_case
from tests.questions.plan.sheets.books import formulas, labelled, read, worked_out

FEW = (3, 5, 23)  # futures; those who fear bad ones; payments at two discount rates
MORE = (8, 14, 17, 21, 25, 27)  # weights of parties, cash in mid-year
SEEDS = [*FEW, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MORE)]


@cache
def planned(seed: int) -> Plan:
    """Return the plan of the case of a seed."""
    return plan(every_column_case(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_formulas_of_a_random_plan_come_to_its_value(
    seed: int, tmp_path: Path
) -> None:
    """Each formula comes to the value beside it; the last is the value of the plan."""
    found = planned(seed)
    told = document(Study(found.case, found))
    write_workbook(told, tmp_path / "plan.xlsx")
    book = read(tmp_path / "plan.xlsx")
    for name, cell in formulas(book):
        stored = book[name][cell].value
        assert isinstance(stored, float)
        close = isclose(
            worked_out(book, name, cell), stored, rel_tol=1e-9, abs_tol=1e-6
        )
        assert close, (name, cell)
    (value,) = labelled(book["Cash"], "Value of the plan")
    assert value * told.ledger.per == pytest.approx(found.value, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_worth_of_each_party_is_that_of_the_plan(seed: int) -> None:
    """Expected cash at its discount rate is the table `value`, worked out elsewhere."""
    found = planned(seed)
    ledger = document(Study(found.case, found)).ledger
    worth = dict(found.value_by_party)
    moved = set(found.tables["cash"]["party"])
    mine = [
        worth[party]
        for party in found.case.tables["parties"]["party"]
        if party in moved and party in worth
    ]
    assert [one.npv * ledger.per for one in ledger.accounts] == pytest.approx(
        mine, rel=1e-6, abs=1e-6
    )
