"""Between which amounts may each contract form lie, and where do they meet?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite

from brownfield.case.case import Case
from brownfield.deal.after_tax import (
    before_payments,
    futures_after,
    paid_into,
    received,
)
from brownfield.deal.coalitions import Coalitions, payoffs_alone
from brownfield.deal.forms import Pair, books_of, forms_of, grant_of, pairs_of, timing
from brownfield.deal.talks import Agreed, Form, Side, Talks
from brownfield.deal.terms import (
    acceptable_pairs,
    at_amounts,
    largest_total,
    nash_terms,
    term_range,
)
from brownfield.plans.plan import Plan

FEE = "fee_per_vehicle"
BESIDE_FEE = ("price_down", "capex_share")  # the host gives; the fee pays for it
ALONE = (FEE, "reservation", "take_or_pay", "cost_plus")
ROUNDING = 1e-5  # of a unit of any form
POINTS = 20  # steps of the curve
PICTURES = ((FEE, "reservation"), (FEE, "price_down"))


@dataclass(frozen=True)
class Range:
    """The amounts of one contract form that leave everybody better off.

    Attributes
    ----------
    form, unit
        Form of the `contracts` table and unit of its amount.
    low, high
        Least and largest amount; None if no amount of this form alone will do.
    nash
        Amount at which the parties meet by bargaining power.
    amounts, gains
        All payments there, and what each party gains, case currency.
    tail_low, tail_high
        Range if every party looks only at its worst futures; None if no party gives
        its tail, or none is left.
    note
        What else is assumed.
    """

    form: str
    unit: str
    low: float | None
    high: float | None
    nash: float | None
    amounts: Mapping[str, float] = field(default_factory=dict)
    gains: Mapping[str, float] = field(default_factory=dict)
    tail_low: float | None = None
    tail_high: float | None = None
    note: str = ""


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
    """

    plan: Plan = field(repr=False)
    pair: Pair
    talks: Talks
    ranges: Mapping[str, Range]
    pictures: Mapping[tuple[str, str], tuple[tuple[float, float], ...]]
    curve: tuple[Agreed, ...] = field(repr=False)


def tables_of(
    found: Coalitions, case: Case, power: Mapping[str, float]
) -> tuple[Table | None, Table | None]:
    """Return the talks between companies alone, and with every government.

    None where no party of the talks builds at a plant of another in that plan.
    """
    seated, alone = found.seats, found.alone
    private = table_of(found.private, seated.companies, alone, case, power=power)
    if not seated.governments:
        return private, None
    return private, table_of(found.joint, seated.parties, alone, case, power=power)


