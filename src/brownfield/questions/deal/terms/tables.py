"""Between which amounts may each contract form lie, and where do they meet?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING

from brownfield.questions.deal.coalitions.coalitions import (
    Coalitions,
    care_of,
    payoffs_alone,
)
from brownfield.questions.deal.contracts.ceiling import room_for_grants
from brownfield.questions.deal.contracts.forms import (
    Pair,
    Timing,
    books_of,
    forms_of,
    grant_of,
    pairs_of,
    timing,
)
from brownfield.questions.deal.contracts.risk import worth
from brownfield.questions.deal.contracts.talks import Agreed, Form, Side, Talks
from brownfield.questions.deal.terms.after_tax import before_payments
from brownfield.questions.deal.terms.ranges import FEE, Range, range_of, ranges_of
from brownfield.questions.deal.terms.terms import (
    acceptable_pairs,
    at_amounts,
    term_range,
)

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

POINTS = 20  # steps of the curve
ROUNDING = 1e-6  # case currency
ABOVE = "more than aid rules allow"
PICTURES = ((FEE, "reservation"), (FEE, "price_down"))


@dataclass(frozen=True)
class Table:
    """Talks on one plan: who, about what, and what comes of it.

    Attributes
    ----------
    plan
        The plan everything is paid on.
    pair
        The guest and the host that pay each other.
    talks
        Payoffs and forms.
    ranges
        Range of each form.
    pictures
        Acceptable pairs of two forms, as corners of a polygon.
    curve
        What fees from the least to the largest leave everybody.
    legal
        Range of the fee if no grant is larger than aid rules allow; None if the case
        gives no ceiling or no government is at the table. Where it is not empty, all
        talks are within it.
    unlimited
        Range of the fee with any grant; None as for `legal`.
    unpaid
        What the plan leaves those who talk but whom no payment reaches, against acting
        alone; case currency.
    """

    plan: Plan = field(repr=False)
    pair: Pair
    talks: Talks
    ranges: Mapping[str, Range]
    pictures: Mapping[tuple[str, str], tuple[tuple[float, float], ...]]
    curve: tuple[Agreed, ...] = field(repr=False)
    legal: Range | None = None
    unlimited: Range | None = None
    unpaid: Mapping[str, float] = field(default_factory=dict)


def tables_of(
    coalitions: Coalitions, case: Case, power: Mapping[str, float]
) -> tuple[Table | None, Table | None]:
    """Return the talks between companies alone, and with every government.

    None where no party of the talks builds at a plant of another in that plan, or where
    they have no more together than each alone.
    """
    seated, alone, game = coalitions.seats, coalitions.alone, coalitions.game
    private = public = None
    if game.gains(frozenset(seated.companies)):
        private = table_of(
            coalitions.private, seated.companies, alone, case, power=power
        )
    if seated.governments and game.has_surplus:
        public = table_of(coalitions.joint, seated.parties, alone, case, power=power)
    return private, public


def table_of(
    plan: Plan,
    parties: Sequence[str],
    alone: Mapping[str, Plan],
    case: Case,
    *,
    power: Mapping[str, float],
) -> Table | None:
    """Return the talks of some parties on one plan; None if nobody hosts another.

    Only parties that some payment reaches sit at this table: the others are neither
    paid nor asked.

    Parameters
    ----------
    plan
        The plan they would make together.
    parties
        Who talks.
    alone
        Plan of each company acting alone.
    case
        The case with its contracts.
    power
        Bargaining power by party.
    """
    held = _held(plan, parties, alone, case)
    if held is None:
        return None
    talks, beside = held.talks, held.beside
    ranges = ranges_of(talks, beside, power)
    legal = unlimited = None
    if held.is_limited:
        none = Range(FEE, talks.forms[FEE].unit, None, None, None)
        legal = ranges[FEE] if held.is_legal else none
        unlimited = ranges[FEE]
        if held.is_legal:
            unlimited = range_of(held.free, FEE, beside, power)
    pictures, curve = _pictures(talks, ranges[FEE].high), _curve(talks, ranges[FEE])
    unpaid = _unpaid(held.free, plan, parties, alone, case)
    return Table(
        plan, held.pair, talks, ranges, pictures, curve, legal, unlimited, unpaid
    )


def _unpaid(
    talks: Talks,
    plan: Plan,
    parties: Sequence[str],
    alone: Mapping[str, Plan],
    case: Case,
) -> dict[str, float]:
    """Return what a plan adds for those whom no payment reaches."""
    reached = {side.party for side in talks.sides}
    companies = tuple(party for party in parties if party in alone)
    sides = [
        _side(plan, party, alone, companies, case)
        for party in parties
        if party not in reached
    ]
    return {
        side.party: worth(side.before, talks.chances, side.tail, side.tail_weight)
        - talks.floor(side)
        for side in sides
    }


def _side(
    plan: Plan,
    party: str,
    alone: Mapping[str, Plan],
    companies: Sequence[str],
    case: Case,
) -> Side:
    """Return a party before any payment, and what it has alone."""
    clock = timing(plan)
    return Side(
        party,
        before_payments(plan, party, clock),
        payoffs_alone(alone, party, companies),
        *care_of(case, party),
        books_of(plan, party, clock),
        alone[party].bound - alone[party].value if party in alone else 0.0,
    )


def fee_range(
    plan: Plan,
    parties: Sequence[str],
    alone: Mapping[str, Plan],
    case: Case,
    *,
    power: Mapping[str, float],
) -> Range | None:
    """Return the range of the fee only, as `table_of` would."""
    held = _held(plan, parties, alone, case)
    return None if held is None else range_of(held.talks, FEE, held.beside, power)


@dataclass(frozen=True)
class _Held:
    """Who talks about what: within aid rules where some terms are."""

    pair: Pair
    talks: Talks
    free: Talks
    beside: tuple[str, ...]
    is_limited: bool
    is_legal: bool


def _held(
    plan: Plan, parties: Sequence[str], alone: Mapping[str, Plan], case: Case
) -> _Held | None:
    """Return the talks on a plan; None if nobody hosts another."""
    companies = tuple(party for party in parties if party in alone)
    pairs = pairs_of(plan, companies)
    if not pairs:
        return None
    pair, clock = pairs[0], timing(plan)
    forms = forms_of(pair, clock, case)
    beside = {
        f"{FEE} {other.entrant}>{other.host}": forms_of(other, clock, case)[FEE]
        for other in pairs[1:]
    } | grants_of(parties, alone, pair.entrant, clock, case)
    free = _talks(plan, parties, alone, case, forms | beside)
    limited = _within_ceilings(free, plan, case)
    is_legal = limited is not None and _has_terms(limited, tuple(beside))
    talks = limited if limited is not None and is_legal else free
    return _Held(pair, talks, free, tuple(beside), limited is not None, is_legal)


def _has_terms(talks: Talks, beside: tuple[str, ...]) -> bool:
    """Return whether some fee is better for all; not if the talks are empty."""
    return bool(talks.forms) and term_range(talks, FEE, beside) is not None


def grant_table(
    coalitions: Coalitions, case: Case, payee: str, power: Mapping[str, float]
) -> dict[str, Range]:
    """Return the ranges of grants to a company where nobody hosts another's vehicles.

    Empty without a government at the table, or without anything to share.
    """
    plan, clock, parties = (
        coalitions.joint,
        timing(coalitions.joint),
        coalitions.seats.parties,
    )
    forms = grants_of(parties, coalitions.alone, payee, clock, case)
    if not forms or not coalitions.game.has_surplus:
        return {}
    free = _talks(plan, parties, coalitions.alone, case, forms)
    limited = _within_ceilings(free, plan, case)
    if limited is None:
        return _grant_ranges(free, power, "")
    allowed = _grant_ranges(limited, power, "")
    if any(term.low is not None for term in allowed.values()):
        return allowed
    return _grant_ranges(free, power, ABOVE)


def _grant_ranges(
    talks: Talks, power: Mapping[str, float], note: str
) -> dict[str, Range]:
    names = list(talks.forms)
    return {
        name: range_of(talks, name, [n for n in names if n != name], power, note=note)
        for name in names
    }


def grants_of(
    parties: Sequence[str],
    alone: Mapping[str, Plan],
    payee: str,
    clock: Timing,
    case: Case,
) -> dict[str, Form]:
    """Return a grant from every government that talks; the first is called `grant`."""
    states = [party for party in parties if party not in alone]
    currency = case.settings.case.currency
    return {
        f"grant {state}" if at else "grant": grant_of(state, payee, clock, currency)
        for at, state in enumerate(states)
    }


def _talks(
    plan: Plan,
    parties: Sequence[str],
    alone: Mapping[str, Plan],
    case: Case,
    forms: Mapping[str, Form],
) -> Talks:
    """Return the talks of those whom some payment reaches."""
    clock = timing(plan)
    companies = tuple(party for party in parties if party in alone)
    sides = tuple(
        _side(plan, party, alone, companies, case)
        for party in parties
        if any(party in form.worth for form in forms.values())
    )
    chances = tuple(clock.chance[leaf] for leaf in clock.leaves)
    return Talks(chances, sides, forms)


def _within_ceilings(talks: Talks, plan: Plan, case: Case) -> Talks | None:
    """Return the talks with grants within what aid rules leave; None without limits.

    Empty talks if packages alone are above a ceiling. Governments of one territory
    share its room; the first of them gives the grant.
    """
    forms, taken, clock = dict(talks.forms), 0.0, timing(plan)
    states = [side.party for side in talks.sides]
    for name, form in talks.forms.items():
        if not name.startswith("grant"):
            continue
        state = next(p for p in states if min(form.worth.get(p, (0.0,))) < 0.0)
        room = room_for_grants(case, plan, state, clock)
        if room is None:
            continue
        if room < -ROUNDING:
            return Talks(talks.chances, (), {})
        forms[name] = replace(form, high=max(0.0, room - taken))
        taken += forms[name].high
    if forms == dict(talks.forms):
        return None
    return replace(talks, forms=forms)


def _curve(talks: Talks, fee: Range) -> tuple[Agreed, ...]:
    """Return what fees leave everybody if every other payment stays as agreed."""
    if fee.nash is None:
        return ()
    others = {name: a for name, a in fee.amounts.items() if name != FEE}
    held = {n: replace(talks.forms[n], low=a, high=a) for n, a in others.items()}
    fixed = replace(talks, forms=dict(talks.forms) | held)
    edges = term_range(fixed, FEE, tuple(others))
    if edges is None or not all(isfinite(edge) for edge in edges):
        return ()
    low, high = edges
    steps = [low + (high - low) * at / POINTS for at in range(POINTS + 1)]
    return tuple(at_amounts(talks, others | {FEE: step}) for step in steps)


def _pictures(
    talks: Talks, ceiling: float | None
) -> dict[tuple[str, str], tuple[tuple[float, float], ...]]:
    """Return the pictures; fees go up to half as much again as the guest can bear."""
    if ceiling is None:
        return dict.fromkeys(PICTURES, ())
    fee = replace(talks.forms[FEE], high=1.5 * ceiling)
    limited = replace(talks, forms=dict(talks.forms) | {FEE: fee})
    return {pair: acceptable_pairs(limited, *pair) for pair in PICTURES}
