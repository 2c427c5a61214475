"""Which rows does a solver add to a model before it knows any whole point of it?

Rows that a solver finds later may rest on what the best point known is worth: they hold
for one objective. Before it knows any they rest on the rows and bounds of the model, so
they hold for every objective.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.watched import Watch, watched

OPTIONS: Mapping[str, bool | float] = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_detect_symmetry": False,  # that of costs, too
    "mip_allow_restart": False,
}
"""What keeps the search from looking for points, and the rows to its own columns."""


class Pool:
    """The rows of a search, taken once the first linear model has all of them."""

    def __init__(self) -> None:
        self.rows: MoreRows | None = None
        self.is_over = False

    def note(self, event: Any) -> None:
        """Take the rows, unless the search knows a point."""
        out, self.is_over = event.data_out, True
        count = int(out.cutpool_num_cut)
        if not count or np.isfinite(out.mip_primal_bound):
            return
        starts = np.array(out.cutpool_start[: count + 1], dtype=np.int32)
        self.rows = MoreRows(
            np.array(out.cutpool_lower[:count], dtype=np.float64),
            np.array(out.cutpool_upper[:count], dtype=np.float64),
            starts,
            np.array(out.cutpool_index[: starts[-1]], dtype=np.int32),
            np.array(out.cutpool_value[: starts[-1]], dtype=np.float64),
        )

    def end(self, event: Any) -> None:
        """End the search once its rows are taken."""
        if self.is_over:
            event.interrupt()


def pooled(solver: Any) -> MoreRows | None:
    """Return the rows that a loaded solver adds; None if there are none.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed meanwhile.
    """
    pool, presses = Pool(), list[bool]()

    def end() -> None:
        presses.append(True)
        solver.cancelSolve()

    solver.HandleUserInterrupt = True
    solver.cbMipGetCutPool.subscribe(pool.note)
    solver.cbMipInterrupt.subscribe(pool.end)
    watched(solver.startSolve, end, Watch(), None, None)
    if presses:
        raise KeyboardInterrupt
    return pool.rows
