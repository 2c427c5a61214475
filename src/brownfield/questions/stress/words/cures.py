"""What do the cures of a stress test say, in rows and sentences?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from brownfield.tell.numbers import MILLION, listed, money

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.remedies import PricedCures, Remedies

KINDS = {
    "backup_option": "route kept ready",
    "stock_weeks": "stock",
    "split_domain": "separate computers",
    "faster_recovery": "faster recovery",
}
USELESS = "protects nothing in this plan"
CURES_NOTE = (
    "Less loss: what stops cost less a year by formula; in bad years: in the worst "
    "twentieth of simulated years. Cost: one-off cost spread as an annuity, and yearly "
    "cost. Worth: what it saves less what it costs."
)


def cure_rows(document: Document) -> tuple[list[str], list[list[object]]]:
    """Return heading and rows of the cures, best first, then the best set."""
    currency, remedies = document.currency, document.cures
    header = [
        "cure",
        "what it is",
        f"less loss a year ({currency} m)",
        f"less in bad years ({currency} m)",
        f"cost a year ({currency} m)",
        f"worth ({currency} m)",
        f"saves on ({currency} m)",
    ]
    if remedies is None:
        return header, []
    rows: list[list[object]] = [
        [name, _what(document, remedies, name), *_millions(single), saves_on(single)]
        for single in remedies.cures
        for name in single.cures
    ]
    return header, [*rows, _best_row(remedies)]


def _best_row(remedies: Remedies) -> list[object]:
    best = remedies.best
    title = "best set" if remedies.budget is None else "best set in the budget"
    chosen = listed(list(best.cures)) or "nothing"
    return [title, chosen, *_millions(best), saves_on(best) if best.cures else "-"]


def _what(document: Document, remedies: Remedies, name: str) -> str:
    """Return kind and target, e.g. ``stock: Chinese suppliers``."""
    names, cure = document.names, remedies.by_name[name]
    printed = names.places | names.facilities | names.products | names.options
    return f"{KINDS[cure.kind]}: {printed.get(cure.target, cure.target)}"


def saves_on(priced: PricedCures) -> str:
    """Return the hazards a cure saves on, with millions a year, the most first."""
    savings = [f"{name} {_least(v / MILLION)}" for name, v in priced.saves_on.items()]
    return listed(savings) or USELESS


def _least(value: float) -> str:
    return f"{_rounded(value):g}" if _rounded(value) else "under 0.01"


def _millions(priced: PricedCures) -> list[float]:
    less, bad = priced.less_expected_loss, priced.less_cvar_95
    return [_rounded(v / MILLION) for v in (less, bad, priced.cost, priced.worth)]


def _rounded(value: float) -> float:
    shown = round(value, 2)
    return 0.0 if shown == 0 or not math.isfinite(shown) else shown


def cure_lines(document: Document) -> list[str]:
    """Return what the columns of the cures mean, and what the budget allows."""
    if document.cures is None:
        return []
    return [CURES_NOTE, *_budget(document.cures, document.currency)]


def _budget(remedies: Remedies, currency: str) -> list[str]:
    if remedies.budget is None:
        return []
    budget = money(remedies.budget, currency)
    if not remedies.is_budget_too_small:
        return [f"The budget for cures is {budget} a year."]
    least = money(remedies.cheapest, currency)
    units = f"--budget is in {currency}, the table in {currency} m"
    return [
        (
            f"The budget for cures is {budget} a year ({units}): below the cheapest "
            f"cure, {least} a year, so no cure fits."
        )
    ]


def best_sentence(document: Document) -> str:
    """Return the best set of cures, what it saves and costs."""
    remedies, currency = document.cures, document.currency
    if remedies is None:
        return ""
    best, chosen = remedies.best, list(remedies.best.cures)
    limit = (
        "" if remedies.budget is None else f" within {money(remedies.budget, currency)}"
    )
    if not chosen:
        return f"No set of cures{limit} saves more than it costs."
    what = "cure" if len(chosen) == 1 else "set of cures"
    return (
        f"The best {what}{limit} is {listed(chosen)}: it saves "
        f"{money(best.less_expected_loss, currency)} of expected loss a year for "
        f"{money(best.cost, currency)}, worth {money(best.worth, currency)} a year."
    )
