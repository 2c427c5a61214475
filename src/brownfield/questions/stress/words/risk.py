"""What do the simulated years of stops say?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.stress.words.names import of_which
from brownfield.tell.numbers import grouped, listed, money

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.risk import YearlyRisk

HALF = "50%"
RARE = {"95%": "one in twenty", "99%": "one in a hundred"}


def risk_lines(document: Document) -> list[str]:
    """Return the simulated risk in a few lines."""
    risk, currency = document.risk, document.currency
    if risk is None:
        return []
    return [
        (
            f"Over {grouped(risk.years)} simulated years stops cost "
            f"{money(risk.expected_loss, currency)} a year on average (standard error "
            f"{money(risk.standard_error, currency)})"
            f"{of_which(risk.of_which_penalty, currency)}"
            f"{_percentiles(risk, currency)}."
        ),
        *_tail(risk, currency),
        *_untold(risk),
        (
            "Without drawing, how often times how long times what it costs (the "
            "frequency-duration formulas) gives "
            f"{money(risk.analytic_expected_loss, currency)} a year: {_check(risk)}."
        ),
    ]


def _percentiles(risk: YearlyRisk, currency: str) -> str:
    parts = [
        f"{name} more than {money(risk.percentiles[share], currency)}"
        for share, name in RARE.items()
        if risk.percentiles[share] is not None
    ]
    clauses = [*_usual_year(risk, currency), *parts]
    return f"; {', '.join(clauses)}" if clauses else ""


def _usual_year(risk: YearlyRisk, currency: str) -> list[str]:
    middle = risk.percentiles[HALF]
    if middle is None:
        return []
    if middle <= 0:
        return ["at least half of them cost nothing"]
    return [f"half of them cost less than {money(middle, currency)}"]


def _tail(risk: YearlyRisk, currency: str) -> list[str]:
    if risk.cvar_95 is None:
        return []
    return [
        (
            f"The worst twentieth of years costs {money(risk.cvar_95, currency)} on "
            f"average (standard error {money(risk.cvar_95_standard_error, currency)})."
        )
    ]


def _untold(risk: YearlyRisk) -> list[str]:
    """Return the rule by which rare years are left out, if any are."""
    names = [
        f"{name} from {grouped(risk.years_to_tell[share])} years"
        for share, name in RARE.items()
        if risk.percentiles[share] is None
    ]
    if not names:
        return []
    return [
        (
            f"Rare years are told once {risk.years_beyond} of the years drawn lie "
            f"beyond them: {listed(names)}."
        )
    ]


def _check(risk: YearlyRisk) -> str:
    if risk.agrees_with_analytic is None:
        return (
            f"{grouped(risk.years)} years are too few to judge the simulation by it "
            f"(take {grouped(risk.years_to_judge)} or more: four standard errors are "
            "then less than that mean)"
        )
    agrees = "agrees" if risk.agrees_with_analytic else "does not agree"
    return f"the simulation {agrees} within four standard errors"
