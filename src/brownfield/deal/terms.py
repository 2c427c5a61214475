"""Which payments leave every party better off than alone?

Payments are linear in their amount, a party's worth of an uncertain payoff is its mean
or (partly) the mean of its worst futures, so all acceptable terms form a polyhedron.
The range of one term is two small linear programmes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import cos, log, pi, sin

from brownfield.deal.books import Books, book_rows
from brownfield.deal.linear_programme import Best, Row, maximise
from brownfield.deal.risk import worth

INFINITY = float("inf")
ROUNDS = 40  # tangents of the logarithm; gains are then exact to about 1e-9
NEAR = 1e-10
Futures = tuple[float, ...]


@dataclass(frozen=True)
class Form:
    """A kind of payment whose amount is to be agreed.

    Attributes
    ----------
    name
        Form of the `contracts` table.
    unit
        Unit of its amount.
    worth
        Present value of one unit to each party that pays or receives, by future.
    base
        Payment that comes with the form whatever its amount, e.g. the cost in
        cost-plus; by party and future.
    cash
        As `worth` before tax and discounting, by party and node; needed for parties
        with `books`.
    base_cash
        As `base`, by party and node.
    low, high
        Amounts that make sense.
    """

    name: str
    unit: str
    worth: Mapping[str, Futures] = field(repr=False)
    base: Mapping[str, Futures] = field(default_factory=dict, repr=False)
    cash: Mapping[str, Mapping[str, float]] = field(default_factory=dict, repr=False)
    base_cash: Mapping[str, Mapping[str, float]] = field(
        default_factory=dict, repr=False
    )
    low: float = 0.0
    high: float = INFINITY


@dataclass(frozen=True)
class Side:
    """A party at the table.

    Attributes
    ----------
    party
        Name.
    before
        Present value of the joint plan to it before payments, by future.
    alone
        Present value of acting alone, by future.
    tail, tail_weight
        Share of worst futures it looks at, and their weight in its aim.
    books
        Its tax books if losses are carried forward: payments then change its tax.
    """

    party: str
    before: Futures = field(repr=False)
    alone: Futures = field(repr=False)
    tail: float | None = None
    tail_weight: float = 0.0
    books: Books | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Talks:
    """Who talks about which payments, and what the future may hold.

    Attributes
    ----------
    chances
        Probability of each future.
    sides
        The parties.
    forms
        Payments by name.
    """

    chances: Futures
    sides: tuple[Side, ...]
    forms: Mapping[str, Form]

    def floor(self, side: Side) -> float:
        """Return what a party must at least get: the worth of acting alone."""
        return worth(side.alone, self.chances, side.tail, side.tail_weight)


@dataclass(frozen=True)
class Agreed:
    """Amounts of payments and what they leave each party.

    Attributes
    ----------
    amounts
        Amount of each form.
    gains
        Worth of the deal less that of acting alone, by party.
    """

    amounts: Mapping[str, float]
    gains: Mapping[str, float]


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


def edge_of(talks: Talks, name: str, party: str) -> float | None:
    """Return the amount of one form at which a party is just as well off as alone.

    The payer's is a ceiling, the payee's a floor; None if no amount does it.
    """
    side = next(s for s in talks.sides if s.party == party)
    form = talks.forms[name]
    opened = replace(form, low=-INFINITY, high=INFINITY)
    only = replace(talks, sides=(side,), forms={name: opened})
    mean = sum(v * p for v, p in zip(form.worth[party], talks.chances, strict=True))
    sign = -1.0 if mean > 0 else 1.0
    best = _best(only, (name,), {name: sign})
    return None if best is None else sign * best.value


def nash_terms(
    talks: Talks, names: Sequence[str], power: Mapping[str, float] | None = None
) -> Agreed | None:
    """Return the terms with the largest weighted product of gains; None if none.

    References
    ----------
    Nash (1950); the logarithm is cut by tangents until it fits.
    """
    start = fairest_terms(talks, names)
    if start is None or min(start.gains.values()) < 0.0:
        return None
    scale = _scale(talks)
    if min(start.gains.values()) <= NEAR * scale:
        return start
    weights = {s.party: (power or {}).get(s.party, 1.0) for s in talks.sides}
    cuts = _tangents({p: g / scale for p, g in start.gains.items()})
    found = start
    for _ in range(ROUNDS):
        objective = {f"log {p}": weight for p, weight in weights.items()}
        best = _best_scaled(talks, names, objective, cuts)
        if best is None:
            return found
        found = _agreed(talks, names, best)
        gains = {p: max(g / scale, NEAR) for p, g in found.gains.items()}
        if all(best.point[f"log {p}"] - log(g) < NEAR for p, g in gains.items()):
            break
        cuts += _tangents(gains)
    return found


def fairest_terms(talks: Talks, names: Sequence[str]) -> Agreed | None:
    """Return the terms whose smallest gain is largest; gains may be negative."""
    rows = [Row({f"gain {s.party}": 1.0, "least": -1.0}, 0.0) for s in talks.sides]
    best = _best_scaled(talks, names, {"least": 1.0}, rows, is_gain_needed=False)
    return None if best is None or not best.point else _agreed(talks, names, best)


def shared_hope_terms(talks: Talks, names: Sequence[str]) -> Agreed | None:
    """Return the terms that give all the same share of their best hope.

    References
    ----------
    Kalai and Smorodinsky (1975).
    """
    hopes: dict[str, float] = {}
    for side in talks.sides:
        best = _best_scaled(talks, names, {f"gain {side.party}": 1.0}, [])
        if best is None:
            return None
        hopes[side.party] = best.value
    rows = [Row({f"gain {p}": 1.0, "share": -hope}, 0.0) for p, hope in hopes.items()]
    best = _best_scaled(talks, names, {"share": 1.0}, rows)
    return None if best is None or not best.point else _agreed(talks, names, best)


def at_amounts(talks: Talks, amounts: Mapping[str, float]) -> Agreed:
    """Return what given amounts leave each party."""
    held = {
        name: replace(talks.forms[name], low=amount, high=amount)
        for name, amount in amounts.items()
    }
    fixed = replace(talks, forms=held)
    objective = {f"gain {side.party}": 1.0 for side in talks.sides}
    best = _best_scaled(fixed, tuple(amounts), objective, [], is_gain_needed=False)
    if best is None:
        return Agreed(dict(amounts), {s.party: float("nan") for s in talks.sides})
    return _agreed(fixed, tuple(amounts), best)


def largest_total(talks: Talks, names: Sequence[str]) -> Agreed | None:
    """Return the terms with the largest sum of worths: the best shared risk."""
    objective = {f"gain {side.party}": 1.0 for side in talks.sides}
    best = _best_scaled(talks, names, objective, [], is_gain_needed=False)
    return None if best is None or not best.point else _agreed(talks, names, best)


def acceptable_pairs(
    talks: Talks, across: str, up: str, directions: int = 48
) -> tuple[tuple[float, float], ...]:
    """Return the corners of the acceptable pairs of two forms, in turning order."""
    names, scales = (across, up), {n: _form_scale(talks, n) for n in (across, up)}
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
    scales = {name: _form_scale(talks, name) for name in names}
    scaled = {name: value * scales[name] for name, value in objective.items()}
    best = _best_scaled(talks, names, scaled, [])
    if best is None or not best.point:
        return best
    return Best(best.value, {name: best.point[name] * scales[name] for name in names})


def _best_scaled(
    talks: Talks,
    names: Sequence[str],
    objective: Mapping[str, float],
    extra: Sequence[Row],
    *,
    is_gain_needed: bool = True,
) -> Best | None:
    forms = {name: talks.forms[name] for name in names}
    scales = {name: _form_scale(talks, name) for name in names}
    rows: list[Row] = list(extra)
    bounds: dict[str, tuple[float, float]] = {}
    for side in talks.sides:
        more_rows, more_bounds = _side_rows(talks, side, forms, scales)
        rows += more_rows
        bounds |= more_bounds
        if is_gain_needed:
            bounds[f"gain {side.party}"] = (-NEAR, INFINITY)
    for name, form in forms.items():
        bounds[name] = (form.low / scales[name], form.high / scales[name])
    return maximise(objective, rows, bounds)


def _side_rows(
    talks: Talks,
    side: Side,
    forms: Mapping[str, Form],
    scales: Mapping[str, float],
) -> tuple[list[Row], dict[str, tuple[float, float]]]:
    """Return the rows that define a party's gain, scaled."""
    party, scale = side.party, _scale(talks)
    rows, bounds, payoffs = _payoffs(talks, side, forms, scales)
    gain: dict[str, float] = {f"gain {party}": 1.0}
    fixed = -talks.floor(side) / scale
    for chance, (terms, constant) in zip(talks.chances, payoffs, strict=True):
        weight = (1.0 - side.tail_weight) * chance
        fixed += weight * constant
        for name, value in terms.items():
            gain[name] = gain.get(name, 0.0) - weight * value
    if side.tail_weight > 0.0:
        tail = side.tail or 1.0
        gain[f"quantile {party}"] = -side.tail_weight
        for at, (chance, (terms, constant)) in enumerate(
            zip(talks.chances, payoffs, strict=True)
        ):
            short = f"short {party} {at}"
            gain[short] = side.tail_weight * chance / tail
            bounds[short] = (0.0, INFINITY)
            below = {short: 1.0, f"quantile {party}": -1.0}
            rows.append(Row(below | dict(terms), lower=-constant))
    rows.append(Row(gain, fixed, fixed))
    return rows, bounds


