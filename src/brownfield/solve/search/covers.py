"""How many programmes must start before a plant on whole shifts is full?

A relaxed model fills a plant with programmes that start in part: each brings a share of
the line time it can use for the same share of its tooling. No whole plan can. A *slot*
is a group of programmes of which at most one starts. For a plant at a node, some of its
shift patterns and two sets F and G of slots let

    Y    line time of what slots of F and G build there for some of their markets,
    u_s  the most line time that start s can use: by its ramp, or for all demand of
         these markets,
    H    the most that the slots of F can use together,
    R_p  line time of pattern p less commitments, and w_p whether it runs,
    r    what one of the patterns, q, leaves beside F: R_q - H, more than nothing.

Then

    Y <= sum over p of (min(H, R_p) + max(0, R_p - R_q)) w_p
         + sum over starts s of G of min(u_s, r) s.

Where none of the patterns runs, Y is nothing. Where p runs and the starts of G in force
can use U together, Y <= min(R_p, H + U). If none of them can use more than r, they add
U on the right, and min(H, R_p) + U >= min(R_p, H + U). If one can, they add r or more,
and the right side is at least R_p: if R_p <= H by its first term alone, if R_p <= R_q
by H + r = R_q, else by H + R_p - R_q + r = R_p. So the rows cut off no plan, only
mixtures (lifted flow covers; Padberg, Van Roy and Wolsey 1985; Gu, Nemhauser and
Savelsbergh 1999).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.more_rows import Floats, MoreRows
from brownfield.model.arrays.table import Array, Table, partner
from brownfield.model.full_rate import full_rates, most_made
from brownfield.solve.search.headroom import begun_starts, line_users

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

SMALL = 1e-7  # solver volume below which a market is not served
BROKEN = 1e-4  # solver volume by which a row must be broken to be worth adding
SITE = ["facility", "node"]
MEMBER = ["build_option", "node"]


@dataclass(frozen=True)
class Covers:
    """What is built at each plant and node, by slot, programme and market.

    A *site* is a plant at a node, a *view* one of its patterns, or all of them if they
    are more; a *slot*, *member* (programme) and *lot* (what a member sends to a market)
    are each of one view.

    Attributes
    ----------
    deliver
        lot, column, use: line time of every delivery.
    lots
        member, most: line time that all demand of a market asks.
    members
        slot, most: the most line time of a programme.
    slots
        view, is_decided: whether its programmes start by whole decisions.
    starts
        member, slot, column, most: starts in force and the most line time of each.
    patterns
        view, column, room: capacity less commitments.
    views
        site.
    """

    deliver: Table = field(repr=False)
    lots: Table = field(repr=False)
    members: Table = field(repr=False)
    slots: Table = field(repr=False)
    starts: Table = field(repr=False)
    patterns: Table = field(repr=False)
    views: Table = field(repr=False)

    def broken(self, point: Floats) -> MoreRows:
        """Return the rows that a point breaks, of each site the one most broken.

        Parameters
        ----------
        point
            Values of the columns of the relaxed model. Shape (columns,).
        """
        used = _used(self, point)
        fills = _fills(self, used)
        gains = _gains(self, used, fills)
        return _rows(self, used, gains, _most_broken(self, used, fills, gains))


@dataclass(frozen=True)
class Used:
    """What a point builds and what it could.

    Attributes
    ----------
    point
        The point.
    is_served
        Whether a lot is more than nothing. Shape (lots,).
    built, most
        Line time of what a slot builds, and the most it could. Shape (slots,).
    start
        The most line time of each start, for the markets that are served. Shape
        (starts,).
    rank
        Place of a slot among those of its view that build, the one first that uses most
        of what it could; -1 where it builds nothing. Shape (slots,).
    """

    point: Floats
    is_served: Array
    built: Floats
    most: Floats
    start: Floats
    rank: Positions


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
    slots = built.distinct(["view", "group"])
    members = built.distinct(["view", *MEMBER])
    lots = built.distinct(["view", *MEMBER, "place"])
    members = members.with_columns(slot=partner(members, slots, ["view", "group"]))
    starts = _starts(data, columns, members)
    return Covers(
        deliver=built.select(
            "column", "use", lot=partner(built, lots, ["view", *MEMBER, "place"])
        ),
        lots=lots.select(
            most=lots["volume"] * lots["use"],
            member=partner(lots, members, ["view", *MEMBER]),
        ),
        members=_most_of(data, members, starts),
        slots=slots.select("view", is_decided=_is_decided(slots, members, starts)),
        starts=starts.select("member", "slot", "column", "most"),
        patterns=patterns.select("view", "column", "room"),
        views=_views_of(patterns),
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


def _views_of(patterns: Table) -> Table:
    first = patterns.distinct(["view"])
    order = np.argsort(first["view"], kind="stable")
    return first.take(order).select("site")


def _starts(data: DataTables, columns: ColumnTables, members: Table) -> Table:
    """Return member, slot, column, is_integer, most of starts whose ramp has begun."""
    begun = begun_starts(data, columns)
    begun = begun.filled(full_rates(data), MEMBER, full_rate=0.0, wanted=0.0)
    most = np.minimum(begun["share"] * begun["full_rate"], begun["wanted"])
    begun = begun.select(*MEMBER, "column", "is_integer", volume=most)
    mine = members.select(*MEMBER, "use", "slot", member=_count(members))
    table = mine.join(begun, MEMBER)
    return table.with_columns(most=table["volume"] * table["use"])


def _most_of(data: DataTables, members: Table, starts: Table) -> Table:
    """Return slot and the most line time of every programme, by what may start it."""
    rated = members.filled(most_made(data), MEMBER, most=0.0)
    most = rated["most"] * rated["use"]
    reached = np.zeros(len(members))
    np.maximum.at(reached, starts["member"], starts["most"])
    most = np.where(members["is_committed"], most, np.minimum(most, reached))
    return members.select("slot", most=most)


def _is_decided(slots: Table, members: Table, starts: Table) -> Array:
    """Return which slots hold only programmes that start by whole decisions."""
    has_start = np.bincount(starts["slot"], minlength=len(slots)) > 0
    partial = starts["slot"][~starts["is_integer"]]
    given = members["slot"][members["is_committed"]]
    others = np.bincount(np.concatenate([partial, given]), minlength=len(slots)) > 0
    is_decided: Array = has_start & ~others
    return is_decided


def _used(covers: Covers, point: Floats) -> Used:
    lots, members, slots = covers.lots, covers.members, covers.slots
    time = covers.deliver["use"] * point[covers.deliver["column"]]
    sent = np.bincount(covers.deliver["lot"], time, len(lots))
    is_served = sent > SMALL
    sent = np.where(is_served, sent, 0.0)
    asked = np.bincount(lots["member"], lots["most"] * is_served, len(members))
    built = np.bincount(members["slot"][lots["member"]], sent, len(slots)).astype(float)
    most = np.zeros(len(slots))
    np.maximum.at(most, members["slot"], np.minimum(members["most"], asked))
    running = np.bincount(
        covers.patterns["view"],
        point[covers.patterns["column"]],
        len(covers.views),
    )
    idle = running[slots["view"]] - built / np.maximum(most, SMALL)
    return Used(
        point=point,
        is_served=is_served,
        built=built,
        most=most,
        start=np.minimum(covers.starts["most"], asked[covers.starts["member"]]),
        rank=_ranks(slots["view"], idle, built > SMALL),
    )


def _ranks(group: Positions, value: Floats, is_in: Array) -> Positions:
    """Return the place of each by value among those of its group; -1 if not in."""
    at = np.flatnonzero(is_in)
    order = at[np.lexsort((value[at], group[at]))]
    rank = np.full(len(group), -1)
    rank[order] = _places(group[order])
    return rank


def _places(sorted_groups: Positions) -> Positions:
    """Return the place of each in its run of equal numbers."""
    count = np.arange(len(sorted_groups))
    is_first = np.append(True, np.diff(sorted_groups) > 0)[: len(sorted_groups)]
    return count - np.maximum.accumulate(np.where(is_first, count, 0))


def _fills(covers: Covers, used: Used) -> Table:
    """Return view, first, pattern, room, held: ways to fill a view.

    The first slots of it are F; `pattern` is q, `room` is r, `held` is H.
    """
    at = np.flatnonzero(used.rank >= 0)
    view, rank = covers.slots["view"][at], used.rank[at]
    order = np.lexsort((rank, view))
    view, rank, most = view[order], rank[order], used.most[at][order]
    sums = np.cumsum(most)
    before = (sums - most)[np.flatnonzero(rank == 0)]
    held = sums - np.repeat(before, np.bincount(view)[view[rank == 0]])
    none = view[rank == 0]
    fills = Table(
        {
            "view": np.append(none, view),
            "first": np.append(np.zeros(len(none), np.int64), rank + 1),
            "held": np.append(np.zeros(len(none)), held),
        },
        {},
        len(none) + len(view),
    )
    patterns = covers.patterns.select("view", "room", pattern=_count(covers.patterns))
    fills = fills.join(patterns, ["view"])
    fills = fills.with_columns(room=fills["room"] - fills["held"])
    return fills.where(fills["room"] > SMALL)


def _gains(covers: Covers, used: Used, fills: Table) -> Table:
    """Return fill, slot, gain: what slots of G add to how far a row is broken."""
    slots = covers.slots.select("view", slot=_count(covers.slots), rank=used.rank)
    slots = slots.where(covers.slots["is_decided"] & (used.rank >= 0))
    numbered = fills.select("view", "first", "room", fill=_count(fills))
    table = numbered.join(slots, ["view"])
    table = table.where(table["rank"] >= table["first"])
    starts = covers.starts.select("slot", taken=used.point[covers.starts["column"]])
    starts = starts.with_columns(most=used.start)
    starts = starts.where(starts["taken"] > 0.0)
    each = table.select("slot", "room", pair=_count(table)).join(starts, ["slot"])
    allowed = np.minimum(each["most"], each["room"]) * each["taken"]
    paid = np.bincount(each["pair"], allowed, len(table))
    gain = used.built[table["slot"]] - paid
    return table.select("fill", "slot", gain=gain).where(gain > SMALL)


def _most_broken(covers: Covers, used: Used, fills: Table, gains: Table) -> Table:
    """Return the fills whose rows a point breaks most, one for a site."""
    view = fills["view"]
    slots = np.flatnonzero(used.rank >= 0)
    built = Table(
        {
            "view": covers.slots["view"][slots],
            "rank": used.rank[slots],
            "built": used.built[slots],
        },
        {},
        len(slots),
    )
    inside = fills.select("view", "first", fill=_count(fills)).join(built, ["view"])
    inside = inside.where(inside["rank"] < inside["first"])
    allowed = _allowed(covers, fills)
    running = used.point[covers.patterns["column"]][allowed["pattern"]]
    excess = (
        np.bincount(inside["fill"], inside["built"], len(fills))
        + np.bincount(gains["fill"], gains["gain"], len(fills))
        - np.bincount(allowed["fill"], allowed["most"] * running, len(fills))
    )
    site = covers.views["site"][view]
    order = np.lexsort((-excess, site))
    is_best = np.append(True, np.diff(site[order]) > 0)[: len(order)]
    best = order[is_best]
    best = best[excess[best] > BROKEN]
    return fills.with_columns(fill=_count(fills)).take(best)


def _allowed(covers: Covers, fills: Table) -> Table:
    """Return fill, pattern, most: what a running pattern adds to the limit of a row."""
    patterns = covers.patterns.select(
        "view", each="room", other=_count(covers.patterns)
    )
    fill = fills["fill"] if "fill" in fills.columns else _count(fills)
    table = fills.select("view", "held", "room", fill=fill).join(patterns, ["view"])
    more = np.maximum(table["each"] - table["held"] - table["room"], 0.0)
    most = np.minimum(table["held"], table["each"]) + more
    return table.select("fill", pattern="other", most=most)


def _rows(covers: Covers, used: Used, gains: Table, chosen: Table) -> MoreRows:
    heads = chosen.with_columns(row=_count(chosen))
    slots = covers.slots.select("view", slot=_count(covers.slots), rank=used.rank)
    slots = slots.where(used.rank >= 0)
    held = heads.join(slots, ["view"])
    held = held.where(held["rank"] < held["first"]).select("row", "slot")
    added = heads.select("row", "fill", "room").join(gains, ["fill"])
    slot_of_lots = covers.members["slot"][covers.lots["member"]]
    built = covers.deliver.with_columns(slot=slot_of_lots[covers.deliver["lot"]])
    built = built.where(used.is_served[covers.deliver["lot"]])
    parts = [
        (table := each.select("row", "slot").join(built, ["slot"]), -table["use"])
        for each in (held, added)
    ]
    starts = covers.starts.select("slot", "column", most=used.start)
    begun = added.select("row", "slot", "room").join(starts, ["slot"])
    parts.append((begun, np.minimum(begun["most"], begun["room"])))
    allowed = heads.select("row", "fill").join(_allowed(covers, chosen), ["fill"])
    running = allowed.with_columns(column=covers.patterns["column"][allowed["pattern"]])
    parts.append((running, running["most"]))
    return MoreRows.of(
        np.concatenate([table["row"] for table, _ in parts]),
        np.concatenate([table["column"] for table, _ in parts]),
        np.concatenate([values for _, values in parts]),
        np.zeros(len(chosen)),
    )


def _count(table: Table) -> Positions:
    return np.arange(len(table))
