"""Entries of many rows are put in order block by block, as if at once."""

import numpy as np
import pytest

from brownfield.model.arrays import in_order as module
from brownfield.model.arrays.in_order import Entries, blocks, in_order


def entries() -> list[Entries]:
    """Return two terms of each of nine rows, not in order, and one place twice."""
    rows = np.array([8, 7, 6, 5, 4, 3, 2, 1, 0], np.int32)
    more = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8], np.int32)
    first = rows, rows + 1, np.arange(9.0)
    second = more, np.where(more == 4, 5, 0).astype(np.int32), np.full(9, 10.0)
    return [first, second]


def test_blocks_hold_whole_rows_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eighteen entries, five at once: the rows fall into four stretches, none twice."""
    monkeypatch.setattr(module, "MOST_AT_ONCE", 5)
    rows = [
        sorted({int(one) for row, _, _ in block for one in row})
        for block in blocks(entries())
    ]
    assert [row for block in rows for row in block] == list(range(9))
    assert len(rows) == 4


def test_many_blocks_give_what_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 4 has two terms on column 5: 4 + 10 = 14. The order is by row and column."""
    whole = in_order(entries())
    monkeypatch.setattr(module, "MOST_AT_ONCE", 5)
    parts = [in_order(block) for block in blocks(entries())]
    for number in range(3):
        joined = np.concatenate([part[number] for part in parts])
        assert joined.tolist() == whole[number].tolist()
    assert 14.0 in whole[1]
    assert whole[2].tolist() == [4]
