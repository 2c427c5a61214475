"""How is a plan written down: JSON, run folder, tables?"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.errors import UseError
from brownfield.plans.json_text import json_text
from brownfield.tables.writing.staging import staged
from brownfield.tables.writing.workbooks import workbook

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan

MARKER = "run.json"
TABLES = "tables.xlsx"  # the result tables, a sheet each
AUDIT = "audit.parquet"  # beside it: every line of the audit
TOLD = ("starts", "openings", "production", "grants", "emissions")  # in the document
MOST_FAILURES = 20  # told in the document


def summary(plan: Plan) -> dict[str, Any]:
    """Return the documented JSON document of a plan; money in case currency."""
    return {
        "status": plan.status,
        "value": _finite(plan.value),
        "bound": _finite(plan.bound),
        "gap": _finite(plan.gap),
        "currency": plan.case.settings.case.currency,
        "value_by_party": plan.value_by_party,
        **{table: _rows(plan, table) for table in TOLD},
        "audit": _audit(plan),
        "seconds": dict(plan.seconds),
        "model": vars(plan.model),
        "parties": list(plan.case.planned_parties),
        "what_ifs": list(plan.case.what_ifs_applied),
        "conflicts": list(plan.conflicts),
        "notes": list(plan.notes),
        "seed": plan.seed,
        "case": plan.case.name,
        "case_digest": plan.case.asked_digest,
        "versions": dict(plan.versions),
    }


def to_json(plan: Plan) -> str:
    """Return the JSON document of a plan as text."""
    return json_text(summary(plan))


def write_run(
    plan: Plan, folder: Path, extras: Sequence[Callable[[Path], None]] = ()
) -> None:
    """Write `run.json`, result tables (Parquet, and a workbook) and audit.

    The folder appears whole or not at all; an earlier run folder is replaced.

    Parameters
    ----------
    plan
        The plan.
    folder
        Where to.
    extras
        Each is called with the new folder before it appears, to add files of its own.

    Raises
    ------
    UseError
        If `folder` exists and is not a run folder.
    FileError
        If it cannot be written; what was there is as it was.
    """
    check_run_folder(folder)
    with staged(folder) as fresh:
        fresh.mkdir()
        for name, frame in plan.tables.items():
            frame.write_parquet(fresh / f"{name}.parquet")
        if plan.audit:
            plan.audit.lines.write_parquet(fresh / AUDIT)
        (fresh / MARKER).write_text(to_json(plan), encoding="utf-8")
        _fill_workbook(plan, fresh / TABLES)
        for extra in extras:
            extra(fresh)


def check_run_folder(folder: Path) -> None:
    """Raise UseError if something that is not a run folder stands at `folder`."""
    is_free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    if not is_free and not (folder / MARKER).exists():
        message = (
            f"{folder} exists and is not a run folder (it has no {MARKER}). "
            "Name another folder with --out."
        )
        raise UseError(message)


def _fill_workbook(plan: Plan, path: Path) -> None:
    with workbook(path) as book:
        _run_sheet(book, plan)
        for table, frame in plan.tables.items():
            _sheet(book, table, frame)


def _run_sheet(book: Any, plan: Plan) -> None:
    flat = {
        key: value if isinstance(value, str | int | float) else json.dumps(value)
        for key, value in summary(plan).items()
        if key not in TOLD
    }
    rows = [(key, str(value)) for key, value in flat.items()]
    _sheet(book, "run", pl.DataFrame(rows, schema=["key", "value"], orient="row"))


def _sheet(book: Any, name: str, frame: pl.DataFrame) -> None:
    sheet = book.add_worksheet(name)
    header = book.add_format({"bold": True, "bottom": 1})
    sheet.write_row(0, 0, frame.columns, header)
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(frame.columns):
        sheet.write_column(1, position, frame[column].to_list())
        sheet.set_column(position, position, max(10, min(30, len(column) + 4)))


def _rows(plan: Plan, name: str) -> list[dict[str, Any]]:
    return plan.tables[name].to_dicts() if plan.tables else []


def _audit(plan: Plan) -> dict[str, Any] | None:
    if plan.audit is None:
        return None
    return {
        "passed": plan.audit.passed,
        "largest_difference": _finite(plan.audit.largest_difference),
        "failures": plan.audit.failures.head(MOST_FAILURES).to_dicts(),
    }


def _finite(number: float | None) -> float | None:
    return None if number is None or abs(number) == float("inf") else number
