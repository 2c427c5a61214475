"""Which cells are blank where most of their neighbours are not, and so cost nothing?

A cell that holds 0 says that there is none; a blank one may have been forgotten. Typed
tables no longer tell the two apart, so the text of the cells is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding, several

if TYPE_CHECKING:
    from brownfield.tables.files.raw import RawTable

RULE = "blank_beside_others"
ALL = pl.lit(value=True)
BASES = ("mfn", "countervailing", "anti_dumping")
Known = Callable[[Tables], pl.DataFrame]


class Beside(NamedTuple):
    """A column in which a blank counts for nothing, and which rows are alike.

    Attributes
    ----------
    table, column
        Where it stands.
    means
        What a blank does.
    among
        Rows are alike that agree in these columns; none = all of the table.
    of
        Which rows are judged.
    least
        How many rows with a cell there must be for each without one.
    alone
        Rows that are told without neighbours too; None = there are none.
    """

    table: str
    column: str
    means: str
    among: tuple[str, ...] = ()
    of: pl.Expr = ALL
    least: int = 1
    alone: pl.Expr | None = None


FREE = "so it costs nothing"
BESIDE = (
    Beside("bill_of_materials", "hs_code", "so no duty is due", ("part_group",)),
    Beside("bill_of_materials", "hs_code", "so no duty is due", least=4),
    Beside("bill_of_materials", "inbound_freight", FREE, ("from_where", "to_where")),
    Beside("lanes", "freight", FREE),
    Beside("lanes", "insurance", FREE),
    Beside(
        "build_options",
        "tooling_cost",
        FREE,
        of=~pl.col("is_committed"),
        alone=pl.col("ramp_curve").is_not_null(),
    ),
    Beside("build_options", "conversion_cost", FREE),
    Beside("shift_patterns", "fixed_cost", FREE),
    Beside("shift_patterns", "headcount", "so nobody works there", least=2),
    Beside(
        "facilities",
        "opening_cost",
        FREE,
        of=pl.col("status") != "operating",
        alone=pl.col("lead_years") > 0,
    ),
    Beside(
        "trade_measures",
        "ad_valorem",
        "so no duty is due",
        of=pl.col("kind").is_in(BASES) & (pl.col("specific") == 0),
    ),
    Beside("parties", "tax_rate", "so it pays none", of=pl.col("kind") == "company"),
    Beside(
        "parties",
        "discount_rate",
        "so later years count in full",
        of=pl.col("kind") == "company",
    ),
)
COLUMNS = frozenset((beside.table, beside.column) for beside in BESIDE)
"""Table and column of the cells whose text is read."""


def forgotten_cells(raw: Mapping[str, RawTable], tables: Tables) -> Iterator[Finding]:
    """Yield blank cells of rows whose neighbours have one.

    Parameters
    ----------
    raw
        Tables as text, by name.
    tables
        The same tables, typed.
    """
    places: set[tuple[str, str, int]] = set()
    for beside in BESIDE:
        is_there = beside.table in raw and beside.column in raw[beside.table].frame
        if not is_there or not _has_blank(raw[beside.table].frame[beside.column]):
            continue
        for row, others in _blank(raw[beside.table], tables, beside):
            place = (beside.table, beside.column, row)
            if place not in places:
                yield _finding(beside, row, others)
            places.add(place)


def _has_blank(cells: pl.Series) -> bool:
    return bool(_is_blank(cells).any())


def _is_blank(cells: pl.Series) -> pl.Series:
    return cells.is_null() | (cells.str.strip_chars() == "")


def _blank(
    raw: RawTable, tables: Tables, beside: Beside
) -> Iterator[tuple[int, pl.Series]]:
    """Yield row, and the cells of its neighbours, of each cell that may be missing."""
    rows = _ways(tables) if "from_where" in beside.among else tables[beside.table]
    marked = rows.with_columns(
        row=pl.int_range(pl.len()),
        is_blank=_is_blank(raw.frame[beside.column]),
        is_alone=pl.lit(value=False) if beside.alone is None else beside.alone,
    ).filter(beside.of)
    for alike in marked.partition_by(beside.among) if beside.among else [marked]:
        blank = alike.filter("is_blank")
        others = alike.filter(~pl.col("is_blank"))[beside.column]
        is_beside = others.len() >= max(beside.least * blank.height, 1)
        blanks = blank if is_beside else blank.filter("is_alone")
        for row in blanks["row"]:
            yield row, others


def _ways(tables: Tables) -> pl.DataFrame:
    """Return parts with the customs territories that they leave and reach."""
    territory = dict(tables["places"].select("place", "customs_territory").iter_rows())
    plants = tables["facilities"].select("facility", "place").iter_rows()
    plant = {name: territory.get(place) for name, place in plants}
    options = tables["build_options"].select("build_option", "facility").iter_rows()
    built = {name: plant.get(facility) for name, facility in options}
    parts = tables["bill_of_materials"]
    return parts.with_columns(
        from_where=pl.Series([plant.get(s, territory.get(s)) for s in parts["source"]]),
        to_where=pl.Series([built.get(o) for o in parts["build_option"]]),
    )


def _finding(beside: Beside, row: int, others: pl.Series) -> Finding:
    why = "though it takes years to begin"
    says = "" if others.dtype == pl.String else "; 0 says that there is none"
    return Finding(
        table=beside.table,
        row=row,
        column=beside.column,
        rule=RULE,
        message=f"The cell is blank, {beside.means}"
        f"{_like(beside, others) if others.len() else f', {why}'}",
        hint=f"{_meant(beside, others) if others.len() else ''}Enter it{says}",
    )


def _like(beside: Beside, others: pl.Series) -> str:
    """Return in words how many neighbours have one."""
    where = " on the same way" if "from_where" in beside.among else ""
    where = " of the part group" if "part_group" in beside.among else where
    verb = "has" if others.len() == 1 else "have"
    return f"; {several(others.len(), 'other row')}{where} {verb} one"


def _meant(beside: Beside, others: pl.Series) -> str:
    """Return what the neighbours have, as a question."""
    first, *more = others.unique().sort().to_list()
    is_text = others.dtype == pl.String
    if is_text and (more or not beside.among):
        return ""
    if is_text or not more:
        return f"Did you mean {first if is_text else f'{first:.15g}'}? "
    return f"Did you mean one like theirs, {first:,.12g} to {more[-1]:,.12g}? "
