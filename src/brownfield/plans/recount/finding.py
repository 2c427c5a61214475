"""How is one recounted amount set beside the amount the plan states?"""

from math import inf, isnan
from typing import NamedTuple


class Finding(NamedTuple):
    """One amount recounted by one check; there are tens of thousands of them.

    Attributes
    ----------
    check
        Rule that was recounted.
    where
        Row it was recounted for, as ``column=label`` pairs.
    expected
        Recounted amount, or the limit that the amount must respect.
    found
        Amount the plan states; None if its cell is empty.
    difference
        How far the plan is off, in the unit of the amounts; never negative.
    scale
        Size of amounts of this kind; the tolerance is a share of it.
    """

    check: str
    where: str
    expected: float
    found: float | None
    difference: float
    scale: float


def at(**labels: object) -> str:
    """Return where an amount stands, as ``column=label`` pairs."""
    return ", ".join(f"{column}={label}" for column, label in labels.items())


def same(
    check: str, where: str, expected: float, figure: float | None, scale: float = 1.0
) -> Finding:
    """Return the finding that the plan's amount should equal the recounted one."""
    size = max(abs(expected), scale)
    off = inf if figure is None else _number(abs(figure - expected))
    return Finding(check, where, expected, figure, off, size)


def at_most(
    check: str, where: str, limit: float, figure: float, scale: float = 1.0
) -> Finding:
    """Return the finding that the plan's amount should not pass the limit."""
    size = max(abs(limit), scale)
    over = max(0.0, _number(figure - limit))
    return Finding(check, where, limit, figure, over, size)


def _number(difference: float) -> float:
    """Return a difference; what is no number differs without limit."""
    return inf if isnan(difference) else difference


def holds(check: str, where: str, truth: object) -> Finding:
    """Return the finding that a statement about the plan should be true (1)."""
    return same(check, where, 1.0, float(bool(truth)))
