"""What competes for the line time of a plant that runs whole shift patterns?

A relaxed model fills a plant with programmes that start in part: each brings a share of
the line time it can use for the same share of its tooling. No whole plan can. Here
stands what the rows need that cut off such mixtures; how a point gets the row that it
breaks most is told in `mixed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.table import Array, Table, partner
from brownfield.model.full_rate import full_rates
from brownfield.solve.search.headroom import begun_starts, line_users
from brownfield.solve.search.mixed import Covers

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

SITE = ["facility", "node"]
MEMBER = ["build_option", "node"]


def covers_of(data: DataTables, columns: ColumnTables) -> Covers:
    """Return what competes for the line time of plants with whole patterns.

    Parameters
    ----------
    data
        The numbers.
    columns
        The decisions.
    """
    patterns = _patterns(data, columns)
    built = columns.deliver.select(
        *MEMBER, "place", "facility", "volume", "column", "pattern"
    )
    built = built.join(line_users(data), ["build_option"])
    built = built.join(patterns.select(*SITE, "pattern", "view"), [*SITE, "pattern"])
    members = built.distinct(["view", *MEMBER])
    lots = built.distinct(["view", *MEMBER, "place"])
    starts = _starts(data, columns, members)
    return Covers(
        deliver=built.select(
            "column", "use", lot=partner(built, lots, ["view", *MEMBER, "place"])
        ),
        lots=lots.select(
            most=lots["volume"] * lots["use"],
            member=partner(lots, members, ["view", *MEMBER]),
        ),
        members=members.select(
            "view",
            is_given=members["is_committed"],
            is_decided=_is_decided(len(members), starts),
        ),
        starts=starts.select("member", "column", "most"),
        patterns=patterns.select("view", "column", "room"),
    )


def _patterns(data: DataTables, columns: ColumnTables) -> Table:
    """Return facility, node, pattern, column, room, site, view of whole patterns.

    Every pattern stands in a view of its own, and in one of all if there are more.
    """
    table = columns.pattern.where(columns.pattern["is_integer"])
    table = table.filled(data.committed, SITE, line_time=0.0)
    room = np.maximum(table["capacity"] - table["line_time"], 0.0)
    sites = table.distinct(SITE)
    site = partner(table, sites, SITE)
    alone = table.select(*SITE, "pattern", "column", room=room, site=site)
    more = alone.where(np.bincount(site, minlength=len(sites))[site] > 1)
    both = [alone.with_columns(view=len(sites) + _count(alone))]
    both.append(more.with_columns(view=more["site"]))
    whole = {n: np.concatenate([t[n] for t in both]) for n in both[0].columns}
    _, whole["view"] = np.unique(whole["view"], return_inverse=True)
    return Table(whole, alone.labels, len(whole["view"]))


def _starts(data: DataTables, columns: ColumnTables, members: Table) -> Table:
    """Return member, column, is_integer, most of starts whose ramp has begun."""
    begun = begun_starts(data, columns)
    begun = begun.filled(full_rates(data), MEMBER, full_rate=0.0, wanted=0.0)
    most = np.minimum(begun["share"] * begun["full_rate"], begun["wanted"])
    begun = begun.select(*MEMBER, "column", "is_integer", volume=most)
    mine = members.select(*MEMBER, "use", member=_count(members))
    table = mine.join(begun, MEMBER)
    return table.with_columns(most=table["volume"] * table["use"])


def _is_decided(members: int, starts: Table) -> Array:
    """Return which members start by whole decisions alone."""
    is_whole = starts["is_integer"]
    has_whole = np.bincount(starts["member"][is_whole], minlength=members) > 0
    is_partial = np.bincount(starts["member"][~is_whole], minlength=members) > 0
    is_decided: Array = has_whole & ~is_partial
    return is_decided


def _count(table: Table) -> Positions:
    return np.arange(len(table))
