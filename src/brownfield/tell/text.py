"""How is an answer laid out as plain text in a terminal?"""

from collections.abc import Iterable, Sequence

import polars as pl

from brownfield.case.case import Case
from brownfield.plans.audit import Audit
from brownfield.plans.plan import Plan
from brownfield.tables.cells.controls import printable
from brownfield.tables.doubts.every import notes_of
from brownfield.tables.problems import Problem

Row = Sequence[object]
NO_PLAN = {
    "infeasible": "no plan satisfies the tables; whole-number decisions are to blame.",
    "interrupted": "stopped by Ctrl-C before a plan was found.",
    "time_limit": "no plan was found within the limit. "
    "Give more time with --time-limit, or a wider --gap.",
}
MOST_NOTES = 8  # notes on single rows printed by check, plan and deal


def grid(header: Sequence[str], rows: Iterable[Row]) -> str:
    """Return rows as aligned text; numbers to the right."""
    cells = [list(header)] + [[_cell(value) for value in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    kinds = [_is_number(cells, i) for i in range(len(header))]
    lines = [
        "  ".join(
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(row, widths, kinds, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"
    return printable(str(value)).replace("\n", "\\n").replace("\t", "\\t")


def _is_number(cells: list[list[str]], position: int) -> bool:
    values = [row[position] for row in cells[1:] if row[position] != "-"]
    return bool(values) and all(v.lstrip("-+")[:1].isdigit() for v in values)


def with_notice(case: Case, text: str) -> str:
    """Return an answer below the notice of its case, if it has one."""
    notice = case.settings.case.notice
    return f"{notice}\n\n{text}" if notice else text


def notes(found: Sequence[Problem | str], others_at: str) -> list[str]:
    """Return notes on single rows, one line each, and where to find those left out."""
    lines = [f"Note: {note}" for note in found[:MOST_NOTES]]
    if len(found) > MOST_NOTES:
        rest = len(found) - MOST_NOTES
        lines.append(f"And {rest} notes like these: {others_at}.")
    return lines


def with_notes(case: Case, text: str) -> str:
    """Return an answer above notes on rows that hardly mean what they say."""
    found = notes_of(case.tables, case.settings)
    return "\n".join([text, *notes(found, f"see brownfield check {case.name}")])


def failed_lines(audit: Audit) -> str:
    """Return the failing lines of an audit."""
    failed = audit.lines.filter(~pl.col("passed"))
    return grid(failed.columns, failed.head(20).rows()) + "\n"


def trouble(found: Plan) -> str:
    """Return why a plan is no answer; blank if it is one."""
    if found.audit is None and found.conflicts:
        lines = "\n  ".join(found.conflicts)
        return f"brownfield: these cannot hold together:\n  {lines}"
    if found.audit is None:
        return f"brownfield: {NO_PLAN[found.status]}"
    if not found.audit.passed:
        lines = failed_lines(found.audit).removesuffix("\n")
        return f"brownfield: the audit of the plan failed:\n{lines}"
    return ""


def left_out_line(titles: Sequence[str]) -> str:
    """Return which plans are missing after Ctrl-C; blank if none is."""
    if not titles:
        return ""
    return (
        "brownfield: stopped by Ctrl-C, so these were not planned and are left "
        f"out: {', '.join(titles)}."
    )
