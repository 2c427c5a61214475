"""What happens at once when a person presses Ctrl-C?"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


@dataclass
class Pressed:
    """How often Ctrl-C was pressed in a block."""

    count: int = 0


@contextmanager
def interrupts(*, is_raising: bool) -> Iterator[Pressed]:
    """Count Ctrl-C in the block.

    Parameters
    ----------
    is_raising
        Whether the first one raises KeyboardInterrupt. If not, the block looks at the
        count and ends in good order; a second one raises in any case.

    Outside the main thread nothing can be counted, and nothing is changed.
    """
    pressed = Pressed()

    def note(_signal: int, _frame: object) -> None:
        pressed.count += 1
        if is_raising or pressed.count > 1:
            raise KeyboardInterrupt

    if not _is_interruptible():
        yield pressed
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def shielded() -> Iterator[None]:
    """Finish the block, which is short, even if Ctrl-C is pressed.

    A block around it that counts is told; KeyboardInterrupt is raised here only if
    Ctrl-C is pressed twice.
    """
    with interrupts(is_raising=False) as pressed:
        yield
    around = signal.getsignal(signal.SIGINT)
    if pressed.count and callable(around):
        with suppress(KeyboardInterrupt):
            around(signal.SIGINT, None)


def _is_interruptible() -> bool:
    """Return whether Ctrl-C reaches this thread and is not ignored."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and signal.getsignal(signal.SIGINT) not in (signal.SIG_IGN, None)
