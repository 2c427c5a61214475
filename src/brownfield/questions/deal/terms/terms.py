"""Which payments leave every party better off than alone?

Payments are linear in their amount, a party's worth of an uncertain payoff is its mean
or (partly) the mean of its worst futures, so all acceptable terms form a polyhedron.
The range of one term is two small linear programmes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import cos, isfinite, log, pi, sin

from brownfield.questions.deal.contracts.linear_programme import Best, Row
from brownfield.questions.deal.contracts.risk import worth
from brownfield.questions.deal.contracts.talks import (
    INFINITY,
    Agreed,
    Talks,
    form_scale,
    money_scale,
)
from brownfield.questions.deal.terms.terms_rows import NEAR, agreed, best_point, reached

THIRDS = 60  # steps; each leaves two thirds of the interval
ROUNDS = 40  # tangents of the logarithm
NEARBY = 1e-3  # of a form's scale within which tangents leave it
FLAT = 1e-7  # difference of logarithms that the solver cannot tell


def term_range(
    talks: Talks, name: str, among: Sequence[str] = ()
) -> tuple[float, float] | None:
    """Return the least and largest acceptable amount of one form.

    Parameters
    ----------
    talks
        The talks.
    name
        The form asked about.
    among
        Other forms that may be used at the same time.
    """
    names = tuple(dict.fromkeys([name, *among]))
    least = _best(talks, names, {name: -1.0})
    most = _best(talks, names, {name: 1.0})
    if least is None or most is None:
        return None
    return -least.value, most.value


def nash_terms(
    talks: Talks, names: Sequence[str], power: Mapping[str, float] | None = None
) -> Agreed | None:
    """Return the terms with the largest weighted product of gains; None if none.

    None too where nothing limits the product: payments both ways, whose payers and
    payees discount or weigh futures differently, can leave all better without end.

    References
    ----------
    Nash (1950); the logarithm is cut by tangents until it fits.
    """
    scale, hopeful = money_scale(talks), _hopeful(talks, names)
    start = _fairest(talks, names, hopeful)
    if start is None:
        return None
    if len(names) == 1:
        return _nash_amount(talks, names[0], power or {}, hopeful)
    if not hopeful or min(start.gains[p] for p in hopeful) <= NEAR * scale:
        return start
    weights = {party: (power or {}).get(party, 1.0) for party in hopeful}
    cuts = _tangents({p: start.gains[p] / scale for p in hopeful})
    best_terms = start
    for _ in range(ROUNDS):
        objective = {f"log {p}": weight for p, weight in weights.items()}
        best = best_point(talks, names, objective, cuts)
        if best is None or not best.point:
            return best_terms if best is None else None
        best_terms = agreed(talks, names, best)
        gains = {p: max(best_terms.gains[p] / scale, NEAR) for p in hopeful}
        if all(best.point[f"log {p}"] - log(g) < NEAR for p, g in gains.items()):
            break
        cuts += _tangents(gains)
    return _sharper(talks, names, weights, best_terms)


def _sharper(
    talks: Talks, names: Sequence[str], weights: Mapping[str, float], start: Agreed
) -> Agreed:
    """Return terms that share gains by power exactly, where none are better.

    Where payments move money without loss they are the Nash terms; the product is flat
    around its peak, so tangents alone leave an error of a few in 100,000 there.
    """
    rows = [Row({f"gain {p}": 1.0, "share": -w}, 0.0, 0.0) for p, w in weights.items()]
    best = best_point(talks, names, {"share": 1.0}, rows)
    if best is not None and best.point:
        even = agreed(talks, names, best)
        slack = FLAT * sum(weights.values())
        if _product(even, weights) >= _product(start, weights) - slack:
            return even
    if any(side.books is not None for side in talks.sides):
        return start  # each look is a programme of its own, no sharper than the last
    return _climbed(talks, names[0], weights, start)


def _climbed(
    talks: Talks, name: str, weights: Mapping[str, float], start: Agreed
) -> Agreed:
    """Return the best terms near some if only one form's amount moves."""
    form, step = talks.forms[name], NEARBY * form_scale(talks, name)
    at = start.amounts[name]

    def product(amount: float) -> float:
        moved = dict(start.amounts) | {name: amount}
        return _product(at_amounts(talks, moved), weights)

    best = _peak(product, max(form.low, at - step), min(form.high, at + step))
    return at_amounts(talks, dict(start.amounts) | {name: best})


def _product(terms: Agreed, weights: Mapping[str, float]) -> float:
    """Return the logarithm of the weighted product of gains."""
    if any(terms.gains[party] <= 0.0 for party in weights):
        return -INFINITY
    return sum(weight * log(terms.gains[p]) for p, weight in weights.items())


def _hopeful(talks: Talks, names: Sequence[str]) -> tuple[str, ...]:
    """Return the parties that some acceptable terms leave better off."""
    forms = [talks.forms[name] for name in names]
    parties = []
    for party in (s.party for s in talks.sides if s.party in reached(forms)):
        best = best_point(talks, names, {f"gain {party}": 1.0}, [])
        if best is not None and best.value > NEAR:
            parties.append(party)
    return tuple(parties)


