"""What does `brownfield compare` do and print, with which exit code?"""

from collections.abc import Sequence

from brownfield.case.what_if import rows_of
from brownfield.console.opening import opened
from brownfield.console.options import Options
from brownfield.console.progress import steps
from brownfield.console.say import DONE, NO_ANSWER, say, warn
from brownfield.plans.files import summary
from brownfield.plans.json_text import json_text
from brownfield.questions.plan.differences import differences
from brownfield.questions.plan.question import compare as plans_of
from brownfield.questions.plan.text import differences as told_apart
from brownfield.tell.trouble import left_out_line, trouble
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
        say(told_apart(differences(plans)))
    left_out = [name for name in what_ifs if name not in plans]
    troubles = [left_out_line(left_out), *map(trouble, plans.values())]
    for line in filter(None, troubles):
        warn(f"{line}\n")
    return NO_ANSWER if any(troubles) else DONE
