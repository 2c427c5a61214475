"""Freed memory of large models goes back to the machine where that can be asked for."""

import platform
import sys
from pathlib import Path

import numpy as np
import pytest

from brownfield.work.pages import give_back_at_once


def resident() -> float:
    """Return the memory of this process in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1e3


@pytest.mark.skipif(
    sys.platform != "linux" or platform.libc_ver()[0] != "glibc",
    reason="only this allocator is asked",
)
def test_blocks_that_are_freed_go_back() -> None:
    """100 blocks of 4 MB, every second one freed: 200 MB go back."""
    assert give_back_at_once()
    blocks = [np.ones(500_000) for _ in range(100)]
    before = resident()
    blocks = blocks[::2]
    assert before - resident() == pytest.approx(200.0, abs=40.0)
    assert len(blocks) == 50
