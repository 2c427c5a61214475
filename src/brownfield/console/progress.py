"""How does long work show that it is alive?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from brownfield.solve.batch import OnStep
from brownfield.tables.cells.controls import printable
from brownfield.tell.numbers import money

if TYPE_CHECKING:
    from brownfield.solve.backends.solution import OnProgress, Progress

BEGINNING = "looking for a first plan"


Shown = tuple[OnStep, Callable[[str], None]]


@contextmanager
def progress() -> Iterator[Shown]:
    """Give two functions that show work on standard error.

    The first opens a line for each solve, the second one line for all other work.
    Lines go away when the work is done; nothing is shown where standard error is not
    a terminal.
    """
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[state]}"),
        TimeElapsedColumn(),
    )
    console, is_quiet = Console(stderr=True), not sys.stderr.isatty()
    with Bar(*columns, console=console, transient=True, disable=is_quiet) as bar:
        yield partial(_step, bar), _line(bar)


@contextmanager
def steps() -> Iterator[OnStep]:
    """Give the function that opens a line for each solve; see `progress`."""
    with progress() as (on_step, _):
        yield on_step


def _step(bar: Bar, title: str) -> OnProgress:
    """Open a line for a solve and return what shows its state."""
    words = printable(f"Planning: {title}")
    task = bar.add_task(words, total=None, state=BEGINNING)

    def show(progress: Progress) -> None:
        bar.update(task, state=state_of(progress))
        if progress.is_done:
            bar.stop_task(task)

    return show


def _line(bar: Bar) -> Callable[[str], None]:
    """Return a function that shows its title in the one line of other work."""
    opened: list[TaskID] = []

    def begin(title: str) -> None:
        words = printable(f"Testing: {title}")
        if not opened:
            opened.append(bar.add_task(words, total=None, state=""))
        bar.reset(opened[0], description=words)

    return begin


def state_of(progress: Progress) -> str:
    """Return the state of a search in a few words."""
    if progress.is_done:
        is_found = progress.gap < float("inf")
        return f"done, gap {progress.gap:.2%}" if is_found else "done, no plan"
    if not progress.gap <= 10:
        return f"{BEGINNING}{_at_most(progress)}"
    return f"gap {progress.gap:.2%} (Ctrl-C takes it)"


def _at_most(progress: Progress) -> str:
    """Return what no plan is worth more than, if that alone is known."""
    if isfinite(progress.objective) or not isfinite(progress.bound):
        return ""
    return f"; none is worth more than {money(progress.bound, '').strip()}"