def table_of(
    made: Plan,
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
    made
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
    companies = tuple(party for party in parties if party in alone)
    pairs = pairs_of(made, companies)
    if not pairs:
        return None
    pair, clock = pairs[0], timing(made)
    forms = forms_of(pair, clock, case)
    beside = {
        f"{FEE} {other.entrant}>{other.host}": forms_of(other, clock, case)[FEE]
        for other in pairs[1:]
    }
    for state in (party for party in parties if party not in alone):
        name = "grant" if "grant" not in beside else f"grant {state}"
        currency = case.settings.case.currency
        beside[name] = grant_of(state, pair.entrant, clock, currency)
    sides = tuple(
        Side(
            party,
            before_payments(made, party, clock),
            payoffs_alone(alone, party, companies),
            *_care(case, party),
            books_of(made, party, clock),
        )
        for party in parties
        if any(party in form.worth for form in (forms | beside).values())
    )
    chances = tuple(clock.chance[leaf] for leaf in clock.leaves)
    talks = Talks(chances, sides, forms | beside)
    ranges = ranges_of(talks, tuple(beside), power)
    pictures = _pictures(talks, ranges[FEE].high)
    return Table(made, pair, talks, ranges, pictures, _curve(talks, ranges[FEE]))


def _care(case: Case, party: str) -> tuple[float | None, float]:
    row = {r["party"]: r for r in case.tables["parties"].to_dicts()}[party]
    return row["tail"], row["tail_weight"] if row["tail"] else 0.0


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


def ranges_of(
    talks: Talks, others: Sequence[str], power: Mapping[str, float]
) -> dict[str, Range]:
    """Return the range of every form of the talks.

    Parameters
    ----------
    talks
        The talks.
    others
        Forms that may be used beside any: fees of further guests, grants.
    power
        Bargaining power by party.
    """
    ranges = {name: _range(talks, name, others, power) for name in ALONE}
    ranges |= {name: _range(talks, name, [FEE, *others], power) for name in others}
    ceiling = ranges[FEE].high
    for name in BESIDE_FEE:
        if ceiling is None or not isfinite(ceiling):
            ranges[name] = Range(name, talks.forms[name].unit, None, None, None)
            continue
        held = replace(talks.forms[FEE], low=ceiling, high=ceiling)
        fixed = replace(talks, forms=dict(talks.forms) | {FEE: held})
        note = f"with a fee of {ceiling:,.0f} per vehicle, the most the guest can bear"
        beside = [FEE, *others]
        ranges[name] = _range(fixed, name, beside, power, note=note)
    return ranges


def _range(
    talks: Talks,
    name: str,
    others: Sequence[str],
    power: Mapping[str, float],
    *,
    note: str = "",
) -> Range:
    unit = talks.forms[name].unit
    edges = term_range(talks, name, others)
    if edges is None:
        return Range(name, unit, None, None, None, note=note)
    names = tuple(dict.fromkeys((name, *others)))
    met = _met(talks, names, power)
    tails = tail_range(talks, name, others)
    return Range(
        name,
        unit,
        clean(edges[0]),
        clean(edges[1]) if isfinite(edges[1]) else None,
        None if met is None else clean(met.amounts[name]),
        {} if met is None else {n: clean(a) for n, a in met.amounts.items()},
        {} if met is None else met.gains,
        tails[0] if tails else None,
        tails[1] if tails else None,
        note,
    )


def clean(amount: float) -> float:
    """Return an amount without the rounding of a programme: near zero is zero."""
    return 0.0 if abs(amount) < ROUNDING else amount


def _met(
    talks: Talks, names: Sequence[str], power: Mapping[str, float]
) -> Agreed | None:
    """Return the Nash terms; forms held at one amount are part of every payoff."""
    held = {
        n: talks.forms[n] for n in names if talks.forms[n].low == talks.forms[n].high
    }
    if not held:
        return nash_terms(talks, names, power)
    amounts = {name: form.low for name, form in held.items()}
    free = tuple(name for name in names if name not in held)
    met = nash_terms(talks_after(talks, amounts), free, power)
    if met is None:
        return None
    return Agreed(amounts | dict(met.amounts), met.gains)


def talks_after(talks: Talks, amounts: Mapping[str, float]) -> Talks:
    """Return the talks with some payments agreed: they become part of the payoffs."""
    sides = tuple(
        replace(
            side,
            before=futures_after(talks, side, amounts),
            books=None
            if side.books is None
            else paid_into(side.books, *_received(talks, side, amounts)),
        )
        for side in talks.sides
    )
    return replace(talks, sides=sides)


def _received(
    talks: Talks, side: Side, amounts: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    nodes = side.books.parent if side.books else ()
    return received(talks.forms, side.party, amounts, nodes)


def tail_range(
    talks: Talks, name: str, others: Sequence[str] = ()
) -> tuple[float, float] | None:
    """Return the range if every party with a tail looks at nothing else."""
    if all(side.tail is None for side in talks.sides):
        return None
    weights = {s.party: 1.0 if s.tail is not None else 0.0 for s in talks.sides}
    sides = tuple(replace(s, tail_weight=weights[s.party]) for s in talks.sides)
    found = term_range(replace(talks, sides=sides), name, others)
    if found is None or not all(isfinite(edge) for edge in found):
        return None
    return found


def _pictures(
    talks: Talks, ceiling: float | None
) -> dict[tuple[str, str], tuple[tuple[float, float], ...]]:
    """Return the pictures; fees go up to half as much again as the guest can bear."""
    if ceiling is None:
        return dict.fromkeys(PICTURES, ())
    fee = replace(talks.forms[FEE], high=1.5 * ceiling)
    limited = replace(talks, forms=dict(talks.forms) | {FEE: fee})
    return {pair: acceptable_pairs(limited, *pair) for pair in PICTURES}


@dataclass(frozen=True)
class Simplicity:
    """How close a simple contract comes to sharing risk in full.

    Attributes
    ----------
    bound
        Largest sum of worths with payments that follow every future.
    by_form
        Largest sum of worths with one form alone (a reservation beside it).
    """

    bound: float
    by_form: Mapping[str, float]

    @property
    def best(self) -> str:
        """The form that comes closest."""
        return max(self.by_form, key=lambda name: self.by_form[name])

    @property
    def cost(self) -> float:
        """Worth that the simplicity of the best form costs."""
        return max(0.0, self.bound - self.by_form[self.best])


def simplicity(talks: Talks, pair: Pair) -> Simplicity | None:
    """Return what each simple form loses against sharing every future's risk.

    None where losses are carried forward: a payment's tax then hangs on the path.
    """
    if any(side.books is not None for side in talks.sides):
        return None
    each = {
        f"future {at}": _in_one_future(talks, pair, at)
        for at in range(len(talks.chances))
    }
    free = replace(talks, forms=each)
    bound = largest_total(free, tuple(each))
    by_form = {name: largest_total(talks, (name, "reservation")) for name in ALONE}
    found = {n: sum(a.gains.values()) for n, a in by_form.items() if a is not None}
    if bound is None or not found:
        return None
    return Simplicity(sum(bound.gains.values()), found)


def _in_one_future(talks: Talks, pair: Pair, at: int) -> Form:
    """Return one unit of present value paid to the host in one future only."""
    size = max(abs(v) for s in talks.sides for v in s.before)
    paid = tuple(1.0 if future == at else 0.0 for future in range(len(talks.chances)))
    worth = {pair.host: paid, pair.entrant: tuple(-value for value in paid)}
    return Form(f"future {at}", "now", worth, low=-10.0 * size, high=10.0 * size)
