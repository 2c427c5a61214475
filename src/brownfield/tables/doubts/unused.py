"""Which curves, indices, rates and values are given, and read for nothing?"""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding, shown
from brownfield.tables.rule import rows_where
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
        (("bill_of_materials", "currency"),),
        "Name it in currency of the parts it is for, or take it out; other money is "
        "entered in case currency",
    ),
)


def unnamed(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield curves, indices and rates that no row names, not even a what-if's."""
    changes = tables["what_ifs"].select(
        pl.concat_str("where", "value", separator=" ", ignore_nulls=True)
    )
    told = " ".join(changes.to_series().drop_nulls())
    for named in NAMED:
        given = tables[named.table][named.column]
        used = {name for table, column in named.by for name in tables[table][column]}
        for name in given.unique(maintain_order=True):
            if name not in used and name not in told:
                yield Finding(
                    table=named.table,
                    row=given.index_of(name),
                    column=named.column,
                    value=name,
                    rule="named_by_nothing",
                    message="No row of the case names it, so it does nothing",
                    hint=named.hint,
                )


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
