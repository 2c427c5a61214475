"""How much line time do shift patterns leave a programme beside all others?

A relaxed model starts programmes and runs patterns in part: a guest that starts by half
then uses all of the line time a host leaves, a second line runs by a fifth for a fifth
of its cost. No whole plan can. For a plant and node let

    Y   line time of what is built there,
    H   the most that all programmes but those of group G can use of it,
    D   the most that G can use,
    r_p line time that pattern p leaves G: its capacity less commitments and H, within
        0 and D,
    s   starts of G in force, and w_p whether pattern p runs.

Then for any pattern q

    Y <= r_q s + sum over p of (H + max(0, r_p - r_q)) w_p.

Where no pattern runs nothing is built. Where p runs and G has not started, Y <= H.
Where it has, Y <= min(capacity_p, H + D), which is at most H + r_p. So the rows cut off
no plan, only mixtures (flow covers; Padberg, Van Roy and Wolsey 1985). Y, H and D count
only those markets that the point to be cut off serves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.labels import BLANK, Positions
from brownfield.model.arrays.more_rows import Floats, MoreRows
from brownfield.model.arrays.table import Array, Table, partner
from brownfield.model.blocks.programme import no_sooner, opened, started
from brownfield.model.blocks.start import with_group
from brownfield.model.full_rate import most_made

if TYPE_CHECKING:
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

SMALL = 1e-7  # solver volume below which a market is not served
WHOLE = 1e-6  # how near one a start must be to count as whole
BROKEN = 1e-5  # solver volume by which a row must be broken to be worth adding
SITE = ["facility", "node"]
MEMBER = ["build_option", "node"]
LOT = [*MEMBER, "place"]


@dataclass(frozen=True)
class Headroom:
    """What is built at each plant and node, by group, programme and market.

    A *site* is a plant at a node, a *slot* a group of programmes there of which at most
    one runs, a *member* a programme of a slot, a *lot* what it sends to one market.

    Attributes
    ----------
    deliver
        site, lot, column, use: line time of every delivery.
    lots
        site, member, most: line time that all demand of a market asks.
    members
        slot, most: line time of a programme at full rate, or of all demand.
    slots
        site, is_decided: whether its programmes start by whole decisions.
    starts
        slot, column: starts in force.
    patterns
        site, column, room: capacity less commitments.
    """

    deliver: Table = field(repr=False)
    lots: Table = field(repr=False)
    members: Table = field(repr=False)
    slots: Table = field(repr=False)
    starts: Table = field(repr=False)
    patterns: Table = field(repr=False)

    @cached_property
    def choices(self) -> Table:
        """Return slot, pattern, choice: each slot with each pattern of its site."""
        patterns = self.patterns.select("site", pattern=_count(self.patterns))
        slots = self.slots.select("site", slot=_count(self.slots))
        table = slots.join(patterns, ["site"]).select("slot", "pattern")
        return table.with_columns(choice=_count(table))

    @cached_property
    def couples(self) -> Table:
        """Return choice, other: each choice of a slot with each choice of it."""
        others = self.choices.select("slot", other="choice")
        return self.choices.join(others, ["slot"]).select("choice", "other")

    def is_idle(self) -> bool:
        """Return whether no programme can be short of line time."""
        return not self.slots["is_decided"].any()

    def broken(self, point: Floats) -> MoreRows:
        """Return the rows that a point breaks, of each slot the one most broken.

        Parameters
        ----------
        point
            Values of the columns of the relaxed model. Shape (columns,).
        """
        used = _used(self, point)
        chosen = _most_broken(self, used, point)
        return _rows(self, used, chosen)


@dataclass(frozen=True)
class Used:
    """What a point builds and what it could.

    Attributes
    ----------
    is_served
        Whether a lot is more than nothing. Shape (lots,).
    built
        Line time of what is built at each site, Y. Shape (sites,).
    most, others
        The most line time a slot can use, D, and all others, H. Shape (slots,).
    room
        Line time a pattern leaves a slot, r. Shape (choices,).
    """

    is_served: Array
    built: Floats
    most: Floats
    others: Floats
    room: Floats


def headroom_of(data: DataTables, columns: ColumnTables) -> Headroom:
    """Return what competes for the line time of plants with whole patterns.

    Parameters
    ----------
    data
        The numbers.
    columns
        The decisions.
    """
    patterns = columns.pattern.where(columns.pattern["is_integer"])
    sites = patterns.distinct(SITE).select(*SITE)
    sites = sites.with_columns(site=_count(sites))
    built = columns.deliver.select(*LOT, "facility", "volume", "column")
    built = built.join(sites, SITE).join(line_users(data), ["build_option"])
    slots, members, lots = (
        built.distinct(on) for on in (["site", "group"], MEMBER, LOT)
    )
    starts = _starts(data, columns, members, slots)
    return Headroom(
        deliver=built.select("site", "column", "use", lot=partner(built, lots, LOT)),
        lots=lots.select(
            "site",
            most=lots["volume"] * lots["use"],
            member=partner(lots, members, MEMBER),
        ),
        members=_members(data, members, slots),
        slots=slots.select("site", is_decided=_is_decided(slots, members, starts)),
        starts=starts.select("slot", "column"),
        patterns=_patterns(data, patterns, sites),
    )


def line_users(data: DataTables) -> Table:
    """Return build_option, group, is_committed, use: programmes that take line time."""
    users = with_group(data.programmes.where(data.programmes["capacity_use"] > 0))
    return users.select("build_option", "group", "is_committed", use="capacity_use")


def begun_starts(data: DataTables, columns: ColumnTables) -> Table:
    """Return the starts whose ramp has begun, at every node, and which are whole."""
    decided = columns.start.where(~columns.start["is_committed"])
    whole = decided.select("column", "is_integer")
    begun = no_sooner(started(data, decided), opened(data, columns, decided))
    return begun.join(whole, ["column"])


def _members(data: DataTables, members: Table, slots: Table) -> Table:
    rated = members.filled(most_made(data), MEMBER, most=0.0)
    slot = partner(members, slots, ["site", "group"])
    return rated.select(most=rated["most"] * rated["use"], slot=slot)


def _starts(
    data: DataTables, columns: ColumnTables, members: Table, slots: Table
) -> Table:
    """Return slot, column, is_integer of starts whose ramp has begun, at every node."""
    begun = begun_starts(data, columns).select(*MEMBER, "column", "is_integer")
    begun = begun.join(members.select(*MEMBER, "site", "group"), MEMBER)
    return begun.with_columns(slot=partner(begun, slots, ["site", "group"]))


def _is_decided(slots: Table, members: Table, starts: Table) -> Array:
    """Return which slots hold only programmes that start by whole decisions."""
    at = ["site", "group"]
    partial = starts.where(~starts["is_integer"])
    given = members.where(members["is_committed"])
    is_decided: Array = partner(slots, starts.distinct(at), at) != BLANK
    for other in (partial, given):
        is_decided &= partner(slots, other.distinct(at), at) == BLANK
    return is_decided


def _patterns(data: DataTables, patterns: Table, sites: Table) -> Table:
    table = patterns.join(sites, SITE).filled(data.committed, SITE, line_time=0.0)
    return table.select("site", "column", room=table["capacity"] - table["line_time"])


def _used(head: Headroom, point: Floats) -> Used:
    lots, members, slots = head.lots, head.members, head.slots
    time = head.deliver["use"] * point[head.deliver["column"]]
    sent = np.bincount(head.deliver["lot"], time)
    is_served = sent > SMALL
    served = np.where(is_served, sent, 0.0)
    asked = np.bincount(lots["member"], lots["most"] * is_served)
    most = np.zeros(len(slots))
    np.maximum.at(most, members["slot"], np.minimum(members["most"], asked))
    others = np.bincount(slots["site"], most)[slots["site"]] - most
    at = head.choices["slot"]
    left = head.patterns["room"][head.choices["pattern"]] - others[at]
    return Used(
        is_served=is_served,
        built=np.bincount(lots["site"], served).astype(float),
        most=most,
        others=others,
        room=np.clip(left, 0.0, most[at]),
    )


def _most_broken(head: Headroom, used: Used, point: Floats) -> Positions:
    """Return the choices whose rows a point breaks most, one for a slot."""
    slot, couples = head.choices["slot"], head.couples
    begun = np.bincount(
        head.starts["slot"], point[head.starts["column"]], len(head.slots)
    )
    running = point[head.patterns["column"]][head.choices["pattern"]]
    allowed = _allowed(used, slot, couples) * running[couples["other"]]
    limit = used.room * begun[slot] + np.bincount(couples["choice"], allowed)
    excess = used.built[head.slots["site"]][slot] - limit
    may_break = head.slots["is_decided"] & (begun < 1 - WHOLE) & (used.most > 0)
    excess = np.where(may_break[slot], excess, 0.0)
    order = np.lexsort((-excess, slot))
    is_first = np.append(True, np.diff(slot[order]) > 0)
    first: Positions = order[is_first[: len(order)]]
    return first[excess[first] > BROKEN]


def _allowed(used: Used, slot: Positions, couples: Table) -> Floats:
    """Return what a running pattern adds to the limit of a choice: H + (r_p - r_q)+."""
    more = used.room[couples["other"]] - used.room[couples["choice"]]
    return used.others[slot[couples["choice"]]] + np.maximum(more, 0.0)


def _rows(head: Headroom, used: Used, chosen: Positions) -> MoreRows:
    slot = head.choices["slot"][chosen]
    rows = Table(
        {"choice": chosen, "slot": slot, "row": np.arange(len(chosen))}, {}, len(chosen)
    )
    rows = rows.with_columns(site=head.slots["site"][slot], room=used.room[chosen])
    served = head.deliver.where(used.is_served[head.deliver["lot"]])
    built = rows.join(served, ["site"])
    begun = rows.join(head.starts, ["slot"])
    couples = head.couples.with_columns(
        allowed=_allowed(used, head.choices["slot"], head.couples),
        column=head.patterns["column"][head.choices["pattern"][head.couples["other"]]],
    )
    running = rows.join(couples, ["choice"])
    parts = [
        (built, -built["use"]),
        (begun, begun["room"]),
        (running, running["allowed"]),
    ]
    return MoreRows.of(
        np.concatenate([table["row"] for table, _ in parts]),
        np.concatenate([table["column"] for table, _ in parts]),
        np.concatenate([values for _, values in parts]),
        np.zeros(len(chosen)),
    )


def _count(table: Table) -> Positions:
    return np.arange(len(table))
