"""What do the simulated years of stops say?"""

from brownfield.questions.stress.question import StressTest
from brownfield.questions.stress.risk import BEYOND, TAIL, Risk
from brownfield.questions.stress.words.names import currency_of, of_which
from brownfield.tell.numbers import grouped, listed, money

RARE = ((TAIL, "one in twenty"), (0.99, "one in a hundred"))


def risk_lines(test: StressTest) -> list[str]:
    """Return the simulated risk in a few lines."""
    risk, currency = test.risk, currency_of(test)
    if risk is None:
        return []
    return [
        (
            f"Over {grouped(risk.years)} simulated years stops cost "
            f"{money(risk.mean, currency)} a year on average (standard error "
            f"{money(risk.standard_error, currency)})"
            f"{of_which(risk.penalty, currency)}{_percentiles(risk, currency)}."
        ),
        *_tail(risk, currency),
        *_untold(risk),
        (
            "Without drawing, how often times how long times what it costs (the "
            "frequency-duration formulas) gives "
            f"{money(risk.analytic.mean, currency)} a year: {_check(risk)}."
        ),
    ]


def _percentiles(risk: Risk, currency: str) -> str:
    parts = [_usual_year(risk, currency)] if risk.is_told(0.5) else []
    parts += [
        f"{name} more than {money(risk.percentile(share), currency)}"
        for share, name in RARE
        if risk.is_told(share)
    ]
    return f"; {', '.join(parts)}" if parts else ""


def _usual_year(risk: Risk, currency: str) -> str:
    middle = risk.percentile(0.5)
    if middle <= 0:
        return "at least half of them cost nothing"
    return f"half of them cost less than {money(middle, currency)}"


def _tail(risk: Risk, currency: str) -> list[str]:
    if not risk.is_told(TAIL):
        return []
    tail, error = risk.cvar()
    return [
        (
            f"The worst twentieth of years costs {money(tail, currency)} on average "
            f"(standard error {money(error, currency)})."
        )
    ]


def _untold(risk: Risk) -> list[str]:
    """Return the rule by which rare years are left out, if any are."""
    names = [
        f"{name} from {grouped(BEYOND / (1 - share))} years"
        for share, name in RARE
        if not risk.is_told(share)
    ]
    if not names:
        return []
    return [
        (
            f"Rare years are told once {BEYOND} of the years drawn lie beyond them: "
            f"{listed(names)}."
        )
    ]


def _check(risk: Risk) -> str:
    if not risk.is_judged:
        return (
            f"{grouped(risk.years)} years are too few to judge the simulation by it "
            f"(take {grouped(risk.years_to_judge)} or more: four standard errors are "
            "then less than that mean)"
        )
    agrees = "agrees" if risk.is_as_expected else "does not agree"
    return f"the simulation {agrees} within four standard errors"
