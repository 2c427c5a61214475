"""Which vehicles might customs look at twice for what they are put together from?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.derive.trade.traced.crossing import (
    Fitting,
    Goods,
    Part,
    Sent,
    as_sent_from,
    fitting,
    row_ends,
    values_of,
)
from brownfield.derive.trade.traced.lines import Row, asked
from brownfield.derive.trade.trade_screens import circumvention_screen
from brownfield.tables.declared.trade_and_policy import REMEDIES

if TYPE_CHECKING:
    from brownfield.derive.frames import Tables

CIRCUMVENTION, CLASSIFICATION = "circumvention", "kit_as_vehicle"
MEETS, DIFFERS, UNRESOLVED, OPEN = "meets", "does_not_meet", "unresolved", "open"
KITS = ("skd", "ckd")  # modes that build from a kit
HEADING = 4  # digits of a customs heading: 8703 is cars


def screens(sent: Sent) -> Iterator[dict[str, Any]]:
    """Yield what a ruling might ask of each delivered vehicle, whether in force or not.

    A screen is no verdict. Where a fact is missing it is unresolved, and `needs` names
    the cells.

    Yields
    ------
    row
        The columns of `screens` in docs/results.md that a single year has; `goods` (the
        vehicle as if sent from where its parts come from) and build_option.
    """
    extra = sent.tables["trade_measures"].filter(
        pl.col("kind").is_in(REMEDIES), pl.col("exporter").is_not_null()
    )
    abroad = [row for row in sent.rows if row["importer"] != row["exporter"]]
    as_sent = {g for row in abroad for g in _as_sent(row, sent.parts_of(row))}
    law = fitting(sent.tables, extra, as_sent)
    options = sent.tables["build_options"].select("build_option", "mode")
    modes = dict(options.iter_rows())
    for row in sent.rows:
        if row["importer"] != row["exporter"]:
            yield from _circumvention(row, sent.parts_of(row), law)
        if modes[row["build_option"]] in KITS:
            yield from _classification(row, sent.parts_of(row))


def _as_sent(row: Row, pieces: Sequence[Part]) -> Iterator[Goods]:
    """Yield a vehicle as goods of each territory that its parts come from."""
    for maker in sorted({part.exporter for part in pieces} - set(row_ends(row))):
        yield as_sent_from(row, maker)


def _circumvention(
    row: Row, pieces: Sequence[Part], law: Fitting
) -> Iterator[dict[str, Any]]:
    for goods in _as_sent(row, pieces):
        rows = {one["kind"]: one for one in law.get(goods, ())}
        for kind in (kind for kind in REMEDIES if kind in rows):
            yield {
                **_about(row, CIRCUMVENTION, goods),
                "kind": kind,
                "measure": rows[kind]["measure"],
                "duty": asked(rows[kind], values_of(row)),
                **_tested(row, pieces, str(goods[1])),
            }


def _about(row: Row, screen: str, goods: Goods) -> dict[str, Any]:
    return {
        "screen": screen,
        "recipe": row["recipe"],
        "build_option": row["build_option"],
        "place": row["place"],
        "year": row["year"],
        "quota": row["quota"],
        "importer": goods[0],
        "exporter": goods[1],
        "goods": goods,
    }


def _tested(row: Row, pieces: Sequence[Part], maker: str) -> dict[str, Any]:
    """Return the shares of the screen and its finding; none where a fact is missing."""
    needs = [
        f"bill_of_materials.unit_value of {part.part_group}"
        for part in pieces
        if part.values.ex_works <= 0
    ]
    if row["work"] <= 0:
        needs.append(f"build_options.conversion_cost of {row['build_option']}")
    if needs:
        return {"finding": UNRESOLVED, "needs": ", ".join(needs)}
    every = sum(part.values.cif for part in pieces)
    theirs = sum(part.values.cif for part in pieces if part.exporter == maker)
    screen = circumvention_screen(every, min(theirs, every), row["work"])
    return {
        "finding": MEETS if screen.is_flagged else DIFFERS,
        "target_share": screen.target_share,
        "value_added_share": screen.value_added_share,
    }


def _classification(row: Row, pieces: Sequence[Part]) -> Iterator[dict[str, Any]]:
    """Yield the kit of each territory that might be entered as a whole vehicle."""
    home = row["exporter"]
    for maker in sorted({part.exporter for part in pieces} - {home}):
        goods = (home, maker, *as_sent_from(row, maker)[2:])
        theirs = [part for part in pieces if part.exporter == maker]
        needs = ", ".join(
            f"bill_of_materials.hs_code of {part.part_group}"
            for part in theirs
            if part.goods[2] is None
        )
        outcome = {"finding": UNRESOLVED if needs else OPEN, "needs": needs or None}
        yield {**_about(row, CLASSIFICATION, goods), **outcome}


@dataclass(frozen=True)
class Rulings:
    """What the tables of a case enforce of what screens warn of.

    Attributes
    ----------
    on_origin
        By goods: rows of trade_measures that bear on origin.
    headings
        Headings of the parts of each build option.
    """

    on_origin: Fitting = field(repr=False)
    headings: Mapping[str, Sequence[str]] = field(repr=False)

    def ask(self, screen: Row, year: int) -> bool:
        """Return whether what a screen warns of is asked in a year."""
        goods = in_year(screen, year)
        if screen["screen"] == CLASSIFICATION:
            headings = self.headings.get(screen["build_option"], ())
            return any(one.startswith(goods[2][:HEADING]) for one in headings)
        rows = self.on_origin.get(goods, ())
        return any(row["kind"] == screen["kind"] for row in rows)


def in_year(screen: Row, year: int) -> Goods:
    """Return the goods of a screen in another year."""
    return (*screen["goods"][:-1], year)


def rulings(tables: Tables, goods: set[Goods]) -> Rulings:
    """Return what the tables of a case enforce on some goods."""
    rows = tables["trade_measures"].filter(
        pl.col("bears_on") == "origin", pl.col("exporter").is_not_null()
    )
    bill = tables["bill_of_materials"].drop_nulls("hs_code")
    headings: dict[str, list[str]] = {}
    for option, heading in bill.select("build_option", "hs_code").iter_rows():
        headings.setdefault(option, []).append(heading)
    return Rulings(fitting(tables, rows, goods), headings)
