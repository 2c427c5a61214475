"""Are typed tables judged like files, and large ones like small ones?"""

import polars as pl
import pytest

from brownfield.tables.cells.limits import FEW_ROWS, has_duplicates
from brownfield.tables.check import check_typed
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from brownfield.tables.problems import shown
from brownfield.tables.settings import CaseSection, Settings

SETTINGS = Settings(case=CaseSection(first_year=2026, last_year=2026))
MANY = 2 * FEW_ROWS


def test_typed_tables_are_told_by_row_key() -> None:
    """Tables that came from no file are told by table, column and key."""
    rows: list[Row] = [
        {"party": "a", "tax_rate": 1.5},
        {"party": "b", "tax_rate": float("nan")},
    ]
    tables = {"parties": typed_frame(TABLES["parties"], rows)}
    told = [p for p in check_typed(tables, SETTINGS) if p.rule == "bounds"]
    assert [(p.file, p.line, p.row, p.value) for p in told] == [
        (None, None, "party=a", "1.5"),
        (None, None, "party=b", "nan"),
    ]
    assert str(told[0]) == (
        "parties, column tax_rate (party=a): This column holds a number from 0 to 1 "
        "(unit: share). Found: '1.5'. Write 0.015 or 1.5% if 1.5 % is meant."
    )


def test_typed_tables_miss_needed_tables() -> None:
    """A case without any row misses the seven tables no plan can do without."""
    missing = {p.table for p in check_typed({}, SETTINGS)}
    assert missing == {name for name, table in TABLES.items() if table.is_needed}


@pytest.mark.parametrize("has_one", [True, False])
@pytest.mark.parametrize(
    "columns",
    [
        {"a": range(MANY)},
        {"a": [f"n{n // 2}" for n in range(MANY)], "b": [n % 2 for n in range(MANY)]},
        {"a": [None] * MANY, "b": [float(n) for n in range(MANY)]},
        {"a": [(n % 2) * 2**61 for n in range(MANY)], "b": range(MANY)},
    ],
)
def test_duplicates_are_found_in_large_tables(
    columns: dict[str, list[object]], *, has_one: bool
) -> None:
    """Keys of numbers, texts, blanks and very large codes are told apart exactly."""
    frame = pl.DataFrame(columns)
    if has_one:
        frame = pl.concat([frame, frame.slice(7, 1)])
    assert has_duplicates(frame, tuple(columns)) is has_one


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "true"), (5.0, "5"), (0.25, "0.25"), (1e20, "1e+20"), (None, None)],
)
def test_values_are_shown_as_a_person_writes_them(
    value: object, text: str | None
) -> None:
    """Whole numbers have no decimals; a blank stays blank."""
    assert shown(value) == text
