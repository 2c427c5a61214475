"""What does a plan that builds in a plant yet to be opened decide in any case?

Nothing starts in a plant that is not open, and nothing is built there outside a shift
pattern (equations 5 and 6). With whole decisions both follow from the start that is
asked for; without them a model opens a part of the plant and staffs less of it, so it
is said again of the openings and of the patterns themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from brownfield.model.formulation import Formulation
    from brownfield.questions.why.forced.targets import Target


def opened_for(model: Formulation, target: Target) -> pl.DataFrame | None:
    """Return the openings of which one is decided wherever a target starts.

    None if it may start in a plant that stands.
    """
    plants = _plants(model, target)
    if plants["is_standing"].any():
        return None
    return _at(model.columns.open, plants)


def staffed_for(model: Formulation, target: Target) -> pl.DataFrame | None:
    """Return the patterns of which one is worked wherever a target is built.

    None if it may be built in a plant that stands, without line time, or under patterns
    that are worked in part.
    """
    plants = _plants(model, target)
    patterns = _at(model.columns.pattern, plants)
    is_whole = bool(patterns["is_integer"].all())
    if plants["is_standing"].any() or not plants["takes_time"].all() or not is_whole:
        return None
    return patterns


def _plants(model: Formulation, target: Target) -> pl.DataFrame:
    """Return plants of a target, whether they stand, whether building takes time."""
    tables = model.data.derived.case.tables
    standing = tables["facilities"].select(
        "facility", is_standing=pl.col("status") == "operating"
    )
    options = tables["build_options"].filter(
        pl.col("build_option").is_in(target.options)
    )
    time = options.select(
        "facility", takes_time=pl.col("capacity_use") > 0.0, is_run="is_committed"
    )
    return time.join(standing, on="facility", how="left").with_columns(
        is_standing=pl.col("is_standing") | pl.col("is_run")
    )


def _at(columns: pl.DataFrame, plants: pl.DataFrame) -> pl.DataFrame:
    words = columns.with_columns(pl.col("facility", "node").cast(pl.String))
    return words.join(plants, on="facility", how="semi")
