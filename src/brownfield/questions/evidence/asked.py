"""What may be asked of the evidence of a case?"""

from dataclasses import dataclass, field

from brownfield.asking.options import option
from brownfield.tables.bounds import Bounds

DRAWS = Bounds(lower=0, upper=1_000_000, is_whole=True, example="20000")
EXACT = Bounds(lower=0, upper=100_000, is_whole=True, example="500")
SEED = Bounds(lower=0, is_whole=True, example="1")


@dataclass(frozen=True)
class Asked:
    """What is to be said of claims.

    Attributes
    ----------
    draws
        How many draws of the linked assumptions; 0 = the board only, no plan is made.
    exact
        In how many draws each plan is solved again, in place of curves; 0 = curves.
    draw_seed
        Seed of the random numbers.
    without
        Statements that are left out.
    as_of
        Only what was said up to that day, e.g. 2026-01-30; None = everything.
    """

    draws: int = field(
        default=20_000,
        metadata=option(
            "Draw the linked assumptions so often; 0 prints the board only.",
            limits=DRAWS,
        ),
    )
    exact: int = field(
        default=0,
        metadata=option(
            "Solve each plan again in so many draws, in place of reading its worth off "
            "what each assumption does alone.",
            limits=EXACT,
        ),
    )
    draw_seed: int = field(
        default=0,
        metadata=option("Seed of the random numbers of the draws.", limits=SEED),
    )
    without: tuple[str, ...] = field(
        default=(),
        metadata=option("Leave out what this statement says; repeat.", "--without"),
    )
    as_of: str | None = field(
        default=None,
        metadata=option(
            "Only what was said up to this day, e.g. 2026-01-30.", "--as-of"
        ),
    )
