"""Which facts stand behind what the answer takes from the tables as it is?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from brownfield.case.said.linked import Cell, graded
from brownfield.tables.definitions import TABLES
from brownfield.tables.rules.evidence import ids_of
from brownfield.tables.where import matching_rows
from brownfield.tell.views import table

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

ASSUMED = "(?i)assumption"  # how a note says that a cell is one


@dataclass(frozen=True)
class Basis:
    """What stands behind figures that the answer takes from a table.

    Attributes
    ----------
    what
        The figures, in words.
    sources
        Facts and statements that their rows cite, in order.
    is_assumed
        Whether one of them is an assumption: it has a range, its row cites nothing, or
        its note says so.
    claims
        Statements that are linked to such a range, with grade: ST10 (B2).
    """

    what: str
    sources: tuple[str, ...]
    is_assumed: bool
    claims: tuple[str, ...] = ()


class Figures(NamedTuple):
    """Figures of one column: what they are, and which rows hold them."""

    what: str
    table: str
    column: str
    rows: pl.Expr


def basis(plan: Plan, case: Case) -> tuple[Basis, ...]:
    """Return what stands behind the figures that the answer does not work out."""
    every = (_basis(case, figures) for figures in _told(plan, case))
    return tuple(part for part in every if part is not None)


def _told(plan: Plan, case: Case) -> Iterator[Figures]:
    """Yield the figures in the order in which an answer names them."""
    options = case.tables["build_options"].filter(~pl.col("is_committed"))
    starts = table(plan, "starts").join(options, on="build_option", how="semi")
    opened = _any_of("facility", table(plan, "openings"))
    begun = _any_of("build_option", starts)
    host = pl.col("facility").is_null() | _any_of("facility", starts)
    guest = pl.col("payer").is_in(starts["programme_owner"].implode())
    fee = pl.col("form") == "fee_per_vehicle"
    yield Figures("tooling", "build_options", "tooling_cost", begun)
    yield Figures("openings", "facilities", "opening_cost", opened)
    yield Figures("chances", "scenarios", "probability", pl.col("probability") < 1)
    run = pl.col("is_current") | _any_of("facility", table(plan, "shifts"))
    people = pl.col("headcount") > 0
    yield Figures("jobs", "shift_patterns", "headcount", run & people)
    yield Figures("fees", "contracts", "amount", fee & guest & host)
    granted = _any_of("policy", table(plan, "grants"))
    yield Figures("grants", "policies", "amount", granted)


def _any_of(column: str, rows: pl.DataFrame) -> pl.Expr:
    return pl.col(column).is_in(rows[column].unique().implode())


def _basis(case: Case, figures: Figures) -> Basis | None:
    """Return what stands behind some figures; None if there are none."""
    frame = case.tables[figures.table]
    rows = frame.filter(figures.rows)
    if rows.is_empty():
        return None
    cited = rows[TABLES[figures.table].citing_column]
    ids = (name for text in cited.drop_nulls() for name in ids_of(text))
    is_said = bool(rows["note"].str.contains(ASSUMED).any())
    ranges = _ranges(case, figures)
    is_assumed = is_said or bool(ranges) or cited.null_count() > 0
    claims = (one for cell in ranges for one in _claims(case, cell))
    sources, linked = tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(claims))
    return Basis(figures.what, sources, is_assumed, linked)


def _ranges(case: Case, figures: Figures) -> list[Cell]:
    """Return the rows of `assumptions` that have a range for one of the figures."""
    name, column = figures.table, figures.column
    frame = case.tables[name].filter(figures.rows)
    ranges = case.tables["assumptions"].filter(table=name, column=column)
    return [
        (name, where or "", column)
        for where in ranges["where"]
        if frame.select(matching_rows(frame, where, TABLES[name]).any()).item()
    ]


def _claims(case: Case, cell: Cell) -> Iterator[str]:
    for one in graded(case).get(cell, ()):
        yield one.title
