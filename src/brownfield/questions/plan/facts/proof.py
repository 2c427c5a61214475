"""What did the independent recount of a plan find, and does the model meet the past?"""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

KINDS = ("published", "derived", "input", "not stated")  # in the order they are told


@dataclass(frozen=True)
class Recount:
    """Outcome of the independent recount.

    Attributes
    ----------
    passed
        Whether every check agrees within its tolerance.
    largest_difference
        Of all checks, as a share of the check's scale; None if a number is missing.
    failures
        Rows of the recounts that failed, at most twenty: check, where, expected,
        found, difference, tolerance (in the unit of the check), passed.
    """

    passed: bool
    largest_difference: float | None
    failures: list[dict[str, Any]] = field(repr=False)


@dataclass(frozen=True)
class TiedOut:
    """Figures of the past of one kind, and how many of them the model meets.

    Attributes
    ----------
    kind
        published, derived, input, or "not stated" where the case does not say.
    figures
        How many the plans of the past were compared with.
    met
        How many of them lie within their tolerance.
    """

    kind: str
    figures: int
    met: int


def tied_out(tie_out: pl.DataFrame | None) -> tuple[TiedOut, ...] | None:
    """Return how many figures of each kind are met; None without any.

    Parameters
    ----------
    tie_out
        A row a figure, with kind (null = not stated) and passed.
    """
    if tie_out is None or tie_out.is_empty():
        return None
    kinds = tie_out["kind"].fill_null(KINDS[-1])
    counts = tie_out.select("passed", kind=kinds).group_by("kind")
    by_kind = counts.agg(figures=pl.len(), met=pl.col("passed").sum())
    rows = {row["kind"]: row for row in by_kind.to_dicts()}
    return tuple(TiedOut(**rows[kind]) for kind in KINDS if kind in rows)
