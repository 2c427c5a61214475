"""What does each party pay and receive by year, and what is it worth?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.money import discount_factor
from brownfield.questions.plan.facts.ledger.cited import Cited
from brownfield.tell.labels import ITEMS, Labels, item_name
from brownfield.tell.views import expected, table

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

ORDER = {item: position for position, item in enumerate(ITEMS)}
Figures = tuple[float, ...]
"""One figure for each year of the horizon."""


@dataclass(frozen=True)
class Line:
    """One kind of cash of a party.

    Attributes
    ----------
    item
        What it is, printed.
    amounts
        Expected cash of each year, undiscounted, positive = received; unit of the
        ledger. Shape (years,).
    source
        Facts and statements that the rows behind it cite; blank for none.
    """

    item: str
    amounts: Figures
    source: str


@dataclass(frozen=True)
class Account:
    """The cash of a party, expected over the futures.

    Attributes
    ----------
    party
        Its printed name.
    rate
        Its discount rate, share a year.
    lines
        Its kinds of cash.
    totals
        Sum of the lines in each year, unit of the ledger. Shape (years,).
    factors
        What one unit of each year counts at the value date. Shape (years,).
    npv
        Totals times factors, added up: its expected present value, unit of the ledger.
    """

    party: str
    rate: float
    lines: tuple[Line, ...] = field(repr=False)
    totals: Figures = field(repr=False)
    factors: Figures = field(repr=False)
    npv: float


def accounts(plan: Plan, case: Case, labels: Labels, per: float) -> dict[str, Account]:
    """Return the account of each party (short name) with any cash, in case order.

    A plan holds the cash of the parties planned together, and of nobody else.

    Parameters
    ----------
    plan, case, labels
        The plan, its case and printed names.
    per
        Case currency in one unit of the ledger.
    """
    cash, cited = expected_cash(plan), Cited(plan, case)
    rates = case.tables["parties"].select("party", "discount_rate").rows()
    return {
        party: _account(
            labels.parties[party],
            rate,
            tuple(
                Line(item_name(item), in_years(case, of_it, per), cited(party, item))
                for item, of_it in sorted(cash[party].items(), key=_place)
            ),
            factors(case, rate),
        )
        for party, rate in rates
        if party in cash
    }


def expected_cash(plan: Plan) -> dict[str, dict[str, dict[int, float]]]:
    """Return expected cash by party, item and year, without zeros; case currency."""
    kept = table(plan, "cash").select("party", "item", "node", "year", "amount")
    rows = expected(plan, kept, ["party", "item"])
    by_party: dict[str, dict[str, dict[int, float]]] = {}
    for row in rows.filter(pl.col("amount") != 0.0).to_dicts():
        of_party = by_party.setdefault(row["party"], {})
        of_party.setdefault(row["item"], {})[row["year"]] = row["amount"]
    return by_party


def in_years(case: Case, by_year: Mapping[int, float], per: float) -> Figures:
    """Return amounts by year as one for each year of the horizon, unit of `per`."""
    section = case.settings.case
    years = range(section.first_year, section.last_year + 1)
    return tuple(by_year.get(year, 0.0) / per for year in years)


def factors(case: Case, rate: float) -> Figures:
    """Return what one unit of each year counts at the value date."""
    section = case.settings.case
    years = range(section.first_year, section.last_year + 1)
    return tuple(discount_factor(rate, year, case.settings) for year in years)


def added(lines: Iterable[Figures]) -> Figures:
    """Return the sum of some lines in each year, the first line first."""
    return tuple(sum(year, 0.0) for year in zip(*lines, strict=True))


def worth(totals: Figures, counts: Figures) -> float:
    """Return the present value of the totals of the years."""
    pairs = zip(totals, counts, strict=True)
    return sum((total * count for total, count in pairs), 0.0)


def _place(line: tuple[str, object]) -> int:
    return ORDER.get(line[0], len(ORDER))


def _account(
    party: str, rate: float, lines: tuple[Line, ...], counts: Figures
) -> Account:
    totals = added(line.amounts for line in lines)
    return Account(party, rate, lines, totals, counts, worth(totals, counts))
