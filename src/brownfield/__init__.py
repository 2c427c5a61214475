"""Where should each vehicle be built, when, how, and worth what to whom?

The Python interface reads like the commands::

    import brownfield

    case = brownfield.read_case("merseyside")
    plan = brownfield.plan(case)
    plan.tables["starts"]

Names are loaded when first used, so that importing the package costs nothing.
"""

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any
from warnings import warn

from brownfield.version import __version__

if TYPE_CHECKING:
    from brownfield.answers import ask, document, to_json, write_report
    from brownfield.case.case import Case
    from brownfield.case.read import check_case, read_case, shipped_cases
    from brownfield.case.write import write_case
    from brownfield.derive.shown.recipes import recipes
    from brownfield.plans.plan import Plan
    from brownfield.questions.compare.question import compare
    from brownfield.questions.deal.question import Deal, deal
    from brownfield.questions.plan.planned import Planned, plan
    from brownfield.questions.plan.question import Study, study
    from brownfield.questions.stress.asked import Asked
    from brownfield.questions.stress.question import StressTest, stress
    from brownfield.questions.stress.setting import Setting
    from brownfield.questions.why.knowing import worth_of_knowing
    from brownfield.sweeping.sweep import sweep
    from brownfield.work.executor import workers

_HOMES = {
    "Asked": "brownfield.questions.stress.asked",
    "Case": "brownfield.case.case",
    "Deal": "brownfield.questions.deal.question",
    "Plan": "brownfield.plans.plan",
    "Planned": "brownfield.questions.plan.planned",
    "Setting": "brownfield.questions.stress.setting",
    "StressTest": "brownfield.questions.stress.question",
    "Study": "brownfield.questions.plan.question",
    "ask": "brownfield.answers",
    "check_case": "brownfield.case.read",
    "compare": "brownfield.questions.compare.question",
    "deal": "brownfield.questions.deal.question",
    "document": "brownfield.answers",
    "plan": "brownfield.questions.plan.planned",
    "read_case": "brownfield.case.read",
    "recipes": "brownfield.derive.shown.recipes",
    "shipped_cases": "brownfield.case.read",
    "stress": "brownfield.questions.stress.question",
    "study": "brownfield.questions.plan.question",
    "sweep": "brownfield.sweeping.sweep",
    "to_json": "brownfield.answers",
    "workers": "brownfield.work.executor",
    "worth_of_knowing": "brownfield.questions.why.knowing",
    "write_case": "brownfield.case.write",
    "write_report": "brownfield.answers",
}

__all__ = [
    "Asked",
    "Case",
    "Deal",
    "Plan",
    "Planned",
    "Setting",
    "StressTest",
    "Study",
    "__version__",
    "ask",
    "check_case",
    "compare",
    "deal",
    "document",
    "plan",
    "read_case",
    "recipes",
    "shipped_cases",
    "stress",
    "study",
    "sweep",
    "to_json",
    "workers",
    "worth_of_knowing",
    "write_case",
    "write_report",
]


_OLD = {"stress_test": "stress", "write_stress_report": "write_report"}
"""Names of the release before, and what they are called now."""


def __getattr__(name: str) -> Any:
    """Load a public name from its home; AttributeError if there is none."""
    if name in _OLD:
        message = f"brownfield.{name} is now called brownfield.{_OLD[name]}."
        warn(message, DeprecationWarning, stacklevel=2)
        name = _OLD[name]
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    rooms = import_module("brownfield.questions.registry").ROOMS
    if name in {room.name for room in rooms}:
        return partial(import_module("brownfield.answers").ask, name)
    message = f"module 'brownfield' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return list(__all__)
