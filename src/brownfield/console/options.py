"""Which options have all commands that plan?"""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from brownfield.asking.options import Given, option, options_of
from brownfield.tables.bounds import Bounds
from brownfield.work.executor import Executor, workers

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


@dataclass(frozen=True)
class Before:
    """The options of the command that sets plans side by side.

    Attributes
    ----------
    every
        Whether the case is planned under every what-if, each by itself.
    out
        File for all figures; None = none.
    before
        Folder or file of the older state; None = only one state.
    """

    every: bool = field(
        default=False,
        metadata=option("Plan under every what-if of the case, each alone.", "--all"),
    )
    out: Path | None = field(
        default=None,
        metadata=option("Write all figures to this .csv file, a line each.", "--out"),
    )

    before: str | None = field(
        default=None,
        metadata=option(
            "An older state of the case: print which cells changed, and the answer; "
            "what-ifs then apply to both.",
            "--case",
        ),
    )


def shared_with(asked: type) -> list[Given]:
    """Return the options of every command, but for those that a question has itself."""
    own = {one.name for one in options_of(asked)}
    return [one for one in options_of(Options) if one.name not in own]
