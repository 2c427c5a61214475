"""Which small linear programme says that every party gains by the terms?"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from brownfield.questions.deal.contracts.books import book_rows
from brownfield.questions.deal.contracts.linear_programme import Best, Row, maximise
from brownfield.questions.deal.contracts.talks import (
    INFINITY,
    Agreed,
    Form,
    Side,
    Talks,
    form_scale,
    money_scale,
)

NEAR = 1e-10  # of the scale of money: a gain this far below zero is rounding


def best_point(
    talks: Talks,
    names: Sequence[str],
    objective: Mapping[str, float],
    extra: Sequence[Row],
    *,
    is_gain_needed: bool = True,
) -> Best | None:
    """Return the best scaled amounts; None if no terms keep every row.

    Parameters
    ----------
    talks
        The talks.
    names
        Forms in use; the others pay nothing.
    objective
        Coefficients of scaled amounts, and of the columns ``gain PARTY``.
    extra
        Further rows on those columns.
    is_gain_needed
        Whether every party that the forms reach must be at least as well off as alone.
    """
    rows, bounds = _stated(talks, tuple(names), is_gain_needed=is_gain_needed)
    return maximise(objective, [*extra, *rows], bounds)


Bounds = Mapping[str, tuple[float, float]]
_LATEST: deque[tuple[Talks, tuple[str, ...], bool, list[Row], Bounds]] = deque(maxlen=1)
"""The rows stated last: the same talks are asked again with other objectives."""


def _stated(
    talks: Talks, names: tuple[str, ...], *, is_gain_needed: bool
) -> tuple[list[Row], Bounds]:
    """Return rows and bounds of the talks, stated once for questions in a row."""
    for earlier, *asked, rows, bounds in tuple(_LATEST):
        if earlier is talks and asked == [names, is_gain_needed]:
            return rows, bounds
    stated = _rows_of(talks, names, is_gain_needed=is_gain_needed)
    _LATEST.append((talks, names, is_gain_needed, *stated))
    return stated


def _rows_of(
    talks: Talks, names: tuple[str, ...], *, is_gain_needed: bool
) -> tuple[list[Row], Bounds]:
    """Return the rows that define gains, and the bounds of gains and amounts."""
    forms = {name: talks.forms[name] for name in names}
    scales = {name: form_scale(talks, name) for name in names}
    rows: list[Row] = []
    bounds: dict[str, tuple[float, float]] = {}
    for side in talks.sides:
        more_rows, more_bounds = _side_rows(talks, side, forms, scales)
        rows += more_rows
        bounds |= more_bounds
        if is_gain_needed and side.party in reached(forms.values()):
            bounds[f"gain {side.party}"] = (-NEAR, INFINITY)
    for name, form in forms.items():
        bounds[name] = (form.low / scales[name], form.high / scales[name])
    return rows, bounds


def reached(forms: Iterable[Form]) -> set[str]:
    """Return the parties whose payoff some form moves."""
    return {
        party
        for form in forms
        for party, worth in form.worth.items()
        if any(worth) or form.cash.get(party)
    }


def _side_rows(
    talks: Talks,
    side: Side,
    forms: Mapping[str, Form],
    scales: Mapping[str, float],
) -> tuple[list[Row], dict[str, tuple[float, float]]]:
    """Return the rows that define a party's gain, scaled."""
    party, scale = side.party, money_scale(talks)
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
    scale = money_scale(talks)
    if side.books is not None:
        running = _cash_of(side, forms, scales, scale, is_running=True)
        once = _cash_of(side, forms, scales, scale, is_running=False)
        return book_rows(side.books, running, once, scale)
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
    side: Side,
    forms: Mapping[str, Form],
    scales: Mapping[str, float],
    scale: float,
    *,
    is_running: bool,
) -> dict[str, Payoff]:
    """Return the running or one-off payments at each node, scaled."""
    kinds = {name: f for name, f in forms.items() if f.is_running == is_running}
    cash: dict[str, Payoff] = {}
    for node in side.books.parent if side.books else ():
        terms = {
            name: form.cash[side.party][node] * scales[name] / scale
            for name, form in kinds.items()
            if node in form.cash.get(side.party, {})
        }
        base = sum(
            f.base_cash.get(side.party, {}).get(node, 0.0) for f in kinds.values()
        )
        cash[node] = (terms, base / scale)
    return cash


def agreed(talks: Talks, names: Sequence[str], best: Best) -> Agreed:
    """Return a scaled point as amounts and gains in their own units."""
    amounts = {name: best.point[name] * form_scale(talks, name) for name in names}
    scale = money_scale(talks)
    gains = {s.party: best.point[f"gain {s.party}"] * scale for s in talks.sides}
    return Agreed(amounts, gains)
