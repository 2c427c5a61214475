"""What would the companies do without the state, and what does its part buy?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.scenarios import as_planned
from brownfield.derive.frames import total
from brownfield.errors import UnansweredError
from brownfield.questions.deal.coalitions.coalitions import (
    Coalitions,
    care_of,
    chances_of,
    payoffs,
)
from brownfield.questions.deal.contracts.ceiling import (
    aid_ceiling,
    spent_on_packages,
    territories,
)
from brownfield.questions.deal.contracts.forms import (
    Timing,
    books_from,
    items_of,
    timing,
)
from brownfield.questions.deal.contracts.risk import worth
from brownfield.questions.deal.contracts.support import (
    Support,
    clawback,
    cost_per,
    minimum_grant,
    soft_loan,
    viability_gap,
)
from brownfield.questions.deal.terms.after_tax import grant_after_tax
from brownfield.solve.hold import held_plan
from brownfield.tables.declared.trade_and_policy import REFUSABLE

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

NOTHING = 1e-6  # share of what companies are worth that a search does not see
LOAN_YEARS = 10  # yearly amounts in which a loan to industry is paid back; assumption


@dataclass(frozen=True)
class Outcome:
    """What a plan means for the state.

    Attributes
    ----------
    companies, helped
        Worth of the companies before and with what packages save them; present value,
        case currency.
    receipts, spent
        What the state receives, and what its packages cost; present value, case
        currency.
    vehicles, jobs
        Vehicles built a year and jobs in the state's territory, expected mean over the
        years.
    starts
        Programmes that begin: build option, node, year.
    """

    companies: float
    helped: float
    receipts: float
    spent: float
    vehicles: float
    jobs: float
    starts: tuple[Mapping[str, object], ...] = field(repr=False)


@dataclass(frozen=True)
class PublicPart:
    """The state's part in a deal.

    Attributes
    ----------
    government
        Who.
    counterfactual, supported
        What happens without the state, and with it.
    support
        Gap, smallest grant, ceiling, worth to the state.
    cost_per_job, cost_per_vehicle
        Support for each further job, and for each further vehicle a year; None
        without further ones.
    clawbacks
        Part of the support to pay back in each future (leaf), if what was expected of
        vehicles in the territory was promised.
    loan
        Loan over ten years at the state's rate that is worth the least support to the
        company with the highest discount rate; None if none borrows dearer.
    relief_per_vehicle
        Duty to remit on each further vehicle built there, all years alike, that is
        worth the least support; None without further vehicles.
    """

    government: str
    counterfactual: Outcome
    supported: Outcome
    support: Support
    cost_per_job: float | None
    cost_per_vehicle: float | None
    clawbacks: Mapping[str, float] = field(default_factory=dict)
    loan: float | None = None
    relief_per_vehicle: float | None = None


def public_part(coalitions: Coalitions, case: Case, government: str) -> PublicPart:
    """Return what a government's part in the deal changes, costs and brings.

    The gap is what the companies forgo, before any support, by doing what they do in
    the joint plan instead of what is best for them without the state.
    """
    places = territories(case, government)
    clock = timing(coalitions.joint)
    without = _outcome(coalitions, coalitions.private, clock, government, case)
    joint = _outcome(coalitions, coalitions.joint, clock, government, case)
    gap = viability_gap(without.companies, joint.companies)
    rounding = max(coalitions.game.rounding, NOTHING * abs(without.companies))
    gap = gap if gap > rounding else 0.0
    left = viability_gap(without.companies, joint.helped)
    left = left if left > rounding else 0.0
    grant = _grant(coalitions, clock, left)
    least = min(joint.spent + grant, _grant(coalitions, clock, gap)) if gap else 0.0
    packages = joint.spent if least == joint.spent + grant else 0.0
    more = joint.receipts - without.receipts
    ceiling = aid_ceiling(case, coalitions.joint, places)
    support = Support(gap, least, ceiling, more, packages)
    return PublicPart(
        government,
        without,
        joint,
        support,
        cost_per(least, joint.jobs - without.jobs),
        cost_per(least, joint.vehicles - without.vehicles),
        _clawbacks(coalitions.joint, clock, places, least),
        _loan(coalitions, case, government, least),
        cost_per(least, _further(coalitions, clock, places)),
    )


def _grant(coalitions: Coalitions, clock: Timing, gap: float) -> float:
    """Return the grant that closes a gap after tax, to whoever forgoes most."""
    if gap <= 0.0:
        return 0.0
    recipient = who_forgoes_most(coalitions)
    kept = clock.kept[recipient]
    if kept is not None:
        return minimum_grant(gap, 1.0 - kept)
    items = items_of(coalitions.joint, recipient)
    books = books_from(coalitions.joint, recipient, clock, items)
    return grant_after_tax(books, [clock.chance[leaf] for leaf in clock.leaves], gap)


def who_forgoes_most(coalitions: Coalitions) -> str:
    """Return the company that loses most by the joint plan, before any payment."""
    before, after = coalitions.private.value_by_party, coalitions.joint.value_by_party
    companies = coalitions.seats.companies
    return max(companies, key=lambda c: before.get(c, 0.0) - after.get(c, 0.0))


def _loan(
    coalitions: Coalitions, case: Case, government: str, support: float
) -> float | None:
    parties = case.tables["parties"].select("party", "discount_rate")
    rates = dict(parties.iter_rows())
    return soft_loan(
        support,
        LOAN_YEARS,
        state_rate=rates[government],
        company_rate=max(rates[company] for company in coalitions.seats.companies),
    )


def _further(coalitions: Coalitions, clock: Timing, places: tuple[str, ...]) -> float:
    """Return the vehicles built there only with the state, discounted as cash is."""
    company = coalitions.seats.companies[0]
    joint, without = (
        clock.expected(company, _built(plan, places))
        for plan in (coalitions.joint, coalitions.private)
    )
    return joint - without


def _built(plan: Plan, places: tuple[str, ...]) -> dict[str, float]:
    sited = _sited(plan).filter(pl.col("customs_territory").is_in(places))
    by_node = sited.group_by("node").agg(total(pl.col("vehicles")))
    return dict(by_node.iter_rows())


def _clawbacks(
    plan: Plan, clock: Timing, places: tuple[str, ...], support: float
) -> dict[str, float]:
    at = _built(plan, places)
    built = {
        leaf: sum(at.get(node, 0.0) for node in clock.path(leaf))
        for leaf in clock.leaves
    }
    promised = sum(clock.chance[leaf] * count for leaf, count in built.items())
    return {leaf: clawback(support, promised, n) for leaf, n in built.items()}


def _outcome(
    coalitions: Coalitions,
    plan: Plan,
    clock: Timing,
    government: str,
    case: Case,
) -> Outcome:
    companies, places = _together(coalitions, plan, case), territories(case, government)
    saved = _saved(coalitions, plan, clock, case)
    return Outcome(
        companies - saved,
        companies,
        _received(plan, clock, government),
        spent_on_packages(plan, government, clock),
        _mean_vehicles(plan, places),
        _mean_jobs(plan, places),
        tuple(plan.tables["starts"].select("build_option", "node", "year").to_dicts()),
    )


def _received(plan: Plan, clock: Timing, government: str) -> float:
    """Return what a government receives, less the purchase grants that it pays."""
    items = (_item(plan, government, name) for name in ("receipts", "grants"))
    return sum(clock.expected(government, cash) for cash in items)


def _together(coalitions: Coalitions, plan: Plan, case: Case) -> float:
    """Return what a plan is worth to the companies together, as each weighs futures."""
    chances = chances_of(plan)
    return sum(
        worth(payoffs(plan, company), chances, *care_of(case, company))
        for company in coalitions.seats.companies
    )


def _saved(coalitions: Coalitions, plan: Plan, clock: Timing, case: Case) -> float:
    """Return what packages save the companies after tax.

    Where losses are carried forward or worst futures count, the same programmes,
    patterns and volumes are planned once more without the saving: payments then use
    losses and share risks as is best.
    """
    companies = coalitions.seats.companies
    support = {c: _item(plan, c, "support") for c in companies}
    is_chosen = pl.col("kind").is_in(REFUSABLE) & pl.col("payer").is_in(
        coalitions.seats.governments
    ).fill_null(value=False)
    has_chosen = plan.case.tables["policies"].filter(is_chosen).height > 0
    if not any(support.values()) and not has_chosen:
        return 0.0
    is_plain = not set(plan.case.careful_parties) & set(companies) and not has_chosen
    if is_plain and all(clock.kept[c] is not None for c in companies):
        return sum(
            (clock.kept[c] or 0.0) * clock.expected(c, cash)
            for c, cash in support.items()
        )
    planned = as_planned(plan.case)
    is_package = is_chosen | (pl.col("kind") == "support_package")
    amount = pl.when(~is_package).then("amount").otherwise(0.0).alias("amount")
    policies = planned.tables["policies"].with_columns(amount)
    bare = held_plan(
        planned.with_tables("support packages pay nothing", policies=policies), plan
    )
    if bare is None:
        message = (
            "The joint plan could not be planned again without what its packages save. "
            "Plan with a smaller gap, such as --gap 0.0001."
        )
        raise UnansweredError(message)
    return _together(coalitions, plan, case) - _together(coalitions, bare, case)


def _item(plan: Plan, party: str, item: str) -> dict[str, float]:
    cash = plan.tables["cash"].filter(pl.col("party") == party, pl.col("item") == item)
    return dict(cash.select("node", "amount").iter_rows())


def _sited(plan: Plan) -> pl.DataFrame:
    tables = plan.case.tables
    places = tables["places"].select("place", "customs_territory")
    plants = tables["facilities"].select("facility", "place").join(places, on="place")
    return plan.tables["production"].join(
        plants.select("facility", "customs_territory"), on="facility"
    )


def _mean_vehicles(plan: Plan, places: tuple[str, ...]) -> float:
    built = _sited(plan).filter(pl.col("customs_territory").is_in(places))
    return _mean(plan, built, "vehicles")


def _mean_jobs(plan: Plan, places: tuple[str, ...]) -> float:
    tables = plan.case.tables
    inside = tables["places"].filter(pl.col("customs_territory").is_in(places))
    plants = tables["facilities"].join(inside, on="place", how="semi")
    shifts = plan.tables["shifts"].join(plants, on="facility", how="semi")
    return _mean(plan, shifts, "headcount")


def _mean(plan: Plan, frame: pl.DataFrame, column: str) -> float:
    chance = plan.nodes.select("node", "probability")
    years = plan.nodes["year"].n_unique()
    amount = (pl.col(column) * pl.col("probability")).sum()
    return float(frame.join(chance, on="node").select(amount).item()) / years
