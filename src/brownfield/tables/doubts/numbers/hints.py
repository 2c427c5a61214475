"""Which number was probably meant, where the one that stands there is not plausible?"""

import math
from collections.abc import Sequence

HUNDRED = 100
LEAVE_OR_MEND = "Correct it, or leave it if it is meant so"
STEPS = (1e3, 1e6, 1e9)  # thousands, millions, billions
SHIFTS = (10.0, 100.0, 1000.0)  # places that a point slips by
LIKE = 5.0  # times the other rows within which a number is like them


def meant_money(
    amount: float,
    limits: tuple[float | None, float | None],
    like: float | None = None,
) -> str:
    """Return a hint with the amount in thousands, millions or billions, or by them.

    Of several that are usual the one nearest to `like` is named.

    Parameters
    ----------
    amount
        The amount as it stands.
    limits
        What is usual; None for no limit.
    like
        What other rows have; None = the middle of what is usual.
    """
    is_small = limits[0] is not None and amount < limits[0]
    amounts = _usual([amount * f for f in _factors(STEPS, is_up=is_small)], limits)
    best = _nearest(amounts, like or _middle(limits))
    slips = [amount * f for f in _factors(SHIFTS, is_up=is_small)]
    near = _nearest(_usual(slips, limits), like)
    is_slip = like is not None and near is not None and not _is_like(best, like)
    if is_slip and _is_like(near, like):
        return f"Did you mean {near:.6g}? {LEAVE_OR_MEND}"
    if best is None:
        return LEAVE_OR_MEND
    return f"Did you mean {best:.15g}? Money is entered in whole units"


def meant_share(share: float, limits: tuple[float | None, float | None]) -> str:
    """Return a hint with a share moved by one or two places into what is usual."""
    is_small = limits[0] is not None and share < limits[0]
    order = (100.0, 1000.0, 10.0) if is_small else (0.1, 0.01)
    shares = _usual([share * factor for factor in order], limits)
    return f"Did you mean {shares[0]:.6g}? {LEAVE_OR_MEND}" if shares else LEAVE_OR_MEND


def meant_number(number: float, limits: tuple[float | None, float | None]) -> str:
    """Return a hint with a number moved by places into the middle of what is usual."""
    is_small = limits[0] is not None and number < limits[0]
    slips = [number * factor for factor in _factors(SHIFTS, is_up=is_small)]
    best = _nearest(_usual(slips, limits), _middle(limits))
    return (
        LEAVE_OR_MEND if best is None else f"Did you mean {best:.6g}? {LEAVE_OR_MEND}"
    )


def meant_like(number: float, like: float) -> str:
    """Return a hint with the number moved by the powers of ten that fit best."""
    digits = round(math.log10(like / number))
    meant = number * 10.0**digits
    return f"Did you mean {meant:.6g}? {LEAVE_OR_MEND}" if digits else LEAVE_OR_MEND


def count(times: float) -> str:
    """Return how many times in words, e.g. ``0.00044 times`` or ``1,200 times``."""
    return f"{times:,.3g} times" if times < HUNDRED else f"{times:,.0f} times"


def limit(number: float, limits: tuple[float | None, float | None]) -> str:
    """Return the limit that a number breaks, in words."""
    least, most = limits
    is_small = least is not None and number < least
    return f"at least {least:,.6g}" if is_small else f"at most {most:,.6g}"


def _factors(steps: Sequence[float], *, is_up: bool) -> list[float]:
    return [step if is_up else 1 / step for step in steps]


def _usual(
    numbers: Sequence[float], limits: tuple[float | None, float | None]
) -> list[float]:
    low, high = limits[0] or 0.0, math.inf if limits[1] is None else limits[1]
    return [number for number in numbers if low <= number <= high]


def _middle(limits: tuple[float | None, float | None]) -> float | None:
    """Return the middle of what is usual, in powers; None where an end is open."""
    least, most = limits
    return math.sqrt(least * most) if least and most else None


def _nearest(numbers: Sequence[float], like: float | None) -> float | None:
    if not numbers or like is None:
        return numbers[0] if numbers else None
    return min(numbers, key=lambda number: abs(math.log(number / like)))


def _is_like(number: float | None, like: float | None) -> bool:
    if number is None or like is None:
        return False
    return abs(math.log(number / like)) <= math.log(LIKE)
