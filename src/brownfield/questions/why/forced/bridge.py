"""Which two plans is a reason about, and which cash leads from one to the other?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.tell.beside.bridge import LEAST

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.tell.beside.bridge import Step

__all__ = ["LEAST", "Rivals"]


@dataclass(frozen=True)
class Rivals:
    """A plan that has what is asked about beside one that has not.

    Attributes
    ----------
    within, without
        The two plans.
    steps
        Bridge from the first to the second.
    """

    within: Plan
    without: Plan
    steps: tuple[Step, ...]
