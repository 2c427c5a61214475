"""What does a solver take and give back?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from brownfield.model.linear import Floats, LinearModel

Outcome = Literal["solved", "time_limit", "interrupted", "infeasible", "unbounded"]


@dataclass(frozen=True)
class Progress:
    """How far a search is.

    Attributes
    ----------
    seconds
        Wall-clock seconds since the search began.
    objective, bound
        Best plan and best proof so far, in solver money; infinite if none yet.
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
    def of_nothing(cls) -> "Progress":
        """Return the progress of a search that has not found anything yet."""
        return cls(0.0, float("-inf"), float("inf"), float("inf"))


@dataclass(frozen=True)
class Limits:
    """When a search may stop.

    Attributes
    ----------
    gap
        Relative gap.
    seconds
        Wall-clock seconds; None = no limit.
    seed
        Seed of the solver.
    """

    gap: float = 1e-4
    seconds: float | None = None
    seed: int = 0


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

    def keep_basis(self) -> None:
        """Start all later solves from the basis of the last one."""

    def solve(self) -> Solution:
        """Return the best point with its marginal values."""

    def objective(self) -> tuple[float, Floats] | None:
        """Return the best objective and row duals only, which is faster.

        None if there is no feasible point.
        """


class Backend(Protocol):
    """A solver of linear models with integers."""

    name: str

    @property
    def version(self) -> str:
        """Version of the solver."""

    def solve(
        self, model: LinearModel, limits: Limits, on_progress: OnProgress | None = None
    ) -> Solution:
        """Return the best point found within the limits, with its bound."""

    def conflict(self, model: LinearModel) -> tuple[list[int], list[int]]:
        """Return rows and columns whose bounds cannot hold together, irreducible.

        Both are empty if the model, taken without integers, can be solved.
        """

    def write(self, model: LinearModel, path: str) -> None:
        """Write the model as an MPS or LP file, by the ending of `path`."""

    def load(self, model: LinearModel) -> WarmModel:
        """Return the linear model loaded for many solves; integers are not allowed."""
