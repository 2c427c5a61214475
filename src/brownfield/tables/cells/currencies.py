"""In which currency is the money of a row?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.shares import SHARES
from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

OF_NO_ROW = ("places", "parties", "exchange_rates")
"""Tables whose `currency` is not that of the row's own money."""
MONEY: Mapping[str, tuple[str, ...]] = {
    name: tuple(c.name for c in declared.columns if c.unit.startswith("case currency"))
    for name, declared in TABLES.items()
    if "currency" in declared.column_names and name not in OF_NO_ROW
}
"""Columns of money by table, where a row may name its currency."""
OF_PLANTS = ("shift_patterns", "build_options")
OWN: Mapping[str, str] = {
    "facilities": "place",
    "shift_patterns": "facility",
    "build_options": "facility",
    "bill_of_materials": "source",
    "lanes": "origin",
    "demand": "place",
    "contracts": "payee",
    "sites": "place",
}
"""Column that names whose currency a row has where money is local and it names none."""
Currencies = Mapping[str, str | None]
Cells = tuple[str, str]


def currencies_of(name: str, tables: Tables, settings: Settings) -> pl.Series:
    """Return the currency of the money in each row of a table; never blank.

    Parameters
    ----------
    name
        A table of `MONEY`.
    tables
        Every table.
    settings
        Currency of the case, and whether money is local.
    """
    named = tables[name]["currency"]
    if settings.case.local_money and name in OWN:
        local = _local(name, tables)
        own = tables[name][OWN[name]].replace_strict(
            local, default=None, return_dtype=pl.String
        )
        named = named.zip_with(named.is_not_null(), own)
    return named.fill_null(settings.case.currency)


def used_currencies(name: str, tables: Tables, settings: Settings) -> list[str]:
    """Return the currencies of the money in a table of `MONEY`, each once, sorted.

    Parameters
    ----------
    name
        The table.
    tables
        Every table.
    settings
        Currency of the case, and whether money is local.
    """
    if settings.case.local_money:
        return currencies_of(name, tables, settings).unique().sort().to_list()
    named = tables[name]["currency"].unique().to_list()
    return sorted({settings.case.currency if one is None else one for one in named})


def is_money(name: str, column: str) -> pl.Expr:
    """Return in which rows a column of `MONEY` holds money, and not a share."""
    shares = SHARES.get((name, column))
    if shares is None:
        return pl.lit(value=True)
    return ~pl.col(shares.by).is_in(shares.words)


def _local(name: str, tables: Tables) -> Currencies:
    """Return the currency of what the rows of a table may stand for, by name."""
    if name == "contracts":
        return dict(tables["parties"].select("party", "currency").iter_rows())
    places = dict(tables["places"].select("place", "currency").iter_rows())
    if OWN[name] in ("place", "origin"):
        return places
    plants = tables["facilities"].select("facility", "place").iter_rows()
    return places | {plant: places.get(place) for plant, place in plants}


def currency_of(
    tables: Tables, settings: Settings, cells: Cells, is_meant: pl.Expr
) -> str:
    """Return the currency of some numbers; blank if they are no money, or of several.

    Parameters
    ----------
    tables
        Every table.
    settings
        Currency of the case, and whether money is local.
    cells
        Table and column of the numbers.
    is_meant
        Which rows of the table.
    """
    name, column = cells
    if column not in MONEY.get(name, ()):
        unit = TABLES[name].column(column).unit
        return settings.case.currency if "currency" in unit else ""
    currency = pl.lit(currencies_of(name, tables, settings))
    of_row = pl.when(is_money(name, column)).then(currency).alias("currency of row")
    is_given = is_meant & pl.col(column).is_not_null()
    used = tables[name].select(of_row.filter(is_given)).to_series().unique()
    return used[0] or "" if len(used) == 1 else ""
