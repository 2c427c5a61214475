"""Is a row told whose number a comma split, and no other row?"""

import pytest

from tests.tables.conftest import VALID, ProblemsOf

HEAD = "product,place,year,volume,price"
GOOD = "car,home,2027,1200,30000"


@pytest.mark.parametrize(
    ("more", "row", "found"),
    [
        pytest.param("", "car,home,2026,1,000,30000", "1,000", id="one cell too many"),
        pytest.param("", "car,home,2026,25,500,30000", "25,500", id="no zero"),
        pytest.param("", "car,home,2026,900,30,000", "30,000", id="the last cell"),
        pytest.param(",source", "car,home,2026,1,050,30000", "1,050", id="a zero"),
        pytest.param(",source", "car,home,2026,25,500,30000", "25,500", id="pushed"),
        pytest.param(",source", "car,home,2026,25,500,30000,", "25,500", id="a comma"),
    ],
)
def test_a_number_in_two_cells_is_told_at_its_row(
    problems_of: ProblemsOf, more: str, row: str, found: str
) -> None:
    """Without quotes 1,000 is 1 and 000, and the price is read from the wrong cell."""
    (problem,) = problems_of(demand=f"{HEAD}{more}\n{row}\n{GOOD}\n")
    assert (problem.rule, problem.line, problem.value) == ("split_number", 2, found)
    assert problem.hint == (
        f'Write "{found}" in double quotes, or {found.replace(",", "")}'
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("car,home,2026,12,500\n", id="few vehicles at a low price"),
        pytest.param("car,home,2026,900,30000,\n", id="comma at the end"),
        pytest.param('car,home,2026,"1,000",30000\n', id="in quotes"),
        pytest.param("car,home,2026,25,0.500\n", id="decimals"),
    ],
)
def test_other_rows_are_read(problems_of: ProblemsOf, rows: str) -> None:
    """Two cells of few digits are two numbers."""
    assert problems_of(demand=f"{HEAD}\n{rows}{GOOD}\n") == ()


def test_no_other_separator_splits_a_number(problems_of: ProblemsOf) -> None:
    """Between semicolons 1 and 000 are two cells, and 000 is the price 0."""
    rows = VALID["demand.csv"].replace("1000,30000", "1,000").replace(",", ";")
    assert "split_number" not in {p.rule for p in problems_of(demand=rows)}
