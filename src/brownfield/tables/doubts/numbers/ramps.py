"""Which ramps never come near the full rate?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.doubts.numbers.hints import HUNDRED, LEAVE_OR_MEND
from brownfield.tables.problems import Finding, shown

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

LEAST = 0.1  # of the full rate, which later years keep


def flat_ramps(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield the last row of curves that stay below a tenth of the full rate."""
    if tables["ramp_curves"].is_empty():
        return
    rows = tables["ramp_curves"].with_row_index("row")
    last = rows.sort("years_since_start", maintain_order=True).group_by(
        "ramp_curve", maintain_order=True
    )
    ends = last.agg(pl.col("row", "share").last()).filter(pl.col("share") < LEAST)
    for name, row, share in ends.sort("row").iter_rows():
        meant = share * HUNDRED
        is_share = LEAST <= meant <= 1
        hint = f"Did you mean {meant:g}? {LEAVE_OR_MEND}" if is_share else LEAVE_OR_MEND
        yield Finding(
            table="ramp_curves",
            row=row,
            column="share",
            value=shown(share),
            rule="flat_ramp",
            message=f"Later years keep the last share, so {name} never makes more than "
            f"{HUNDRED * share:.3g} % of the full rate",
            hint=hint if share > 0 else "Write the share it comes to, 1 for all of it",
        )
