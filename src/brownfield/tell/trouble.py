"""Why is a plan no answer, in the words of a terminal?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tell.text import grid

if TYPE_CHECKING:
    from brownfield.plans.audit import Audit
    from brownfield.plans.plan import Plan

NO_PLAN = {
    "infeasible": "no plan satisfies the tables; whole-number decisions are to blame.",
    "interrupted": "stopped by Ctrl-C before a plan was found.",
    "time_limit": "no plan was found within the limit. "
    "Give more time with --time-limit, or a wider --gap.",
}


def failed_lines(audit: Audit) -> str:
    """Return the failing lines of an audit."""
    failed = audit.lines.filter(~pl.col("passed"))
    return grid(failed.columns, failed.head(20).rows()) + "\n"


def trouble(plan: Plan) -> str:
    """Return why a plan is no answer; blank if it is one."""
    if plan.audit is None and plan.conflicts:
        lines = "\n  ".join(plan.conflicts)
        return f"brownfield: these cannot hold together:\n  {lines}"
    if plan.audit is None:
        return f"brownfield: {NO_PLAN[plan.status]}"
    if not plan.audit.passed:
        lines = failed_lines(plan.audit).removesuffix("\n")
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
