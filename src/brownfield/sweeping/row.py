"""What stands in the table of answers for one case?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

from brownfield.answers import ask, document
from brownfield.errors import BrownfieldError
from brownfield.solve.backends.solution import Progress
from brownfield.solve.batch import told_plan
from brownfield.solve.results.prices import no_prices
from brownfield.work.notes import tell

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

Row = dict[str, Any]
PLAN = "plan"
FAILED, NOT_REACHED, ANSWERED = "failed", "not reached", "answered"
PLAIN = (str, int, float, bool)  # what fits into one cell
KNOWN = ("case", "case_digest", "currency")  # whoever asks knows them


@dataclass(frozen=True)
class Piece:
    """One case of a sweep, and what is asked of it."""

    case: Case
    question: str
    options: Mapping[str, Any] = field(default_factory=dict)


def answered(piece: Piece) -> Row:
    """Return the row of a case; one that has no answer says why."""
    try:
        if piece.question == PLAN:
            return plan_row(told_plan(piece.case, pricing=no_prices))
        tell(Progress.of_nothing())
        return other_row(piece)
    except BrownfieldError as error:
        return failed(error)


def failed(error: BrownfieldError) -> Row:
    """Return the row of a case for which something went wrong."""
    return {"status": FAILED, "why": str(error)}


def not_reached() -> Row:
    """Return the row of a case that was not begun before Ctrl-C."""
    return {"status": NOT_REACHED, "why": "Ctrl-C was pressed before"}


def plan_row(plan: Plan) -> Row:
    """Return what the best plan of a case is worth, to whom, and what it starts."""
    worth = {f"value_{party}": value for party, value in plan.value_by_party.items()}
    is_found = isfinite(plan.value)
    return {
        "value": plan.value if is_found else None,
        **worth,
        "starts": _starts(plan) if plan.tables else None,
        "status": plan.status,
        "gap": plan.gap if is_found else None,
        "audit_passed": None if plan.audit is None else plan.audit.passed,
        "why": _why(plan),
    }


def _starts(plan: Plan) -> list[str]:
    """Return build option, branch and year of each programme that is begun."""
    branch = dict(plan.nodes.select("node", "branch").iter_rows())
    rows = plan.begun.select("build_option", "node", "year").iter_rows()
    return [f"{option}: {branch[node]} {year}" for option, node, year in rows]


def _why(plan: Plan) -> str | None:
    if plan.audit is None:
        return "; ".join(plan.conflicts) or "no plan was found"
    if plan.audit.passed:
        return None
    checks = dict.fromkeys(plan.audit.failures["check"])
    return f"the recount does not agree: {', '.join(checks)}"


def other_row(piece: Piece) -> Row:
    """Return the single values of the document of an answer, by their names."""
    content = document(ask(piece.question, piece.case, **piece.options))
    plain = {
        name: cell
        for name, cell in content.items()
        if isinstance(cell, PLAIN) and name not in KNOWN
    }
    return {**plain, "status": plain.get("status", ANSWERED), "why": None}
