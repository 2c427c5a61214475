"""By which fingerprint is the content of a case known?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES
from brownfield.tables.memory import FEW_ROWS, Again

if TYPE_CHECKING:
    from brownfield.tables.settings import Settings

BLANK = "\u2400"  # stands for "not given" in the digest; no table cell holds it


MOVES_NO_PLAN: Mapping[str, bool | set[str]] = {
    "check": True,
    "solve": {"solver"},
}  # of the settings


@cache
def _texts_of(_: str) -> Again[bytes]:
    return Again(most=4)


def _text(name: str, frame: pl.DataFrame) -> bytes:
    """Return the rows of a table as text; those of small tables are remembered."""
    if frame.height > FEW_ROWS:
        return _written(name, frame)
    return _texts_of(name).of([frame], None, lambda: _written(name, frame))


def _written(name: str, frame: pl.DataFrame) -> bytes:
    ordered = frame if name == "what_ifs" else frame.sort(TABLES[name].key)
    return ordered.write_csv(null_value=BLANK).encode()


def digest_of(settings: Settings, tables: Mapping[str, pl.DataFrame]) -> str:
    """Return a fingerprint that is equal for every file format and row order."""
    asked = settings.model_dump_json(exclude=MOVES_NO_PLAN)
    total = hashlib.sha256(asked.encode())
    for name in TABLES:
        frame = tables[name]
        if frame.is_empty():
            continue
        total.update(name.encode())
        total.update(_text(name, frame))
    return total.hexdigest()
