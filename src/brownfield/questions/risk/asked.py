"""What may be asked of a risk?"""

from dataclasses import dataclass, field

from brownfield.asking.options import option
from brownfield.tables.bounds import Bounds

POINTS = Bounds(lower=2, upper=21, is_whole=True, example="5")
DRAWS = Bounds(lower=0, upper=100_000, is_whole=True, example="200")
KEEP = Bounds(lower=1, upper=50, is_whole=True, example="5")
SEED = Bounds(lower=0, is_whole=True, example="1")
TAIL = Bounds(lower=0.0, upper=1.0, is_above=True, example="0.25")


@dataclass(frozen=True)
class Asked:
    """How sure the best plan is to be looked at.

    Attributes
    ----------
    points
        Plans on the line from no care for the worst futures to nothing else.
    tail
        Share of worst futures that a company without `tail` of its own looks at.
    assumptions
        Rows of `assumptions` to move, as TABLE.COLUMN or TABLE; none = all.
    resolve
        Whether the case is also planned anew at both ends of each.
    under
        What-ifs, beside the futures, in which every plan is looked at; ``all`` = every
        one that changes facts.
    draws
        Futures drawn from the ranges of assumptions; 0 = none.
    keep
        How many of them stand for all, and are planned, together and each by itself.
    correlation
        Pairs of assumptions that move together, as NUMBER~NUMBER=VALUE.
    draw_seed
        Seed of the random numbers.
    """

    points: int = field(
        default=5,
        metadata=option(
            "Plan for so many weights of care, from none to full.", limits=POINTS
        ),
    )
    tail: float = field(
        default=0.25,
        metadata=option(
            "Share of worst futures, where a company has no `tail` of its own.",
            limits=TAIL,
        ),
    )
    assumptions: tuple[str, ...] = field(
        default=(),
        metadata=option(
            "Move only these rows of `assumptions`: TABLE or TABLE.COLUMN; repeat.",
            "--assumption",
        ),
    )
    resolve: bool = field(
        default=False,
        metadata=option("Plan the case anew at both ends of each assumption, too."),
    )
    under: tuple[str, ...] = field(
        default=(),
        metadata=option(
            "Look at every plan under this what-if, too, or under all; repeat.",
            "--under",
        ),
    )
    draws: int = field(
        default=0,
        metadata=option(
            "Draw so many futures from the ranges of assumptions.", limits=DRAWS
        ),
    )
    keep: int = field(
        default=5,
        metadata=option("Plan so many of them, which stand for all.", limits=KEEP),
    )
    correlation: tuple[str, ...] = field(
        default=(),
        metadata=option(
            "Two rows of `assumptions` that move together, e.g. 1~3=0.6; repeat.",
            "--correlation",
        ),
    )
    draw_seed: int = field(
        default=0,
        metadata=option("Seed of the random numbers of the draws.", limits=SEED),
    )
