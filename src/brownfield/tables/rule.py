"""What is a rule across cells and tables?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.tables.problems import Finding, shown

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
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
    """A rule that also reads the settings; other attributes as for `Rule`.

    Attributes
    ----------
    sections
        Sections of case.toml that it is handed; all others are as by default.
    """

    find: Callable[[Tables, Settings], Iterable[Finding]]
    reads: tuple[str, ...]
    is_of_files: bool = False
    sections: tuple[str, ...] = ("case",)

    def handed(self, settings: Settings) -> Settings:
        """Return the settings with no other section than those of the rule."""
        given = {name: getattr(settings, name) for name in self.sections}
        return settings.model_construct(**given)


def each_row(  # noqa: PLR0913 (one parameter for each word of a finding)
    *,
    table: str,
    column: str,
    rule: str,
    is_bad: pl.Expr | Callable[[Tables], pl.Expr],
    message: str,
    hint: str,
    reads: tuple[str, ...] = (),
) -> Rule:
    """Return the rule that no row of a table is bad by itself.

    Parameters
    ----------
    table, column, rule
        Where a bad row stands, the cell that is told, and the name of the rule.
    is_bad
        Which rows are bad; a function of the tables if others decide with.
    message, hint
        What is wrong and what to do; ``{name}`` stands for the row's cell of that name.
    reads
        Tables that decide with.
    """

    def find(tables: Tables) -> Iterator[Finding]:
        condition = is_bad if isinstance(is_bad, pl.Expr) else is_bad(tables)
        for row, cells in rows_where(tables[table], condition):
            yield Finding(
                table=table,
                row=row,
                column=column,
                value=shown(cells[column]),
                rule=rule,
                message=message.format(**cells),
                hint=hint.format(**cells),
            )

    return Rule(find=find, reads=(table, *reads))


def is_staffed(tables: Tables, column: str = "facility") -> pl.Expr:
    """Return whether the plant a row names has a shift pattern."""
    return pl.col(column).is_in(tables["shift_patterns"]["facility"].unique().to_list())


def is_shut(tables: Tables) -> pl.Expr:
    """Return whether the plant a row names must be opened before it runs."""
    shut = tables["facilities"].filter(pl.col("status") != "operating")["facility"]
    return pl.col("facility").is_in(shut.to_list())


def rows_where(frame: pl.DataFrame, condition: pl.Expr) -> list[tuple[int, Cells]]:
    """Return row number and cells of each row for which `condition` is true."""
    if frame.is_empty():
        return []
    numbered = frame.with_row_index("row").filter(condition)
    return [(row.pop("row"), row) for row in numbered.iter_rows(named=True)]
