"""When does a search in parts stop before it is done?"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.solve.backends.solution import Limits, Outcome
    from brownfield.work.interrupts import Pressed


class StoppedError(Exception):
    """A search in parts cannot go on."""

    def __init__(self, outcome: Outcome) -> None:
        """Note how it ended."""
        super().__init__(outcome)
        self.outcome: Outcome = outcome


@dataclass(frozen=True)
class Clock:
    """What ends a search: its limits and Ctrl-C.

    Attributes
    ----------
    limits
        Limits of the whole search.
    pressed
        How often Ctrl-C was pressed.
    begin
        When the search began, wall-clock seconds.
    """

    limits: Limits
    pressed: Pressed
    begin: float = field(default_factory=time.monotonic)

    @property
    def spent(self) -> float:
        """Wall-clock seconds since the search began."""
        return time.monotonic() - self.begin

    @property
    def left(self) -> Limits:
        """The limits with the time that is left."""
        return self.limits.after(self.spent)

    def check(self) -> None:
        """Raise `StoppedError` if time is up or Ctrl-C was pressed.

        Raises
        ------
        StoppedError
            With how it ended.
        """
        if self.pressed.count:
            raise StoppedError("interrupted")
        if self.left.seconds == 0.0:
            raise StoppedError("time_limit")
