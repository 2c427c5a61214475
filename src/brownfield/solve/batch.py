"""How are the plans of several cases made, side by side and each with its progress?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from brownfield.model.formulation import Formulation
from brownfield.solve.backends.solution import OnProgress, Progress
from brownfield.solve.method import searched
from brownfield.solve.results.prices import prices
from brownfield.solve.run import Pricing, Search, plan
from brownfield.work.executor import Executor, Serial
from brownfield.work.notes import Item, Result, tell

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

Fix = Callable[[Formulation], Formulation]
OnStep = Callable[[str], OnProgress | None]
"""Called with the title of a plan; returns what to call with its progress."""


def silent(_name: str) -> None:
    """Show nothing."""
    return


def plans_of(
    cases: Mapping[str, Case],
    titles: Mapping[str, str],
    *,
    on_step: OnStep = silent,
    executor: Executor | None = None,
) -> dict[str, Plan]:
    """Return the plan of each case by name.

    After Ctrl-C those that were finished.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before the first was finished.
    """
    return mapped(told_plan, cases, titles, on_step=on_step, executor=executor)


def mapped(
    function: Callable[[Item], Result],
    items: Mapping[str, Item],
    titles: Mapping[str, str],
    *,
    on_step: OnStep = silent,
    executor: Executor | None = None,
) -> dict[str, Result]:
    """Return the result of a function for each item by name, as `plans_of` does.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before the first was finished.
    """
    names, lines = list(items), dict[int, OnProgress | None]()

    def note(position: int, progress: Progress) -> None:
        if position not in lines:
            lines[position] = on_step(titles[names[position]])
        if line := lines[position]:
            line(progress)

    results: dict[str, Result] = {}
    try:
        for result in (executor or Serial()).map(function, items.values(), note):
            results[names[len(results)]] = result
    except KeyboardInterrupt:
        if not results:
            raise
    return results


def told_plan(
    case: Case,
    fix: Fix | None = None,
    *,
    pricing: Pricing = prices,
    search: Search = searched,
) -> Plan:
    """Return the plan of a case; tell its progress from begin to end.

    `fix` changes the model before the search, `pricing` says what is worked out for the
    table of prices, and `search` how the best point is found, as in `plan`.
    """
    tell(Progress.of_nothing())
    best = plan(case, fix=fix, on_progress=tell, pricing=pricing, search=search)
    seconds = sum(best.seconds.values())
    tell(Progress(seconds, best.value, best.bound, best.gap, is_done=True))
    return best
