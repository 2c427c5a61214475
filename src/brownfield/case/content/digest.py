"""By which fingerprint is the content of a case known?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.tables.settings import Settings

BLANK = "\u2400"  # stands for "not given" in the digest; no table cell holds it


MOVES_NO_PLAN: Mapping[str, bool | set[str]] = {
    "check": True,
    "solve": {"solver"},
}  # of the settings


def digest_of(settings: Settings, tables: Mapping[str, pl.DataFrame]) -> str:
    """Return a fingerprint that is equal for every file format and row order."""
    asked = settings.model_dump_json(exclude=MOVES_NO_PLAN)
    total = hashlib.sha256(asked.encode())
    for name, declared in TABLES.items():
        frame = tables[name]
        if frame.is_empty():
            continue
        ordered = frame if name == "what_ifs" else frame.sort(declared.key)
        total.update(name.encode())
        total.update(ordered.write_csv(null_value=BLANK).encode())
    return total.hexdigest()
