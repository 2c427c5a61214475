"""What may be asked of a reason?"""

from dataclasses import dataclass, field

from brownfield.asking.options import option
from brownfield.tables.bounds import Bounds

SHARE = Bounds(lower=0.0, upper=1.0, example="0.05")
COUNT = Bounds(lower=0, upper=12, is_whole=True, example="3")


@dataclass(frozen=True)
class Asked:
    """What is to be explained.

    Attributes
    ----------
    targets
        What is asked about, e.g. ``facility=halewood``; none = what the alternatives of
        the case are about, or without alternatives every plant.
    every
        Whether to ask about every alternative, plant and programme as well.
    levers
        Numbers to move until the choice flips; none = those that decide most.
    break_evens
        Number of break-evens to look for, for each target.
    frontier
        Points between the first two break-evens of each, both numbers moved at once.
    ways
        Whether a plant is also looked at under the what-ifs that change it.
    near
        Most plans nearly as good to show; 0 = none.
    within
        Share of its value that such a plan may be worth less. Of what only an
        alternative suggests and the best plan has, numbers are moved only within it.
    """

    targets: tuple[str, ...] = field(
        default=(),
        metadata=option(
            "Ask about facility=NAME, build_option=NAME, start=NAME@YEAR or "
            "option=NAME (an alternative of the case); repeat.",
            "--not",
        ),
    )
    every: bool = field(
        default=False,
        metadata=option(
            "Ask about every alternative, plant and programme of the case.", "--every"
        ),
    )
    levers: tuple[str, ...] = field(
        default=(),
        metadata=option(
            "Move this number, as TABLE.COLUMN or TABLE.COLUMN:key=value; repeat.",
            "--lever",
        ),
    )
    break_evens: int = field(
        default=3,
        metadata=option("Look for so many break-evens of each.", limits=COUNT),
    )
    frontier: int = field(
        default=0,
        metadata=option(
            "Look for so many points between the first two break-evens of each, both "
            "numbers moved at once.",
            limits=COUNT,
        ),
    )
    ways: bool = field(
        default=True,
        metadata=option(
            "Look at a plant under the what-ifs that change it, too.",
            "--ways",
            off_flag="--no-ways",
        ),
    )
    near: int = field(
        default=0,
        metadata=option(
            "Show so many of the best plans that differ in what they start.",
            limits=COUNT,
        ),
    )
    within: float = field(
        default=0.05,
        metadata=option(
            "Leave out those that are worth less by more than this share.", limits=SHARE
        ),
    )
