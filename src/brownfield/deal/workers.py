"""How are several plans made at once, each only once?"""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve.backends.solution import OnProgress
from brownfield.solve.run import plan

OnStep = Callable[[str], OnProgress | None]
WORTH_A_WORKER = 2.0  # seconds of one plan; starting workers costs about as much


class Planner:
    """Makes plans of cases, on several processors, and remembers them by digest.

    Parameters
    ----------
    jobs
        Plans made at once; None = one by one if they are short, else one for each
        processor.
    on_step
        Called with the title of each plan; returns what to call with its progress.
    """

    def __init__(self, jobs: int | None, on_step: OnStep) -> None:
        self._jobs = jobs
        self._on_step = on_step
        self._known: dict[str, Plan] = {}

    def plans(self, cases: Sequence[tuple[str, Case]]) -> list[Plan]:
        """Return the plan of each titled case; equal cases are planned once."""
        todo = {case.digest: (title, case) for title, case in cases}
        todo = {d: entry for d, entry in todo.items() if d not in self._known}
        jobs = self._jobs
        if jobs is None and todo:
            digest, (title, case) = next(iter(todo.items()))
            begin = time.perf_counter()
            self._known[digest] = plan(case, on_progress=self._on_step(title))
            is_short = time.perf_counter() - begin < WORTH_A_WORKER
            jobs = 1 if is_short else processors()
            del todo[digest]
        if min(jobs or 1, len(todo)) > 1:
            self._at_once(todo, min(jobs or 1, len(todo)))
        else:
            for digest, (title, case) in todo.items():
                self._known[digest] = plan(case, on_progress=self._on_step(title))
        return [self._known[case.digest] for _, case in cases]

    def _at_once(self, todo: dict[str, tuple[str, Case]], jobs: int) -> None:
        pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
        try:
            waiting = {
                pool.submit(plan, case): digest for digest, (_, case) in todo.items()
            }
            self._on_step(f"{len(todo)} coalitions, {jobs} at once")
            for count, done in enumerate(as_completed(waiting), start=1):
                self._known[waiting[done]] = done.result()
                self._on_step(f"{count} of {len(todo)} coalitions done")
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def processors() -> int:
    """Return how many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
