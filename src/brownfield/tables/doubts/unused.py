"""Which curves, indices, rates and values are given, and read for nothing?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from brownfield.tables.cells.currencies import (
    MONEY,
    OWN,
    currencies_of,
    used_currencies,
)
from brownfield.tables.problems import Finding, listed, shown
from brownfield.tables.rule import rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings


class Named(NamedTuple):
    """A table whose rows count only where another row names them.

    Attributes
    ----------
    table, column
        Table, and its column of names.
    by
        Tables and columns that may name one.
    hint
        What to do.
    """

    table: str
    column: str
    by: tuple[tuple[str, str], ...]
    hint: str


INDEXED = ("build_options", "bill_of_materials", "lanes", "shift_patterns")
NAMED = (
    Named(
        "ramp_curves",
        "ramp_curve",
        (("build_options", "ramp_curve"),),
        "Name it in ramp_curve of a build option, or take it out",
    ),
    Named(
        "cost_indices",
        "index",
        tuple((table, "cost_index") for table in INDEXED),
        "Name it in cost_index of the rows it is for, or take it out",
    ),
    Named(
        "exchange_rates",
        "currency",
        tuple((table, "currency") for table in MONEY),
        "Name it in currency of the rows it is for, or take it out; with local_money "
        "in case.toml rows that name none are in the currency of their place",
    ),
)


def unnamed(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield curves, indices and rates that no row names, not even a what-if's."""
    changes = tables["what_ifs"].select(
        pl.concat_str("where", "value", separator=" ", ignore_nulls=True)
    )
    words = " ".join(changes.to_series().drop_nulls())
    for named in NAMED:
        given = tables[named.table][named.column]
        used = {n for table, column in named.by for n in tables[table][column].unique()}
        if named.table == "exchange_rates":
            used |= _local(tables, settings)
        for name in given.unique(maintain_order=True):
            if name not in used and name not in words:
                yield Finding(
                    table=named.table,
                    row=given.index_of(name),
                    column=named.column,
                    value=name,
                    rule="named_by_nothing",
                    message="No row of the case names it, so it does nothing",
                    hint=named.hint,
                )


def _local(tables: Tables, settings: Settings) -> set[str]:
    """Return the currencies of rows, also of those that name none."""
    currencies = (set(used_currencies(table, tables, settings)) for table in MONEY)
    return set().union(*currencies)


def untested_values(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield parts with a foreign value whose heading has no rule that would test it."""
    rules = tables["origin_rules"]["hs_code"].unique().to_list()
    is_ruled = pl.any_horizontal(
        pl.lit(value=False), *(pl.col("hs_code").str.starts_with(r) for r in rules)
    )
    is_given = pl.col("foreign_value").is_not_null() & pl.col("hs_code").is_not_null()
    parts = tables["bill_of_materials"]
    for row, cells in rows_where(parts, is_given & ~is_ruled):
        yield Finding(
            table="bill_of_materials",
            row=row,
            column="foreign_value",
            value=shown(cells["foreign_value"]),
            rule="untested_value",
            message=f"No origin rule is for {cells['hs_code']}, so the origin of the "
            "part is not tested on its foreign value",
            hint="Add a rule for the heading to origin_rules, or leave the cell blank",
        )


def local_money(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield what `local_money` does: which rows are in the money of their place."""
    if not settings.case.local_money:
        return
    counts: Counter[str] = Counter()
    for table in OWN:
        is_blank = tables[table]["currency"].is_null()
        counts.update(currencies_of(table, tables, settings).filter(is_blank))
    del counts[settings.case.currency]
    counted = [f"{count:,} in {name}" for name, count in sorted(counts.items())]
    yield Finding(
        table="case",
        column="case.local_money",
        value="true",
        rule="local_money",
        message="Of the rows that name no currency these are in that of their place or "
        f"party: {listed(counted)}"
        if counted
        else "No row is in another currency by its place or party, so it does nothing",
        hint="Leave it, if it is meant so; else enter `currency` in the rows, or take "
        "it out",
    )
