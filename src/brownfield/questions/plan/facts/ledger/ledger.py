"""Which cash and volumes does the workbook of a plan add up, to what value?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.plan.facts.ledger.accounts import (
    Account,
    Figures,
    accounts,
    added,
    in_years,
)
from brownfield.questions.plan.facts.ledger.futures import FutureCash, by_future
from brownfield.questions.plan.facts.ledger.volumes import Volumes, volumes
from brownfield.tables.cells.currencies import currencies_of
from brownfield.tell.numbers import MILLION
from brownfield.tell.views import view_names

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.tell.labels import Labels

LARGE = 10 * MILLION  # value from which a ledger is kept in millions
NOISE = 1e-6  # share of a value within which two are the same
MID_YEAR = 0.5  # years before the end of a year at which its cash falls


@dataclass(frozen=True)
class Ledger:
    """The cash of a plan by party, and what it adds up to.

    Attributes
    ----------
    unit
        Unit of its amounts, e.g. ``GBP m``.
    per
        Case currency in one such unit.
    value_date
        Years from the end of the first year back to which cash is discounted: 0, or
        half a year where cash falls in the middle of a year.
    accounts
        Parties planned together.
    futures
        Cash of each of them in every future, in the same order.
    totals
        Of the parties planned together, by year, unit of the ledger. Shape (years,).
    npv
        Their expected present values added up, unit of the ledger.
    rest
        What the value of the plan holds besides: weights of parties, care for the
        worst futures, and payments that the joint value leaves out; unit of the
        ledger, 0 where there is nothing of the kind.
    value
        Value of the plan, unit of the ledger.
    volumes
        What is built, expected and in the likeliest futures.
    contract_currencies
        Currency of the amount in each row of `contracts`, in order.
    """

    unit: str
    per: float
    value_date: float
    accounts: tuple[Account, ...]
    futures: tuple[tuple[FutureCash, ...], ...] = field(repr=False)
    totals: Figures = field(repr=False)
    npv: float
    rest: float
    value: float
    volumes: tuple[Volumes, ...] = field(repr=False)
    contract_currencies: tuple[str, ...] = field(repr=False)


def ledger(plan: Plan, case: Case, labels: Labels, built: pl.DataFrame) -> Ledger:
    """Return the cash and volumes of a plan as they add up.

    Parameters
    ----------
    plan, case, labels
        The plan, its case and printed names.
    built
        view, year, build_option, product, facility (printed), vehicles.
    """
    currency, is_large = case.settings.case.currency, abs(plan.value) >= LARGE
    per = MILLION if is_large else 1.0
    own = accounts(plan, case, labels, per)
    npv, value = sum((one.npv for one in own.values()), 0.0), plan.value / per
    rest = value - npv
    return Ledger(
        unit=f"{currency} m" if is_large else currency,
        per=per,
        value_date=MID_YEAR if case.settings.case.discounting == "mid_year" else 0.0,
        accounts=tuple(own.values()),
        futures=tuple(by_future(plan, case, p, a, per) for p, a in own.items()),
        totals=added(one.totals for one in own.values()) or in_years(case, {}, 1.0),
        npv=npv,
        rest=rest if abs(rest) > NOISE * max(1.0, abs(value)) else 0.0,
        value=value,
        volumes=volumes(built, view_names(plan), case),
        contract_currencies=tuple(
            currencies_of("contracts", case.tables, case.settings)
        ),
    )
