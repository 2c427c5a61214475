"""What is a board told of a plan?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from brownfield.questions.plan.facts.board import crews, payback, sites
from brownfield.questions.plan.facts.board.decided import decided
from brownfield.questions.plan.facts.board.rejections import rejected
from brownfield.questions.plan.facts.board.steps import steps

if TYPE_CHECKING:
    from brownfield.questions.plan.question import Study
    from brownfield.tell.labels import Labels


def board(study: Study, labels: Labels) -> dict[str, Any]:
    """Return what a board is told of a study, by field of the document."""
    plan, without = study.plan, study.nothing_begun
    decision = decided(plan, without)
    spent = sites.investors(decision.invests, labels)
    return {
        "decision": decision,
        "investment": sum((one.amount for one in spent), 0.0),
        "investors": spent,
        "payback": payback.payback(plan, without),
        "after_last_year": payback.after_last_year(plan),
        "rejected": rejected(study),
        "shift_changes": crews.shift_changes(plan),
        "steps": steps(plan, decision, labels),
    }
