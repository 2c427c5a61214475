"""What the tests of the workers share: new ones each, which hear Ctrl-C."""

import signal
from collections.abc import Iterator

import pytest

from brownfield.work import processes
from brownfield.work.processes import Processes


@pytest.fixture(autouse=True)
def _hears_ctrl_c() -> Iterator[None]:
    """Give Python's own handler to a test run whose starter ignores Ctrl-C.

    A shell without a terminal does so for what it starts in the background.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def _new_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start workers anew in each block, as a command does."""
    monkeypatch.setattr(processes, "Processes", Processes)
