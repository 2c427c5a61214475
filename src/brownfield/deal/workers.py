"""How are the plans of a deal made at once, each only once?"""

import time
from collections.abc import Mapping

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve.batch import OnStep, plans_of
from brownfield.solve.executor import num_cores, workers

WORTH_A_WORKER = 2.0  # seconds of one plan; starting workers costs about as much


class Planner:
    """Makes plans of cases, on several processors, and remembers them by digest.

    Parameters
    ----------
    jobs
        Plans made at once; None = one by one if the first is quick, else one for each
        core.
    on_step
        Called with the title of each plan; returns what to call with its progress.
    """

    def __init__(self, jobs: int | None, on_step: OnStep) -> None:
        self._jobs = jobs
        self._on_step = on_step
        self._known: dict[str, Plan] = {}

    def plans(self, cases: Mapping[str, Case]) -> dict[str, Plan]:
        """Return the plan of each titled case; equal cases are planned once.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed before all were finished.
        """
        titles = {case.digest: title for title, case in cases.items()}
        todo = {case.digest: case for case in cases.values()}
        todo = {digest: c for digest, c in todo.items() if digest not in self._known}
        if self._jobs is None and todo:
            first = next(iter(todo))
            self._jobs = self._tried({first: todo.pop(first)}, titles)
        self._make(todo, titles, self._jobs or 1)
        return {title: self._known[case.digest] for title, case in cases.items()}

    def _tried(self, first: Mapping[str, Case], titles: Mapping[str, str]) -> int:
        """Make one plan here; return how many of such plans to make at once."""
        begin = time.perf_counter()
        self._make(first, titles, 1)
        is_quick = time.perf_counter() - begin < WORTH_A_WORKER
        return 1 if is_quick else num_cores()

    def _make(
        self, cases: Mapping[str, Case], titles: Mapping[str, str], jobs: int
    ) -> None:
        if not cases:
            return
        with workers(min(jobs, len(cases))) as executor:
            made = plans_of(cases, titles, on_step=self._on_step, executor=executor)
        is_cut = any(found.status == "interrupted" for found in made.values())
        if is_cut or len(made) < len(cases):
            raise KeyboardInterrupt
        self._known |= made
