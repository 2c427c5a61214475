"""What happens at once when a person presses Ctrl-C?"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

NEVER = 1_000_000  # presses
PATIENCE = 3  # presses after which a block that does not end is given up


@dataclass
class Pressed:
    """How often Ctrl-C was pressed in a block."""

    count: int = 0


@contextmanager
def interrupts(*, raises_at: int) -> Iterator[Pressed]:
    """Count Ctrl-C in the block.

    Parameters
    ----------
    raises_at
        Which press raises KeyboardInterrupt: 1 the first, 2 the second, `NEVER` none.
        If not the first, the block looks at the count and ends in good order. Where
        none raises, the third ends the program at once.

    Outside the main thread nothing can be counted, and nothing is changed.
    """
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
    around = signal.getsignal(signal.SIGINT)
    if pressed.count and callable(around):
        with suppress(KeyboardInterrupt):
            around(signal.SIGINT, None)


def _is_interruptible() -> bool:
    """Return whether Ctrl-C reaches this thread and is not ignored."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and signal.getsignal(signal.SIGINT) not in (signal.SIG_IGN, None)
