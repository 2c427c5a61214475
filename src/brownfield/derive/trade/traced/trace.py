"""Which rows of law stand behind the duty of each delivery?"""

from collections.abc import Iterator, Sequence
from dataclasses import fields

import polars as pl

from brownfield.derive.frames import Tables
from brownfield.derive.trade.traced.crossing import Law, Part, law, parts, vehicles
from brownfield.derive.trade.traced.lines import Line, Row, Values
from brownfield.derive.trade.traced.of_parts import inbound, refunds
from brownfield.derive.trade.traced.of_vehicle import Delivery, at_market
from brownfield.tables.settings import Settings

WAY = ("recipe", "place", "year", "regime", "quota")
NUMBERS = (float, float | None)
LINE = {
    one.name: pl.Float64 if one.type in NUMBERS else pl.String for one in fields(Line)
}


def trace(
    tables: Tables,
    settings: Settings,
    delivered: pl.DataFrame,
    origin: pl.DataFrame,
    sourcing: pl.DataFrame,
) -> pl.DataFrame:
    """Return every row of law that was paid, set aside or refused at deliveries.

    Parameters
    ----------
    tables, settings
        Of the case as it holds at a node.
    delivered
        recipe, build_option, product, facility, place, year, regime, quota; freight,
        insurance, ex_works, work (conversion and crew; case currency per vehicle).
        One row a way.
    origin
        Origin tests of the recipes, by recipe, agreement and year.
    sourcing
        Where recipes buy their parts.

    Returns
    -------
    frame
        recipe, place, year, regime, quota and the attributes of `Line`. Lines that
        count in `duty` add up to the duty of the vehicle, those that count in
        `inbound_duty` to the duty on its parts.
    """
    sold = vehicles(tables, delivered)
    inside = parts(tables, settings, sold, sourcing)
    rows = sold.to_dicts()
    found = law(tables, rows, inside)
    tests = _by_recipe(origin)
    lines = [
        {name: row[name] for name in WAY} | vars(one)
        for row in rows
        for one in _lines(found, _delivery(row, inside, tests))
    ]
    texts = dict.fromkeys(WAY, pl.String)
    return pl.DataFrame(lines, schema={**texts, "year": pl.Int64, **LINE})


def _by_recipe(origin: pl.DataFrame) -> dict[tuple[str, int], dict[str, Row]]:
    found: dict[tuple[str, int], dict[str, Row]] = {}
    for row in origin.iter_rows(named=True):
        tests = found.setdefault((row["recipe"], row["year"]), {})
        tests[row["agreement"]] = row
    return found


def _delivery(
    row: Row,
    inside: dict[tuple[str, int], list[Part]],
    tests: dict[tuple[str, int], dict[str, Row]],
) -> Delivery:
    name = (row["recipe"], row["year"])
    price = row["ex_works"]
    cif = price + row["freight"] + row["insurance"]
    values = Values(cif=cif, ex_works=price)
    return Delivery(row, values, inside.get(name, ()), tests.get(name, {}))


def _lines(found: Law, sent: Delivery) -> Iterator[Line]:
    """Yield the lines of one delivery: vehicle, refunds, parts."""
    yield from at_market(found, sent)
    if sent.row["importer"] != sent.row["exporter"]:
        is_granted = sent.row["regime"].endswith("+drawback")
        yield from refunds(found, sent.pieces, is_granted=is_granted)
    yield from _inbound(found, sent.pieces)


def _inbound(found: Law, pieces: Sequence[Part]) -> Iterator[Line]:
    for part in pieces:
        yield from inbound(found, part)
