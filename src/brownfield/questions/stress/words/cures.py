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
    currency, found = document.currency, document.cures
    header = [
        "cure",
        "what it is",
        f"less loss a year ({currency} m)",
        f"less in bad years ({currency} m)",
        f"cost a year ({currency} m)",
        f"worth ({currency} m)",
        f"saves on ({currency} m)",
    ]
    if found is None:
        return header, []
    rows: list[list[object]] = [
        [name, _what(document, found, name), *_millions(single), saves_on(single)]
        for single in found.cures
        for name in single.cures
    ]
    return header, [*rows, _best_row(found)]


def _best_row(found: Remedies) -> list[object]:
    best = found.best
    title = "best set" if found.budget is None else "best set in the budget"
    chosen = listed(list(best.cures)) or "nothing"
    return [title, chosen, *_millions(best), saves_on(best) if best.cures else "-"]


def _what(document: Document, found: Remedies, name: str) -> str:
    """Return kind and target, e.g. ``stock: Chinese suppliers``."""
    known, cure = document.names, found.known[name]
    printed = known.places | known.facilities | known.products | known.options
    return f"{KINDS[cure.kind]}: {printed.get(cure.target, cure.target)}"


def saves_on(found: PricedCures) -> str:
    """Return the hazards a cure saves on, with millions a year, the most first."""
    told = [f"{name} {_least(v / MILLION)}" for name, v in found.saves_on.items()]
    return listed(told) or USELESS


def _least(value: float) -> str:
    return f"{_rounded(value):g}" if _rounded(value) else "under 0.01"


def _millions(found: PricedCures) -> list[float]:
    less, bad = found.less_expected_loss, found.less_cvar_95
    return [_rounded(v / MILLION) for v in (less, bad, found.cost, found.worth)]


def _rounded(value: float) -> float:
    shown = round(value, 2)
    return 0.0 if shown == 0 or not math.isfinite(shown) else shown


def cure_lines(document: Document) -> list[str]:
    """Return what the columns of the cures mean, and what the budget allows."""
    if document.cures is None:
        return []
    return [CURES_NOTE, *_budget(document.cures, document.currency)]


def _budget(found: Remedies, currency: str) -> list[str]:
    if found.budget is None:
        return []
    budget = money(found.budget, currency)
    if not found.is_budget_too_small:
        return [f"The budget for cures is {budget} a year."]
    least = money(found.cheapest, currency)
    told = f"--budget is in {currency}, the table in {currency} m"
    return [
        (
            f"The budget for cures is {budget} a year ({told}): below the cheapest "
            f"cure, {least} a year, so no cure fits."
        )
    ]


def best_sentence(document: Document) -> str:
    """Return the best set of cures, what it saves and costs."""
    found, currency = document.cures, document.currency
    if found is None:
        return ""
    best, chosen = found.best, list(found.best.cures)
    limit = "" if found.budget is None else f" within {money(found.budget, currency)}"
    if not chosen:
        return f"No set of cures{limit} saves more than it costs."
    what = "cure" if len(chosen) == 1 else "set of cures"
    return (
        f"The best {what}{limit} is {listed(chosen)}: it saves "
        f"{money(best.less_expected_loss, currency)} of expected loss a year for "
        f"{money(best.cost, currency)}, worth {money(best.worth, currency)} a year."
    )
