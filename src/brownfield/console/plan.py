"""What do `brownfield plan` and `brownfield compare` do, with which exit code?"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from brownfield.case.what_if import rows_of
from brownfield.console.opening import Options, opened
from brownfield.console.progress import steps
from brownfield.console.say import DONE, NO_ANSWER, say, warn
from brownfield.console.targets import check_folder_above, check_report
from brownfield.plans.files import check_run_folder, summary, to_json, write_run
from brownfield.plans.json_text import json_text
from brownfield.plans.plan import Plan
from brownfield.questions.plan.differences import differences
from brownfield.questions.plan.document import document
from brownfield.questions.plan.question import Study, study
from brownfield.questions.plan.question import compare as plans_of
from brownfield.questions.plan.text import differences as told_apart
from brownfield.questions.plan.text import text as told_alone
from brownfield.questions.registry import write_report
from brownfield.solve.run import plan as solve
from brownfield.tables.writing.staging import check_writable
from brownfield.tell.text import failed_lines
from brownfield.work.executor import Executor, num_cores, workers

NO_PLAN = {
    "infeasible": "no plan satisfies the tables; whole-number decisions are to blame.",
    "interrupted": "stopped by Ctrl-C before a plan was found.",
    "time_limit": "no plan was found within the limit. "
    "Give more time with --time-limit, or a wider --gap.",
}


def plan(
    path: str,
    options: Options,
    *,
    is_json: bool,
    out: Path | None,
    report: Path | None,
) -> int:
    """Plan a case, print the answer and write what was asked for."""
    _check_targets(out, report)
    case = opened(path, options)
    with steps() as on_step, _workers(options) as executor:
        if report or out:
            told = study(case, on_step=on_step, executor=executor)
        else:
            told = Study(case, solve(case, on_progress=on_step("best plan")), (), None)
    say(to_json(told.plan) if is_json else told_alone(document(told)))
    _say_left_out(told.left_out)
    if told.plan.tables:
        _write(told, out, report, is_json=is_json)
    return _exit_code(told.plan)


def _workers(options: Options) -> AbstractContextManager[Executor]:
    return workers(options.jobs or num_cores())


def _say_left_out(titles: Sequence[str]) -> None:
    if titles:
        warn(
            "brownfield: stopped by Ctrl-C, so these were not planned and are left "
            f"out: {', '.join(titles)}.\n"
        )


def _check_targets(out: Path | None, report: Path | None) -> None:
    """Raise UseError, before any work, if a target cannot be written."""
    if out:
        check_run_folder(out)
        check_folder_above(out)
        check_writable(out)
    check_report(report, "report.html")


def _write(
    told: Study, out: Path | None, report: Path | None, *, is_json: bool
) -> None:
    if out:
        write_run(told.plan, out, [lambda run: write_report(told, run / "report.html")])
    if report:
        write_report(told, report)
    for name, path in (("Run folder", out), ("Report", report)):
        if path and not is_json:
            say(f"{name}: {path}")


def _exit_code(found: Plan) -> int:
    if found.audit is None:
        if found.conflicts:
            lines = "\n  ".join(found.conflicts)
            warn(f"brownfield: these cannot hold together:\n  {lines}\n")
        if not found.conflicts:
            warn(f"brownfield: {NO_PLAN[found.status]}\n")
        return NO_ANSWER
    if not found.audit.passed:
        warn("brownfield: the audit of the plan failed:\n")
        warn(failed_lines(found.audit))
        return NO_ANSWER
    return DONE


def compare(
    path: str, what_ifs: Sequence[str], options: Options, *, is_json: bool
) -> int:
    """Plan a case as it is and under each what-if, and print what differs."""
    case = opened(path, options)
    for name in what_ifs:
        rows_of(case.tables, name)
    with steps() as on_step, _workers(options) as executor:
        plans = plans_of(case, what_ifs, on_step=on_step, executor=executor)
    if is_json:
        content = {name: summary(found) for name, found in plans.items()}
        say(json_text(content))
    else:
        say(told_apart(differences(plans)))
    left_out = [name for name in what_ifs if name not in plans]
    _say_left_out(left_out)
    codes = [_exit_code(found) for found in plans.values()]
    return max(*codes, NO_ANSWER if left_out else DONE)
