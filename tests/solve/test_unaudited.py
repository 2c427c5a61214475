"""What is only compared is planned without prices and recount.

The toy: 500 cars sell at 3,000 and cost the far plant 2,000 each: 500,000.
"""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.model.formulation import Formulation
from brownfield.solve.run import plan, unaudited
from tests.questions.why.toy import toy

CASE = toy()


def test_it_is_worth_what_the_audited_plan_is() -> None:
    """Only the recount and the prices are left out."""
    quick, full = unaudited(CASE), plan(CASE)
    assert quick.value == pytest.approx(500_000.0)
    assert quick.bound == full.bound
    assert quick.status == full.status
    assert quick.tables["production"].equals(full.tables["production"])
    assert quick.audit is None
    assert not quick.is_sound


def test_where_there_is_no_plan_nothing_says_which_rows_conflict() -> None:
    """More than all columns can be is asked of them."""

    def none(model: Formulation) -> Formulation:
        linear = model.linear
        row = np.where(linear.is_integer, 1.0, 0.0), linear.binaries + 1.0
        return replace(model, linear=linear.with_rows([row]))

    found = unaudited(CASE, fix=none)
    assert found.status == "infeasible"
    assert found.tables == {}
    assert found.conflicts == ()
