"""Which mixture of whole plans does a point show at a plant, and which row cuts it off?

For a plant at a node, or one of its patterns, let

    x_l  line time of lot l: what a programme m builds there for a market,
    d_l  line time that all demand of this market asks,
    z_s  starts of m in force, one at most, and u_s the most line time of each,
    R_p  line time of pattern p less commitments, and w_p whether it runs, one at most.

Take some lots of every programme. With a_s the lesser of u_s and the d_l of m's,

    t_m = sum over s of a_s z_s - sum of its x_l >= 0

in every whole plan (a_s is all d_l for a programme that runs already), so that

    sum of a_s z_s - sum of R_p w_p <= T,   T = sum of t_m.                         (1)

Any z of a programme may be counted from the other end, y_m = 1 - sum of z_s, and the
patterns from one of them, q: v = 1 - sum of w_p. Then (1) is a sum of whole amounts
with factors g_j and a right side b + T. For any d > 0, with f the broken part of b / d
and f_j that of g_j / d,

    sum of (floor(g_j / d) + max(0, f_j - f) / (1 - f)) times amount j
        <= floor(b / d) + T / (d (1 - f))                                           (2)

holds in every whole plan (mixed-integer rounding; Nemhauser and Wolsey 1990). Which
lots, ends, q and d break it most is tried as Marchand and Wolsey (2001) do: lots that
are served, or that are nearer to all that starts allow than to nothing; d among the
factors, then parts of it, then the other end of each programme.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.more_rows import Floats, MoreRows
from brownfield.model.arrays.table import Table, concat
from brownfield.solve.search.amounts import Amounts, parted, rounded

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions

SMALL = 1e-7  # solver volume below which a market is not served
BROKEN = 1e-4  # solver volume by which a row must be broken to be worth adding
NEAR = 0.5  # share of what starts allow from which a lot is nearer to it
UP = 0.5  # share from which a start is counted from the other end
PARTS = (2.0, 4.0, 8.0)  # that d is divided by
NONE = -1  # in place of a pattern to count from
MANY = 100_000  # ways that are looked at together


@dataclass(frozen=True)
class Covers:
    """What is built at each plant and node, by programme and market.

    A *view* is one pattern of a plant at a node, or all of them if they are more; a
    *member* (programme) and a *lot* (what a member sends to a market) are
    each of one view.

    Attributes
    ----------
    deliver
        lot, column, use: line time of every delivery.
    lots
        member, most: line time that all demand of a market asks.
    members
        view, is_given, is_decided: whether a programme runs already, or starts by
        whole decisions alone.
    starts
        member, column, most: starts in force and the most line time of each.
    patterns
        view, column, room: capacity less commitments.
    """

    deliver: Table = field(repr=False)
    lots: Table = field(repr=False)
    members: Table = field(repr=False)
    starts: Table = field(repr=False)
    patterns: Table = field(repr=False)

    def broken(self, point: Floats) -> MoreRows:
        """Return the rows that a point breaks, of each view the one most broken.

        Parameters
        ----------
        point
            Values of the columns of the relaxed model. Shape (columns,).
        """
        return mixed_rows(self, point)


@dataclass(frozen=True)
class Mixtures:
    """Row (1) of every view, for each way to take lots and to count patterns.

    Attributes
    ----------
    rows
        view, room (of the pattern q to count from, else 0), has_q.
    members
        row, member, most (the largest a_s), share (sum of z_s), rest (t_m), is_up
        (counted from the other end), is_given (runs already).
    starts
        member, column, most (a_s), value.
    patterns
        row, column, factor, value.
    lots
        member, lot: those taken.
    """

    rows: Table = field(repr=False)
    members: Table = field(repr=False)
    starts: Table = field(repr=False)
    patterns: Table = field(repr=False)
    lots: Table = field(repr=False)

    def only(self, kept: Positions) -> Mixtures:
        """Return these rows, numbered anew."""
        place = np.full(len(self.rows), NONE)
        place[kept] = np.arange(len(kept))
        members, patterns = (
            each.with_columns(row=place[each["row"]]).where(place[each["row"]] >= 0)
            for each in (self.members, self.patterns)
        )
        rows = self.rows.take(kept)
        return replace(self, rows=rows, members=members, patterns=patterns)


def mixed_rows(covers: Covers, point: Floats) -> MoreRows:
    """Return the row (2) that each view breaks most, with the factors of (1).

    Parameters
    ----------
    covers
        What competes for line time.
    point
        Values of the columns of the relaxed model. Shape (columns,).
    """
    views = 1 + int(covers.patterns["view"].max(initial=NONE))
    mixtures = _mixtures(covers, point, views)
    step, over = _best_steps(mixtures, amounts_of(mixtures))
    kept = _of_views(mixtures.rows["view"] % max(views, 1), over)
    chosen, step, over = _refined(mixtures.only(kept), step[kept], over[kept])
    broken = np.flatnonzero(over > BROKEN)
    return _stated(covers, chosen.only(broken), step[broken])


def _mixtures(covers: Covers, point: Floats, views: int) -> Mixtures:
    """Return row (1) of every view in which something runs, in every way."""
    running = covers.patterns.select(
        "view", "column", "room", value=point[covers.patterns["column"]]
    )
    each = [_taken(covers, point, way, views) for way in range(2)]
    members, starts, lots = (concat(list(tables)) for tables in zip(*each, strict=True))
    patterns = concat(
        [running.with_columns(view=running["view"] + way * views) for way in range(2)]
    )
    runs = np.bincount(patterns["view"], patterns["value"], 2 * views) > SMALL
    patterns = patterns.where(runs[patterns["view"]]).semi(members, ["view"])
    plain = patterns.distinct(["view"]).select("view", room=0.0, has_q=False)
    rows = concat([plain, patterns.select("view", "room", has_q=True)])
    numbered = rows.select("view", row=np.arange(len(rows)))
    return Mixtures(
        rows=rows,
        members=numbered.join(members, ["view"]),
        starts=starts,
        patterns=_from_q(rows, patterns),
        lots=lots,
    )


def _from_q(rows: Table, patterns: Table) -> Table:
    """Return row, column, factor, value of patterns, counted from that of the row."""
    numbered = rows.select("view", most="room", row=np.arange(len(rows)))
    table = numbered.join(patterns, ["view"])
    factor = table["most"] - table["room"]
    return table.select("row", "column", "value", factor=factor)


def _taken(
    covers: Covers, point: Floats, way: int, views: int
) -> tuple[Table, Table, Table]:
    """Return members with their starts and lots: those served, or those near.

    Both ways have numbers of members and views of their own.
    """
    lots, starts, count = covers.lots, covers.starts, len(covers.members)
    use = covers.deliver["use"] * point[covers.deliver["column"]]
    sent = np.bincount(covers.deliver["lot"], use, len(lots))
    value = point[starts["column"]]
    share = np.minimum(np.bincount(starts["member"], value, count), 1.0)
    share = np.where(covers.members["is_given"], 1.0, share)
    is_taken = sent > SMALL
    if way:
        is_taken &= sent > NEAR * lots["most"] * share[lots["member"]]
    of = lots["member"][is_taken]
    asked = np.bincount(of, lots["most"][is_taken], count)
    built = np.bincount(of, sent[is_taken], count)
    most = np.minimum(starts["most"], asked[starts["member"]])
    largest = np.where(covers.members["is_given"], asked, 0.0)
    np.maximum.at(largest, starts["member"], most)
    allowed = np.bincount(starts["member"], most * value, count)
    allowed = np.where(covers.members["is_given"], asked, allowed)
    members = covers.members.select(
        "is_given",
        view=covers.members["view"] + way * views,
        member=np.arange(count) + way * count,
        most=largest,
        share=share,
        rest=allowed - built,
        is_up=share > UP,
    )
    counted = covers.members["is_given"] | covers.members["is_decided"]
    return (
        members.where(counted & (asked > 0.0)),
        starts.select(
            "column", member=starts["member"] + way * count, most=most
        ).with_columns(value=value),
        Table(
            {"member": of + way * count, "lot": np.flatnonzero(is_taken)}, {}, len(of)
        ),
    )


def amounts_of(mixtures: Mixtures) -> Amounts:
    """Return the whole amounts of rows, each counted from its end."""
    rows, members, patterns = mixtures.rows, mixtures.members, mixtures.patterns
    up = members["is_up"] * members["most"]
    begun = members.select("row", "member", up=up).join(mixtures.starts, ["member"])
    ended = members.where(members["is_up"] & ~members["is_given"])
    counted = np.flatnonzero(rows["has_q"])
    running = np.bincount(patterns["row"], patterns["value"], len(rows))
    row = np.concatenate([begun["row"], ended["row"], patterns["row"], counted])
    factor = np.concatenate(
        [
            begun["most"] - begun["up"],
            -ended["most"],
            patterns["factor"],
            rows["room"][counted],
        ]
    )
    value = np.concatenate(
        [
            begun["value"],
            1.0 - ended["share"],
            patterns["value"],
            1.0 - running[counted],
        ]
    )
    order = np.argsort(row, kind="stable")
    counts = np.bincount(row, minlength=len(rows))
    rest = np.bincount(members["row"], members["rest"], len(rows))
    return Amounts(
        first=np.append(0, np.cumsum(counts)),
        factor=factor[order],
        value=value[order],
        right=rows["room"] - np.bincount(members["row"], up, len(rows)),
        rest=np.maximum(rest, 0.0),
    )


def _best_steps(mixtures: Mixtures, amounts: Amounts) -> tuple[Floats, Floats]:
    """Return for each row the d that breaks it most, and by how much."""
    tried = _steps(mixtures)
    over = np.concatenate(
        [amounts.over(piece["row"], piece["step"]) for piece in tried.pieces(MANY)]
    )
    order = np.lexsort((over, tried["row"]))
    step, most = np.ones(len(mixtures.rows)), np.full(len(mixtures.rows), -np.inf)
    step[tried["row"][order]] = tried["step"][order]
    most[tried["row"][order]] = over[order]
    return step, most


def _steps(mixtures: Mixtures) -> Table:
    """Return row, step: every d that is tried first."""
    members, patterns = mixtures.members, mixtures.patterns
    is_part = (members["share"] > SMALL) & (members["share"] < 1.0 - SMALL)
    broken = members.where(is_part)
    room = mixtures.rows["room"][patterns["row"]] - patterns["factor"]
    rows = np.concatenate([broken["row"], patterns["row"], patterns["row"]])
    steps = np.concatenate([broken["most"], room, np.abs(patterns["factor"])])
    table = Table({"row": rows, "step": steps}, {}, len(rows))
    return table.where(steps > SMALL)


def _of_views(view: Positions, over: Floats) -> Positions:
    """Return the row of each view that is broken most, if any is well scaled."""
    best = np.flatnonzero((_ranks(view, -over) == 0) & np.isfinite(over))
    in_order: Positions = best[np.argsort(view[best])]
    return in_order


def _refined(
    mixtures: Mixtures, step: Floats, over: Floats
) -> tuple[Mixtures, Floats, Floats]:
    """Return rows, d and how far they are broken after further ones were tried."""
    amounts, row, first = amounts_of(mixtures), np.arange(len(step)), step
    for part in PARTS:
        other = amounts.over(row, first / part)
        step = np.where(other > over, first / part, step)
        over = np.maximum(other, over)
    members = mixtures.members
    rank = _ranks(members["row"], np.abs(members["share"] - UP))
    for place in range(1 + int(rank.max(initial=NONE))):
        is_turned = (rank == place) & ~members["is_given"]
        turned = members.with_columns(is_up=members["is_up"] ^ is_turned)
        other = amounts_of(replace(mixtures, members=turned)).over(row, step)
        is_better = (other > over)[members["row"]]
        is_up = np.where(is_better, turned["is_up"], members["is_up"])
        members, over = members.with_columns(is_up=is_up), np.maximum(other, over)
    return replace(mixtures, members=members), step, over


def _ranks(row: Positions, value: Floats) -> Positions:
    """Return the place of each by value among those of its row."""
    order = np.lexsort((value, row))
    count = np.arange(len(order))
    is_first = np.append(True, np.diff(row[order]) != 0)[: len(order)]
    rank = np.empty(len(order), np.int64)
    rank[order] = count - np.maximum.accumulate(np.where(is_first, count, 0))
    return rank


def _stated(covers: Covers, mixtures: Mixtures, step: Floats) -> MoreRows:
    """Return rows (2), times d (1 - f), each at least an amount."""
    rows, members = mixtures.rows, mixtures.members
    up = members["is_up"] * members["most"]
    whole, part = parted(amounts_of(mixtures).right / step)
    scale = step * (1.0 - part)

    def factor(row: Positions, values: Floats) -> Floats:
        return rounded(values / step[row], part[row]) * scale[row]

    turned = np.where(members["is_given"], 0.0, factor(members["row"], -up))
    turned *= members["is_up"]
    every = np.arange(len(rows))
    first = factor(every, rows["room"]) * rows["has_q"]
    given = np.bincount(
        members["row"], members["most"] * members["is_given"], len(rows)
    )
    ends = np.bincount(members["row"], turned, len(rows))
    begun = members.select("row", "member", up=up, turned=turned).join(
        mixtures.starts, ["member"]
    )
    started = factor(begun["row"], begun["most"] - begun["up"])
    patterns = mixtures.patterns
    run = factor(patterns["row"], patterns["factor"]) - first[patterns["row"]]
    taken = members.select("row", "member").join(mixtures.lots, ["member"])
    sent = taken.join(covers.deliver, ["lot"])
    return MoreRows.of(
        np.concatenate([begun["row"], patterns["row"], sent["row"]]),
        np.concatenate([begun["column"], patterns["column"], sent["column"]]),
        -np.concatenate([started - begun["turned"] - begun["most"], run, sent["use"]]),
        -(whole * scale - ends - first + given),
    )
