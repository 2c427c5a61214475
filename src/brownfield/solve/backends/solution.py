"""What does a solver take and give back?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, Integers, LinearModel
    from brownfield.model.arrays.more_rows import MoreRows

Outcome = Literal["solved", "time_limit", "interrupted", "infeasible", "unbounded"]


@dataclass(frozen=True)
class Progress:
    """How far a search is.

    Attributes
    ----------
    seconds
        Wall-clock seconds since the search began.
    objective, bound
        Best plan and best proof so far, in solver money, in case currency where it is
        told of a plan; infinite if none yet.
    gap
        Relative gap between them.
    is_done
        Whether the plan is there, audited.
    """

    seconds: float
    objective: float
    bound: float
    gap: float
    is_done: bool = False

    @classmethod
    def of_nothing(cls) -> Progress:
        """Return the progress of a search that has not found anything yet."""
        return cls(0.0, float("-inf"), float("inf"), float("inf"))


@dataclass(frozen=True)
class Limits:
    """When a search may stop.

    Attributes
    ----------
    gap
        Relative gap.
    absolute
        Gap in solver money; whichever of the two is met first ends the search.
    nodes
        Nodes of the search; None = no limit.
    seconds
        Wall-clock seconds; None = no limit.
    processor_seconds
        Processor seconds of this process, which other work on the machine does not
        shorten; None = no limit.
    seed
        Seed of the solver.
    tolerance
        What a search with integers takes for nothing, in units of the model.
    presolve
        Whether the solver may make the model smaller first.
    """

    gap: float = 1e-4
    absolute: float = 1e-9
    nodes: int | None = None
    seconds: float | None = None
    processor_seconds: float | None = None
    seed: int = 0
    tolerance: float = 1e-6
    presolve: bool = True

    def after(self, seconds: float) -> Limits:
        """Return the limits with the time left when `seconds` are spent."""
        if self.seconds is None:
            return self
        return replace(self, seconds=max(self.seconds - seconds, 0.0))


@dataclass(frozen=True)
class Solution:
    """What a solver found.

    Attributes
    ----------
    outcome
        How the search ended.
    columns
        Value of each column; None if no feasible point was found.
    row_duals
        Marginal value of each row's bound; None for a model with integers.
    objective, bound
        Value of `columns` and proven upper bound, in solver money.
    """

    outcome: Outcome
    columns: Floats | None = field(repr=False)
    row_duals: Floats | None = field(repr=False)
    objective: float
    bound: float


OnProgress = Callable[[Progress], None]
Basis = Any
"""Where a solve ended, as its solver keeps it."""


class WarmModel(Protocol):
    """A model loaded once and solved again and again with other numbers.

    The matrix stays; costs and bounds change by array. Every solve starts from the
    basis kept by `keep_basis`, so an answer does not depend on what was asked before.
    """

    def change(
        self,
        *,
        cost: Floats | None = None,
        lower: Floats | None = None,
        upper: Floats | None = None,
        row_lower: Floats | None = None,
        row_upper: Floats | None = None,
    ) -> None:
        """Replace whole arrays; only what differs is sent to the solver."""

    def add(self, rows: MoreRows) -> None:
        """Add rows after those of the model; later solves keep them."""

    def keep_basis(self, basis: Basis | None = None) -> Basis:
        """Start all later solves from the basis of the last one, or from one given.

        Returns that basis.
        """

    def ended(self) -> Basis:
        """Return where the last solve ended."""

    def go_on(self, basis: Basis | None = None) -> None:
        """Start each later solve where the one before ended, the next where one did.

        That is quicker, but the last digits then depend on what was asked before.
        """

    def solve(self, limits: Limits | None = None) -> Solution:
        """Return the best point with its marginal values.

        With limits Ctrl-C and the time left end it.
        """

    def objective(self) -> tuple[float, Floats] | None:
        """Return the best objective and row duals only, which is faster.

        None if there is no feasible point.
        """

    def steady(self) -> tuple[Floats, Floats]:
        """Return between which upper bounds of a row its marginal value is the same.

        Asked after a solve. Shape (rows,) each; both are the bound itself where that is
        not known.
        """


@dataclass(frozen=True)
class ByColumns:
    """A small linear model to be minimised, stored by columns; all lower bounds are 0.

    Attributes
    ----------
    cost, upper
        Objective and largest value of each column. Shape (C,).
    row_lower, row_upper
        Bounds of each row. Shape (R,).
    starts, rows, values
        Where the entries of each column begin, the row and value of each. Shapes
        (C + 1,), (entries,), (entries,).
    in_basis, at_upper
        Columns the search begins with: those in the basis and those at their upper
        bound; rows without a basic column of their own are then in the basis. None =
        the solver begins as it likes.
    held_rows
        Number of first rows that are not in the first basis.
    """

    cost: Floats = field(repr=False)
    upper: Floats = field(repr=False)
    row_lower: Floats = field(repr=False)
    row_upper: Floats = field(repr=False)
    starts: Integers = field(repr=False)
    rows: Integers = field(repr=False)
    values: Floats = field(repr=False)
    in_basis: NDArray[np.int64] | None = field(default=None, repr=False)
    at_upper: NDArray[np.int64] | None = field(default=None, repr=False)
    held_rows: int = 0


@dataclass(frozen=True)
class Least:
    """The point at which a small model is least.

    Attributes
    ----------
    columns, reduced_costs
        Value of each column and what one more unit of it would add. Shape (C,).
    row_duals
        What one more unit of each row's bound would add. Shape (R,).
    objective
        The least value.
    """

    columns: Floats = field(repr=False)
    reduced_costs: Floats = field(repr=False)
    row_duals: Floats = field(repr=False)
    objective: float


class QuickSolver(Protocol):
    """Solves one small model after another; an answer depends on its model only."""

    def least(self, model: ByColumns) -> Least | None:
        """Return the least point; None if there is none."""


class Backend(Protocol):
    """A solver of linear models with integers.

    Attributes
    ----------
    name
        Of the solver.
    takes_parts
        Whether a model may be handed to it part by part; a search that is given so much
        time for one model, and a point of it to begin with, cannot be.
    """

    name: str
    takes_parts: bool

    @property
    def version(self) -> str:
        """Version of the solver."""

    def solve(
        self,
        model: LinearModel,
        limits: Limits,
        on_progress: OnProgress | None = None,
        start: Floats | None = None,
    ) -> Solution:
        """Return the best point found within the limits, with its bound.

        The search may begin at `start`, a point of the model.
        """

    def conflict(self, model: LinearModel) -> tuple[list[int], list[int]]:
        """Return rows and columns whose bounds cannot hold together, irreducible.

        Both are empty if the model, taken without integers, can be solved.
        """

    def ray(self, model: LinearModel) -> Floats | None:
        """Return a direction in which a linear model gains without end.

        None if there is none. Shape (columns,).
        """

    def write(self, model: LinearModel, path: str) -> None:
        """Write the model as an MPS or LP file, by the ending of `path`."""

    def load(self, model: LinearModel) -> WarmModel:
        """Return the linear model loaded for many solves; integers are not allowed."""

    def solve_from(
        self, model: LinearModel, basis: Basis | None
    ) -> tuple[Solution, Basis]:
        """Return the best point of a linear model, and where the solve ended.

        It may begin where a model with as many columns and rows ended. Much faster than
        `solve` for models that are alike.
        """

    def quick(self) -> QuickSolver:
        """Return what solves many small models quickly."""
