"""How are the answers of a stress test written as one JSON document?"""

from dataclasses import asdict
from typing import Any

from brownfield.questions.stress.cures.portfolio import Priced
from brownfield.questions.stress.design import Design
from brownfield.questions.stress.flexibility.links import Flexibility
from brownfield.questions.stress.question import StressTest, Treatment
from brownfield.questions.stress.risk import TAIL, Risk
from brownfield.questions.stress.sweep.sweep import ranked
from brownfield.questions.stress.weeks.backtest import backtest
from brownfield.questions.stress.weeks.events import Event
from brownfield.questions.stress.weeks.resilience import Resilience

PERCENTILES = (0.5, 0.9, 0.95, 0.99)


def document(test: StressTest) -> dict[str, Any]:
    """Return the answers that were asked for; money in case currency."""
    at = test.planned.at
    found: dict[str, Any] = {
        "case": at.plan.case.name,
        "case_digest": at.plan.case.asked_digest,
        "currency": at.plan.case.settings.case.currency,
        "node": at.node,
        "year": at.year,
        "setting": asdict(test.setting),
        "is_complete": test.is_complete,
        "absent": list(test.absent),
        "plan": {
            "status": at.plan.status,
            "value": at.plan.value,
            "gap": at.plan.gap,
        },
    }
    if test.sweep:
        found["sweep"] = ranked(test.sweep)
    if test.events:
        found["events"] = [
            event_document(event) | {"published": published(test, event)}
            for event in test.events
        ]
    if test.risk:
        found["risk"] = risk_document(test.risk)
    if test.treatment:
        found["cures"] = treatment_document(test.treatment)
    if test.flexibility:
        found["flexibility"] = flexibility_document(test.flexibility)
    if test.design:
        found["design"] = design_document(test.design)
    return found


def design_document(found: Design) -> dict[str, Any]:
    """Return what reckoning with a stop is worth, and how the plan changes."""
    return {
        "hazard": found.hazard,
        "year": found.year,
        "probability": found.probability,
        "share_of_year_lost": found.share_lost,
        "value_aware": found.aware.value,
        "bound_aware": found.aware.bound,
        "value_unaware": found.unaware.value,
        "worth": found.worth,
        "changed_starts": found.changed_starts(),
    }


def event_document(event: Event) -> dict[str, Any]:
    """Return a replayed event, with its course by week."""
    replay = event.replay
    return {
        "event": event.name,
        "outages": [asdict(outage) for outage in event.outages],
        "lost_output": event.lost_output,
        "unbuilt": event.unbuilt,
        "lost_vehicles": event.lost_vehicles,
        "lost_value": event.lost_value,
        "of_which_penalty": event.penalty,
        "lost_value_by_party": event.by_party,
        "moved_by_contracts": event.moved,
        "loss_per_stopped_week": event.weekly_loss,
        "output_per_stopped_week": event.weekly_output,
        "damages_per_lost_vehicle": event.guest_damages,
        "helped_by": None if event.helped_by is None else list(event.helped_by),
        "hit": _resilience(event.hit),
        "built": _resilience(event.built),
        "service": _resilience(event.service),
        "weeks": [
            {
                "week": week,
                "hit_share": float(event.hit_course[week - 1]),
                "built_share": float(replay.quality[week - 1]),
                "served_share": float(replay.service[week - 1]),
                "lost_vehicles": float(replay.lost[:, week - 1].sum()),
                "waiting": float(replay.backlog[:, week - 1].sum()),
                "stock": float(replay.stock[:, week - 1].sum()),
            }
            for week in range(1, len(replay.quality) + 1)
        ],
    }


def published(test: StressTest, event: Event) -> list[dict[str, Any]]:
    """Return the published figures of an event beside ours; empty without any."""
    found = backtest(test.planned, event)
    return [asdict(row) for row in found.comparisons] if found else []


def _resilience(found: Resilience) -> dict[str, float | None]:
    return {
        "depth": found.depth,
        "area_weeks": found.area,
        "weeks_to_90": found.weeks_to_90,
    }


def risk_document(risk: Risk) -> dict[str, Any]:
    """Return the simulated risk with its check."""
    tail, tail_error = risk.cvar() if risk.is_told(TAIL) else (None, None)
    return {
        "years": risk.years,
        "expected_loss": risk.mean,
        "of_which_penalty": risk.penalty,
        "standard_error": risk.standard_error,
        "standard_deviation": float(risk.losses.std(ddof=1)),
        "percentiles": {
            f"{p:.0%}": risk.percentile(p) if risk.is_told(p) else None
            for p in PERCENTILES
        },
        "cvar_95": tail,
        "cvar_95_standard_error": tail_error,
        "expected_loss_by_party": dict(risk.by_party),
        "expected_loss_by_hazard": dict(risk.by_hazard),
        "expected_lost_vehicles": risk.vehicles,
        "analytic_expected_loss": risk.analytic.mean,
        "analytic_standard_deviation": risk.analytic.sd,
        "agrees_with_analytic": risk.is_as_expected if risk.is_judged else None,
        "years_to_judge": risk.years_to_judge,
    }


def treatment_document(found: Treatment) -> dict[str, Any]:
    """Return cures one by one and the best set."""
    return {
        "cures": [_priced(single) for single in found.singles],
        "best": _priced(found.best),
        "is_complete": found.is_complete,
        "budget": found.budget,
        "tail_weight": found.tail_weight,
    }


def _priced(found: Priced) -> dict[str, Any]:
    return {
        "cures": list(found.cures),
        "less_expected_loss": found.less_expected,
        "less_cvar_95": found.less_cvar,
        "cost": found.cost,
        "worth": found.worth,
        "less_expected_loss_by_party": found.by_party,
        "less_expected_loss_by_hazard": found.by_hazard,
    }


def flexibility_document(found: Flexibility) -> dict[str, Any]:
    """Return expected sales, index, chains and the best next links."""
    return {
        "expected_sales": found.expected,
        "standard_error": found.error,
        "expected_sales_without_guests": found.without_guests,
        "sales_added_by_guests": [
            {"correlation": together, "more_sales": more}
            for together, more in found.guests_by_correlation
        ],
        "expected_sales_full": found.full,
        "jordan_graves_index": found.index,
        "chains": [{k: list(v) for k, v in chain.items()} for chain in found.chains],
        "next_links": [asdict(link) for link in found.next_links],
    }
