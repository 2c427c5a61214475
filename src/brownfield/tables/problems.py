"""What is wrong with a cell, row or table, and how is it told?"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from brownfield.errors import DataError

if TYPE_CHECKING:
    from brownfield.tables.columns import Table

Severity = Literal["error", "note", "meant"]
EXAMPLES_SHOWN = 5  # rows printed in full by TableError
READ_SO = "read_so"  # rule of a note on a whole file, which names what it is about
MOST_LISTED = 10_000  # problems of one rule listed for one column


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the tables, told so that a planner can mend it.

    Attributes
    ----------
    table
        Name of the table, or ``case`` for the settings.
    file, sheet
        Where it was read from; None if the tables did not come from a file.
    line
        1-based line of the file or row of the sheet; of a table given in Python its
        row, from 1. None for databases and for problems of a whole table.
    column
        Column of the cell, or key of the settings; None for a whole row or table.
    value
        Text found; None if the cell is blank or there is no cell.
    rule
        Short name of the rule that is broken.
    message
        What is wrong and what is allowed.
    hint
        What to do next.
    row
        Key of the row, e.g. ``product=VE, place=UK``; None if unknown.
    severity
        ``error`` if the case cannot be planned so, ``note`` if it can, ``meant`` for
        what is noted and the case says is meant so.
    """

    table: str
    file: str | None
    sheet: str | None
    line: int | None
    column: str | None
    value: str | None
    rule: str
    message: str
    hint: str
    row: str | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        value = "" if self.value is None else f" Found: {self.value!r}."
        end = "" if self.hint.endswith("?") else "."
        return f"{self.place}: {self.message}.{value} {self.hint}{end}"

    @property
    def place(self) -> str:
        """File, sheet, line, column or key, and row key in words."""
        parts = [self.file or self.table]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        is_whole = self.file and not self.sheet and self.line is None
        if is_whole and self.rule != READ_SO:
            parts.append(f"table {self.table}")
        if self.line is not None:
            parts.append(f"{'line' if self.file else 'row'} {self.line}")
        if self.column:
            parts.append(f"{'key' if self.table == 'case' else 'column'} {self.column}")
        where = f" ({self.row})" if self.row else ""
        return ", ".join(parts) + where


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A problem as a rule finds it: by table and row number, not yet by file.

    Attributes
    ----------
    row
        0-based row of the typed table; None for the whole table.
    other_row
        0-based row the message is also about, e.g. the first row with the same key.
    """

    table: str
    rule: str
    message: str
    hint: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    other_row: int | None = None


class TableError(DataError):
    """The tables of a case break rules; every problem is listed.

    Attributes
    ----------
    problems
        All of them, in the order of the tables.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(_summary(problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[TableError], tuple[tuple[Problem, ...]]]:
        """Travel between processes with every problem."""
        return type(self), (self.problems,)


def did_you_mean(word: str, names: Iterable[str | None], otherwise: str) -> str:
    """Return a hint naming the closest known word, or `otherwise` if none is near."""
    by_lower = {name.lower(): name for name in sorted(filter(None, names))}
    near = difflib.get_close_matches(word.strip().lower(), by_lower, n=1)
    return f"Did you mean {by_lower[near[0]]!r}?" if near else otherwise


def listed(words: Iterable[str | None], *, most: int = 12) -> str:
    """Return words in one line, at most `most` of them; blanks are left out."""
    shown = [word for word in words if word is not None]
    rest = f" and {len(shown) - most} more" if len(shown) > most else ""
    return (", ".join(shown[:most]) + rest) if shown else "none"


def several(count: int, noun: str) -> str:
    """Return a count with its noun, e.g. ``1 cell`` or ``1,200 cells``."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def shown(value: object) -> str | None:
    """Return a typed value as a person would write it; None stays None."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return None if value is None else str(value)


def row_key(table: Table, row: Mapping[str, object]) -> str:
    """Return the key cells of a row in words, blank ones left out."""
    cells = ((name, row.get(name)) for name in table.key)
    return ", ".join(f"{name}={value}" for name, value in cells if value is not None)


def _summary(problems: tuple[Problem, ...]) -> str:
    counts = Counter(problem.rule for problem in problems)
    by_rule = ", ".join(f"{rule} {count}" for rule, count in counts.most_common())
    noun = "problem" if len(problems) == 1 else "problems"
    lines = [f"{len(problems)} {noun} in the tables ({by_rule}):"]
    lines += [f"  {_tidy(str(problem))}" for problem in _varied(problems)]
    left = len(problems) - min(len(problems), EXAMPLES_SHOWN)
    if left:
        is_of_files = any(problem.file for problem in problems)
        all_ = (
            "brownfield check lists" if is_of_files else "`problems` of the error has"
        )
        lines.append(f"  and {left} more. {all_} all.")
    return "\n".join(lines)


def _varied(problems: tuple[Problem, ...]) -> list[Problem]:
    """Choose examples of as many rules as fit, in order."""
    seen: Counter[str] = Counter()
    ranked = []
    for position, problem in enumerate(problems):
        ranked.append((seen[problem.rule], position))
        seen[problem.rule] += 1
    chosen = sorted(sorted(ranked)[:EXAMPLES_SHOWN], key=lambda entry: entry[1])
    return [problems[position] for _, position in chosen]


def _tidy(text: str) -> str:
    return text.replace("?.", "?").replace("..", ".")
