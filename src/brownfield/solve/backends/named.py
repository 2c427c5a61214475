"""Which solver does a case ask for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.errors import MissingExtraError
from brownfield.solve.backends.highs import HighsBackend

if TYPE_CHECKING:
    from brownfield.solve.backends.solution import Backend
    from brownfield.tables.settings import Settings


def backend_of(settings: Settings) -> Backend:
    """Return the solver that the settings name.

    Raises
    ------
    MissingExtraError
        If its library is not installed.
    """
    return _scip() if settings.solve.solver == "scip" else HighsBackend()


def _scip() -> Backend:
    try:
        from brownfield.solve.backends.scip import ScipBackend
    except ImportError as error:
        message = (
            "solver scip needs pyscipopt, which is not installed. Install it with: "
            "pip install 'brownfield[scip]', or take solver highs."
        )
        raise MissingExtraError(message) from error
    return ScipBackend()
