"""Which typed values did the same text have before, so that rules need not look again?

A case at the desk is checked after each change of a cell, and all its other tables hold
the same text as before. Their typed frames are then the very same ones, of which rules
remember what they found.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.cells.typed import typed_table

if TYPE_CHECKING:
    from brownfield.tables.columns import Table
    from brownfield.tables.problems import Finding

MOST_ROWS = 5_000  # of a table that is kept; text takes more memory than all else
MOST_KEPT = 4  # texts of a table: a few cases, each as it was last


@dataclass(frozen=True)
class Once:
    """Text that was typed once.

    Attributes
    ----------
    text, typed
        The cells as read, and as they are typed.
    findings
        What is wrong with them.
    """

    text: pl.DataFrame
    typed: pl.DataFrame
    findings: tuple[Finding, ...]


class Typed:
    """Types the text of tables; the same text gives the same frame."""

    def __init__(self) -> None:
        self._kept: dict[str, deque[Once]] = {}

    def of(
        self, texts: dict[str, pl.Series], table: Table
    ) -> tuple[pl.DataFrame, list[Finding]]:
        """Return what `typed_table` does, and the very same frame for the same text.

        Parameters
        ----------
        texts
            Text cells as read, by column; each is taken out of it once it is typed.
        table
            Declaration that says what they should be.
        """
        text = pl.DataFrame(texts)
        if len(text) > MOST_ROWS:
            del text
            return typed_table(texts, table)
        kept = self._kept.setdefault(table.name, deque(maxlen=MOST_KEPT))
        for once in tuple(kept):
            if once.text.equals(text):
                return once.typed, list(once.findings)
        typed, findings = typed_table(texts, table)
        kept.appendleft(Once(text, typed, tuple(findings)))
        return typed, findings
