"""What contradicts the month up to which the tables know the world, or their money?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Finding, shown
from brownfield.tables.rule import Cells, rows_where
from brownfield.tables.rules.evidence import ids_of

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

RULE = "as_of"


def first_decisions(_: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield the first year of decisions, if it is over when the tables end."""
    case, plan = settings.case, settings.plan
    first = max(plan.earliest_start_year or case.first_year, case.first_year)
    if case.known_year is None or first > case.known_year:
        return
    is_given = first == plan.earliest_start_year
    yield Finding(
        table="case",
        column="plan.earliest_start_year" if is_given else "case.first_year",
        value=shown(first),
        rule=RULE,
        message=f"The tables know the world up to {case.as_of}, yet programmes may be "
        f"decided from {first}: what was not decided by then cannot begin in "
        f"{case.known_year} any more",
        hint=f"Write earliest_start_year = {case.known_year + 1} in [plan]",
    )


def first_starts(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield build options whose own first year is over when the tables end."""
    last_year = settings.case.known_year
    if last_year is None:
        return
    is_past = ~pl.col("is_committed") & (pl.col("first_year") <= last_year)
    for row, cells in rows_where(tables["build_options"], is_past):
        yield Finding(
            table="build_options",
            row=row,
            column="first_year",
            value=shown(cells["first_year"]),
            rule=RULE,
            message=f"The tables know the world up to {settings.case.as_of}, so this "
            "start is one that has passed",
            hint=f"Write {last_year + 1} or later; is_committed = true, if it runs "
            "already",
        )


def later_statements(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield statements made after the month up to which the tables know the world.

    Facts are not judged: the date of a fact may be that of a plan or target.
    """
    month = settings.case.as_of
    if month is None:
        return
    said = pl.col("date").str.strip_chars().str.slice(0, len(month))
    is_month = pl.col("date").str.contains(r"^\s*\d{4}-\d{2}")
    is_late = is_month & (said > month)
    for row, cells in rows_where(tables["statements"], is_late):
        yield _late(row, cells, month)


def _late(row: int, cells: Cells, month: str) -> Finding:
    return Finding(
        table="statements",
        row=row,
        column="date",
        value=shown(cells["date"]),
        rule=RULE,
        message=f"This was said after {month}, up to which the tables know the world",
        hint="Correct the date, or the key as_of of [case]",
    )


def superseded(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield the first row of each table that cites a fact which is superseded."""
    facts = tables["facts"].filter(pl.col("superseded_by").is_not_null())
    newer = dict(facts.select("fact", "superseded_by").iter_rows())
    for name, table in TABLES.items() if newer else ():
        cites = table.citing_column
        named = set[str]()
        for row, cells in rows_where(tables[name], pl.col(cites).is_not_null()):
            for fact in ids_of(cells[cites]):
                if fact in newer and fact not in named:
                    named.add(fact)
                    yield _superseded(name, row, cites, (fact, newer[fact]))


def _superseded(table: str, row: int, column: str, facts: tuple[str, str]) -> Finding:
    fact, newer = facts
    return Finding(
        table=table,
        row=row,
        column=column,
        value=fact,
        rule="superseded",
        message=f"{newer} has taken the place of {fact}",
        hint=f"Look whether the row still holds, and cite {newer}",
    )


def nominal_rates(_: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield nominal discount rates beside prices of one year, which are real."""
    case = settings.case
    if case.discount_rates == "nominal" and case.price_base is not None:
        yield Finding(
            table="case",
            column="case.discount_rates",
            value="nominal",
            rule="real_or_nominal",
            message=f"Amounts are in prices of {case.price_base}, which leaves "
            "inflation out; nominal rates count it, so later years weigh too little",
            hint="Take the expected inflation out of the rates and write real; or "
            "take price_base out, if amounts grow with inflation",
        )


DOUBTS = (first_decisions, first_starts, later_statements, superseded, nominal_rates)
