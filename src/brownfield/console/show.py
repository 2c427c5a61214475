"""How are answers laid out as plain text in a terminal?"""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from brownfield.case.case import Case
from brownfield.plans.audit import Audit
from brownfield.plans.differences import parts_that_differ, unproved_differences
from brownfield.plans.plan import Plan
from brownfield.report.numbers import money
from brownfield.report.wording import answer_lines
from brownfield.studies import Study
from brownfield.tables.cells.controls import printable
from brownfield.tables.check import Checked
from brownfield.tables.doubts.unplanned import RULE as UNPLANNED_RULE
from brownfield.tables.problems import Problem
from brownfield.tables.rules.every import notes_of

Row = Sequence[object]
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


def answer(told: Study) -> str:
    """Return the answer of a study in a few lines."""
    return "\n".join(answer_lines(told))


def failed_lines(audit: Audit) -> str:
    """Return the failing lines of an audit."""
    failed = audit.lines.filter(~pl.col("passed"))
    return grid(failed.columns, failed.head(20).rows()) + "\n"


def problems(checked: Checked, path: str) -> str:
    """Return every problem as one table, or a sentence that there is none; notes."""
    left = [note.message for note in checked.notes if note.rule == UNPLANNED_RULE]
    others = [note for note in checked.notes if note.rule != UNPLANNED_RULE]
    lines = [_problem_lines(checked, path)]
    if left:
        told = "; ".join(left)
        lines.append(f"Note: read and checked, but changes no plan yet: {told}.")
    lines += notes(others, "see --json")
    return "\n".join(lines)


def notes(found: Sequence[Problem], others_at: str) -> list[str]:
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


def _problem_lines(checked: Checked, path: str) -> str:
    if not checked.problems:
        counts = {n: f.height for n, f in checked.tables.items() if f.height}
        total = sum(counts.values())
        return f"{path}: no problem in {total:,} rows of {len(counts)} tables."
    header = ("where", "rule", "found", "what is wrong", "what to do")
    rows = [(p.place, p.rule, p.value, p.message, p.hint) for p in checked.problems]
    noun = "problem" if len(rows) == 1 else "problems"
    return grid(header, rows) + f"\n{len(rows)} {noun}."


def capacity(frame: pl.DataFrame, currency: str) -> str:
    """Return capacity by plant and year, with its units."""
    units = f"Standard vehicles a year; margins in {currency} per standard vehicle."
    return grid(frame.columns, frame.rows()) + f"\n{units}"


def _unproved(plans: Mapping[str, Plan]) -> list[str]:
    """Return a sentence on each difference that is no gain or loss."""
    currency = next(iter(plans.values())).case.settings.case.currency
    return [
        f"{name} is worth {money(abs(found), currency)} "
        f"{'more' if found > 0 else 'less'} than the case as it is, within what the "
        "searches left open: no difference is proved. Ask for a smaller --gap."
        for name, found in unproved_differences(plans).items()
    ]


def differences(plans: Mapping[str, Plan]) -> str:
    """Return value by party, starts and volumes of plans side by side.

    Only lines on which the plans differ are printed.
    """
    lines: list[str] = []
    for part in parts_that_differ(plans):
        lines.append(f"{part.title} ({part.unit})")
        header = [part.title.lower(), *plans]
        lines.append(grid(header, part.rows) if part.rows else "same")
        lines.append("")
    lines += _unproved(plans)
    return "\n".join(lines).rstrip()
