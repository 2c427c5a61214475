"""What do the cures of a stress test say, in rows and sentences?"""

import math
from typing import Any

from brownfield.questions.stress.cures.portfolio import Priced
from brownfield.questions.stress.question import StressTest, Treatment
from brownfield.questions.stress.words.names import currency_of, names
from brownfield.tell.numbers import listed, money

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


def cure_rows(test: StressTest) -> tuple[list[str], list[list[object]]]:
    """Return heading and rows of the cures, best first, then the best set."""
    currency, found = currency_of(test), test.treatment
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
    table = test.planned.at.plan.case.tables["mitigations"].to_dicts()
    whats = {row["mitigation"]: _what(test, row) for row in table}
    rows: list[list[object]] = [
        [p.cures[0], whats[p.cures[0]], *_millions(p), saves_on(p)]
        for p in found.singles
    ]
    best = found.best
    title = "best set" if found.budget is None else "best set in the budget"
    chosen = listed(list(best.cures)) or "nothing"
    saves = saves_on(best) if best.cures else "-"
    rows.append([title, chosen, *_millions(best), saves])
    return header, rows


def _what(test: StressTest, row: dict[str, Any]) -> str:
    """Return kind and target, e.g. ``stock: Chinese suppliers``."""
    known = names(test)
    printed = known.places | known.facilities | known.products | known.options
    return f"{KINDS[row['kind']]}: {printed.get(row['target'], row['target'])}"


def saves_on(found: Priced) -> str:
    """Return the hazards a cure saves on, with millions a year, the most first."""
    saved = {name: value / 1e6 for name, value in found.by_hazard.items()}
    order = sorted(saved, key=lambda name: -saved[name])
    helped = [name for name in order if round(saved[name], 9) > 0]
    return listed([f"{name} {_least(saved[name])}" for name in helped]) or USELESS


def _least(value: float) -> str:
    return f"{_rounded(value):g}" if _rounded(value) else "under 0.01"


def _millions(found: Priced) -> list[float]:
    values = (found.less_expected, found.less_cvar, found.cost, found.worth)
    return [_rounded(value / 1e6) for value in values]


def _rounded(value: float) -> float:
    shown = round(value, 2)
    return 0.0 if shown == 0 or not math.isfinite(shown) else shown


def cure_lines(test: StressTest) -> list[str]:
    """Return what the columns of the cures mean, and what the budget allows."""
    if test.treatment is None:
        return []
    return [CURES_NOTE, *_budget(test.treatment, currency_of(test))]


def _budget(found: Treatment, currency: str) -> list[str]:
    if found.budget is None:
        return []
    budget, costs = money(found.budget, currency), [p.cost for p in found.singles]
    if not costs or found.budget >= min(costs):
        return [f"The budget for cures is {budget} a year."]
    least = money(min(costs), currency)
    told = f"--budget is in {currency}, the table in {currency} m"
    return [
        (
            f"The budget for cures is {budget} a year ({told}): below the cheapest "
            f"cure, {least} a year, so no cure fits."
        )
    ]


def best_sentence(test: StressTest) -> str:
    """Return the best set of cures, what it saves and costs."""
    found, currency = test.treatment, currency_of(test)
    if found is None:
        return ""
    best, chosen = found.best, list(found.best.cures)
    limit = "" if found.budget is None else f" within {money(found.budget, currency)}"
    if not chosen:
        return f"No set of cures{limit} saves more than it costs."
    what = "cure" if len(chosen) == 1 else "set of cures"
    return (
        f"The best {what}{limit} is {listed(chosen)}: it saves "
        f"{money(best.less_expected, currency)} of expected loss a year for "
        f"{money(best.cost, currency)}, worth {money(best.worth, currency)} a year."
    )
