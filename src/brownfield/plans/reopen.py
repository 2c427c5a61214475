"""How does a run folder become a plan again?"""

import json
from pathlib import Path

import polars as pl

from brownfield.case.case import Case
from brownfield.case.scenarios import cases_by_node, tree
from brownfield.errors import DataError, UseError
from brownfield.plans.files import MARKER
from brownfield.plans.plan import ModelSize, Plan
from brownfield.plans.results import RESULTS


def read_run(folder: Path, case: Case) -> Plan:
    """Return the plan kept in a run folder, without its audit.

    Parameters
    ----------
    folder
        Folder written by `write_run`.
    case
        The case it was planned from, what-ifs applied.

    Raises
    ------
    UseError
        If `folder` is not a run folder, or of another case.
    DataError
        If a table is missing.
    """
    if not (folder / MARKER).exists():
        message = (
            f"{folder} is not a run folder: it has no {MARKER}. Write one with --out."
        )
        raise UseError(message)
    held = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    nodes = tree(case).nodes
    case = cases_by_node(case)(nodes["node"][0])  # as `plan` holds it
    if held["case_digest"] != case.digest:
        message = (
            f"{folder} holds a plan of another case or other what-ifs (digest "
            f"{held['case_digest'][:12]}, this case has {case.digest[:12]}). Plan "
            "again, or name the same case, --what-if and --parties as then."
        )
        raise UseError(message)
    return Plan(
        status=held["status"],
        value=held["value"],
        bound=held["bound"],
        gap=held["gap"],
        case=case,
        nodes=nodes,
        tables={name: _table(folder, name) for name in RESULTS},
        audit=None,
        model=ModelSize(**held["model"]),
        seconds=held["seconds"],
        seed=held["seed"],
        versions=held["versions"],
    )


def _table(folder: Path, name: str) -> pl.DataFrame:
    path = folder / f"{name}.parquet"
    if not path.exists():
        message = f"{folder} lacks {path.name}. Plan the case again with --out."
        raise DataError(message)
    return pl.read_parquet(path)
