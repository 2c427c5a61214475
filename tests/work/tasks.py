"""Work for worker processes, in a module so that they find it."""

import os
import signal
import time
from pathlib import Path
from threading import Event

from brownfield.case.case import Case
from brownfield.errors import UseError
from brownfield.plans.plan import Plan
from brownfield.solve.batch import told_plan
from brownfield.work.interrupts import NEVER, held
from brownfield.work.notes import tell

LOOKED_SECONDS = 60.0  # until a search that nobody stops ends by itself


def squared(number: int) -> int:
    """Tell the number, return its square."""
    tell(number)
    return number * number


def refused(number: int) -> int:
    """Refuse the number 3."""
    if number == 3:
        message = "three is not allowed"
        raise UseError(message)
    return number


def struck_once(mark: str) -> int:
    """Die the first time; return how often it was begun the second time."""
    begun = Path(mark)
    count = int(begun.read_text()) + 1 if begun.exists() else 1
    begun.write_text(str(count))
    if count == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return count


def struck(_item: int) -> int:
    """Die each time."""
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def searching(number: int) -> str:
    """Work until Ctrl-C, and keep what was found by then; 0 is found at once."""
    if number == 0:
        return "found 0"
    try:
        tell("at work")
        signal.pause()
    except KeyboardInterrupt:
        return f"best so far {number}"
    return "nobody pressed"


def worker_id(_item: int) -> int:
    """Return the process that does the work."""
    return os.getpid()


def planned(asked: tuple[str, Case]) -> Plan:
    """Return the plan of a case; die the first time if a mark is named."""
    mark, case = asked
    if mark:
        struck_once(mark)
    return told_plan(case)


def looking(number: int) -> str:
    """Work until Ctrl-C is seen; keep what was found by then; 0 is found at once."""
    if number == 0:
        return "found 0"
    tell("at work")
    with held(raises_at=NEVER) as pressed:
        never, until = Event(), time.monotonic() + LOOKED_SECONDS
        while not pressed.count and time.monotonic() < until:
            never.wait(0.01)
    return f"best so far {number}" if pressed.count else "nobody pressed"


def hidden(number: int) -> int:
    """Fail with an error that cannot travel."""
    message = f"{number}"
    raise Unsendable(message)


class Unsendable(Exception):  # noqa: N818 (it is no error of ours)
    """An error that cannot be pickled."""

    def __reduce__(self) -> str:
        """Refuse."""
        message = "it stays here"
        raise TypeError(message)
