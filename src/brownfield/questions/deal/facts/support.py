"""What support does each government give, what limits it, and what does it bring?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.questions.deal.facts.rounding import is_some, some
from brownfield.tell.values import SPREAD, TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal
    from brownfield.questions.deal.support import larger, public

Start = Mapping[str, object]


@dataclass(frozen=True)
class Support:
    """The part of one government in a deal; money is present value in case currency.

    Attributes
    ----------
    government
        Who.
    gap
        What companies forgo by the plan before support; 0 if nothing.
    minimum, packages
        Least support that brings the plan about, and the packages among it.
    ceiling
        Most that aid rules allow; None = not given.
    worth_to_state
        What it receives more with the plan.
    is_proportionate, is_earned_back, is_possible
        Whether the least support is within the ceiling, no more than what it brings,
        and both.
    counterfactual, supported
        What happens without the government, and with it.
    cost_per_job, cost_per_vehicle
        Support for each further job, and for each further vehicle a year; None without
        further ones.
    clawback
        What to pay back in each future (leaf) with fewer vehicles than expected.
    loan
        Loan over ten years at the government's rate that is worth the least support;
        None if none is.
    relief_per_vehicle
        Duty to remit on each further vehicle that is worth it; None without any.
    grant
        What of the least support is a grant; 0 where it is rounding.
    is_needed
        Whether the least support is more than rounding.
    paid_back
        Branches with something to pay back, and how much.
    """

    government: str
    gap: float
    minimum: float
    packages: float
    ceiling: float | None
    worth_to_state: float
    is_proportionate: bool
    is_earned_back: bool
    is_possible: bool
    counterfactual: public.Outcome
    supported: public.Outcome
    cost_per_job: float | None
    cost_per_vehicle: float | None
    clawback: Mapping[str, float]
    loan: float | None
    relief_per_vehicle: float | None
    grant: float = field(metadata=TOLD_ONLY)
    is_needed: bool = field(metadata=TOLD_ONLY)
    paid_back: tuple[tuple[str, float], ...] = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Alone:
    """The plan of the companies without any government.

    Attributes
    ----------
    value
        What they are worth; present value, case currency.
    starts
        Programmes that begin: build option, node, year.
    """

    value: float
    starts: tuple[Start, ...]


@dataclass(frozen=True)
class Unsupported:
    """A deal without a government: none is asked for anything.

    Attributes
    ----------
    government
        None.
    gap, minimum
        What companies forgo, and the least support: 0, case currency.
    counterfactual
        The plan of the companies.
    """

    government: None
    gap: float
    minimum: float
    counterfactual: Alone


@dataclass(frozen=True)
class Need:
    """What one government would have to give for a larger plan.

    Attributes
    ----------
    aid
        Least aid, present value, case currency.
    limit, policy
        Most aid that the binding row of `policies` allows, and its name; None without.
    capital
        Tooling and openings in its territory by that plan, case currency.
    support
        What the plan changes, costs and brings.
    is_legal
        Whether the limit allows it.
    limit_share
        Share of the capital that the row allows; None for an amount.
    share
        Aid as a share of the capital; None without any capital.
    """

    aid: float
    limit: float | None
    policy: str | None
    capital: float
    support: Support = field(metadata=SPREAD)
    is_legal: bool = field(metadata=TOLD_ONLY)
    limit_share: float | None = field(metadata=TOLD_ONLY)
    share: float | None = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Larger:
    """A plan worth more to everybody together than the best within aid rules.

    Attributes
    ----------
    value, more
        Its worth, and how much that is more; present value, case currency.
    needs
        What each government would have to give.
    """

    value: float
    more: float
    needs: Mapping[str, Need]


def support_from(answer: Deal, part: public.PublicPart) -> Support:
    """Return the part of a government."""
    support = part.support
    return Support(
        government=part.government,
        gap=support.gap,
        minimum=support.minimum,
        packages=support.packages,
        ceiling=support.ceiling,
        worth_to_state=support.worth_to_state,
        is_proportionate=support.is_proportionate,
        is_earned_back=support.is_earned_back,
        is_possible=support.is_possible,
        counterfactual=part.counterfactual,
        supported=part.supported,
        cost_per_job=part.cost_per_job,
        cost_per_vehicle=part.cost_per_vehicle,
        clawback=dict(part.clawbacks),
        loan=part.loan,
        relief_per_vehicle=part.relief_per_vehicle,
        grant=some(answer, support.minimum - support.packages),
        is_needed=is_some(answer, support.minimum),
        paid_back=_paid_back(answer, part.clawbacks),
    )


def _paid_back(
    answer: Deal, clawbacks: Mapping[str, float]
) -> tuple[tuple[str, float], ...]:
    branches = dict(answer.found.joint.nodes.select("node", "branch").iter_rows())
    return tuple(
        (branches[leaf], amount)
        for leaf, amount in clawbacks.items()
        if is_some(answer, amount)
    )


def unsupported_from(answer: Deal) -> Unsupported:
    """Return that a deal has no government."""
    private = answer.found.private
    starts = private.tables["starts"].select("build_option", "node", "year")
    plan = Alone(private.value, tuple(starts.to_dicts()))
    return Unsupported(None, 0.0, 0.0, plan)


def larger_from(answer: Deal) -> Larger | None:
    """Return what a plan beyond aid rules would need."""
    larger = answer.larger
    if larger is None:
        return None
    needs = {state: _need(answer, need) for state, need in larger.needs.items()}
    return Larger(larger.plan.value, larger.more, needs)


def _need(answer: Deal, need: larger.Need) -> Need:
    limit = need.limit
    return Need(
        aid=need.amount,
        limit=need.part.support.ceiling,
        policy=limit.policy if limit else None,
        capital=need.capital,
        support=support_from(answer, need.part),
        is_legal=need.is_legal,
        limit_share=limit.share if limit else None,
        share=need.amount / need.capital if need.capital else None,
    )


def least_ceiling(answer: Deal) -> float | None:
    """Return the least that aid rules allow a government; None without a limit."""
    ceilings = [part.support.ceiling for part in answer.support]
    return min((c for c in ceilings if c is not None), default=None)


def is_larger_open(answer: Deal) -> bool:
    """Return whether time may have ended before a plan beyond aid rules was found."""
    game = answer.game
    is_limited = any(part.support.ceiling is not None for part in answer.support)
    is_open = game.is_open(frozenset(game.parties)) > 1e-3 * abs(game.surplus)
    return answer.larger is None and is_limited and is_open


@dataclass(frozen=True)
class Precedent:
    """What a government paid for a comparable plant.

    Attributes
    ----------
    precedent
        Which plant.
    kind
        cost_per_job or share_of_aid.
    value
        Case currency per job, in prices of its year; or share of the capital spent.
    year
        Calendar year of the decision; None = not given.
    source, note
        Ids of facts; what a reader should know. Blank if none.
    """

    precedent: str
    kind: str
    value: float
    year: int | None
    source: str
    note: str


def precedents_from(answer: Deal) -> tuple[Precedent, ...]:
    """Return what was paid elsewhere, in the order of the table `precedents`."""
    rows = answer.case.tables["precedents"].to_dicts()
    return tuple(
        Precedent(
            precedent=row["precedent"],
            kind=row["kind"],
            value=row["value"],
            year=row["year"],
            source=row["source"] or "",
            note=row["note"] or "",
        )
        for row in rows
    )
