"""Where should each vehicle be built, when, how, and worth what to whom?

The Python interface reads like the commands::

    import brownfield

    case = brownfield.read_case("merseyside")
    plan = brownfield.plan(case)
    plan.tables["starts"]

Names are loaded when first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from brownfield.version import __version__

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.case.read import check_case, read_case, shipped_cases
    from brownfield.plans.plan import Plan
    from brownfield.questions.deal.question import Deal, deal
    from brownfield.questions.plan.question import (
        Study,
        compare,
        study,
        worth_of_knowing,
    )
    from brownfield.questions.registry import document, to_json, write_report
    from brownfield.questions.stress.question import Asked, StressTest, stress_test
    from brownfield.questions.stress.report import write_stress_report
    from brownfield.questions.stress.setting import Setting
    from brownfield.solve.run import plan
    from brownfield.work.executor import workers

_HOMES = {
    "Asked": "brownfield.questions.stress.question",
    "Case": "brownfield.case.case",
    "Deal": "brownfield.questions.deal.question",
    "Plan": "brownfield.plans.plan",
    "Setting": "brownfield.questions.stress.setting",
    "StressTest": "brownfield.questions.stress.question",
    "Study": "brownfield.questions.plan.question",
    "check_case": "brownfield.case.read",
    "compare": "brownfield.questions.plan.question",
    "deal": "brownfield.questions.deal.question",
    "document": "brownfield.questions.registry",
    "plan": "brownfield.solve.run",
    "read_case": "brownfield.case.read",
    "shipped_cases": "brownfield.case.read",
    "stress_test": "brownfield.questions.stress.question",
    "study": "brownfield.questions.plan.question",
    "to_json": "brownfield.questions.registry",
    "workers": "brownfield.work.executor",
    "worth_of_knowing": "brownfield.questions.plan.question",
    "write_report": "brownfield.questions.registry",
    "write_stress_report": "brownfield.questions.stress.report",
}

__all__ = [
    "Asked",
    "Case",
    "Deal",
    "Plan",
    "Setting",
    "StressTest",
    "Study",
    "__version__",
    "check_case",
    "compare",
    "deal",
    "document",
    "plan",
    "read_case",
    "shipped_cases",
    "stress_test",
    "study",
    "to_json",
    "workers",
    "worth_of_knowing",
    "write_report",
    "write_stress_report",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home; AttributeError if there is none."""
    if name not in _HOMES:
        message = f"module 'brownfield' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
