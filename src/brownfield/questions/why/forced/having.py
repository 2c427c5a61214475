"""What does it take for a plan to have what is asked about?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.why.forced.force import under
from brownfield.questions.why.forced.targets import ALTERNATIVE, Target, is_used

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

OPTIONS = "build_options"
NOT_PLANNED = ("mitigations",)  # tables that name programmes and change no plan


@dataclass(frozen=True)
class Having:
    """What a plan has, or has not, to have what is asked about.

    Attributes
    ----------
    target
        Programmes or a start.
    is_without
        Whether it takes a plan that has none of them: an alternative that only leaves
        out programmes is what is planned without them.
    """

    target: Target
    is_without: bool = field(default=False)

    def is_had(self, plan: Plan) -> bool:
        """Return whether a plan has what is asked about."""
        return is_used(self.target, plan) != self.is_without


def having_of(case: Case, target: Target) -> Having | None:
    """Return what it takes to have a target; None if it takes another case."""
    if target.kind != ALTERNATIVE:
        return Having(target)
    left_out = _left_out(case, under(case, target))
    if not left_out:
        return None
    of = Target("build_option", target.name, target.title, None, left_out)
    return Having(of, is_without=True)


def _left_out(case: Case, other: Case) -> tuple[str, ...]:
    """Return the programmes that a case lacks; none if it differs in something else."""
    if other is case or other.settings != case.settings:
        return ()
    mine, theirs = case.tables[OPTIONS], other.tables[OPTIONS]
    is_kept = pl.col("build_option").is_in(theirs["build_option"].implode())
    gone = mine.filter(~is_kept)
    for name, frame in case.tables.items():
        rest = frame.filter(is_kept) if "build_option" in frame.columns else frame
        if name not in NOT_PLANNED and not other.tables[name].equals(rest):
            return ()
    return () if gone["is_committed"].any() else tuple(gone["build_option"])
