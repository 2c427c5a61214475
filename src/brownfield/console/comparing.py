"""What does `brownfield compare` do and print, with which exit code?"""

from collections.abc import Mapping, Sequence

from brownfield.case.what_if import rows_of
from brownfield.console.opening import opened
from brownfield.console.options import Options
from brownfield.console.progress import steps
from brownfield.console.say import DONE, NO_ANSWER, say, warn
from brownfield.plans.files import summary
from brownfield.plans.json_text import json_text
from brownfield.plans.plan import Plan
from brownfield.questions.plan.differences import (
    parts_that_differ,
    unproved_differences,
)
from brownfield.questions.plan.question import compare as plans_of
from brownfield.tell.numbers import money
from brownfield.tell.text import grid, left_out_line, trouble
from brownfield.work.executor import num_cores, workers


def compare(
    path: str, what_ifs: Sequence[str], options: Options, *, is_json: bool
) -> int:
    """Plan a case as it is and under each what-if, and print what differs."""
    case = opened(path, options)
    for name in what_ifs:
        rows_of(case.tables, name)
    with steps() as on_step, workers(options.jobs or num_cores()) as executor:
        plans = plans_of(case, what_ifs, on_step=on_step, executor=executor)
    if is_json:
        content = {name: summary(found) for name, found in plans.items()}
        say(json_text(content))
    else:
        say(differences(plans))
    left_out = [name for name in what_ifs if name not in plans]
    troubles = [left_out_line(left_out), *map(trouble, plans.values())]
    for line in filter(None, troubles):
        warn(f"{line}\n")
    return NO_ANSWER if any(troubles) else DONE


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
