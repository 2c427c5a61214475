"""With which hands is a question worked out, and who is told how far it is?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from brownfield.solve.batch import OnStep, silent
from brownfield.work.executor import Executor, workers


def unseen(_title: str) -> None:
    """Show nothing."""
    return


@dataclass(frozen=True)
class Work:
    """How a question is worked out; the answer is the same.

    Attributes
    ----------
    jobs
        Most processes side by side; None = as suits question and machine.
    is_for_page
        Whether a page will be made: it tells more than the terminal.
    on_step
        Called with the title of each solve; returns what to call with its progress.
    on_begin
        Called with the title of each piece of work that is no solve.
    cluster
        Scheduler whose workers do the work, ``tcp://host:port``; None = this machine.
    """

    jobs: int | None = 1
    is_for_page: bool = False
    on_step: OnStep = silent
    on_begin: Callable[[str], None] = unseen
    cluster: str | None = None

    def workers(self, usual: int | None = None) -> AbstractContextManager[Executor]:
        """Give an executor for a `with` block.

        Parameters
        ----------
        usual
            Most processes side by side on this machine if `jobs` does not say; None =
            one for each core.
        """
        here = self.jobs or usual
        return workers(self.jobs if self.cluster else here, cluster=self.cluster)
