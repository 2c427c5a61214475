"""What may be asked of the place of a headquarters?"""

from dataclasses import dataclass, field

from brownfield.asking.options import option
from brownfield.tables.bounds import Bounds

DRAWS = Bounds(lower=100, upper=1_000_000, is_whole=True, example="10000")
SEED = Bounds(lower=0, is_whole=True, example="1")


@dataclass(frozen=True)
class Asked:
    """How candidate places are to be compared.

    Attributes
    ----------
    draws
        Sets of weights, and of scores within their ranges, that are drawn.
    draw_seed
        Seed of the random numbers.
    without
        What-ifs that hold where there is no headquarters; for each the case is planned
        anew, and what headquarters first are worth is told.
    at
        Site of which that is told; blank = the best place that has a cost.
    """

    draws: int = field(
        default=10_000,
        metadata=option("Draw so many sets of weights and scores.", limits=DRAWS),
    )
    draw_seed: int = field(
        default=0,
        metadata=option("Seed of the random numbers of the draws.", limits=SEED),
    )
    without: tuple[str, ...] = field(
        default=(),
        metadata=option(
            "Say what headquarters first are worth, if this what-if holds without "
            "them; repeat.",
            "--without",
        ),
    )
    at: str = field(
        default="",
        metadata=option(
            "Tell of headquarters at this site; otherwise of those at the best place."
        ),
    )
