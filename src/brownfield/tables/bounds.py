"""Which numbers may an option or a setting hold, as a check and in words?"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Numbers that are allowed.

    Attributes
    ----------
    lower, upper
        Least and most; None = no bound.
    is_above, is_below
        Whether the least, or the most, is itself not allowed.
    is_whole
        Whether only whole numbers are.
    example
        A number as a person would write it; blank = none is shown.
    """

    lower: float | None = None
    upper: float | None = None
    is_above: bool = False
    is_below: bool = False
    is_whole: bool = False
    example: str = ""

    @property
    def is_share(self) -> bool:
        """Whether the numbers are shares, which some write as per cent."""
        is_closed = not (self.is_above or self.is_below or self.is_whole)
        return (self.lower, self.upper) == (0, 1) and is_closed

    def has(self, number: float) -> bool:
        """Return whether a number is allowed."""
        least = -math.inf if self.lower is None else self.lower
        most = math.inf if self.upper is None else self.upper
        is_over = number > least or (number == least and not self.is_above)
        is_under = number < most or (number == most and not self.is_below)
        is_kind = not self.is_whole or number == math.floor(number)
        return math.isfinite(number) and is_over and is_under and is_kind

    def read(self, text: str) -> float | None:
        """Return the number that a text holds, if it is allowed; else None."""
        number = read_number(text)
        if number is None or not self.has(number):
            return None
        return int(number) if self.is_whole else number

    def words(self) -> str:
        """Return what is allowed, e.g. ``a share from 0 to 1``."""
        kind = "a share" if self.is_share else "a number"
        kind = "a whole number" if self.is_whole else kind
        least, most = _shown(self.lower), _shown(self.upper)
        if least and most and self.is_above:
            limits = f"above {least} and {'below' if self.is_below else 'at most'} "
            return f"{kind} {limits}{most}"
        if least and most:
            return f"{kind} from {least} to {'below ' * self.is_below}{most}"
        if least:
            return f"{kind} {'above' if self.is_above else 'of at least'} {least}"
        if most:
            return f"{kind} {'below' if self.is_below else 'of at most'} {most}"
        return kind

    def must(self, given: str) -> str:
        """Return what must be written instead of `given`, without a full stop."""
        number = read_number(given.strip().removesuffix("%"))
        is_percent = self.is_share and number is not None and 0 < number <= 100
        if is_percent and number is not None and (number > 1 or "%" in given):
            remedy = f": write {number / 100:g} for {number:g} %"
        else:
            remedy = f", e.g. {self.example}" if self.example else ""
        return f"It must be {self.words()}{remedy}"


def read_number(text: str) -> float | None:
    """Return the finite number a text holds; None where it holds none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _shown(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}"
