"""How far is each run that waits or is at work?"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.desk.runs.worker import Step
    from brownfield.solve.backends.solution import Progress

LONG = 200  # letters of a title that are told
FRESH = 5.0  # seconds for which what another server told is believed


@dataclass(frozen=True)
class Seen:
    """How far a run is.

    Attributes
    ----------
    title
        What is at work.
    seconds
        Wall-clock seconds since the run began.
    value, bound
        Best plan and best proof so far, case currency; None = none yet.
    gap
        Relative gap between them; None = none yet.
    seconds_left
        Of the time limit of the search; None = not known, or no search is at work.
    is_stopping
        Whether a person asked to stop it.
    """

    title: str
    seconds: float = 0.0
    value: float | None = None
    bound: float | None = None
    gap: float | None = None
    seconds_left: float | None = None
    is_stopping: bool = False


@dataclass
class Board:
    """The latest state of every run at work; safe to ask from several threads.

    A run is at work here, or on another server that tells how far it is.
    """

    clock: Callable[[], float] = time.monotonic
    _seen: dict[int, tuple[Seen, float]] = field(default_factory=dict)
    _told: dict[int, tuple[Seen, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, run: int) -> None:
        """Note that a run is at work."""
        with self._lock:
            self._seen[run] = (Seen("reading the case"), self.clock())

    def note(self, run: int, step: Step, limit: float | None) -> None:
        """Note a step of a run; the limit is that of a search, in seconds."""
        with self._lock:
            before, began = self._seen[run]
            now = Seen(step.title, is_stopping=before.is_stopping)
            if step.progress is not None:
                now = _searching(now, step.progress, limit)
            self._seen[run] = (now, began)

    def stopping(self, run: int) -> None:
        """Note that a person asked to stop a run."""
        with self._lock:
            if run in self._seen:
                seen, began = self._seen[run]
                self._seen[run] = (replace(seen, is_stopping=True), began)

    def end(self, run: int) -> None:
        """Forget a run that is not at work any more."""
        with self._lock:
            self._seen.pop(run, None)

    def seen(self, run: int) -> Seen | None:
        """Return how far a run is; None if it is not at work."""
        with self._lock:
            if run in self._seen:
                seen, began = self._seen[run]
                return replace(seen, seconds=self.clock() - began)
            if run not in self._told:
                return None
            seen, heard = self._told[run]
            passed = self.clock() - heard
            fresh = replace(seen, seconds=seen.seconds + passed)
            return fresh if passed <= FRESH else None

    def tell(self, run: int, words: str) -> None:
        """Note what another server told of a run, as `words` there; blank = it ended.

        What is no such word, as of another version of the program, is passed over.
        """
        try:
            seen = Seen(**json.loads(words)) if words else None
        except (ValueError, TypeError):
            return
        with self._lock:
            self._told.pop(run, None)
            if seen is not None:
                self._told[run] = (seen, self.clock())

    def words(self, run: int) -> str:
        """Return how far a run is, for other servers; blank if it is none of ours."""
        with self._lock:
            is_ours = run in self._seen
        seen = self.seen(run) if is_ours else None
        if seen is None:
            return ""
        return json.dumps(asdict(replace(seen, title=seen.title[:LONG])))


def _searching(seen: Seen, progress: Progress, limit: float | None) -> Seen:
    left = None if limit is None else max(limit - progress.seconds, 0.0)
    return replace(
        seen,
        value=_finite(progress.objective),
        bound=_finite(progress.bound),
        gap=_finite(progress.gap),
        seconds_left=None if progress.is_done else left,
    )


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None
