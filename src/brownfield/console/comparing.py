"""What does `brownfield compare` do and print, with which exit code?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.asking.targets import check_folder_above
from brownfield.console.opening import opened
from brownfield.console.progress import steps
from brownfield.console.say import DONE, NO_ANSWER, say, warn
from brownfield.errors import DataError, UseError
from brownfield.plans.files import summary
from brownfield.plans.json_text import json_text
from brownfield.questions.plan.question import plans_under
from brownfield.questions.plan.side_by_side import tidy
from brownfield.questions.plan.text import differences as told_apart
from brownfield.questions.plan.text import ranking
from brownfield.tables.writing.staging import check_writable, staged
from brownfield.tell.beside.differences import Differences, differences
from brownfield.tell.trouble import left_out_line, trouble

if TYPE_CHECKING:
    from brownfield.asking.shared import Options
    from brownfield.case.case import Case

MANY = 5  # plans that are too wide to stand side by side


@dataclass(frozen=True)
class Compared:
    """What is to be set side by side, and how it is told.

    Attributes
    ----------
    what_ifs
        Names of what-ifs.
    every
        Whether all of the case are meant, too.
    out
        File for all figures; None = none.
    is_json
        Whether one JSON document is printed.
    """

    what_ifs: tuple[str, ...]
    every: bool
    out: Path | None
    is_json: bool


def compare(path: str, options: Options, asked: Compared) -> int:
    """Plan a case as it is and under each what-if, and print what differs.

    Raises
    ------
    UseError
        If a what-if is unknown, or the file of figures is none.
    """
    case = opened(path, options)
    _check_out(asked.out)
    under = {name: case.apply(name) for name in asked.what_ifs}
    under |= dict(_every(case, asked))
    with steps() as on_step, options.workers() as executor:
        plans = plans_under(case, under, on_step=on_step, executor=executor)
    contrast = differences(plans)
    if asked.is_json:
        say(json_text({name: summary(plan) for name, plan in plans.items()}))
    else:
        say(ranking(contrast) if len(plans) > MANY else told_apart(contrast))
    _write(asked.out, contrast)
    left_out = [name for name in under if name not in plans]
    troubles = [left_out_line(left_out), *map(trouble, plans.values())]
    for line in filter(None, troubles):
        warn(f"{line}\n")
    return NO_ANSWER if any(troubles) else DONE


def _every(case: Case, asked: Compared) -> Iterator[tuple[str, Case]]:
    """Yield the case under every other what-if; tell of those that cannot be."""
    table = case.tables["what_ifs"]["what_if"] if asked.every else ()
    for name in dict.fromkeys(table):
        if name in (*case.what_ifs_applied, *asked.what_ifs):
            continue
        try:
            yield name, case.apply(name)
        except DataError as problem:
            warn(f"brownfield: left out: {problem}\n")


def _check_out(out: Path | None) -> None:
    if out is None:
        return
    if out.suffix != ".csv":
        message = f"--out {out}: figures are written as text. Name a file in .csv."
        raise UseError(message)
    check_folder_above(out)
    check_writable(out)


def _write(out: Path | None, contrast: Differences) -> None:
    if out is not None:
        with staged(out) as stage:
            tidy(contrast).write_csv(stage)
