"""What is the case with some of its numbers times a factor, in every future?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.what_if import change_tables
from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.case.case import Case


def scaled(
    case: Case, table: str, where: str, columns: Sequence[str], factor: float
) -> Case:
    """Return the case with columns of the rows meant times a factor.

    What-ifs of futures find the numbers of the case, and leave them scaled: theirs are
    framed by rows that take the factor off and put it on again. Numbers that hold for
    the whole tree they cannot change.

    Parameters
    ----------
    case
        The case.
    table, where, columns
        Which numbers, as in a row of `what_ifs`.
    factor
        What each is multiplied by; not 0.

    Raises
    ------
    DataError
        If a number would be one that its column does not allow.
    """
    on = _times(case, (table, where), columns, factor)
    off = _times(case, (table, where), columns, 1.0 / factor, used=on["where"])
    tables, of_futures = dict(case.tables), set[str | None]()
    reaches = {TABLES[table].column(name).reach for name in columns}
    if reaches & {"node", "elsewhere"}:
        of_futures = set(case.tables["scenarios"]["what_if"])
    for row in on.to_dicts():
        tables = change_tables(tables, row) or tables
    parts = [
        pl.concat(f.with_columns(what_if=pl.lit(name)) for f in (off, own, on))
        if name in of_futures
        else own
        for (name,), own in tables["what_ifs"].group_by("what_if", maintain_order=True)
    ]
    tables["what_ifs"] = pl.concat([tables["what_ifs"].clear(), *parts])
    return replace(case, tables=tables, is_restricted=True)


def _times(
    case: Case,
    meant: tuple[str, str],
    columns: Sequence[str],
    factor: float,
    *,
    used: Sequence[str] | pl.Series = (),
) -> pl.DataFrame:
    """Return rows of `what_ifs` that multiply columns of the rows meant.

    A what-if may not change a column twice at the same `where`: theirs is one that
    nobody has used, longer by a condition that every number meets.
    """
    (table, where), what_ifs = meant, case.tables["what_ifs"]
    while where in (*used, *what_ifs["where"]):
        where = ", ".join(filter(None, (where, f"{columns[0]}!=")))
    row = {"what_if": "", "table": table, "where": where, "op": "times"}
    rows = [row | {"column": name, "value": repr(factor)} for name in columns]
    return pl.concat([what_ifs.clear(), pl.DataFrame(rows)], how="diagonal")
