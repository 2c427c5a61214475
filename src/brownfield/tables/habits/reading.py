"""What is known of one table while it is read as it is meant?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding, listed

if TYPE_CHECKING:
    from brownfield.tables.columns import Table
    from brownfield.tables.files.raw import RawTable

ROW = "\x00row"  # no heading can be so


@dataclass(frozen=True)
class Reading:
    """A table on its way from how it is kept to how it is declared.

    Attributes
    ----------
    raw
        The cells, their file and lines.
    table
        Declaration of the table.
    currency
        Currency the case counts in.
    units
        Unit written for a column, by name of the column.
    years
        Columns of the wide form: column of the frame -> declared column and year.
    notes
        What was read otherwise, or not read, in words.
    findings
        What is wrong, by table and row number.
    """

    raw: RawTable = field(repr=False)
    table: Table
    currency: str
    units: dict[str, str] = field(default_factory=dict)
    years: dict[str, tuple[str, int]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def tell(self, words: str) -> Reading:
        """Return the reading with one more thing that was read in its own way."""
        return replace(self, notes=(*self.notes, words))

    @property
    def currency_of_cells(self) -> str:
        """Currency the cells are in; blank where a column says it row by row."""
        return "" if "currency" in self.raw.frame.columns else self.currency

    def with_cells(self, cells: pl.Series) -> Reading:
        """Return the reading with other cells in one column."""
        frame = self.raw.frame.with_columns(cells)
        return replace(self, raw=replace(self.raw, frame=frame))

    def refuse(self, finding: Finding) -> Reading:
        """Return the reading with one more thing that is wrong."""
        return replace(self, findings=(*self.findings, finding))


def quoted(words: list[str]) -> str:
    """Return names in quotation marks, at most six of them."""
    return listed([f"'{word}'" for word in words], most=6)
