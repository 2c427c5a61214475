"""Which options has every question that plans, and what do they do to a case?"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.asking.options import Given, option, options_of
from brownfield.asking.parties import parties_of
from brownfield.tables.bounds import Bounds
from brownfield.work.executor import Executor, workers

if TYPE_CHECKING:
    from brownfield.case.case import Case

GAP = Bounds(lower=0, upper=1, example="0.001")
SECONDS = Bounds(lower=0, is_above=True, example="60")
METHODS = ("auto", "extensive", "decompose")
SOLVERS = ("highs", "scip")
JOBS = Bounds(lower=1, is_whole=True, example="2")


@dataclass(frozen=True)
class Options:
    """Options that several commands share.

    Attributes
    ----------
    what_ifs
        What-ifs applied in order.
    parties
        Parties that decide, separated by commas; None = as the case says.
    gap, time_limit, method, solver
        Replace those of case.toml where given.
    jobs
        Most processes side by side; None = as suits the question.
    cluster
        Scheduler whose workers do the work; None = this machine.
    """

    what_ifs: tuple[str, ...] = field(
        default=(),
        metadata=option("Apply this what-if; repeat, applied in order.", "--what-if"),
    )
    parties: str | None = field(
        default=None,
        metadata=option("Only these parties decide, separated by commas."),
    )
    gap: float | None = field(
        default=None,
        metadata=option("Relative gap to stop at, a share.", limits=GAP),
    )
    time_limit: float | None = field(
        default=None,
        metadata=option(
            "Seconds until the best plan so far is taken; processor seconds of a deal.",
            limits=SECONDS,
        ),
    )
    method: str | None = field(
        default=None,
        metadata=option(
            "How to search: the whole tree as one model, or part by part, future by "
            "future; as case.toml says if not given.",
            choices=METHODS,
        ),
    )
    solver: str | None = field(
        default=None,
        metadata=option(
            "Who searches: highs, or scip where it is installed (extra scip); as "
            "case.toml says if not given.",
            choices=SOLVERS,
        ),
    )
    jobs: int | None = field(
        default=None,
        metadata=option(
            "Most processes side by side; as suits the question if not given. "
            "The answer is the same.",
            limits=JOBS,
        ),
    )
    cluster: str | None = field(
        default=None,
        metadata=option(
            "Scheduler of dask.distributed whose workers do the work, "
            "tcp://host:port (extra cluster); this machine if not given.",
        ),
    )

    def workers(self) -> AbstractContextManager[Executor]:
        """Give an executor for a `with` block, one process for each core at most."""
        return workers(self.jobs, cluster=self.cluster)


def shared_with(asked: type) -> list[Given]:
    """Return the options of every command, but for those that a question has itself."""
    own = {one.name for one in options_of(asked)}
    return [one for one in options_of(Options) if one.name not in own]


def applied(case: Case, options: Options) -> Case:
    """Return a case with the options applied: what-ifs, limits, who plans.

    Raises
    ------
    UseError
        If there is no such what-if or party, or a limit is not allowed.
    DataError
        If a what-if matches nothing, or the changed case is not valid.
    """
    case = case.apply(*options.what_ifs)
    asked = {
        "gap": options.gap,
        "time_limit_seconds": options.time_limit,
        "method": options.method,
        "solver": options.solver,
    }
    changes = {key: value for key, value in asked.items() if value is not None}
    case = case.with_settings("solve", changes)
    if options.parties is None:
        return case
    return case.choose(parties_of(case, options.parties))
