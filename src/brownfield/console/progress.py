"""How does long work show that it is alive?"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from brownfield.solve.backends.solution import OnProgress, Progress
from brownfield.solve.batch import OnStep
from brownfield.tables.cells.controls import printable

BEGINNING = "looking for a first plan"


@contextmanager
def steps() -> Iterator[OnStep]:
    """Give a function that opens a progress line for each solve, on standard error.

    Lines go away when the work is done; nothing is shown where standard error is not
    a terminal.
    """
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[state]}"),
        TimeElapsedColumn(),
    )
    is_quiet = not sys.stderr.isatty()
    with Bar(*columns, console=console, transient=True, disable=is_quiet) as bar:

        def begin(title: str) -> OnProgress:
            task = bar.add_task(
                printable(f"Planning: {title}"), total=None, state=BEGINNING
            )

            def show(progress: Progress) -> None:
                bar.update(task, state=state_of(progress))
                if progress.is_done:
                    bar.stop_task(task)

            return show

        yield begin


@contextmanager
def shown_line() -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being done, on standard error.

    The line goes away when the work is done; nothing is shown where standard error is
    not a terminal.
    """
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
    )
    is_quiet = not sys.stderr.isatty()
    with Bar(*columns, console=console, transient=True, disable=is_quiet) as bar:
        task = bar.add_task("Testing", total=None)

        def show(title: str) -> None:
            bar.reset(task, description=printable(f"Testing: {title}"))

        yield show


def state_of(progress: Progress) -> str:
    """Return the state of a search in a few words."""
    if progress.is_done:
        is_found = progress.gap < float("inf")
        return f"done, gap {progress.gap:.2%}" if is_found else "done, no plan"
    if not progress.gap <= 10:
        return BEGINNING
    return f"gap {progress.gap:.2%} (Ctrl-C takes it)"
