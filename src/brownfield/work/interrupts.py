"""What happens at once when a person presses Ctrl-C?"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass

NEVER = 1_000_000  # presses
PATIENCE = 3  # presses after which a block that does not end is given up


@dataclass
class Pressed:
    """How often Ctrl-C was pressed in a block.

    Attributes
    ----------
    count
        Presses.
    is_looked_at
        Whether a block that counts is open: it ends in good order.
    """

    count: int = 0
    is_looked_at: bool = False


_elsewhere: ContextVar[Pressed | None] = ContextVar("_elsewhere", default=None)


@contextmanager
def pressed_elsewhere(pressed: Pressed) -> Iterator[None]:
    """Let the work of this block be stopped from another thread.

    Parameters
    ----------
    pressed
        What the other thread counts in. A block of `interrupts` that is open then sees
        the count; where none is, the next one raises KeyboardInterrupt.
    """
    token = _elsewhere.set(pressed)
    try:
        yield
    finally:
        _elsewhere.reset(token)


@contextmanager
def interrupts(*, raises_at: int) -> Iterator[Pressed]:
    """Count Ctrl-C in the block.

    Parameters
    ----------
    raises_at
        Which press raises KeyboardInterrupt: 1 the first, 2 the second, `NEVER` none.
        If not the first, the block looks at the count and ends in good order. Where
        none raises, the third ends the program at once.

    Outside the main thread nothing can be counted, and nothing is changed, but for a
    block of `pressed_elsewhere`.
    """
    if (elsewhere := _elsewhere.get()) is not None:
        with _looked_at(elsewhere):
            yield elsewhere
        return
    pressed = Pressed()

    def note(_signal: int, _frame: object) -> None:
        pressed.count += 1
        if pressed.count >= raises_at:
            raise KeyboardInterrupt
        if pressed.count >= PATIENCE:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.raise_signal(signal.SIGINT)

    if not _is_interruptible():
        yield pressed
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def held(*, raises_at: int) -> Iterator[Pressed]:
    """Finish the block even if Ctrl-C is pressed, and let the block around it know.

    A block around it that counts is told afterwards; nothing is raised for it.
    """
    with interrupts(raises_at=raises_at) as pressed:
        yield pressed
    if _elsewhere.get() is not None:
        return
    around = signal.getsignal(signal.SIGINT)
    if pressed.count and callable(around):
        with suppress(KeyboardInterrupt):
            around(signal.SIGINT, None)


@contextmanager
def _looked_at(pressed: Pressed) -> Iterator[None]:
    """Open a block that looks at presses which come from another thread.

    Raises
    ------
    KeyboardInterrupt
        If one came while no block was open.
    """
    if pressed.is_looked_at:
        yield
        return
    if pressed.count:
        raise KeyboardInterrupt
    pressed.is_looked_at = True
    try:
        yield
    finally:
        pressed.is_looked_at = False


def _is_interruptible() -> bool:
    """Return whether Ctrl-C reaches this thread and is not ignored."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and signal.getsignal(signal.SIGINT) not in (signal.SIG_IGN, None)