Payoff = tuple[Mapping[str, float], float]


def _payoffs(
    talks: Talks,
    side: Side,
    forms: Mapping[str, Form],
    scales: Mapping[str, float],
) -> tuple[list[Row], dict[str, tuple[float, float]], list[Payoff]]:
    """Return each future's payoff as terms and a constant, with rows they need."""
    scale = _scale(talks)
    if side.books is not None:
        return book_rows(side.books, _cash_of(side, forms, scales, scale), scale)
    payoffs: list[Payoff] = []
    for at, before in enumerate(side.before):
        terms = {
            name: form.worth[side.party][at] * scales[name] / scale
            for name, form in forms.items()
            if side.party in form.worth
        }
        base = sum(
            f.base[side.party][at] for f in forms.values() if side.party in f.base
        )
        payoffs.append((terms, (before + base) / scale))
    return [], {}, payoffs


def _cash_of(
    side: Side, forms: Mapping[str, Form], scales: Mapping[str, float], scale: float
) -> dict[str, tuple[dict[str, float], float]]:
    """Return the payments at each node as terms and a constant, scaled."""
    assert side.books is not None  # noqa: S101 (the caller looked)
    cash: dict[str, tuple[dict[str, float], float]] = {}
    for node in side.books.parent:
        terms = {
            name: form.cash[side.party][node] * scales[name] / scale
            for name, form in forms.items()
            if node in form.cash.get(side.party, {})
        }
        base = sum(
            f.base_cash.get(side.party, {}).get(node, 0.0) for f in forms.values()
        )
        cash[node] = (terms, base / scale)
    return cash


def _agreed(talks: Talks, names: Sequence[str], best: Best) -> Agreed:
    amounts = {name: best.point[name] * _form_scale(talks, name) for name in names}
    scale = _scale(talks)
    gains = {s.party: best.point[f"gain {s.party}"] * scale for s in talks.sides}
    return Agreed(amounts, gains)


def _tangents(gains: Mapping[str, float]) -> list[Row]:
    """Return log gain <= log t + (gain - t) / t at gains t."""
    return [
        Row({f"log {p}": 1.0, f"gain {p}": -1.0 / gain}, upper=log(gain) - 1.0)
        for p, gain in gains.items()
    ]


def _scale(talks: Talks) -> float:
    """Return a size of money that brings payoffs near one."""
    sizes = [abs(v) for side in talks.sides for v in (*side.before, *side.alone)]
    return max(max(sizes), 1e-300)


def _form_scale(talks: Talks, name: str) -> float:
    """Return the amount of a form that moves about one scaled unit of money."""
    moved = [abs(v) for values in talks.forms[name].worth.values() for v in values]
    largest = max(moved, default=0.0)
    return _scale(talks) / largest if largest > 0.0 else 1.0
