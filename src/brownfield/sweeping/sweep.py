"""How does the answer change from case to case, as one table?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import product
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.case.case import Case
from brownfield.errors import BrownfieldError, UseError, WorkerError
from brownfield.questions.registry import ROOMS
from brownfield.solve.backends.solution import OnProgress, Progress
from brownfield.solve.batch import OnStep, silent
from brownfield.sweeping.axis import WHAT_IF, Axis, axis
from brownfield.sweeping.row import PLAN, Piece, Row, answered, failed, not_reached
from brownfield.sweeping.tidy import TYPES, tidy
from brownfield.work.executor import Executor, workers

if TYPE_CHECKING:
    from brownfield.work.notes import OnNote

Grid = Mapping[str, Any] | Sequence[str]


def sweep(
    case: Case,
    grid: Grid,
    *,
    jobs: int | None = 1,
    cluster: str | None = None,
    question: str = PLAN,
    on_step: OnStep = silent,
    **options: Any,
) -> pl.DataFrame:
    """Return the answer for each case of a grid, a row each.

    Parameters
    ----------
    case
        The case.
    grid
        What is changed: lists of values by name, all of which are combined, the last
        name running fastest; or names of what-ifs, each on its own beside the case as
        it is. A name is ``what_if``, ``TABLE.COLUMN:key=value`` as for ``why --lever``
        or ``SECTION.KEY`` of case.toml. A value is what the cells become, in the unit
        of the column; where the numbers meant differ from cell to cell, each is
        multiplied by it. What-ifs of the scenario tree change the cells on from there.
    jobs
        Cases worked out side by side, by worker processes if more than one (a script
        then needs Python's ``if __name__ == "__main__":``); None = one for each core.
        The answer is the same.
    cluster
        Scheduler of dask.distributed whose workers do the work, ``tcp://host:port``;
        None = this machine.
    question
        What is asked of each case, as the command is called.
    on_step
        Called with the title of each case when it is begun, e.g. `print`; returns what
        to call with the progress of its search, or None.
    options
        Options of another question than plan, as for `ask`.

    Returns
    -------
    A column for each name of the grid. Then for a plan: value (expected present value,
    case currency; None without a plan), value_PARTY (the same of each party), starts
    (list of programmes begun, each with branch and year), status (of the plan; failed
    or not reached), gap (a share), audit_passed, why (what is wrong, None if nothing
    is). For another question: its single values, by the names in docs/json.md, status
    and why. A case that fails, or was not reached before Ctrl-C, keeps its row.

    Raises
    ------
    UseError
        If the grid names no what-if, cells or key of the case, a list has no value, or
        there is no such question or option.
    KeyboardInterrupt
        If Ctrl-C was pressed before the first case was worked out.
    """
    _check_question(question, options)
    with workers(jobs, cluster=cluster) as executor:
        return swept(case, grid, executor, on_step, question=question, **options)


def swept(
    case: Case,
    grid: Grid,
    executor: Executor,
    on_step: OnStep = silent,
    *,
    question: str = PLAN,
    **options: Any,
) -> pl.DataFrame:
    """Return the answer for each case of a grid, as `sweep` does, on an executor."""
    axes = axes_of(case, grid)
    points = list(product(*(one.values for one in axes)))
    cases = [_made(case, axes, point) for point in points]
    pieces = {
        place: Piece(variant, question, options)
        for place, variant in enumerate(cases)
        if isinstance(variant, Case)
    }
    note = _noting(_titles(axes, list(pieces)), on_step)
    answers = iter(_rows(executor, list(pieces.values()), note))
    rows = [next(answers, not_reached()) if isinstance(m, Case) else m for m in cases]
    return tidy(axes, rows, TYPES if question == PLAN else ())


def axes_of(case: Case, grid: Grid) -> tuple[Axis, ...]:
    """Return what a grid changes, thing by thing.

    Raises
    ------
    UseError
        If it names no what-if, cells or key of the case, or nothing at all.
    """
    if isinstance(grid, str):
        grid = (grid,)
    if not isinstance(grid, Mapping):
        grid = {WHAT_IF: (None, *grid)}
    if not grid:
        message = "The grid is empty. Name at least one thing to change."
        raise UseError(message)
    return tuple(axis(case, name, values) for name, values in grid.items())


def _made(case: Case, axes: Sequence[Axis], point: Sequence[Any]) -> Case | Row:
    """Return the case at a point of the grid, or the row that says why there is none.

    What-ifs come first, whatever their place.
    """
    moves = sorted(zip(axes, point, strict=True), key=lambda m: m[0].name != WHAT_IF)
    try:
        for one, value in moves:
            case = one.moved(case, value)
        return case.checked()
    except BrownfieldError as error:
        return failed(error)


def _rows(executor: Executor, pieces: list[Piece], note: OnNote) -> list[Row]:
    """Return the rows of cases, in order; after Ctrl-C those that were finished.

    Where workers die, each case that is left is worked out by itself, so that the one
    that kills them is known.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before the first was finished.
    """
    rows: list[Row] = []
    try:
        with suppress(WorkerError):
            rows.extend(executor.map(answered, pieces, note))
        rows.extend(_alone(executor, piece) for piece in pieces[len(rows) :])
    except KeyboardInterrupt:
        if not rows:
            raise
    return rows


def _alone(executor: Executor, piece: Piece) -> Row:
    try:
        return next(iter(executor.map(answered, [piece])))
    except WorkerError as error:
        return failed(error)


def _titles(axes: Sequence[Axis], places: list[int]) -> list[str]:
    """Return a title for each case that is worked out: its place and its values."""
    every = list(product(*(one.shown for one in axes)))
    return [
        f"{place + 1} of {len(every)}: "
        + ", ".join(
            f"{one.name}={value}" for one, value in zip(axes, every[place], strict=True)
        )
        for place in places
    ]


def _noting(titles: list[str], on_step: OnStep) -> OnNote:
    """Return what opens a line for each case at its first note, and fills it."""
    lines = dict[int, OnProgress | None]()

    def note(position: int, progress: Progress) -> None:
        if position not in lines:
            lines[position] = on_step(titles[position])
        if line := lines[position]:
            line(progress)

    return note


def _check_question(question: str, options: Mapping[str, Any]) -> None:
    names = [room.name for room in ROOMS]
    if question not in names:
        message = f"There is no question {question!r}; there are: {', '.join(names)}."
        raise UseError(message)
    if question == PLAN and options:
        message = f"A sweep of plans has no option {next(iter(options))!r}."
        raise UseError(message)
