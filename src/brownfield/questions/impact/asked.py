"""What may be asked of the impact of a plan?"""

from dataclasses import dataclass, field
from pathlib import Path

from brownfield.asking.options import option
from brownfield.tables.bounds import Bounds

NOTHING, NO_DEAL = "nothing", "no-deal"
YEARS = Bounds(lower=1, upper=100, is_whole=True, example="30")
RATE = Bounds(lower=0.0, upper=1.0, example="0.035")
DRAWS = Bounds(lower=0, upper=100_000, is_whole=True, example="200")
SEED = Bounds(lower=0, is_whole=True, example="1")
UNIT = Bounds(lower=0.0, is_above=True, example="1000000")
VIEWS = ("ministry", "council", "union", "company")


@dataclass(frozen=True)
class Asked:
    """How the impact of a plan is to be counted.

    Attributes
    ----------
    region
        Nation or region; None = the first nation that has sectors.
    against
        What-if with which the other plan is made; no-deal = the best plan in which
        nobody begins in another's plant; nothing = the one in which nothing is begun,
        opened or closed.
    io
        File with an input-output table that takes the place of the case's.
    io_nation
        Region of a saved system of many nations; None = all as one economy.
    io_money, io_jobs
        What one in that file stands for: money in case currency, and people.
    multipliers
        Whether only the multipliers of the table are told, without a plan.
    rate, lower_rate
        Real rates of the public account, share a year; the second is a test.
    years
        Years that count in it, from the first.
    draws
        Sets of assumptions that are drawn from their ranges.
    draw_seed
        Seed of the random numbers.
    view
        Whose questions come first.
    """

    region: str | None = field(
        default=None,
        metadata=option("Nation or region to count; else the first with sectors."),
    )
    against: str = field(
        default=NO_DEAL,
        metadata=option(
            "Compare with the plan under this what-if; no-deal = nobody begins in "
            "another's plant, nothing = nothing is begun."
        ),
    )
    io: Path | None = field(
        default=None,
        metadata=option(
            "Input-output table to use instead: CSV file, workbook, folder of pymrio."
        ),
    )
    io_nation: str | None = field(
        default=None,
        metadata=option("Which region of a system of many, where --io is a folder."),
    )
    io_money: float = field(
        default=1e6,
        metadata=option("What one of money in that file stands for.", limits=UNIT),
    )
    io_jobs: float = field(
        default=1.0,
        metadata=option("How many people one in that file stands for.", limits=UNIT),
    )
    multipliers: bool = field(
        default=False,
        metadata=option("Tell the multipliers of the table alone; plan nothing."),
    )
    rate: float = field(
        default=0.035,
        metadata=option("Real rate of the public account.", limits=RATE),
    )
    lower_rate: float = field(
        default=0.03,
        metadata=option("A lower rate, to see what it changes.", limits=RATE),
    )
    years: int = field(
        default=30,
        metadata=option(
            "Years of the public account; the last of the plan goes on.", limits=YEARS
        ),
    )
    draws: int = field(
        default=200,
        metadata=option(
            "Draw so many sets of assumptions; 0 = no ranges.", limits=DRAWS
        ),
    )
    draw_seed: int = field(
        default=0,
        metadata=option("Seed of the random numbers of the draws.", limits=SEED),
    )
    view: str = field(
        default="ministry",
        metadata=option("Whose questions come first.", choices=VIEWS),
    )
