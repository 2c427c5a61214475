"""What is each group of parties worth together, and does joining always pay?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from brownfield.errors import UseError

Coalition = frozenset[str]
MOST_PARTIES = 5  # 31 coalitions; each is a plan of its own


@dataclass(frozen=True)
class Game:
    """A coalition game: parties and the value of every group of them.

    Attributes
    ----------
    parties
        Names, in the order of the case.
    values
        v(S) of every non-empty coalition, in case currency.
    bounds
        What no coalition is worth more than, where its search left something open.
    """

    parties: tuple[str, ...]
    values: Mapping[Coalition, float] = field(repr=False)
    bounds: Mapping[Coalition, float] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        lost = [
            ",".join(c)
            for c in _orders(self.parties)
            if frozenset(c) not in self.values
        ]
        if lost:
            message = f"The game has no value for: {'; '.join(lost)}. Give every one."
            raise UseError(message)

    @property
    def total(self) -> float:
        """v(N): what all parties are worth together."""
        return self.values[frozenset(self.parties)]

    @cached_property
    def alone(self) -> dict[str, float]:
        """v({c}) by party: the disagreement point."""
        return {party: self.values[frozenset({party})] for party in self.parties}

    @property
    def surplus(self) -> float:
        """What the deal adds to everybody acting alone."""
        return self.total - sum(self.alone.values())

    def bound(self, coalition: Coalition) -> float:
        """Return what a coalition is worth at most; its value is what it surely has."""
        return max(self.values[coalition], self.bounds.get(coalition, -float("inf")))

    def is_open(self, coalition: Coalition) -> float:
        """Return how much more than its value a coalition may be worth."""
        return self.bound(coalition) - self.values[coalition]

    def alone_bound(self, party: str) -> float:
        """Return what a party has alone at most."""
        return self.bound(frozenset({party}))

    @property
    def slack(self) -> float:
        """Case currency by which the value of some coalition may be off."""
        return max(self.is_open(c) for c in self.values)

    @property
    def least_surplus(self) -> float:
        """What the deal adds at least, whatever the searches left open."""
        return self.total - sum(self.alone_bound(party) for party in self.parties)

    def surplus_of(self, coalition: Coalition) -> float:
        """Return what a coalition adds to each of its members acting alone."""
        return self.values[coalition] - sum(self.alone[party] for party in coalition)

    def gains(self, coalition: Coalition) -> bool:
        """Return whether a coalition surely adds something."""
        alone = sum(self.alone_bound(party) for party in coalition)
        return self.values[coalition] - alone > self.rounding

    @property
    def has_surplus(self) -> bool:
        """Whether there is anything to share: without it no terms leave all better."""
        return self.gains(frozenset(self.parties))

    @property
    def scale(self) -> float:
        """Largest absolute value, at least a tiny one; numbers are divided by it."""
        return max(max(abs(v) for v in self.values.values()), 1e-300)

    @property
    def rounding(self) -> float:
        """Case currency below which two values count as equal."""
        return 1e-9 * self.scale

    @property
    def tolerance(self) -> float:
        """Case currency by which the total may be off, at least rounding."""
        return max(self.is_open(frozenset(self.parties)), self.rounding)

    def coalitions(self) -> tuple[Coalition, ...]:
        """Return every non-empty coalition, small ones first, in party order."""
        return tuple(frozenset(names) for names in _orders(self.parties))

    def label(self, coalition: Coalition) -> str:
        """Return the parties of a coalition in case order, joined by commas."""
        return ",".join(party for party in self.parties if party in coalition)


def _orders(parties: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for size in range(1, len(parties) + 1):
        yield from combinations(parties, size)


def check_size(parties: tuple[str, ...]) -> None:
    """Raise UseError unless two to five different parties talk."""
    if len(set(parties)) != len(parties):
        message = f"A party is named twice: {', '.join(parties)}. Name each once."
        raise UseError(message)
    if not 2 <= len(parties) <= MOST_PARTIES:
        message = (
            f"A deal needs 2 to {MOST_PARTIES} parties; named: "
            f"{', '.join(parties) or 'none'}. Name those who talk: --parties a,b,c"
        )
        raise UseError(message)


def objections_to_joining(game: Game) -> tuple[tuple[Coalition, Coalition, float], ...]:
    """Return pairs of groups that lose by joining, with the loss in case currency.

    Empty for a superadditive game. A loss means that two groups apart can do
    something that they cannot do together, or that a search stopped too early.
    """
    objections = []
    for one in game.coalitions():
        for other in game.coalitions():
            if one & other or game.label(one) > game.label(other):
                continue
            loss = game.values[one] + game.values[other] - game.bound(one | other)
            if loss > game.rounding:
                objections.append((one, other, loss))
    return tuple(objections)
