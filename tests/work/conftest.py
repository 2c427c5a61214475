"""What the tests of the search share: Ctrl-C is heard however they were started."""

import signal
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _hears_ctrl_c() -> Iterator[None]:
    """Give Python's own handler to a test run whose starter ignores Ctrl-C.

    A shell without a terminal does so for what it starts in the background.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
