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


def public_part(found: Coalitions, case: Case, government: str) -> PublicPart:
    """Return what a government's part in the deal changes, costs and brings.

    The gap is what the companies forgo, before any support, by doing what they do in
    the joint plan instead of what is best for them without the state.
    """
    places = territories(case, government)
    clock = timing(found.joint)
    without = _outcome(found, found.private, clock, government, case)
    joint = _outcome(found, found.joint, clock, government, case)
    gap = viability_gap(without.companies, joint.companies)
    rounding = max(found.game.rounding, NOTHING * abs(without.companies))
    gap = gap if gap > rounding else 0.0
    left = viability_gap(without.companies, joint.helped)
    left = left if left > rounding else 0.0
    grant = _grant(found, clock, left)
    least = min(joint.spent + grant, _grant(found, clock, gap)) if gap else 0.0
    packages = joint.spent if least == joint.spent + grant else 0.0
    more = joint.receipts - without.receipts
    ceiling = aid_ceiling(case, found.joint, places)
    support = Support(gap, least, ceiling, more, packages)
    return PublicPart(
        government,
        without,
        joint,
        support,
        cost_per(least, joint.jobs - without.jobs),
        cost_per(least, joint.vehicles - without.vehicles),
        _clawbacks(found.joint, clock, places, least),
        _loan(found, case, government, least),
        cost_per(least, _further(found, clock, places)),
    )


def _grant(found: Coalitions, clock: Timing, gap: float) -> float:
    """Return the grant that closes a gap after tax, to whoever forgoes most."""
    if gap <= 0.0:
        return 0.0
    recipient = who_forgoes_most(found)
    kept = clock.kept[recipient]
    if kept is not None:
        return minimum_grant(gap, 1.0 - kept)
    items = items_of(found.joint, recipient)
    books = books_from(found.joint, recipient, clock, items)
    return grant_after_tax(books, [clock.chance[leaf] for leaf in clock.leaves], gap)


def who_forgoes_most(found: Coalitions) -> str:
    """Return the company that loses most by the joint plan, before any payment."""
    before, after = found.private.value_by_party, found.joint.value_by_party
    companies = found.seats.companies
    return max(companies, key=lambda c: before.get(c, 0.0) - after.get(c, 0.0))


def _loan(
    found: Coalitions, case: Case, government: str, support: float
) -> float | None:
    parties = case.tables["parties"].select("party", "discount_rate")
    rates = dict(parties.iter_rows())
    return soft_loan(
        support,
        LOAN_YEARS,
        state_rate=rates[government],
        company_rate=max(rates[company] for company in found.seats.companies),
    )


def _further(found: Coalitions, clock: Timing, places: tuple[str, ...]) -> float:
    """Return the vehicles built there only with the state, discounted as cash is."""
    company = found.seats.companies[0]
    joint, without = (
        clock.expected(company, _built(made, places))
        for made in (found.joint, found.private)
    )
    return joint - without


def _built(made: Plan, places: tuple[str, ...]) -> dict[str, float]:
    sited = _sited(made).filter(pl.col("customs_territory").is_in(places))
    by_node = sited.group_by("node").agg(total(pl.col("vehicles")))
    return dict(by_node.iter_rows())


def _clawbacks(
    made: Plan, clock: Timing, places: tuple[str, ...], support: float
) -> dict[str, float]:
    at = _built(made, places)
    built = {
        leaf: sum(at.get(node, 0.0) for node in clock.path(leaf))
        for leaf in clock.leaves
    }
    promised = sum(clock.chance[leaf] * count for leaf, count in built.items())
    return {leaf: clawback(support, promised, n) for leaf, n in built.items()}


def _outcome(
    found: Coalitions,
    made: Plan,
    clock: Timing,
    government: str,
    case: Case,
) -> Outcome:
    companies, places = _together(found, made, case), territories(case, government)
    saved = _saved(found, made, clock, case)
    return Outcome(
        companies - saved,
        companies,
        _received(made, clock, government),
        spent_on_packages(made, government, clock),
        _mean_vehicles(made, places),
        _mean_jobs(made, places),
        tuple(made.tables["starts"].select("build_option", "node", "year").to_dicts()),
    )


def _received(made: Plan, clock: Timing, government: str) -> float:
    """Return what a government receives, less the purchase grants that it pays."""
    items = (_item(made, government, name) for name in ("receipts", "grants"))
    return sum(clock.expected(government, cash) for cash in items)


def _together(found: Coalitions, made: Plan, case: Case) -> float:
    """Return what a plan is worth to the companies together, as each weighs futures."""
    chances = chances_of(made)
    return sum(
        worth(payoffs(made, company), chances, *care_of(case, company))
        for company in found.seats.companies
    )


def _saved(found: Coalitions, made: Plan, clock: Timing, case: Case) -> float:
    """Return what packages save the companies after tax.

    Where losses are carried forward or worst futures count, the same programmes,
    patterns and volumes are planned once more without the saving: payments then use
    losses and share risks as is best.
    """
    companies = found.seats.companies
    support = {c: _item(made, c, "support") for c in companies}
    is_chosen = pl.col("kind").is_in(REFUSABLE) & pl.col("payer").is_in(
        found.seats.governments
    ).fill_null(value=False)
    has_chosen = made.case.tables["policies"].filter(is_chosen).height > 0
    if not any(support.values()) and not has_chosen:
        return 0.0
    is_plain = not set(made.case.careful_parties) & set(companies) and not has_chosen
    if is_plain and all(clock.kept[c] is not None for c in companies):
        return sum(
            (clock.kept[c] or 0.0) * clock.expected(c, cash)
            for c, cash in support.items()
        )
    planned = as_planned(made.case)
    is_package = is_chosen | (pl.col("kind") == "support_package")
    amount = pl.when(~is_package).then("amount").otherwise(0.0).alias("amount")
    policies = planned.tables["policies"].with_columns(amount)
    bare = held_plan(
        planned.with_tables("support packages pay nothing", policies=policies), made
    )
    if bare is None:
        message = (
            "The joint plan could not be planned again without what its packages save. "
            "Plan with a smaller gap, such as --gap 0.0001."
        )
        raise UnansweredError(message)
    return _together(found, made, case) - _together(found, bare, case)


def _item(made: Plan, party: str, item: str) -> dict[str, float]:
    cash = made.tables["cash"].filter(pl.col("party") == party, pl.col("item") == item)
    return dict(cash.select("node", "amount").iter_rows())


def _sited(made: Plan) -> pl.DataFrame:
    tables = made.case.tables
    places = tables["places"].select("place", "customs_territory")
    plants = tables["facilities"].select("facility", "place").join(places, on="place")
    return made.tables["production"].join(
        plants.select("facility", "customs_territory"), on="facility"
    )


def _mean_vehicles(made: Plan, places: tuple[str, ...]) -> float:
    built = _sited(made).filter(pl.col("customs_territory").is_in(places))
    return _mean(made, built, "vehicles")


def _mean_jobs(made: Plan, places: tuple[str, ...]) -> float:
    tables = made.case.tables
    inside = tables["places"].filter(pl.col("customs_territory").is_in(places))
    plants = tables["facilities"].join(inside, on="place", how="semi")
    shifts = made.tables["shifts"].join(plants, on="facility", how="semi")
    return _mean(made, shifts, "headcount")


def _mean(made: Plan, frame: pl.DataFrame, column: str) -> float:
    chance = made.nodes.select("node", "probability")
    years = made.nodes["year"].n_unique()
    amount = (pl.col(column) * pl.col("probability")).sum()
    return float(frame.join(chance, on="node").select(amount).item()) / years
