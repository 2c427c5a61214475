"""What does a worker of a cluster do with a piece of work, and how is it stopped?

Its function may be stopped from the thread that the worker listens in: a search then
gives its best so far, as after Ctrl-C. One process does one piece at a time.
"""

import pickle
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from threading import Lock
from typing import Any

from brownfield.errors import WorkerError
from brownfield.version import __version__
from brownfield.work.interrupts import Pressed, pressed_elsewhere
from brownfield.work.outcomes import Ended, ended

LIBRARIES = ("polars", "numpy", "highspy")  # that answers hang on
Say = Callable[[bytes], None]


@dataclass(frozen=True)
class Sent:
    """A piece of work on its way to a worker.

    Attributes
    ----------
    run
        Name of the run it belongs to.
    position
        Its place in the run.
    versions
        Versions where it was sent.
    work
        Function and item, pickled, so that they are not read where versions differ.
    """

    run: str
    position: int
    versions: dict[str, str]
    work: bytes = field(repr=False)


@dataclass
class _Here:
    """What this process works at."""

    one_at_a_time: Lock = field(default_factory=Lock)
    pressed: dict[str, Pressed] = field(default_factory=dict)


_here = _Here()


def versions_here() -> dict[str, str]:
    """Return the versions that an answer hangs on, by library."""
    python = ".".join(platform.python_version_tuple()[:2])
    libraries = {name: version(name) for name in LIBRARIES}
    return {"brownfield": __version__, "python": python, **libraries}


def differing(here: dict[str, str], there: dict[str, str]) -> str:
    """Return which versions differ, in words; blank if none does."""
    parts = (
        f"{name} {there.get(name, 'missing')} instead of {number}"
        for name, number in here.items()
        if there.get(name) != number
    )
    return ", ".join(parts)


def stop(run: str) -> None:
    """Begin nothing more of a run, and let what runs give its best so far."""
    _here.pressed.setdefault(run, Pressed()).count = 1


def worked(sent: Sent, say: Say) -> tuple[Ended, int]:
    """Return how a piece of work ended, and how many notes it told.

    Parameters
    ----------
    sent
        The piece.
    say
        Called with position and note, pickled.
    """
    if difference := differing(sent.versions, versions_here()):
        return ("error", WorkerError(f"A worker has {difference}.")), 0
    with _here.one_at_a_time:
        return _worked(sent, say)


def _worked(sent: Sent, say: Say) -> tuple[Ended, int]:
    pressed, count = _here.pressed.setdefault(sent.run, Pressed()), 0

    def tell(note: Any) -> None:
        nonlocal count
        count += 1
        say(pickle.dumps((sent.position, note)))

    if pressed.count:
        return ("stopped", None), 0
    function, item = pickle.loads(sent.work)  # noqa: S301 (of the scheduler we trust)
    with pressed_elsewhere(pressed):
        return ended(function, item, tell), count
