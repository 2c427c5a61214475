"""Which rows, facts and statements stand behind a number?"""

import polars as pl

from brownfield.case.case import Case
from brownfield.tables.definitions import TABLES
from brownfield.tell.grids import UNSUPPORTED

EVIDENCE_TABLES = ("facts", "statements", "assumptions")


def assumptions(case: Case) -> pl.DataFrame:
    """Return the assumed cells with range, unit and support.

    Returns
    -------
    pl.DataFrame
        table, where ("every row" if blank), column, unit, low, mode, high (in that
        unit), distribution, source (ids of facts and statements, or
        ``unsupported``), note.
    """
    frame = case.tables["assumptions"]
    cells = frame.select("table", "column").iter_rows()
    units = [_unit(table, column) for table, column in cells]
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
        firmness="confidence",
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


def input_tables(case: Case) -> dict[str, pl.DataFrame]:
    """Return the filled tables of the case without columns that are blank in all rows.

    The column that cites stays, so that a row without support says so. Evidence tables
    are left out: they are shown on their own.
    """
    return {
        name: _without_blank_columns(case.tables[name], TABLES[name].citing_column)
        for name in TABLES
        if name not in EVIDENCE_TABLES and not case.tables[name].is_empty()
    }


def _without_blank_columns(frame: pl.DataFrame, kept: str) -> pl.DataFrame:
    filled = (c for c in frame.columns if frame[c].null_count() < len(frame))
    shown = {*filled, kept}
    return frame.select(c for c in frame.columns if c in shown)
