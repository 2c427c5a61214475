"""What may be asked of the toy?"""

from dataclasses import dataclass, field

from brownfield.asking.options import option
from brownfield.tables.bounds import Bounds

YEAR = Bounds(lower=1900, is_whole=True, example="2030")


@dataclass(frozen=True)
class Asked:
    """What is wanted.

    Attributes
    ----------
    year
        Calendar year; None = all years.
    products
        Products; none = all.
    """

    year: int | None = field(
        default=None, metadata=option("Count this year alone.", limits=YEAR)
    )
    products: tuple[str, ...] = field(
        default=(), metadata=option("Count this product; repeat.", "--product")
    )
