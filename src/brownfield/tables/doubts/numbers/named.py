"""Which currency does each row name, where its place or party may name it too?"""

from collections.abc import Callable, Iterable
from functools import wraps

import polars as pl

from brownfield.tables.cells.currencies import MONEY, currencies_of
from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding
from brownfield.tables.settings import Settings

Doubt = Callable[[Tables, Settings], Iterable[Finding]]


def in_own_money(find: Doubt) -> Doubt:
    """Return a doubt that reads the currency of each row in its own column."""

    @wraps(find)
    def doubt(tables: Tables, settings: Settings) -> Iterable[Finding]:
        return find(with_currencies(tables, settings), settings)

    return doubt


def with_currencies(tables: Tables, settings: Settings) -> Tables:
    """Return the tables with the foreign currency of each row; blank = case currency.

    Parameters
    ----------
    tables
        Every declared table.
    settings
        Currency of the case, and whether money is local.
    """
    named = {
        name: _named(name, tables, settings)
        for name in MONEY
        if settings.case.local_money or tables[name]["currency"].count()
    }
    return {**tables, **named} if named else tables


def _named(name: str, tables: Tables, settings: Settings) -> pl.DataFrame:
    currency = pl.lit(currencies_of(name, tables, settings))
    foreign = pl.when(currency != settings.case.currency).then(currency)
    return tables[name].with_columns(currency=foreign)
