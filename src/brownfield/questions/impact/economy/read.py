"""Which input-output table does a file hold?"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import fastexcel
import numpy as np

from brownfield.case.shapes import Floats
from brownfield.errors import UseError
from brownfield.questions.impact.economy.block import (
    LABELS,
    Block,
    Cells,
    block_of,
    plain,
)
from brownfield.questions.impact.economy.table import Economy

BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
MARKS = ",;\t"

OUTPUT = (r"^(total )?output( bp| at basic prices)?$", r"^p1$", r"^x$")
VALUE_ADDED = (r"^b1g$", r"^gva( bp)?$", r"value added")
WAGES = (r"^d1$", r"compensation( of)? employees", r"^wages$", r"labou?r income")
IMPORTS = (r"^p7$", r"^imports?( of)?( goods( and)? services)?$", r"import")
TAXES = (r"^d21", r"taxes less subsidies on products", r"^net tax(es)?( products?)?$")
JOBS = (
    r"^emp$",
    r"^(total )?employment( total| domestic total)?$",
    r"^jobs$",
    r"^(people|persons)( employed)?$",
    r"employment total",
    r"total employment",
    r"^employment",
)
CONSUMPTION = (
    r"^p3 s14$",
    r"^households?$",
    r"final consumption( expenditure)?( by)? households?",
    r"consumption expenditure household",
    r"household",
)
USED = (r"^(total )?output( bp)?$", r"^tu$", r"^total use$", r"total output")


def read_economy(path: Path) -> Economy:
    """Return the input-output table that a file holds.

    Parameters
    ----------
    path
        A CSV file, or a workbook: sellers in rows, buyers in columns under the same
        names; below the rows, in any order, output, value added, compensation of
        employees, imports and employment, each found by its usual name; beside the
        columns what households consume and total output.

    Raises
    ------
    UseError
        If the file cannot be read, or no table or no output is found in it.
    """
    for cells in _sheets(path):
        block = block_of(cells)
        if block is not None:
            return _economy(path, cells, block)
    message = (
        f"--io {path}: no input-output table was found. It needs the same names of "
        "sectors in its headings and in a column on the left; docs/impact.md shows one."
    )
    raise UseError(message)


def _sheets(path: Path) -> Iterator[Cells]:
    """Yield the cells of each sheet as text."""
    try:
        if path.suffix.lower() not in BOOKS:
            yield _csv(path.read_text(encoding="utf-8-sig"))
            return
        book = fastexcel.read_excel(str(path))
        for name in book.sheet_names:
            frame = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
            yield [[cell or "" for cell in row] for row in frame.iter_rows()]
    except (OSError, UnicodeDecodeError, fastexcel.FastExcelError) as error:
        message = f"--io {path}: it cannot be read ({error})."
        raise UseError(message) from error


def _csv(text: str) -> Cells:
    first = text.partition("\n")[0]
    mark = max(MARKS, key=first.count)
    return list(csv.reader(text.splitlines(), delimiter=mark))


def _economy(path: Path, cells: Cells, block: Block) -> Economy:
    across, down = _across(cells, block), _down(cells, block)
    flows = np.array([_numbers(cells[row], block.columns) for row in block.rows])
    used, output = down(USED), across(OUTPUT)
    output = np.where(np.isnan(output), used, output)
    if np.isnan(output).any():
        message = (
            f"--io {path}: output of {block.sectors[int(np.isnan(output).argmax())]} "
            "was not found. Add a row named output under the table."
        )
        raise UseError(message)
    return Economy(
        block.sectors,
        np.nan_to_num(flows),
        output,
        across(VALUE_ADDED),
        across(WAGES),
        across(IMPORTS) + np.nan_to_num(across(TAXES)),
        across(JOBS),
        down(CONSUMPTION),
        used - np.nan_to_num(flows).sum(axis=1),
    )


Found = Callable[[Sequence[str]], Floats]


def _across(cells: Cells, block: Block) -> Found:
    """Return a function that gives the row under one of some names; nan if none."""
    rows = [i for i in range(block.head + 1, len(cells)) if i not in block.rows]
    names = [{plain(cell) for cell in cells[i][: _labels(block)]} for i in rows]

    def across(patterns: Sequence[str]) -> Floats:
        place = _named(names, patterns)
        if place is None:
            return np.full(len(block.sectors), np.nan)
        return _numbers(cells[rows[place]], block.columns)

    return across


def _down(cells: Cells, block: Block) -> Found:
    """Return a function that gives the column under one of some names."""
    width = len(cells[block.head])
    columns = [i for i in range(block.first, width) if i not in block.columns]
    heads = range(max(block.head - 1, 0), min(block.rows))
    names = [
        {plain(cells[row][i]) for row in heads if i < len(cells[row])} for i in columns
    ]

    def down(patterns: Sequence[str]) -> Floats:
        place = _named(names, patterns)
        if place is None:
            return np.full(len(block.sectors), np.nan)
        column = (columns[place],)
        values = [_numbers(cells[row], column)[0] for row in block.rows]
        filled: Floats = np.nan_to_num(np.array(values))
        return filled

    return down


def _labels(block: Block) -> int:
    return min(block.first, LABELS)


def _named(names: Sequence[set[str]], patterns: Sequence[str]) -> int | None:
    """Return the place whose names fit the first pattern that fits any."""
    for pattern in patterns:
        for place, labels in enumerate(names):
            if any(re.search(pattern, name) for name in labels if name):
                return place
    return None


def _numbers(row: Sequence[str], columns: Sequence[int]) -> Floats:
    return np.array([_number(row[i]) if i < len(row) else np.nan for i in columns])


def _number(cell: str) -> float:
    text = re.sub(r"[\s\u00a0\u202f']", "", cell)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    try:
        return float(text)
    except ValueError:
        return np.nan
