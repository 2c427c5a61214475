"""What did the independent recount of a plan find?"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Recount:
    """Outcome of the independent recount.

    Attributes
    ----------
    passed
        Whether every check agrees within its tolerance.
    largest_difference
        Of all checks, as a share of the check's scale; None if a number is missing.
    failures
        Rows of the recounts that failed, at most twenty: check, where, expected,
        found, difference, tolerance (in the unit of the check), passed.
    """

    passed: bool
    largest_difference: float | None
    failures: list[dict[str, Any]] = field(repr=False)
