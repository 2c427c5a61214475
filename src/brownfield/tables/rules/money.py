"""Do years, currencies, indices and the settings fit the horizon and the parties?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.cells.currencies import (
    MONEY,
    OWN,
    currencies_of,
    used_currencies,
)
from brownfield.tables.problems import MOST_LISTED, Finding, did_you_mean, listed, shown
from brownfield.tables.rule import HorizonRule, Rule, each_row

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

WHOSE = ("places", "facilities", "parties")
"""Tables that say whose currency a row is in that names none."""
INDEXED = ("build_options", "bill_of_materials", "lanes", "shift_patterns")


def years_of_horizon(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield rows of demand and commitments outside the horizon."""
    first, last = settings.case.first_year, settings.case.last_year
    for table in ("demand", "commitments"):
        years = tables[table]["year"]
        is_outside = ((years < first) | (years > last)).fill_null(value=False)
        for row in is_outside.arg_true().head(MOST_LISTED).to_list():
            yield Finding(
                table=table,
                row=row,
                column="year",
                value=str(years[row]),
                rule="outside_horizon",
                message=f"The year lies outside the horizon {first} to {last}",
                hint="Take the row out, or change case.first_year or case.last_year",
            )


def exchange_rates(
    tables: Tables, settings: Settings, *, table: str
) -> Iterator[Finding]:
    """Yield the first row in each foreign currency that lacks a rate for a year."""
    rates = tables["exchange_rates"]
    for currency in used_currencies(table, tables, settings):
        years = rates.filter(pl.col("currency") == currency)["year"].to_list()
        missing = _missing_years(years, settings)
        if currency == settings.case.currency or not missing:
            continue
        others = [*rates["currency"].drop_nulls().to_list(), settings.case.currency]
        hint = f"Add rows for {currency} to exchange_rates"
        of_rows = currencies_of(table, tables, settings)
        row = int((of_rows == currency).arg_max() or 0)
        is_named = tables[table]["currency"][row] is not None
        yield Finding(
            table=table,
            row=row,
            column="currency" if is_named else OWN[table],
            value=currency if is_named else tables[table][OWN[table]][row],
            rule="exchange_rate",
            message=f"There is no exchange rate for {_years(missing)}"
            + ("" if is_named else f", and money is local: the row is in {currency}"),
            hint=hint if years else did_you_mean(currency, others, hint),
        )


def cost_indices(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield the first row of each table naming an index that lacks a year."""
    indices = tables["cost_indices"]
    names = indices["index"].drop_nulls().to_list()
    for table in INDEXED:
        used = tables[table]["cost_index"]
        for index in used.drop_nulls().unique().sort().to_list():
            years = indices.filter(pl.col("index") == index)["year"].to_list()
            missing = _missing_years(years, settings)
            if not missing:
                continue
            hint = f"Add rows for {index} to cost_indices"
            yield Finding(
                table=table,
                row=used.index_of(index),
                column="cost_index",
                value=index,
                rule="cost_index",
                message=f"The index has no factor for {_years(missing)}",
                hint=hint if years else did_you_mean(index, names, hint),
            )


def planned_parties(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield parties of the settings that are not in the table, and bad weights."""
    parties = tables["parties"]["party"].drop_nulls().to_list()
    named = dict.fromkeys(settings.plan.parties, "plan.parties")
    named |= dict.fromkeys(settings.deal.parties, "deal.parties")
    named |= dict.fromkeys(settings.deal.power, "deal.power")
    weights = settings.plan.objective_weights
    named |= dict.fromkeys(weights, "plan.objective_weights")
    for party, column in named.items():
        if party not in parties:
            yield _of_settings(
                column,
                party,
                f"There is no such party; parties are {listed(parties)}",
                did_you_mean(party, parties, "Add it to parties, or take it out"),
            )
    for party, weight in weights.items():
        if not 0 <= weight < float("inf"):
            message = "A weight is a number of at least 0"
            column = f"plan.objective_weights.{party}"
            yield _of_settings(column, shown(weight), message, "Correct the weight")


def planned_years(_: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield start years of the settings that leave no year to start in."""
    plan, case = settings.plan, settings.case
    earliest = plan.earliest_start_year or case.first_year
    latest = plan.latest_start_year or case.last_year
    first, last = case.first_year, case.last_year
    if max(earliest, first) <= min(latest, last):
        return
    yield _of_settings(
        "plan.earliest_start_year" if earliest > last else "plan.latest_start_year",
        str(earliest if earliest > last else latest),
        f"No year of the horizon {first} to {last} is left to start a programme",
        "Correct plan.earliest_start_year and plan.latest_start_year",
    )


def salvage(_: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield a share of capital recovered that is more than all of it."""
    case = settings.case
    if case.terminal == "salvage" and case.terminal_multiple > 1:
        yield Finding(
            table="case",
            column="case.terminal_multiple",
            value=shown(case.terminal_multiple),
            rule="settings",
            message="With terminal salvage it is the share of capital recovered, from "
            "0 to 1: above 1 a plan would earn by spending",
            hint='Write a share, e.g. 0.3; or terminal = "multiple", if years of cash '
            "are meant",
        )


def alternatives(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield alternatives of the settings that are not a what-if."""
    names = tables["what_ifs"]["what_if"].unique(maintain_order=True).to_list()
    for name in settings.alternatives:
        if name not in names:
            yield _of_settings(
                f"alternatives.{name}",
                name,
                f"There is no such what-if; there are: {listed(names)}",
                did_you_mean(name, names, "Add it to what_ifs, or take it out"),
            )


def _of_settings(column: str, value: str | None, message: str, hint: str) -> Finding:
    return Finding(
        table="case",
        column=column,
        value=value,
        rule="settings",
        message=message,
        hint=hint,
    )


def _missing_years(years: list[int], settings: Settings) -> list[int]:
    horizon = range(settings.case.first_year, settings.case.last_year + 1)
    return sorted(set(horizon) - set(years))


def _years(years: list[int]) -> str:
    return listed([str(year) for year in years], most=5)


RULES: tuple[Rule | HorizonRule, ...] = (
    HorizonRule(find=years_of_horizon, reads=("demand", "commitments")),
    *(
        HorizonRule(
            find=partial(exchange_rates, table=table),
            reads=(table, "exchange_rates", *(WHOSE if table in OWN else ())),
        )
        for table in MONEY
    ),
    HorizonRule(find=cost_indices, reads=("cost_indices", *INDEXED)),
    each_row(
        table="exchange_rates",
        column="rate",
        rule="zero_rate",
        is_bad=pl.col("rate") == 0,
        message="An exchange rate must be above 0",
        hint="Enter the case currency paid for one unit",
    ),
    HorizonRule(find=planned_parties, reads=("parties",), sections=("plan", "deal")),
    HorizonRule(find=planned_years, reads=(), sections=("case", "plan")),
    HorizonRule(
        find=alternatives,
        reads=("what_ifs",),
        is_of_files=True,
        sections=("alternatives",),
    ),
    each_row(
        table="parties",
        column="tail",
        rule="tail",
        is_bad=(pl.col("tail_weight") > 0) & (pl.col("tail").fill_null(0) == 0),
        message="tail_weight is {tail_weight:g}, but tail does not say which share of "
        "worst futures it weighs, so it would weigh none",
        hint="Enter tail above 0, e.g. 0.25 for the worst quarter, or set tail_weight "
        "to 0",
    ),
    HorizonRule(find=salvage, reads=()),
)
