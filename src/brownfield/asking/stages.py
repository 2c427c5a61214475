"""How are the many plans of a risk made, stage by stage, until Ctrl-C?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from brownfield.solve.backends.solution import Progress
from brownfield.solve.batch import mapped
from brownfield.work.notes import Item, Result, tell

if TYPE_CHECKING:
    from brownfield.asking.work import Work
    from brownfield.work.executor import Executor


@dataclass
class Stages:
    """Pieces of work one stage after another; none is begun after Ctrl-C.

    Attributes
    ----------
    work
        Who is told how far it is.
    executor
        With which hands.
    left_out
        Titles of what was not finished.
    """

    work: Work
    executor: Executor
    left_out: list[str] = field(default_factory=list)

    def each(
        self, function: Callable[[Item], Result], items: Mapping[str, Item]
    ) -> dict[str, Result]:
        """Return the result of a function for each item by its title, if finished.

        Parameters
        ----------
        function
            A function of a module, so that worker processes find it.
        items
            Its arguments by title.
        """
        results: dict[str, Result] = {}
        if items and not self.left_out:
            titles = {name: name for name in items}
            run = partial(reported, function)
            try:
                results = mapped(
                    run,
                    items,
                    titles,
                    on_step=self.work.on_step,
                    executor=self.executor,
                )
            except KeyboardInterrupt:
                results = {}
        self.left_out += [name for name in items if name not in results]
        return results

    def leaves(self, title: str) -> bool:
        """Return whether Ctrl-C was pressed before; if so, a title is left out."""
        was_stopped = bool(self.left_out)
        if was_stopped:
            self.left_out.append(title)
        return was_stopped


def reported(function: Callable[[Item], Result], item: Item) -> Result:
    """Return the result of a function; tell that it begins and ends."""
    tell(Progress.of_nothing())
    result = function(item)
    tell(Progress(0.0, float("nan"), float("nan"), float("nan"), is_done=True))
    return result