def _fairest(
    talks: Talks, names: Sequence[str], parties: Sequence[str]
) -> Agreed | None:
    """Return the acceptable terms whose smallest gain of some parties is largest."""
    rows = [Row({f"gain {p}": 1.0, "least": -1.0}, 0.0) for p in parties]
    objective = {"least": 1.0} if parties else {}
    best = best_point(talks, names, objective, rows)
    return None if best is None or not best.point else agreed(talks, names, best)


def _nash_amount(
    talks: Talks, name: str, power: Mapping[str, float], hopeful: Sequence[str]
) -> Agreed | None:
    """Return the best amount of one form, by thirds: the product has one peak."""
    edges = term_range(talks, name)
    if edges is None or not all(isfinite(edge) for edge in edges):
        return None
    low, high = edges

    weights = {party: power.get(party, 1.0) for party in hopeful}

    def product(amount: float) -> float:
        return _product(at_amounts(talks, {name: amount}), weights)

    return at_amounts(talks, {name: _peak(product, low, high)})


def _peak(product: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function with one peak between two points has it, by thirds."""
    for _ in range(THIRDS):
        third = (high - low) / 3.0
        if product(low + third) < product(high - third):
            low += third
        else:
            high -= third
    return (low + high) / 2.0


def shared_hope_terms(talks: Talks, names: Sequence[str]) -> Agreed | None:
    """Return the terms that give all the same share of their best hope.

    References
    ----------
    Kalai and Smorodinsky (1975).
    """
    hopes: dict[str, float] = {}
    for party in sorted(reached(talks.forms[name] for name in names)):
        best = best_point(talks, names, {f"gain {party}": 1.0}, [])
        if best is None or not best.point:
            return None
        hopes[party] = best.value
    rows = [Row({f"gain {p}": 1.0, "share": -hope}, 0.0) for p, hope in hopes.items()]
    best = best_point(talks, names, {"share": 1.0}, rows)
    return None if best is None or not best.point else agreed(talks, names, best)


def at_amounts(talks: Talks, amounts: Mapping[str, float]) -> Agreed:
    """Return what given amounts leave each party."""
    if any(side.books is not None for side in talks.sides):
        return _at_amounts_taxed(talks, amounts)
    gains: dict[str, float] = {}
    for side in talks.sides:
        got = talks.after(side, amounts)
        own = worth(got, talks.chances, side.tail, side.tail_weight)
        gains[side.party] = own - talks.floor(side)
    return Agreed(dict(amounts), gains)


def _at_amounts_taxed(talks: Talks, amounts: Mapping[str, float]) -> Agreed:
    held = {
        name: replace(talks.forms[name], low=amount, high=amount)
        for name, amount in amounts.items()
    }
    fixed = replace(talks, forms=held)
    objective = {f"gain {side.party}": 1.0 for side in talks.sides}
    best = best_point(fixed, tuple(amounts), objective, [], is_gain_needed=False)
    if best is None or not best.point:
        return Agreed(dict(amounts), {s.party: float("nan") for s in talks.sides})
    return agreed(fixed, tuple(amounts), best)


def largest_total(talks: Talks, names: Sequence[str]) -> Agreed | None:
    """Return the terms with the largest sum of worths: the best shared risk."""
    objective = {f"gain {side.party}": 1.0 for side in talks.sides}
    best = best_point(talks, names, objective, [], is_gain_needed=False)
    return None if best is None or not best.point else agreed(talks, names, best)


def acceptable_pairs(
    talks: Talks, across: str, up: str, directions: int = 48
) -> tuple[tuple[float, float], ...]:
    """Return the corners of the acceptable pairs of two forms, in turning order."""
    names, scales = (across, up), {n: form_scale(talks, n) for n in (across, up)}
    corners: list[tuple[float, float]] = []
    for step in range(directions):
        angle = 2.0 * pi * (step + 0.5) / directions
        objective = {
            across: cos(angle) / scales[across],
            up: sin(angle) / scales[up],
        }
        best = _best(talks, names, objective)
        if best is None or not best.point:
            return ()
        corner = best.point[across], best.point[up]
        if not corners or not _is_same(corner, corners[-1], scales, names):
            corners.append(corner)
    if len(corners) > 1 and _is_same(corners[0], corners[-1], scales, names):
        corners.pop()
    return tuple(corners)


def _is_same(
    one: tuple[float, float],
    other: tuple[float, float],
    scales: Mapping[str, float],
    names: tuple[str, str],
) -> bool:
    return all(
        abs(a - b) <= 1e-7 * scales[n]
        for a, b, n in zip(one, other, names, strict=True)
    )


def _best(
    talks: Talks, names: Sequence[str], objective: Mapping[str, float]
) -> Best | None:
    """Return the best amounts, in their own units."""
    scales = {name: form_scale(talks, name) for name in names}
    scaled = {name: value * scales[name] for name, value in objective.items()}
    best = best_point(talks, names, scaled, [])
    if best is None or not best.point:
        return best
    return Best(best.value, {name: best.point[name] * scales[name] for name in names})


def _tangents(gains: Mapping[str, float]) -> list[Row]:
    """Return log gain <= log t + (gain - t) / t at gains t."""
    return [
        Row({f"log {p}": 1.0, f"gain {p}": -1.0 / gain}, upper=log(gain) - 1.0)
        for p, gain in gains.items()
    ]
