"""How is a search that runs in a thread of its own watched, and ended?"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from brownfield.work.interrupts import NEVER, held

if TYPE_CHECKING:
    from brownfield.solve.backends.solution import OnProgress, Progress

POLL_SECONDS = 0.05  # how often progress is shown and Ctrl-C is looked for


class Watch:
    """The latest progress of a search, written by its thread."""

    def __init__(self) -> None:
        self.latest: Progress | None = None
        self._shown: Progress | None = None

    def show(self, on_progress: OnProgress | None) -> None:
        """Tell progress that was not told yet."""
        if on_progress and self.latest and self.latest is not self._shown:
            self._shown = self.latest
            on_progress(self.latest)


def watched(
    begin: Callable[[], Thread],
    end: Callable[[], None],
    watch: Watch,
    on_progress: OnProgress | None,
    seconds: float | None,
) -> bool:
    """Wait for a search; return whether it was ended after so many processor seconds.

    Parameters
    ----------
    begin, end
        Begin the search in a thread, and end it; it is asked to end until it does.
    watch
        Its progress.
    on_progress
        Called with it.
    seconds
        Processor seconds of this process; None = no limit.
    """
    started, is_late = time.process_time(), False
    with held(raises_at=NEVER) as pressed:  # a raise in join loses the thread
        thread = begin()
        while thread.is_alive():
            thread.join(POLL_SECONDS)
            watch.show(on_progress)
            spent = time.process_time() - started
            is_late = is_late or (seconds is not None and spent > seconds)
            if pressed.count or is_late:
                end()
    watch.show(on_progress)
    return is_late and not pressed.count
