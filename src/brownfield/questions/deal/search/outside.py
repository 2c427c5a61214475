"""What if talks can only stall: who would take its outside offer?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.deal.coalitions.bargaining import deal_me_out
from brownfield.questions.deal.coalitions.coalitions import (
    MOST_WEIGHT,
    Coalitions,
    with_onlookers,
    without_payments,
)

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.deal.coalitions.seats import Seats
    from brownfield.questions.deal.coalitions.sharing import Split
    from brownfield.questions.deal.search.workers import Planner

PART = 0.1  # of the processor time


def stalemate(case: Case, coalitions: Coalitions, planner: Planner) -> dict[str, float]:
    """Return what each party has while nobody starts anything.

    Every company runs on with the programmes it is committed to; governments receive
    from those. A company that starts nothing else when it acts alone has that plan.
    """
    seated = coalitions.seats
    case = without_payments(case, seated)
    idle = {p: plan for p, plan in coalitions.alone.items() if starts_nothing_new(plan)}
    cases = {
        f"{p} as today": _as_today(case, seated, p)
        for p in seated.companies
        if p not in idle
    }
    limit = case.settings.solve.time_limit_seconds
    plans = planner.plans(cases, seconds=None if limit is None else PART * limit)
    return {
        party: sum(
            found_plan.value_by_party.get(party, 0.0)
            for found_plan in (*idle.values(), *plans.values())
        )
        for party in seated.parties
    }


def starts_nothing_new(plan: Plan) -> bool:
    """Return whether the best plan of a company alone is its best as today, too.

    It is if it starts only what is committed and pays nothing that is free, within the
    gap, and the company looks no further than the case says.
    """
    case = plan.case
    options = case.tables["build_options"].filter("is_committed")["build_option"]
    is_new = ~plan.tables["starts"]["build_option"].is_in(options.implode())
    is_known = plan.status in ("optimal", "within_gap")
    is_free = plan.tables["payments"].height > 0
    is_cut = (case.tables["parties"]["tail_weight"] >= MOST_WEIGHT).any()
    return is_known and not (is_new.any() or is_free or is_cut)


def _as_today(case: Case, seated: Seats, party: str) -> Case:
    """Return the case in which a company keeps what it is committed to."""
    past = case.settings.case.first_year - 1
    is_new = ~pl.col("is_committed")
    options = case.tables["build_options"].with_columns(
        pl.when(is_new).then(past).otherwise(pl.col(column)).alias(column)
        for column in ("first_year", "last_year")
    )
    today = case.with_tables("nothing new is started", build_options=options)
    return with_onlookers(today, seated, (party,))


def offers_as_floors(
    coalitions: Coalitions, stalled: Mapping[str, float], power: Mapping[str, float]
) -> Split | None:
    """Return the split if acting alone is only a floor, and stalemate the threat.

    None if acting alone is worth more than the deal.

    References
    ----------
    Binmore, Rubinstein, Wolinsky (1986).
    """
    game = coalitions.game
    alone = {p: max(v, stalled[p]) for p, v in game.alone.items()}
    if sum(alone.values()) > game.total:
        return None
    return deal_me_out(game.total, stalled, alone, power)
