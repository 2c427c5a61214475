"""Which countervailing and anti-dumping duty falls on goods, for what they are?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brownfield.plans.recount.trade.tariff import Goods, charge, matching

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Row, Rows

KINDS = ("countervailing", "anti_dumping")  # in the order of a regime's name
MOST_OF_THE_PARTS = 0.60  # share of the value of parts that makes them a kit
LITTLE_WORK = 0.25  # share of parts and work under which work is mere assembly
ROUNDING = 1e-9  # share; as far beside its limit a share still meets it


@dataclass(frozen=True)
class Piece:
    """A part inside a vehicle, money in case currency per vehicle."""

    territory: str
    hs_code: str | None
    price: float
    carriage: float


@dataclass(frozen=True)
class Content:
    """What a vehicle is made of.

    Attributes
    ----------
    pieces
        Its parts.
    work
        What the plant adds: conversion and crew, case currency per vehicle.
    """

    pieces: tuple[Piece, ...] = ()
    work: float = 0.0


UNKNOWN = Content()  # of a part nobody says what is inside


def extra_duties(rows: Rows, goods: Goods, content: Content) -> Mapping[str, float]:
    """Return the amount of each kind that is due on top of the base."""
    due: dict[str, float] = {}
    for kind in KINDS:
        if not rows.group("trade_measures", importer=goods.importer, kind=kind):
            continue
        asked = list(_asked(rows, kind, goods, content))
        if asked:
            due[kind] = max(asked)
    return due


def _asked(rows: Rows, kind: str, goods: Goods, content: Content) -> Iterator[float]:
    """Yield what is asked by the last port, by origin and by parts."""
    for row in matching(rows, kind, goods)[:1]:
        yield charge(row, goods)
    for territory in {piece.territory for piece in content.pieces}:
        if territory not in (goods.importer, goods.exporter):
            yield from _by_origin(rows, kind, goods, content, territory)
    yield from _by_parts(rows, kind, goods, content)


def _by_origin(
    rows: Rows, kind: str, goods: Goods, content: Content, territory: str
) -> Iterator[float]:
    """Yield what is due if the goods are a kit of a territory put together."""
    if not is_kit_of(content, territory):
        return
    rulings = matching(rows, kind, replace(goods, exporter=territory))
    theirs = [r for r in rulings if r["bears_on"] == "origin" and r["exporter"]]
    for row in theirs[:1]:
        yield charge(row, goods)


def is_kit_of(content: Content, territory: str) -> bool:
    """Return whether parts of a territory were merely put together."""
    values = [(p.territory, p.price + p.carriage) for p in content.pieces]
    every = sum(value for _, value in values)
    theirs = sum(value for where, value in values if where == territory)
    if every <= 0:
        return False
    is_most = theirs / every >= MOST_OF_THE_PARTS - ROUNDING
    return is_most and content.work / (every + content.work) <= LITTLE_WORK + ROUNDING


def _by_parts(rows: Rows, kind: str, goods: Goods, content: Content) -> Iterator[float]:
    """Yield what is due on the parts inside together, if any row asks for some."""
    due = [
        charge(row, part)
        for part in _parts_as_goods(goods, content)
        for row in _first_on_parts(rows, kind, part)
    ]
    if due:
        yield sum(due)


def _first_on_parts(rows: Rows, kind: str, part: Goods) -> list[Row]:
    rulings = matching(rows, kind, part)
    return [row for row in rulings if row["bears_on"] == "part"][:1]


def _parts_as_goods(goods: Goods, content: Content) -> Iterator[Goods]:
    """Yield the parts of other territories as if each crossed the border by itself."""
    for piece in content.pieces:
        if piece.hs_code is not None and piece.territory != goods.importer:
            yield Goods(
                importer=goods.importer,
                exporter=piece.territory,
                hs_code=piece.hs_code,
                company=None,
                powertrain="part",
                year=goods.year,
                price=piece.price,
                carriage=piece.carriage,
            )
