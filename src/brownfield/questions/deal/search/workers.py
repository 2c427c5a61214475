"""How are the plans of a deal made at once, each only once, within processor time?"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING

from brownfield.plans.plan import Plan
from brownfield.questions.deal.search.search import Answer, Ask, answered, this_process
from brownfield.solve.batch import OnStep, mapped
from brownfield.work.executor import Executor, Serial, num_cores, workers

if TYPE_CHECKING:
    from brownfield.case.case import Case

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
    cluster
        Scheduler whose workers make the plans; None = this machine.
    """

    def __init__(
        self, jobs: int | None, on_step: OnStep, cluster: str | None = None
    ) -> None:
        self._jobs, self._cluster = jobs, cluster
        self._on_step = on_step
        self._known: dict[str, Plan] = {}
        self._begin = time.process_time()
        self._elsewhere = 0.0
        self._open = ExitStack()
        self._workers: Executor | None = None

    def __enter__(self) -> Planner:
        """Keep workers from one call to the next until the block is left."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the workers."""
        self._open.close()

    @property
    def spent(self) -> float:
        """Processor seconds since the planner was made, those of workers included."""
        here = time.process_time() - self._begin
        return here + self._elsewhere

    def plans(
        self, cases: Mapping[str, Case], *, seconds: float | None = None
    ) -> dict[str, Plan]:
        """Return the plan of each titled case; equal cases are planned once.

        Parameters
        ----------
        cases
            The cases by title.
        seconds
            Processor seconds for all of them; None = no limit.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed before all were finished.
        """
        titles = {case.digest: title for title, case in cases.items()}
        each = None if seconds is None else seconds / max(1, len(titles))
        todo = {case.digest: Ask(case, each) for case in cases.values()}
        todo = {digest: a for digest, a in todo.items() if digest not in self._known}
        self._known |= self._answers(todo, titles)
        return {title: self._known[case.digest] for title, case in cases.items()}

    def answers(self, asks: Mapping[str, Ask]) -> dict[str, Plan]:
        """Return the plan of each titled ask.

        A plan without a floor is remembered, and taken for the same case later on.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed before all were finished.
        """
        plans = self._answers(asks, {title: title for title in asks})
        for title, ask in asks.items():
            if ask.floor is None:
                self._known[ask.case.digest] = plans[title]
        return plans

    def _answers(
        self, asks: Mapping[str, Ask], titles: Mapping[str, str]
    ) -> dict[str, Plan]:
        todo, plans = dict(asks), dict[str, Plan]()
        if self._jobs is None and self._cluster is None and todo:
            first = next(iter(todo))
            plans, self._jobs = self._tried({first: todo.pop(first)}, titles)
        return plans | self._make(todo, titles, self._jobs or 1)

    def _tried(
        self, first: Mapping[str, Ask], titles: Mapping[str, str]
    ) -> tuple[dict[str, Plan], int]:
        """Make one plan here; return it and how many of such to make at once."""
        begin = time.perf_counter()
        plans = self._make(first, titles, 1)
        is_quick = time.perf_counter() - begin < WORTH_A_WORKER
        return plans, 1 if is_quick else num_cores()

    def _make(
        self, asks: Mapping[str, Ask], titles: Mapping[str, str], jobs: int
    ) -> dict[str, Plan]:
        if not asks:
            return {}
        answers = mapped(
            answered,
            asks,
            titles,
            on_step=self._on_step,
            executor=self._executor(min(jobs, len(asks))),
        )
        if _is_cut(answers) or len(answers) < len(asks):
            raise KeyboardInterrupt
        for answer in answers.values():
            if answer.process != this_process():
                self._elsewhere += answer.seconds
        return {title: answer.plan for title, answer in answers.items()}

    def _executor(self, jobs: int) -> Executor:
        """Return workers, the same again and again; this process for one job."""
        if jobs <= 1 and self._cluster is None:
            return Serial()
        if self._workers is None:
            most = self._jobs if self._cluster else self._jobs or jobs
            executor = workers(most, cluster=self._cluster)
            self._workers = self._open.enter_context(executor)
        return self._workers


def _is_cut(answers: Mapping[str, Answer]) -> bool:
    return any(answer.plan.status == "interrupted" for answer in answers.values())
