"""What are yearly receipts and spending worth to the state today?"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Purse:
    """The account of the state at one rate and over some years, case currency.

    Attributes
    ----------
    rate
        Discount rate, share a year, real.
    years
        Years that count, from the first.
    receipts
        Present value of further receipts.
    support
        Present value of what it pays out.
    forgone
        Present value of duty that is no longer paid.
    """

    rate: float
    years: int
    receipts: float
    support: float
    forgone: float

    @property
    def balance(self) -> float:
        """What is left: receipts less support less what is forgone."""
        return self.receipts - self.support - self.forgone


def present_value(amounts: Sequence[float], rate: float, years: int) -> float:
    """Return what yearly amounts are worth in the first year.

    Parameters
    ----------
    amounts
        From the first year on, case currency; the last goes on until `years` are full.
    rate
        Share a year.
    years
        How many count.

    References
    ----------
    Green Book: the first year counts in full, each later one 1 / (1 + rate) less.
    """
    last = amounts[-1] if amounts else 0.0
    longer = [*amounts, *[last] * (years - len(amounts))]
    return sum(x / (1.0 + rate) ** t for t, x in enumerate(longer[:years]))
