"""Which rows, facts and statements stand behind a number?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.case.said.linked import graded
from brownfield.plans.results import RESULTS
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.unplanned import unplanned as notes_of_unplanned
from brownfield.tell.grids import UNSUPPORTED

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.tables.columns import Table

EVIDENCE_TABLES = ("facts", "statements", "assumptions")
NO_UNITS = {"-", "", "calendar year"}


@dataclass(frozen=True)
class Listed:
    """A table of the plan or of its case.

    Attributes
    ----------
    name, meaning
        Its name, and one sentence on a row.
    rows
        Its rows; columns are declared in docs/architecture.md or the input tables.
    units
        Unit of each column that has one.
    citing_column
        Column that names facts and statements; blank for none.
    """

    name: str
    meaning: str
    rows: pl.DataFrame = field(repr=False)
    units: Mapping[str, str] = field(repr=False)
    citing_column: str = ""


def assumptions(case: Case) -> pl.DataFrame:
    """Return the assumed cells with range, unit and support.

    Returns
    -------
    pl.DataFrame
        table, where ("every row" if blank), column, unit, low, mode, high (in that
        unit), distribution, source (ids of facts and statements, or
        ``unsupported``), note, claims (statements that are linked to it, with grade).
    """
    frame = case.tables["assumptions"]
    cells = frame.select("table", "column").iter_rows()
    units = [_unit(table, column) for table, column in cells]
    linked = graded(case)
    named = frame.select("table", pl.col("where").fill_null(""), "column").iter_rows()
    claims = [[one.title for one in linked.get(cell, ())] for cell in named]
    source = pl.col("source").str.strip_chars().replace("", None)
    return frame.select(
        "table",
        pl.col("where").replace("", None).fill_null("every row"),
        "column",
        pl.Series("unit", units, dtype=pl.String),
        "low",
        "mode",
        "high",
        "distribution",
        source.fill_null(UNSUPPORTED),
        pl.col("note").fill_null(""),
        pl.Series("claims", claims, dtype=pl.List(pl.String)),
    )


def _unit(table: str, column: str) -> str:
    if table not in TABLES or column not in TABLES[table].column_names:
        return "-"
    return TABLES[table].column(column).unit


def evidence(case: Case) -> pl.DataFrame:
    """Return facts and statements as one list.

    Returns
    -------
    pl.DataFrame
        source (id), about, says, date, publisher, url, firmness; text.
    """
    blank = pl.lit("")
    unit = pl.col("unit").fill_null("")
    facts = case.tables["facts"].select(
        source="fact",
        about=pl.concat_str("entity", pl.lit(": "), "quantity", ignore_nulls=True),
        says=pl.concat_str("value", pl.lit(" "), unit, ignore_nulls=True),
        date="date",
        publisher="publisher",
        url="url",
        firmness=pl.coalesce(
            pl.format("superseded by {}", "superseded_by"), "confidence"
        ),
    )
    statements = case.tables["statements"].select(
        source="statement",
        about=pl.concat_str("speaker", pl.lit(", "), "speaker_role", ignore_nulls=True),
        says="claim",
        date="date",
        publisher="publisher",
        url="url",
        firmness="modality",
    )
    return pl.concat([facts, statements]).with_columns(pl.all().fill_null(blank))


def result_tables(plan: Plan) -> tuple[Listed, ...]:
    """Return the result tables of a plan that hold rows."""
    return tuple(
        Listed(name, declared.meaning, plan.tables[name], _units(declared))
        for name, declared in RESULTS.items()
        if name in plan.tables and not plan.tables[name].is_empty()
    )


def input_tables(case: Case) -> tuple[Listed, ...]:
    """Return the filled tables of the case without columns that are blank in all rows.

    The column that cites stays, so that a row without support says so. Evidence tables
    are left out: they are shown on their own.
    """
    return tuple(
        Listed(
            name,
            declared.meaning,
            _without_blank_columns(case.tables[name], declared.citing_column),
            _units(declared),
            declared.citing_column,
        )
        for name, declared in TABLES.items()
        if name not in EVIDENCE_TABLES and not case.tables[name].is_empty()
    )


def _units(declared: Table) -> dict[str, str]:
    return {c.name: c.unit for c in declared.columns if c.unit not in NO_UNITS}


def unplanned(case: Case) -> tuple[str, ...]:
    """Return what the tables hold that no plan of this version takes into account."""
    notes = notes_of_unplanned(case.tables, case.settings)
    return tuple(note.message for note in notes)


def _without_blank_columns(frame: pl.DataFrame, kept: str) -> pl.DataFrame:
    filled = (c for c in frame.columns if frame[c].null_count() < len(frame))
    shown = {*filled, kept}
    return frame.select(c for c in frame.columns if c in shown)


def settings(case: Case) -> dict[str, Any]:
    """Return what case.toml says of a case, and which alternatives it is itself."""
    section, titles = case.settings.case, case.settings.alternatives
    return {
        "title": section.title,
        "notice": section.notice,
        "planned_as": tuple(titles[n] for n in case.what_ifs_applied if n in titles),
        "first_year": section.first_year,
        "last_year": section.last_year,
        "price_base": section.price_base or section.first_year,
        "as_of": section.as_of,
        "discount_rates": section.discount_rates,
    }
