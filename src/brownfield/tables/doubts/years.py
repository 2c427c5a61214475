"""Which rows hold in no year of the horizon, and which years were left out?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from brownfield.tables.doubts.markets import MARKET, markets
from brownfield.tables.problems import Finding, listed, shown
from brownfield.tables.rule import Cells, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings


class Window(NamedTuple):
    """From which to which year the rows of a table hold.

    Attributes
    ----------
    table, first, last
        Table and its two columns.
    what
        What a row does not do in a horizon outside its window.
    """

    table: str
    first: str
    last: str
    what: str


WINDOWS = (
    Window("trade_measures", "from_year", "to_year", "is never in force"),
    Window("origin_rules", "from_year", "to_year", "is never in force"),
    Window("policies", "year", "to_year", "never holds"),
    Window("contracts", "from_year", "to_year", "is never due"),
    Window("facilities", "first_year", "last_year", "never runs"),
)
IN_THE_HORIZON = "Correct the years, or take the row out if it is history"


def outside(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield rows whose last year is before the horizon, or whose first is after it."""
    first, last = settings.case.first_year, settings.case.last_year
    for window in WINDOWS:
        end = pl.col(window.last)
        if window.table == "policies":
            end = pl.coalesce(window.last, window.first)  # blank = only that year
        is_early = (end < first).fill_null(value=False)
        is_late = (pl.col(window.first) > last).fill_null(value=False)
        frame = tables[window.table].with_columns(is_early=is_early)
        for row, cells in rows_where(frame, is_early | is_late):
            yield _never(row, cells, window, (first, last))


def _never(row: int, cells: Cells, window: Window, horizon: tuple[int, int]) -> Finding:
    is_ended = cells["is_early"] and cells[window.last] is not None
    column = window.last if is_ended else window.first
    edge = "ended before" if cells["is_early"] else "begins after"
    return Finding(
        table=window.table,
        row=row,
        column=column,
        value=shown(cells[column]),
        rule="outside_horizon",
        message=f"The row {edge} the horizon {horizon[0]} to {horizon[1]}, so it "
        f"{window.what}",
        hint=IN_THE_HORIZON,
    )


def starts(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield build options that may start in no year in which programmes are decided."""
    plan, case = settings.plan, settings.case
    first = max(plan.earliest_start_year or case.first_year, case.first_year)
    last = min(plan.latest_start_year or case.last_year, case.last_year)
    is_early = (pl.col("last_year") < first).fill_null(value=False)
    is_late = (pl.col("first_year") > last).fill_null(value=False)
    is_open = ~pl.col("is_committed")
    frame = tables["build_options"].with_columns(is_early=is_early)
    for row, cells in rows_where(frame, is_open & (is_early | is_late)):
        column = "last_year" if cells["is_early"] else "first_year"
        yield Finding(
            table="build_options",
            row=row,
            column=column,
            value=shown(cells[column]),
            rule="outside_horizon",
            message=f"Programmes are decided from {first} to {last}, so it never "
            "starts",
            hint="Correct the years, or the years of [plan]; is_committed = true, if "
            "it runs already",
        )


def grants(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield grants that fall due before the horizon, and so are never paid."""
    first = settings.case.first_year
    is_past = pl.col("from_year") < first
    is_told = (pl.col("to_year") < first).fill_null(value=False)
    is_grant = pl.col("form") == "grant"
    for row, cells in rows_where(tables["contracts"], is_grant & is_past & ~is_told):
        yield Finding(
            table="contracts",
            row=row,
            column="from_year",
            value=shown(cells["from_year"]),
            rule="outside_horizon",
            message=f"A grant is paid once, in from_year; that is before the first "
            f"year, {first}, so it is never paid",
            hint="Leave from_year blank for the first year, or take the row out if it "
            "is history",
        )


def gaps(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield commitments and policies that leave out years between their rows."""
    commitments = tables["commitments"].with_row_index("row")
    for row, cells, years in _holes(commitments, ["facility", "product"]):
        what = f"Commitments of {cells['product']} at {cells['facility']}"
        yield _gap("commitments", row, f"{what} have no rows for {years}", "built")
    for row, cells, years in _holes(_years_held(tables["policies"]), ["policy"]):
        yield _gap("policies", row, f"{cells['policy']} skips {years}", "asked or paid")


def _years_held(policies: pl.DataFrame) -> pl.DataFrame:
    """Return row, policy and year for each year in which a row of policies holds."""
    last = pl.coalesce("to_year", "year")
    years = pl.int_ranges("year", last + 1)
    return (
        policies.with_row_index("row")
        .select("row", "policy", year=years)
        .explode("year")
    )


def market_gaps(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield markets that leave out years between their rows."""
    span = pl.col("last_year") - pl.col("first_year") + 1
    uneven = markets(tables["demand"]).filter(span > pl.col("num_years"))
    if uneven.is_empty():
        return
    demand = tables["demand"].with_row_index("row")
    rows = demand.join(uneven, on=MARKET, how="semi", maintain_order="left")
    for row, cells, years in _holes(rows, MARKET):
        what = f"Demand for {cells['product']} at {cells['place']}"
        yield _gap("demand", row, f"{what} has no rows for {years}", "sold")


def _holes(frame: pl.DataFrame, names: list[str]) -> Iterator[tuple[int, Cells, str]]:
    """Yield first row, names and missing years of what has rows before and after."""
    year = pl.col("year")
    spans = frame.group_by(names, maintain_order=True).agg(
        pl.col("row").first(), year, span=year.max() - year.min() + 1
    )
    holes = spans.filter(pl.col("span") > pl.col("year").list.n_unique())
    for cells in holes.iter_rows(named=True):
        years = set(cells["year"])
        missing = set(range(min(years), max(years))) - years
        yield cells["row"], cells, years_in_words(missing)


def _gap(table: str, row: int, message: str, verb: str) -> Finding:
    return Finding(
        table=table,
        row=row,
        column="year",
        rule="missing_years",
        message=f"{message}: nothing is {verb} then",
        hint="Add a row for each year; 0 says that there is none",
    )


def early_ends(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each product that loses markets before the horizon ends."""
    last_year = settings.case.last_year
    ends = markets(tables["demand"]).filter(pl.col("last_year") < last_year)
    for rows in ends.partition_by("product", maintain_order=True):
        places = [
            f"{p} in {y}" for p, y in rows.select("place", "last_year").iter_rows()
        ]
        yield Finding(
            table="demand",
            row=rows["row"][0],
            column="year",
            rule="missing_years",
            message=f"Demand for {rows['product'][0]} ends before {last_year}: at "
            f"{listed(places)}; nothing is sold there later",
            hint="Add a row for each later year; 0 says that nothing is sold any more",
        )


def years_in_words(years: Iterable[int]) -> str:
    """Return years with runs as ranges, e.g. ``2027..2029, 2031``."""
    return listed(runs_of_years(years, ".."))


def runs_of_years(years: Iterable[int], to: str) -> list[str]:
    """Return runs of years, e.g. 2027-2029 and 2031 with `to` a hyphen."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return [f"{a}" if a == b else f"{a}{to}{b}" for a, b in runs]


DOUBTS = (outside, starts, grants, market_gaps, early_ends, gaps)
