"""How may the value of a deal be split, and who would object to a split?"""

from collections.abc import Callable, Mapping, Sequence
from math import factorial, inf

import numpy as np

from brownfield.questions.deal.coalitions.game import Coalition, Game
from brownfield.questions.deal.contracts.linear_programme import Row, maximise

Split = dict[str, float]
TIGHT = 1e-8  # share of the game's scale within which an excess cannot move


def shapley(game: Game) -> Split:
    """Return what each party adds on average over all orders of joining.

    References
    ----------
    Shapley (1953).
    """
    count = len(game.parties)
    shares = dict.fromkeys(game.parties, 0.0)
    for coalition in game.coalitions():
        size = len(coalition)
        weight = factorial(size - 1) * factorial(count - size) / factorial(count)
        for party in coalition:
            before = game.values.get(coalition - {party}, 0.0)
            shares[party] += weight * (game.values[coalition] - before)
    return shares


def equal_split(game: Game) -> Split:
    """Return what each party has alone and an equal part of the surplus."""
    part = game.surplus / len(game.parties)
    return {party: alone + part for party, alone in game.alone.items()}


def nash(game: Game, power: Mapping[str, float] | None = None) -> Split:
    """Return what each has alone and a part of the surplus by bargaining power.

    Parameters
    ----------
    game
        The game; money moves freely between its parties.
    power
        Bargaining power by party; 1 where not given.

    References
    ----------
    Nash (1950); u_c = d_c + alpha_c x surplus with transferable money.
    """
    weights = {party: (power or {}).get(party, 1.0) for party in game.parties}
    total = sum(weights.values())
    return {
        party: alone + game.surplus * weights[party] / total
        for party, alone in game.alone.items()
    }


def nucleolus(game: Game) -> Split:
    """Return the split whose worst-off coalition is as well off as can be, and so on.

    Nobody gets less than alone where the total allows it.

    References
    ----------
    Schmeidler (1969); lexicographic linear programmes.
    """
    held: dict[Coalition, float] = {frozenset(game.parties): game.total / game.scale}
    split: Split = {}
    while _rank(game, held) < len(game.parties):
        best, point = _least_excess(game, held)
        split = {party: point[party] for party in game.parties}
        for coalition in _immovable(game, held, best):
            held[coalition] = game.values[coalition] / game.scale + best
    if not split:
        split = {game.parties[0]: game.total / game.scale}
    return {party: share * game.scale for party, share in split.items()}


def least_excess(game: Game) -> float:
    """Return by how much every coalition can at best be given more than its value.

    Negative: the core is empty. In case currency.
    """
    held = {frozenset(game.parties): game.total / game.scale}
    return _least_excess(game, held)[0] * game.scale


def is_core_empty(game: Game) -> bool:
    """Return whether every split leaves some coalition better off on its own."""
    return least_excess(game) < -game.tolerance


def objections(game: Game, split: Mapping[str, float]) -> dict[Coalition, float]:
    """Return the coalitions that gain by leaving a split, with their gain."""
    gains = {
        coalition: game.values[coalition] - sum(split[party] for party in coalition)
        for coalition in game.coalitions()
    }
    return {c: gain for c, gain in gains.items() if gain > game.tolerance}


RULES: dict[str, Callable[[Game], Split]] = {
    "shapley": shapley,
    "nucleolus": nucleolus,
    "nash": nash,
    "equal": equal_split,
}
OF_SURPLUS = ("nash", "equal")  # undefined where each has as much alone
LINEAR = ("nash", "shapley", "equal")  # shares are sums of values times fixed weights


def share_ranges(
    game: Game, rule: Callable[[Game], Split]
) -> dict[str, tuple[float, float]]:
    """Return between what each share lies, whatever searches left open.

    Parameters
    ----------
    game
        The game, with the bounds of its values.
    rule
        A sharing rule that is linear in the values.
    """
    low, high = dict(rule(game)), dict(rule(game))
    for coalition in game.coalitions():
        is_open = game.is_open(coalition)
        one = dict.fromkeys(game.values, 0.0) | {coalition: 1.0}
        for party, weight in rule(Game(game.parties, one)).items():
            low[party] += min(0.0, weight) * is_open
            high[party] += max(0.0, weight) * is_open
    return {party: (low[party], high[party]) for party in game.parties}


def _rows(game: Game, held: Mapping[Coalition, float]) -> list[Row]:
    rows = [Row(dict.fromkeys(c, 1.0), value, value) for c, value in held.items()]
    for coalition in game.coalitions():
        if coalition not in held:
            terms = dict.fromkeys(coalition, 1.0) | {"excess": -1.0}
            rows.append(Row(terms, lower=game.values[coalition] / game.scale))
    return rows


def _floors(game: Game) -> dict[str, tuple[float, float]]:
    if game.surplus < 0:
        return {}
    return {c: (d / game.scale, inf) for c, d in game.alone.items()}


def _least_excess(
    game: Game, held: Mapping[Coalition, float]
) -> tuple[float, Mapping[str, float]]:
    best = maximise({"excess": 1.0}, _rows(game, held), _floors(game))
    if best is None:
        # rounding of the held excesses: the split is settled up to that rounding
        best = maximise({"excess": 1.0}, _rows(game, held))
    if best is None:
        equal = game.total / game.scale / len(game.parties)
        return 0.0, dict.fromkeys(game.parties, equal)
    return best.value, best.point


def _immovable(
    game: Game, held: Mapping[Coalition, float], best: float
) -> Sequence[Coalition]:
    """Return the coalitions whose excess is the worst at every best split."""
    rows = [
        Row(
            dict(row.terms) | {"excess": 0.0},
            row.lower + best * ("excess" in row.terms),
            row.upper,
        )
        for row in _rows(game, held)
    ]
    stuck = []
    for coalition in game.coalitions():
        if coalition in held:
            continue
        most = maximise(dict.fromkeys(coalition, 1.0), rows, _floors(game))
        own = game.values[coalition] / game.scale + best
        if most is None or most.value <= own + TIGHT:
            stuck.append(coalition)
    return stuck


def _rank(game: Game, held: Mapping[Coalition, float]) -> int:
    table = [[float(p in coalition) for p in game.parties] for coalition in held]
    return int(np.linalg.matrix_rank(np.array(table)))
