"""What does an audit read of a random case and its plan, solved once?

`BROWNFIELD_SOLVED` may name a folder that keeps them, so that whoever runs the same
tests a thousand times solves each plan once.
"""

import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from brownfield.case.case import Case
from brownfield.case.scenarios import cases_by_node
from brownfield.plans.audit import Audit, audit
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.settings import Settings
from tests.properties.every_column import every_column_case

FOLDER = "BROWNFIELD_SOLVED"
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Solved:
    """A plan beside the tables of its case as they hold at each node."""

    settings: Settings
    nodes: pl.DataFrame
    case: Mapping[str, Tables]
    tables: Tables
    value: float

    def audit(self, tables: Tables | None = None, value: float | None = None) -> Audit:
        """Return the recount of the plan, or of one with other tables or value."""
        return audit(
            self.case.__getitem__,
            self.settings,
            self.nodes,
            self.tables if tables is None else tables,
            self.value if value is None else value,
        )


def beside_its_case(case: Case, sound: Plan) -> Solved:
    """Return a plan beside the case it was made of."""
    case_at = cases_by_node(case)
    same: dict[str, tuple[Case, Tables]] = {}  # nodes with one case share one object
    for node in sound.nodes["node"]:
        at = case_at(node)
        same[node] = next(
            (s for s in same.values() if s[0] is at), (at, dict(at.tables))
        )
    tables = {node: found for node, (_, found) in same.items()}
    settings = sound.case.settings
    return Solved(settings, sound.nodes, tables, dict(sound.tables), sound.value)


@cache
def solved(seed: int) -> Solved:
    """Return the case of a seed and its plan, from the folder that keeps them."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        case = every_column_case(seed)
        return beside_its_case(case, plan(case))
    kept = Path(folder) / f"{seed}.pickle"
    if not kept.exists():
        case = every_column_case(seed)
        kept.write_bytes(pickle.dumps(beside_its_case(case, plan(case))))
    found: Solved = pickle.loads(kept.read_bytes())  # noqa: S301 (our own)
    return found
