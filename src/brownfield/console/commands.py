"""What does each command do with a case, and which exit code does it leave?"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.case.case import Case
from brownfield.case.read import EXAMPLES, check_case, locate, read_case
from brownfield.case.what_if import rows_of
from brownfield.console import show
from brownfield.console.parties import parties_of
from brownfield.console.progress import steps
from brownfield.console.say import say, warn
from brownfield.console.targets import check_folder_above, check_report
from brownfield.errors import UseError
from brownfield.plans.files import check_run_folder, summary, to_json, write_run
from brownfield.plans.json_text import json_text
from brownfield.plans.plan import Plan
from brownfield.tables.files.settings_files import FILE
from brownfield.tables.problems import problems_frame
from brownfield.tables.writing.staging import check_writable
from brownfield.tables.writing.template import write_workbook_template
from brownfield.tables.writing.write import write_tables

if TYPE_CHECKING:
    from brownfield.studies import Study
    from brownfield.work.executor import Executor

DONE, NO_ANSWER, BAD_INPUT = 0, 1, 2
NO_PLAN = {
    "infeasible": "no plan satisfies the tables; whole-number decisions are to blame.",
    "interrupted": "stopped by Ctrl-C before a plan was found.",
    "time_limit": "no plan was found within the limit. "
    "Give more time with --time-limit, or a wider --gap.",
}


@dataclass(frozen=True)
class Options:
    """Options that several commands share.

    Attributes
    ----------
    what_ifs
        What-ifs applied in order.
    parties
        Parties that decide, separated by commas; None = as the case says.
    gap, time_limit
        Replace those of case.toml where given.
    jobs
        Most solves side by side; None = as many as there are cores.
    """

    what_ifs: Sequence[str]
    parties: str | None = None
    gap: float | None = None
    time_limit: float | None = None
    jobs: int | None = None


def opened(path: str, options: Options) -> Case:
    """Return the case with the options applied."""
    case = read_case(path).apply(*options.what_ifs)
    changes: dict[str, object] = {}
    if options.gap is not None:
        changes["gap"] = options.gap
    if options.time_limit is not None:
        changes["time_limit_seconds"] = options.time_limit
    case = case.with_settings("solve", changes)
    if options.parties is None:
        return case
    return case.choose(parties_of(case, options.parties))


def plan(
    path: str,
    options: Options,
    *,
    is_json: bool,
    out: Path | None,
    report: Path | None,
) -> int:
    """Plan a case, print the answer and write what was asked for."""
    from brownfield.solve.run import plan as solve
    from brownfield.studies import Study, study

    _check_targets(out, report)
    case = opened(path, options)
    with steps() as on_step, _workers(options) as executor:
        if report or out:
            told = study(case, on_step=on_step, executor=executor)
        else:
            told = Study(case, solve(case, on_progress=on_step("best plan")), (), None)
    text = to_json(told.plan) if is_json else show.with_notes(case, show.answer(told))
    say(text)
    _say_left_out(told.left_out)
    if told.plan.tables:
        _write(told, out, report, is_json=is_json)
    return _exit_code(told.plan)


def _workers(options: Options) -> "AbstractContextManager[Executor]":
    from brownfield.work.executor import num_cores, workers

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
    told: "Study", out: Path | None, report: Path | None, *, is_json: bool
) -> None:
    from brownfield.report.render import write_report

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
        warn(show.failed_lines(found.audit))
        return NO_ANSWER
    return DONE


def compare(
    path: str, what_ifs: Sequence[str], options: Options, *, is_json: bool
) -> int:
    """Plan a case as it is and under each what-if, and print what differs."""
    from brownfield.studies import compare as plans_of

    case = opened(path, options)
    for name in what_ifs:
        rows_of(case.tables, name)
    with steps() as on_step, _workers(options) as executor:
        plans = plans_of(case, what_ifs, on_step=on_step, executor=executor)
    if is_json:
        content = {name: summary(found) for name, found in plans.items()}
        say(json_text(content))
    else:
        say(show.differences(plans))
    left_out = [name for name in what_ifs if name not in plans]
    _say_left_out(left_out)
    codes = [_exit_code(found) for found in plans.values()]
    return max(*codes, NO_ANSWER if left_out else DONE)


def check(path: str, *, is_json: bool) -> int:
    """List every problem of a case, then what changes no plan yet."""
    checked = check_case(path)
    frame = problems_frame([*checked.problems, *checked.notes])
    if is_json:
        say(json_text(frame.to_dicts()))
    else:
        say(show.problems(checked, path))
    return BAD_INPUT if checked.problems else DONE


def capacity(path: str, what_ifs: Sequence[str], *, is_json: bool) -> int:
    """Print how much of each plant is free and lease-able, by year."""
    from brownfield.derive.spare_capacity import spare_capacity

    case = read_case(path).apply(*what_ifs)
    frame = spare_capacity(case)
    if is_json:
        say(json_text(frame.to_dicts()))
    else:
        say(show.capacity(frame, case.settings.case.currency))
    return DONE


def convert(path: str, target: Path, *, is_parquet: bool, is_overwriting: bool) -> int:
    """Write a case in another format."""
    case = read_case(path)
    if target.resolve() == locate(path).resolve():
        message = f"{target} is the case itself. Name another target."
        raise UseError(message)
    write_tables(
        dict(case.tables),
        case.settings,
        target,
        format="parquet" if is_parquet else "csv",
        overwrite=is_overwriting,
    )
    say(f"{target}: digest {read_case(target).digest[:12]}")
    return DONE


def new(target: Path, *, is_excel: bool) -> int:
    """Write the starter case where the user wants to edit it."""
    case = read_case("starter")
    if is_excel:
        target = target if target.suffix == ".xlsx" else target.with_suffix(".xlsx")
        if target.exists():
            message = f"{target} exists. Name another file."
            raise UseError(message)
        write_workbook_template(target, dict(case.tables), case.settings)
    else:
        # With the comments of the starter case.
        words = (EXAMPLES / "starter" / FILE).read_text(encoding="utf-8")
        write_tables(dict(case.tables), case.settings, target, settings_text=words)
    say(
        f"{target} holds a small invented case. Edit its tables, then:\n"
        f"  brownfield check {target}\n  brownfield plan {target} --report report.html"
    )
    return DONE
