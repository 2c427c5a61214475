"""Is the text of cells given back once it is typed, and what is asked later kept?"""

import polars as pl

from brownfield.case.read import locate
from brownfield.tables.cells.typed import typed_table
from brownfield.tables.check import check, check_and_forget
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.forgotten.blanks import COLUMNS
from brownfield.tables.files.read import read_raw


def test_cells_are_taken_away_as_they_are_typed() -> None:
    """Of demand for two markets no text is left, and the numbers are there."""
    texts = {"product": ["car", "car"], "place": ["north", "south"]}
    texts |= {"year": ["2030", "2030"], "volume": ["10", "20.5"]}
    left = {name: pl.Series(name, cells) for name, cells in texts.items()}
    frame, _ = typed_table(left, TABLES["demand"])
    assert left == {}
    assert frame["volume"].to_list() == [10.0, 20.5]


def test_the_case_left_over_knows_its_lines_and_no_text() -> None:
    """Only columns in which a blank cell may have been forgotten are kept."""
    raw = read_raw(locate("starter"))
    _, bare = check_and_forget(raw)
    kept = {(n, c) for n, table in bare.tables.items() for c in table.frame.columns}
    assert kept <= COLUMNS
    assert ("lanes", "freight") in kept
    assert bare.tables["demand"].line(0) == raw.tables["demand"].line(0)


def test_what_a_caller_read_is_still_theirs() -> None:
    """A case can be checked twice from what was read once, with the same answer."""
    raw = read_raw(locate("starter"))
    before = {name: table.frame.clone() for name, table in raw.tables.items()}
    first, second = check(raw), check(raw)
    assert first.notes == second.notes
    assert first.problems == second.problems == ()
    for name, frame in before.items():
        assert raw.tables[name].frame.equals(frame)
