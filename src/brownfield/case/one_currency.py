"""What do the tables of a node say in case currency?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.case import Case
from brownfield.case.scenarios import cases_by_node, tree
from brownfield.errors import DataError
from brownfield.tables.cells.currencies import MONEY, OWN, currencies_of, is_money
from brownfield.tables.memory import Again, Columns, Few, remembered

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

USED: Columns = ("currency",)
OF_OWNERS: dict[str, Columns] = {name: ("currency", own) for name, own in OWN.items()}
CURRENCIES: dict[str, Columns] = {
    "places": ("place", "currency"),
    "parties": ("party", "currency"),
    "facilities": ("facility", "place", "currency"),
}
"""What says whose currency a row has that names none."""
CaseAt = Callable[[str], Case]
Rates = Mapping[str, float]


def in_case_currency(case: Case, year: int) -> Case:
    """Return the case with every amount of money in case currency.

    Its rows name the case currency then, so that once more changes nothing.

    Parameters
    ----------
    case
        The case as it holds at a node, what-ifs applied.
    year
        Calendar year of the node, whose rates count.

    Raises
    ------
    DataError
        A currency in use has no rate for the year.
    """
    return _at_rates(case, rates_of(case, year, foreign(case)))


def at_first_year(case: Case) -> Case:
    """Return the case with money at the rates of its first year.

    For what is told once, whichever year it is of.

    Raises
    ------
    DataError
        A currency in use has no rate for the first year.
    """
    return in_case_currency(case, case.settings.case.first_year)


def by_year(case: Case, name: str) -> pl.DataFrame:
    """Return a table with its money in case currency, once for each year.

    Parameters
    ----------
    case
        The case.
    name
        The table.

    Returns
    -------
    frame
        Its columns and `year`: calendar year whose rates count. Of a table that has a
        year its own rows, in the horizon.

    Raises
    ------
    DataError
        A currency in use has no rate for a year of the horizon.
    """
    settings, used = case.settings.case, foreign(case)
    parts = []
    for year in range(settings.first_year, settings.last_year + 1):
        rates = rates_of(case, year, used)
        frame = _converted(name, case.tables, case.settings, rates)
        if "year" in frame.columns:
            frame = frame.filter(pl.col("year") == year)
        parts.append(frame.with_columns(year=pl.lit(year, pl.Int64)))
    return pl.concat(parts)


def paid_by_node(case: Case) -> CaseAt:
    """Return `converted_by_node` of the case as its what-ifs leave it at each node."""
    return converted_by_node(case, cases_by_node(case))


def converted_by_node(case: Case, stated_at: CaseAt) -> CaseAt:
    """Return a function that gives the case at a node with money in case currency.

    Nodes share one case where they share what-ifs and rates; where no row names
    another currency it is the case as stated.

    Parameters
    ----------
    case
        The case whose tree has the nodes.
    stated_at
        Gives the case as the tables state it at a node.

    Raises
    ------
    DataError
        On asking for a node: a currency in use has no rate for its year.
    """
    years = dict(tree(case).nodes.select("node", "year").iter_rows())
    used: dict[int, tuple[Case, tuple[str, ...]]] = {}
    rates_in: dict[tuple[int, int], dict[str, float]] = {}
    cases: dict[tuple[object, ...], Case] = {}

    @cache
    def at(node: str) -> Case:
        stated, year = stated_at(node), years[node]
        if id(stated) not in used:
            used[id(stated)] = stated, foreign(stated)
        if (id(stated), year) not in rates_in:
            own_rates = rates_of(stated, year, used[id(stated)][1])
            rates_in[id(stated), year] = own_rates
        rates = rates_in[id(stated), year]
        key = id(stated), *rates.items()
        if key not in cases:
            cases[key] = _at_rates(stated, rates)
        return cases[key]

    return at


def by_case(
    nodes: pl.DataFrame, case_at: CaseAt
) -> Iterator[tuple[Case, pl.DataFrame]]:
    """Yield every case of a tree with its nodes, those of equal what-ifs together.

    Parameters
    ----------
    nodes
        node, what_ifs and more of each node.
    case_at
        Gives the case at a node.
    """
    for _, alike in nodes.group_by("what_ifs", maintain_order=True):
        cases = [case_at(node) for node in alike["node"]]
        marked = alike.with_columns(of=pl.Series([id(case) for case in cases]))
        by_id = {id(case): case for case in cases}
        for (one,), rows in marked.group_by("of", maintain_order=True):
            yield by_id[int(str(one))], rows.drop("of")


def foreign(case: Case) -> tuple[str, ...]:
    """Return the currencies of money beside that of the case, in alphabetical order."""
    return _foreign(case.tables, case.settings)


@remembered(**dict.fromkeys(MONEY, USED) | OF_OWNERS | CURRENCIES)
def _foreign(tables: Tables, settings: Settings) -> tuple[str, ...]:
    used: set[str] = set()
    for name in MONEY:
        if tables[name].height:
            used |= set(currencies_of(name, tables, settings).unique())
    return tuple(sorted(used - {settings.case.currency}))


def rates_of(case: Case, year: int, currencies: tuple[str, ...]) -> dict[str, float]:
    """Return case currency for one unit of each currency in a year.

    Raises
    ------
    DataError
        A currency has no rate for the year.
    """
    given = _given(case.tables).get(year, {})
    for currency in currencies:
        if given.get(currency) is None:
            message = (
                f"exchange_rates has no row for currency {currency} in {year}; add one "
                "with the rate of that year"
            )
            raise DataError(message)
    return {currency: given[currency] for currency in currencies}


@remembered(exchange_rates=("currency", "year", "rate"))
def _given(tables: Tables) -> dict[int, dict[str, float]]:
    """Return the rates given by year and currency."""
    given: dict[int, dict[str, float]] = {}
    for currency, year, rate in tables["exchange_rates"].iter_rows():
        given.setdefault(year, {})[currency] = rate
    return given


def _at_rates(case: Case, rates: Rates) -> Case:
    if not rates:
        return case
    tables, settings = case.tables, case.settings
    changed = {name: _kept(name, tables, settings, rates) for name in MONEY}
    return replace(case, tables=dict(tables) | changed)


@cache
def _found_for(_: str) -> Again[pl.DataFrame]:
    return Again(most=16)


def _kept(name: str, tables: Tables, settings: Settings, rates: Rates) -> pl.DataFrame:
    """Return `_converted`, and the very same frame for the same rows and rates."""
    read = Few(tables, CURRENCIES | {name: None})
    convert = partial(_converted, name, read, settings, rates)
    return _found_for(name).of([*read.values()], (settings.case, rates), convert)


def _converted(
    name: str, tables: Tables, settings: Settings, rates: Rates
) -> pl.DataFrame:
    """Return a table with its money in case currency; itself, if it is already."""
    frame, own = tables[name], settings.case.currency
    if name not in MONEY or not rates:
        return frame
    currencies = currencies_of(name, tables, settings)
    if frame.is_empty() or (currencies == own).all():
        return frame
    rate = currencies.replace_strict({**rates, own: 1.0}, return_dtype=pl.Float64)
    times = [
        pl.when(is_money(name, column))
        .then(pl.col(column) * rate)
        .otherwise(pl.col(column))
        .alias(column)
        for column in MONEY[name]
    ]
    return frame.with_columns(*times, currency=pl.lit(own))
