"""What does a sweep change, and which case stands for each value?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from brownfield.asking.cells import cells_named
from brownfield.case.what_if import SECTIONS, change_tables, rows_of
from brownfield.errors import DataError, UseError
from brownfield.questions.compare.question import AS_IT_IS
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.given import cell_text
from brownfield.tables.problems import did_you_mean, listed
from brownfield.tables.where import matching_rows, unknown_column

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.tables.columns import Column

WHAT_IF = "what_if"  # key of a grid whose values are names of what-ifs


@dataclass(frozen=True)
class Axis:
    """One thing that a sweep changes.

    Attributes
    ----------
    name
        What it is, as asked for: ``what_if``, ``TABLE.COLUMN:key=value`` or
        ``SECTION.KEY`` of case.toml. The heading of its column.
    values
        What it becomes in turn.
    op
        times where a value multiplies cells that differ, else set.
    """

    name: str
    values: tuple[Any, ...]
    op: str = "set"

    @property
    def shown(self) -> tuple[Any, ...]:
        """The values as they stand in the table of answers."""
        if self.name != WHAT_IF:
            return self.values
        return tuple(value or AS_IT_IS for value in self.values)

    def moved(self, case: Case, value: Any) -> Case:
        """Return the case at a value; its tables are not judged yet.

        Raises
        ------
        DataError
            If the value cannot be entered there, or a what-if took the rows away.
        UseError
            If the key of case.toml does not allow it.
        """
        if self.name == WHAT_IF:
            return case.apply(value) if value else case
        table, column, where = cells_named(self.name)
        if table in SECTIONS:
            return case.with_settings(table, {column: value})
        row: dict[str, str | None] = {"what_if": "sweep", "table": table}
        row |= {"where": where, "column": column}
        row |= {"op": self.op, "value": cell_text(value)}
        after = change_tables(dict(case.tables), row, is_strict=False)
        if after is None:
            message = f"{self.name}: no row of {table} fits any more."
            raise DataError(message)
        moved = case.with_tables(
            f"{self.name} {self.op} {value}", **{table: after[table]}
        )
        return replace(moved, asked=None)


def axis(case: Case, name: str, values: Iterable[Any]) -> Axis:
    """Return one thing to change.

    Raises
    ------
    UseError
        If the case has no such what-if, cells or key, or no value is given.
    """
    is_list = hasattr(values, "__iter__") and not isinstance(values, str)
    wanted = tuple(values) if is_list else ()
    if not wanted:
        message = f"{name}: give a list with at least one value, not {values!r}."
        raise UseError(message)
    if name == WHAT_IF:
        names = tuple(None if value == AS_IT_IS else value for value in wanted)
        for one in filter(None, names):
            rows_of(case.tables, one)
        return Axis(name, names)
    table, column, where = cells_named(name)
    if table in SECTIONS:
        _check_key(case, name, table, column)
        return Axis(name, wanted)
    return Axis(name, wanted, _op(case, name, _column(name, table, column), where))


def _check_key(case: Case, name: str, section: str, key: str) -> None:
    keys = list(getattr(case.settings, section).model_dump())
    if key not in keys:
        message = f"{name}: [{section}] of case.toml has no key {key!r}. "
        message += did_you_mean(key, keys, f"Keys: {listed(keys)}.")
        raise UseError(message)


def _column(name: str, table: str, column: str) -> Column:
    if table not in TABLES:
        all_names = [*TABLES, *SECTIONS]
        hint = did_you_mean(table, all_names, f"Tables: {listed(all_names, most=40)}.")
        message = f"{name}: there is no table {table!r}. Write TABLE.COLUMN:key=value. "
        raise UseError(message + hint)
    names = TABLES[table].column_names
    if column not in names:
        fault = unknown_column(column, table, names, most=40)
        message = f"{name}: {fault}"
        raise UseError(message)
    return TABLES[table].column(column)


def _op(case: Case, name: str, column: Column, where: str) -> str:
    """Return times for numbers that differ from cell to cell, else set."""
    table, _, _ = cells_named(name)
    frame = case.tables[table]
    try:
        met = frame.filter(matching_rows(frame, where or None, TABLES[table]))
    except DataError as error:
        message = f"{name}: {error}"
        raise UseError(message) from error
    if met.is_empty():
        message = f"{name}: no row of {table} fits. Correct the condition."
        raise UseError(message)
    is_several = met[column.name].drop_nulls().n_unique() > 1
    return "times" if column.kind == "number" and is_several else "set"
