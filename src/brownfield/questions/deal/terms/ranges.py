"""Between which amounts may one contract form lie, and where do the parties meet?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite

from brownfield.questions.deal.contracts.talks import INFINITY, Agreed, Side, Talks
from brownfield.questions.deal.terms.after_tax import futures_after, paid_into, received
from brownfield.questions.deal.terms.terms import (
    nash_terms,
    shared_hope_terms,
    term_range,
)

FEE = "fee_per_vehicle"
BESIDE_FEE = ("price_down", "capex_share")  # the host gives; the fee pays for it
ALONE = (FEE, "reservation", "take_or_pay", "cost_plus")
ROUNDING = 1e-5  # of a unit of any form


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
    fair
        Amount that gives all the same share of the best each could hope for.
    note
        What else is assumed.
    sure_low, sure_high
        Least and largest amount that leave everybody better off whatever the searches
        of what each has alone left open; None if there is none.
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
    fair: float | None = None
    note: str = ""
    sure_low: float | None = None
    sure_high: float | None = None

    @property
    def off(self) -> float:
        """By how much the ends may be off, since searches left something open.

        Infinite if no amount is proved to leave everybody better off.
        """
        if self.low is None:
            return 0.0
        if self.sure_low is None:
            return INFINITY
        shift = self.sure_low - self.low
        if self.high is not None and self.sure_high is not None:
            shift = max(shift, self.high - self.sure_high)
        is_nothing = shift <= ROUNDING * max(abs(self.low), abs(self.high or 0.0))
        return 0.0 if is_nothing else shift


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
    ranges = {name: range_of(talks, name, others, power) for name in ALONE}
    ranges |= {name: range_of(talks, name, [FEE, *others], power) for name in others}
    ceiling = ranges[FEE].high
    for name in BESIDE_FEE:
        if ceiling is None or not isfinite(ceiling):
            ranges[name] = Range(name, talks.forms[name].unit, None, None, None)
            continue
        held = replace(talks.forms[FEE], low=ceiling, high=ceiling)
        fixed = replace(talks, forms=dict(talks.forms) | {FEE: held})
        most = f"{ceiling:,.0f}" if ceiling >= 100.0 else f"{ceiling:.3g}"
        note = f"with a fee of {most} per vehicle, the most the guest can bear"
        beside = [FEE, *others]
        ranges[name] = range_of(fixed, name, beside, power, note=note)
    return ranges


def range_of(
    talks: Talks,
    name: str,
    others: Sequence[str],
    power: Mapping[str, float],
    *,
    note: str = "",
) -> Range:
    """Return the range of one form, with others that may be used beside it."""
    unit = talks.forms[name].unit
    edges = term_range(talks, name, others)
    if edges is None:
        return Range(name, unit, None, None, None, note=note)
    names = tuple(dict.fromkeys((name, *others)))
    met = _met(talks, names, power)
    tails, fair = tail_range(talks, name, others), shared_hope_terms(talks, names)
    return Range(
        name,
        unit,
        clean(edges[0]),
        clean(edges[1]) if isfinite(edges[1]) else None,
        None if met is None else clean(met.amounts[name]),
        {} if met is None else {n: clean(a) for n, a in met.amounts.items()},
        {} if met is None else met.gains,
        clean(tails[0]) if tails else None,
        clean(tails[1]) if tails else None,
        None if fair is None else clean(fair.amounts[name]),
        note,
        *_sure(talks, name, others, edges),
    )


def _sure(
    talks: Talks, name: str, others: Sequence[str], edges: tuple[float, float]
) -> tuple[float | None, float | None]:
    """Return the range if each had alone as much as its search left open."""
    edges_if_sure: tuple[float, float] | None = edges
    if any(side.is_open > 0.0 for side in talks.sides):
        edges_if_sure = term_range(surely(talks), name, others)
    if edges_if_sure is None:
        return None, None
    return clean(edges_if_sure[0]), clean(edges_if_sure[1]) if isfinite(
        edges_if_sure[1]
    ) else None


def surely(talks: Talks) -> Talks:
    """Return the talks if each had alone as much as its search left open."""
    sides = tuple(
        replace(side, alone=tuple(v + side.is_open for v in side.alone))
        for side in talks.sides
    )
    return replace(talks, sides=sides)


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
    edges = term_range(replace(talks, sides=sides), name, others)
    if edges is None or not all(isfinite(edge) for edge in edges):
        return None
    return edges
