"""How does a piece of work end, and how does its end travel between processes?"""

import pickle
import traceback
from collections.abc import Callable
from typing import Any

from brownfield.errors import WorkerError
from brownfield.work.notes import listened

Ended = tuple[str, Any]
"""How a piece ended, `result`, `error` or `stopped`, and what it gave."""


def ended(
    function: Callable[[Any], Any], item: Any, listener: Callable[[Any], None]
) -> Ended:
    """Return how `function(item)` ends, while `listener` gets what it tells.

    Parameters
    ----------
    function, item
        The piece of work.
    listener
        Called with every note.
    """
    try:
        return "result", listened(function, item, listener)
    except KeyboardInterrupt:
        return "stopped", None
    except Exception as error:  # noqa: BLE001 (it is raised where `map` was called)
        return "error", _portable(error)


def result_of(end: Ended) -> Any:
    """Return the result of a piece of work, or raise its error."""
    kind, content = end
    if kind == "error":
        raise content
    return content


def _portable(error: Exception) -> Exception:
    """Return the error, or one with its story if it cannot travel through a pipe."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    except Exception:  # noqa: BLE001 (whatever a foreign error raises here)
        return WorkerError("".join(traceback.format_exception(error)))
    return error
