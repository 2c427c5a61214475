"""What does `brownfield stress` do, and which exit code does it leave?"""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from brownfield.console.opening import Options, opened
from brownfield.console.progress import shown_line, steps
from brownfield.console.say import DONE, NO_ANSWER, say, warn
from brownfield.console.targets import check_report
from brownfield.errors import UseError
from brownfield.plans.json_text import json_text
from brownfield.plans.plan import Plan
from brownfield.plans.reopen import read_run
from brownfield.questions.stress.document import document
from brownfield.questions.stress.question import (
    USUAL_YEARS,
    Asked,
    StressTest,
    everything,
    only,
    stress_test,
)
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.text import text
from brownfield.questions.stress.years.frequency import Shape
from brownfield.solve.run import plan as solve
from brownfield.tell.text import failed_lines
from brownfield.tell.values import values
from brownfield.work.executor import workers


@dataclass(frozen=True)
class Wanted:
    """Options of the command, as typed."""

    is_sweep: bool
    events: tuple[str, ...]
    design: str | None
    years: int
    is_cures: bool
    is_flexibility: bool
    budget: float | None
    tail_weight: float
    lengths: str
    year: int | None
    future: str | None

    @property
    def is_all(self) -> bool:
        """Whether no answer in particular was asked for."""
        named = self.is_sweep or self.events or self.years or self.design
        return not (named or self.is_cures or self.is_flexibility)


@dataclass(frozen=True)
class Target:
    """Where the plan comes from and the answers go."""

    run: Path | None
    report: Path | None
    is_json: bool


def stress(
    path: str, options: Options, wanted: Wanted, setting: Setting, target: Target
) -> int:
    """Test a plan, print the answers and write the report."""
    check_report(target.report, "stress.html")
    asked = _asked(wanted)
    planned = _plan(path, options, target.run)
    if not planned.is_sound:
        warn(_untested(planned))
        return NO_ANSWER
    worked = everything(planned, asked) if target.report else asked
    with workers(options.jobs or 1) as executor, shown_line() as on_begin:
        test = stress_test(
            planned, worked, setting, executor=executor, on_begin=on_begin
        )
    shown = only(test, asked)
    _print(shown, wanted, is_json=target.is_json)
    if target.report:
        lead = None if wanted.is_all else asked
        _write(test, lead, target.report, is_json=target.is_json)
    is_unanswered = bool(shown.absent) and not wanted.is_all
    return NO_ANSWER if is_unanswered else _exit_code(test)


def _untested(planned: Plan) -> str:
    """Return why nothing is tested: there is no plan, or its audit failed."""
    if planned.audit is None:
        return (
            "brownfield: no plan was found within the limit, so nothing can be tested. "
            "Give more time with --time-limit, or a wider --gap.\n"
        )
    return (
        "brownfield: the audit of the plan failed, so nothing is tested:\n"
        f"{failed_lines(planned.audit)}"
        "Look at the rows named above, correct what is wrong in the case and plan it "
        "again.\n"
    )


def _asked(wanted: Wanted) -> Asked:
    if wanted.lengths not in get_args(Shape):
        allowed = ", ".join(get_args(Shape))
        message = f"--lengths is {wanted.lengths!r}; allowed: {allowed}."
        raise UseError(message)
    shape: Shape = "triangular" if wanted.lengths == "triangular" else "lognormal"
    return Asked(
        sweep=wanted.is_sweep or wanted.is_all,
        cures=wanted.is_cures or wanted.is_all,
        flexibility=wanted.is_flexibility or wanted.is_all,
        events=wanted.events,
        design=wanted.design,
        years=USUAL_YEARS if wanted.is_all else wanted.years,
        budget=wanted.budget,
        tail_weight=wanted.tail_weight,
        shape=shape,
        year=wanted.year,
        future=wanted.future,
    )


def _plan(path: str, options: Options, run: Path | None) -> Plan:
    case = opened(path, options)
    if run:
        return read_run(run, case)
    with steps() as on_step:
        return solve(case, on_progress=on_step("plan to be tested"))


def _print(test: StressTest, wanted: Wanted, *, is_json: bool) -> None:
    if not is_json:
        say(text(document(test)))
        return
    content = values(document(test))
    others = (wanted.events, wanted.years, wanted.design)
    is_more = any(others) or wanted.is_cures or wanted.is_flexibility
    only_sweep = wanted.is_sweep and not is_more
    answer = content["sweep"] if only_sweep else content
    say(json_text(answer))


def _write(test: StressTest, lead: Asked | None, path: Path, *, is_json: bool) -> None:
    from brownfield.questions.stress.report import write_stress_report

    write_stress_report(test, path, lead)
    if not is_json:
        say(f"Report: {path}")


def _exit_code(test: StressTest) -> int:
    if not test.is_complete:
        warn("brownfield: interrupted; what is shown is what was done.\n")
        return NO_ANSWER
    return DONE
