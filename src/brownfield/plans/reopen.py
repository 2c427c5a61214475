"""How does a run folder become a plan again, and when is it damaged?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.case.scenarios import cases_by_node, tree
from brownfield.errors import BrownfieldError, DataError, UseError
from brownfield.plans.audit import SCHEMA, Audit, audit
from brownfield.plans.files import AUDIT, MARKER
from brownfield.plans.plan import ModelSize, Plan
from brownfield.plans.results import RESULTS
from brownfield.plans.run_file import damaged, read_marker
from brownfield.tables.writing.staging import settle

if TYPE_CHECKING:
    from brownfield.case.case import Case

UNREADABLE = (pl.exceptions.PolarsError, OSError)
SLIPS = (ArithmeticError, LookupError, TypeError, ValueError)
UNCOUNTABLE = (BrownfieldError, pl.exceptions.PolarsError, *SLIPS)
OFF = ("expected", "found")  # told of a line of the audit


def read_run(folder: Path, case: Case) -> Plan:
    """Return the plan kept in a run folder, with its audit.

    A plan whose audit passed is recounted: tables that were changed since are refused.

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
        If a file is missing or damaged, or the recount does not agree any more.
    """
    settle(folder.absolute().parent)
    if not (folder / MARKER).exists():
        message = (
            f"{folder} is not a run folder: it has no {MARKER}. Write one with --out."
        )
        raise UseError(message)
    held = read_marker(folder)
    _check_same(folder, held, case)
    nodes, case_at = tree(case).nodes, cases_by_node(case)
    schemas = {name: declared.polars_schema for name, declared in RESULTS.items()}
    plan = Plan(
        status=held["status"],
        value=held["value"],
        bound=held["bound"],
        gap=held["gap"],
        case=case_at(nodes["node"][0]),  # as `plan` holds it
        nodes=nodes,
        tables={n: _table(folder, f"{n}.parquet", s) for n, s in schemas.items()},
        audit=Audit(_table(folder, AUDIT, pl.Schema(SCHEMA))),
        model=ModelSize(**held["model"]),
        seconds=held["seconds"],
        seed=held["seed"],
        versions=held["versions"],
    )
    if plan.is_sound:
        _recount(folder, plan, case_at)
    return plan


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


def _table(folder: Path, name: str, schema: pl.Schema) -> pl.DataFrame:
    path = folder / name
    if not path.exists():
        message = f"{folder} lacks {path.name}. Plan the case again with --out."
        raise DataError(message)
    try:
        frame = pl.read_parquet(path, glob=False)
    except UNREADABLE as error:
        raise damaged(folder, f"{name} is not a Parquet file") from error
    for column, wanted in schema.items():
        if column not in frame.columns:
            raise damaged(folder, f"{name} has no column {column}")
        if frame.schema[column] != wanted:
            what = f"{name}, column {column} holds {frame.schema[column]}, not {wanted}"
            raise damaged(folder, what)
    return frame


def _recount(folder: Path, plan: Plan, case_at: Callable[[str], Case]) -> None:
    """Raise DataError if a plan that passed its audit does not pass it any more."""
    try:
        again = audit(
            lambda node: case_at(node).tables,
            plan.case.settings,
            plan.nodes,
            plan.tables,
            plan.value,
        )
    except UNCOUNTABLE as error:
        raise damaged(folder, "its tables cannot be recounted") from error
    if not again.passed:
        row = again.failures.row(0, named=True)
        what = f"a recount differs, {row['check']} ({row['where']}): {_off(row)}"
        raise damaged(folder, what)


def _off(row: Mapping[str, float | None]) -> str:
    """Return what was expected and found in a line of the audit."""
    texts = {k: "no number" if row[k] is None else f"{row[k]:,.6g}" for k in OFF}
    return ", ".join(f"{key} {text}" for key, text in texts.items())
