"""How are frames joined without losing or inventing rows?"""

from collections.abc import Mapping, Sequence

import polars as pl

from brownfield.errors import LabelError

Tables = Mapping[str, pl.DataFrame]
"""All declared tables of a case by name; typed, defaults filled."""

NUM_EXAMPLES = 5  # labels shown in one message


def _examples(rows: pl.DataFrame) -> str:
    shown = [
        ", ".join(f"{name}={value}" for name, value in row.items())
        for row in rows.unique(maintain_order=True).head(NUM_EXAMPLES).to_dicts()
    ]
    rest = rows.unique().height - len(shown)
    return "; ".join(shown) + (f"; and {rest} more" if rest > 0 else "")


def check_unique(frame: pl.DataFrame, on: Sequence[str], what: str) -> None:
    """Raise LabelError if two rows of `frame` share the labels `on`."""
    is_double = frame.select(on).is_duplicated()
    if is_double.any():
        doubled = frame.filter(is_double).select(on)
        message = f"{what}: {_examples(doubled)} stands in more than one row; keep one"
        raise LabelError(message)


def attach(
    left: pl.DataFrame, right: pl.DataFrame, on: Sequence[str], *, what: str
) -> pl.DataFrame:
    """Return `left` with the other columns of `right`; every row finds one partner.

    Parameters
    ----------
    left
        Rows to keep, all of them, in their order.
    right
        Rows looked up; at most one per label.
    on
        Key columns in both.
    what
        Name of the right-hand table, for the message.

    Raises
    ------
    LabelError
        A row of `left` has no partner, or `right` has the same labels twice.
    """
    check_unique(right, on, what)
    marked = right.with_columns(is_matched=pl.lit(value=True))
    joined = left.join(marked, on=list(on), how="left", maintain_order="left")
    if joined["is_matched"].null_count():
        lost = joined.filter(pl.col("is_matched").is_null()).select(on)
        message = f"{what} has no row for {_examples(lost)}; add it there"
        raise LabelError(message)
    return joined.drop("is_matched")


def total(summed: pl.Expr) -> pl.Expr:
    """Return the sum of each group, added up in the order of its rows.

    Polars adds a group's parts thread by thread, so that the last digit of a plain
    sum depends on how many threads happened to share the work.
    """
    return summed.implode().list.sum()


def filtered(frame: pl.DataFrame, where: pl.Expr | pl.Series) -> pl.DataFrame:
    """Return the rows for which something holds; the very same frame, if for all."""
    rows = frame.filter(where)
    return frame if rows.height == frame.height else rows


def years_frame(years: Sequence[int]) -> pl.DataFrame:
    """Return the distinct years in order as a frame with the column `year`."""
    return pl.DataFrame({"year": sorted(set(years))}, schema={"year": pl.Int64})


def is_blank_or_equal(wanted: str, value: str) -> pl.Expr:
    """Return whether the filter column `wanted` is blank or equals `value`."""
    return pl.col(wanted).is_null() | (pl.col(wanted) == pl.col(value))


def is_in_force(first: str = "from_year", last: str = "to_year") -> pl.Expr:
    """Return whether `year` lies in the inclusive years of a row; blank = no end."""
    started = pl.col(first).is_null() | (pl.col(first) <= pl.col("year"))
    return started & (pl.col(last).is_null() | (pl.col("year") <= pl.col(last)))


def facility_places(tables: Tables) -> pl.DataFrame:
    """Return facility, place, owner and customs territory of every facility."""
    facilities = tables["facilities"].select("facility", "place", "owner")
    places = tables["places"].select("place", "customs_territory")
    return attach(facilities, places, ["place"], what="places")


def source_territories(tables: Tables) -> pl.DataFrame:
    """Return source and customs territory of every place and facility.

    Raises
    ------
    LabelError
        A place and a facility elsewhere have the same name, so that a source of
        that name is ambiguous.
    """
    places = tables["places"].select(source="place", territory="customs_territory")
    plants = facility_places(tables).select(
        source="facility", territory="customs_territory"
    )
    both = pl.concat([places, plants]).unique(maintain_order=True)
    check_unique(both, ["source"], "places and facilities")
    return both
