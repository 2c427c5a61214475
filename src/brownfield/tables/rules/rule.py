"""What is a rule across cells and tables?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding
from brownfield.tables.settings import Settings

Cells = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule, the tables it reads, and whether it holds for changed cases too.

    Attributes
    ----------
    find
        Returns what breaks the rule.
    reads
        Tables it cannot be judged without.
    is_of_files
        Whether it is about the case as written, and not about a changed one.
    """

    find: Callable[[Tables], Iterable[Finding]]
    reads: tuple[str, ...]
    is_of_files: bool = False


@dataclass(frozen=True, kw_only=True)
class HorizonRule:
    """A rule that also reads the settings; attributes as for `Rule`."""

    find: Callable[[Tables, Settings], Iterable[Finding]]
    reads: tuple[str, ...]
    is_of_files: bool = False


def rows_where(frame: pl.DataFrame, condition: pl.Expr) -> list[tuple[int, Cells]]:
    """Return row number and cells of each row for which `condition` is true."""
    if frame.is_empty():
        return []
    numbered = frame.with_row_index("row").filter(condition)
    return [(row.pop("row"), row) for row in numbered.iter_rows(named=True)]
