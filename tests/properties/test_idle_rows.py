"""What is told to bear on nothing changes no plan when it is taken out."""

from collections import defaultdict

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.solve.run import plan
from brownfield.tables.doubts.every import doubts
from tests.properties.every_column import every_column_case
from tests.properties.random_cases import with_table

RULES = ("policy_of_nothing", "heading_of_nothing")
SEEDS = (1, 3, 5, 8, 11)  # between them 11 policies and 14 measures and rules
SLACK = 1e-6  # of the value, which solvers round


def without_idle_rows(case: Case) -> tuple[Case, int]:
    """Return the case without the rows that are told, and how many they were."""
    idle = defaultdict[str, list[int]](list)
    for note in doubts(case.tables, case.settings):
        if note.rule in RULES and note.row is not None:
            idle[note.table].append(note.row)
    for table, rows in idle.items():
        numbered = case.tables[table].with_row_index("row")
        kept = numbered.filter(~pl.col("row").is_in(rows)).drop("row")
        case = with_table(case, table, kept)
    return case, sum(map(len, idle.values()))


@pytest.mark.parametrize("seed", SEEDS)
def test_idle_rows_move_no_plan(seed: int) -> None:
    """Value for value, on cases that draw every column."""
    case = every_column_case(seed)
    trimmed, count = without_idle_rows(case)
    assert count > 0
    whole, less = plan(case).value, plan(trimmed).value
    assert less == pytest.approx(whole, rel=SLACK, abs=1.0)
