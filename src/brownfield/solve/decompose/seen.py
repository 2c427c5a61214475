"""What is known of a search in parts at any time: its best plan and its bound?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.backends.solution import OnProgress, Outcome, Progress, Solution

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.solve.decompose.clock import Clock


Enough = Callable[["Seen"], float]
"""From what is known, the gap in solver money at which the search is done."""


@dataclass
class Seen:
    """The best plan and the best bound so far, both certain.

    Attributes
    ----------
    clock
        Times the search.
    on_progress
        Is told every change; None = nobody.
    asked
        From what is known, the gap in solver money at which the search is done; None =
        it is never done.
    objective, columns
        The best plan; minus infinity and None before there is one.
    bound
        No plan is better.
    """

    clock: Clock
    on_progress: OnProgress | None = None
    asked: Enough | None = None
    objective: float = -np.inf
    columns: Floats | None = field(default=None, repr=False)
    bound: float = np.inf

    def bounded(self, bound: float) -> None:
        """Note that no plan is better than a bound."""
        self.bound = min(self.bound, bound)
        self._tell()

    def planned(self, objective: float, columns: Floats) -> None:
        """Note a plan; a worse one than the best is forgotten."""
        if objective > self.objective:
            self.objective, self.columns = objective, columns
            self._tell()

    def enough(self) -> float:
        """Return the gap in solver money at which the search is done."""
        return 0.0 if self.asked is None else self.asked(self)

    def is_done(self) -> bool:
        """Return whether plan and bound are near enough."""
        if self.asked is None or self.columns is None:
            return False
        return self.bound - self.objective <= self.enough()

    @property
    def gap(self) -> float:
        """Gap over the objective; infinite before there is a plan and a bound."""
        if not np.isfinite(self.bound - self.objective):
            return np.inf
        return max(self.bound - self.objective, 0.0) / max(abs(self.objective), 1e-9)

    def solution(self, outcome: Outcome) -> Solution:
        """Return what is known as what a solver found."""
        bound = max(self.bound, self.objective)
        return Solution(outcome, self.columns, None, self.objective, bound)

    def _tell(self) -> None:
        if self.on_progress:
            state = self.clock.spent, self.objective, self.bound, self.gap
            self.on_progress(Progress(*state))
