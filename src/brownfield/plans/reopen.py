"""How does a run folder become a plan again?"""

import json
from pathlib import Path
from typing import Any

import polars as pl

from brownfield.case.case import Case
from brownfield.case.scenarios import cases_by_node, tree
from brownfield.errors import DataError, UseError
from brownfield.plans.audit import Audit
from brownfield.plans.files import AUDIT, MARKER
from brownfield.plans.plan import ModelSize, Plan
from brownfield.plans.results import RESULTS


def read_run(folder: Path, case: Case) -> Plan:
    """Return the plan kept in a run folder, with its audit.

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
    _check_same(folder, held, case)
    nodes = tree(case).nodes
    case = cases_by_node(case)(nodes["node"][0])  # as `plan` holds it
    return Plan(
        status=held["status"],
        value=held["value"],
        bound=held["bound"],
        gap=held["gap"],
        case=case,
        nodes=nodes,
        tables={name: _table(folder, f"{name}.parquet") for name in RESULTS},
        audit=Audit(_table(folder, AUDIT)),
        model=ModelSize(**held["model"]),
        seconds=held["seconds"],
        seed=held["seed"],
        versions=held["versions"],
    )


def _check_same(folder: Path, held: dict[str, Any], case: Case) -> None:
    """Raise UseError if the plan kept is of another case or of other parties."""
    message = None
    if held["case_digest"] != case.asked_digest:
        message = (
            f"{folder} holds a plan of another case or other what-ifs (digest "
            f"{held['case_digest'][:12]}, this case has {case.asked_digest[:12]}). "
            "Plan again, or name the same case and --what-if as then."
        )
    elif set(held["parties"]) != set(case.planned_parties):
        message = (
            f"{folder} holds a plan of {', '.join(held['parties'])}, not of "
            f"{', '.join(case.planned_parties)}. Plan again, or name them as then: "
            f"--parties {','.join(held['parties'])}"
        )
    if message:
        raise UseError(message)


def _table(folder: Path, name: str) -> pl.DataFrame:
    path = folder / name
    if not path.exists():
        message = f"{folder} lacks {path.name}. Plan the case again with --out."
        raise DataError(message)
    return pl.read_parquet(path)
