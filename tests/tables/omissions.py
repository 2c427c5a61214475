"""How is one table of a case on disk changed, as a planner who slips would?"""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

from brownfield.case.read import EXAMPLES, check_case

Cells = dict[str, str]
Change = Callable[[Cells], Cells | None]
Told = tuple[str, str | None, int | None]


def copied(source: Path, target: Path) -> Path:
    """Return a copy of a case that may be written to."""
    target.mkdir()
    for file in source.iterdir():
        shutil.copyfile(file, target / file.name)
    return target


def starter(folder: Path) -> Path:
    """Return a copy of the shipped case of two companies and one pact."""
    return copied(EXAMPLES / "starter", folder / "mine")


def change(folder: Path, table: str, how: Change) -> None:
    """Change each row of a table; a row that becomes None is dropped."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [row for row in map(how, rows) if row is not None]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)


def without(column: str, word: str) -> Change:
    """Return the change that drops rows with a word in a column."""
    return lambda cells: None if cells[column] == word else cells


def with_cell(where: tuple[str, str], column: str, word: str) -> Change:
    """Return the change that writes a word into rows with another in a column."""
    name, value = where
    return lambda cells: cells | {column: word} if cells[name] == value else cells


def times(where: tuple[str, str] | None, column: str, factor: float) -> Change:
    """Return the change that multiplies a column, in rows with a word or in all."""

    def how(cells: Cells) -> Cells:
        is_meant = where is None or cells[where[0]] == where[1]
        if not is_meant or not cells[column]:
            return cells
        return cells | {column: f"{float(cells[column]) * factor:.12g}"}

    return how


def told(folder: Path) -> list[Told]:
    """Return rule, file and line of each note of a case without problems."""
    checked = check_case(folder)
    assert checked.problems == ()
    return [(note.rule, note.file, note.line) for note in checked.notes]
