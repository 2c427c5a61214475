"""What is planned at a value of a number?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Side:
    """A plan of the whole case at a value of the number.

    Attributes
    ----------
    at
        The value.
    value
        What the best plan known is worth, case currency.
    is_used
        Whether it has what is asked about: no plan of the other kind is worth more.
    """

    at: float
    value: float
    is_used: bool
