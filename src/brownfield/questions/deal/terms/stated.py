"""What do the contracts that the case states leave guest and host?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from brownfield.case.one_currency import by_year
from brownfield.questions.deal.contracts.forms import Timing, forms_of, pairs_of, timing
from brownfield.questions.deal.contracts.talks import Agreed, Form
from brownfield.questions.deal.terms.terms import at_amounts

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.deal.terms.tables import Table

Row = Mapping[str, Any]


def stated_terms(table: Table, case: Case) -> dict[str, Agreed]:
    """Return what the case's own contracts between the pair leave everybody.

    Each counts for its years, product and plant, and is paid by its payer. `amounts`
    are the mean amount of each form, in case currency at the rates of its first year.
    """
    pair, forms_on_table = table.pair, table.talks.forms
    rows = [
        row
        for row in _in_first_year(case)
        if {row["payer"], row["payee"]} == {pair.entrant, pair.host}
        and row["form"] in forms_on_table
        and row["facility"] in (None, *pair.facilities)
    ]
    if not rows:
        return {}
    clock = timing(table.plan)
    forms = {row["contract"]: stated_form(row, table, case, clock) for row in rows}
    talks = replace(table.talks, forms=dict(forms_on_table) | forms)
    agreed = at_amounts(talks, {row["contract"]: row["amount"] for row in rows})
    stated: dict[str, list[float]] = {}
    for row in rows:
        stated.setdefault(row["form"], []).append(row["amount"])
    amounts = {form: sum(given) / len(given) for form, given in stated.items()}
    return {"stated": Agreed(amounts, agreed.gains)}


def _in_first_year(case: Case) -> list[dict[str, Any]]:
    """Return contracts with `paid`, what the amount is by year, and `amount` of it."""
    paid: dict[str, dict[int, float]] = {}
    by = by_year(case, "contracts").select("contract", "year", "amount")
    for contract, year, amount in by.iter_rows():
        paid.setdefault(contract, {})[year] = amount
    first, last = case.settings.case.first_year, case.settings.case.last_year
    return [
        row
        | {
            "paid": paid[row["contract"]],
            "amount": paid[row["contract"]][
                min(last, max(first, row["from_year"] or first))
            ],
        }
        for row in case.tables["contracts"].to_dicts()
    ]


def _moved(row: Row, year: int) -> float:
    """Return what a unit of a contract's amount pays in a year, at its rate."""
    return row["paid"][year] / row["amount"] if row["amount"] else 1.0


def stated_form(row: Row, table: Table, case: Case, clock: Timing) -> Form:
    """Return what one unit of a contract's amount pays, as it is written.

    Parameters
    ----------
    row
        Row of `contracts`, with `paid`: its amount in case currency by year.
    table
        The talks on the plan that it is paid on.
    case
        The case.
    clock
        When cash falls.
    """
    pair = table.pair
    only = {n: row[n] for n in ("facility", "product") if row[n] is not None}
    parties = (pair.entrant, pair.host)
    meant = [
        one
        for one in pairs_of(table.plan, parties, only)
        if (one.entrant, one.host) == parties
    ]
    form = forms_of(meant[0] if meant else pair, clock, case)[row["form"]]
    usual = pair.host if row["form"] == "capex_share" else pair.entrant
    sign = 0.0 if not meant else 1.0 if row["payer"] == usual else -1.0
    is_held = {
        node: (row["from_year"] or 0) <= year <= (row["to_year"] or 9999)
        for node, year in clock.year.items()
    }
    if row["form"] == "reservation":
        every = dict.fromkeys(clock.year, 1.0)
        cash = {pair.host: every, pair.entrant: dict.fromkeys(every, -1.0)}
        form = replace(form, cash=cash)
    cash = {
        party: {
            n: sign * v * _moved(row, clock.year[n])
            for n, v in moved.items()
            if is_held[n]
        }
        for party, moved in form.cash.items()
    }
    base = {
        party: {n: sign * v for n, v in moved.items() if is_held[n]}
        for party, moved in form.base_cash.items()
    }
    return replace(
        form,
        worth={
            p: clock.worth(p, c, is_running=form.is_running) for p, c in cash.items()
        },
        base={
            p: clock.worth(p, c, is_running=form.is_running) for p, c in base.items()
        },
        cash=cash,
        base_cash=base,
    )
