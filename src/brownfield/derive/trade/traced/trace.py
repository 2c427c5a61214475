"""Which rows of law stand behind the duty of each delivery?"""

from collections.abc import Iterator, Sequence
from typing import get_type_hints

import polars as pl

from brownfield.derive.trade.traced.crossing import Law, Part, Sent, law, values_of
from brownfield.derive.trade.traced.lines import Line, Row
from brownfield.derive.trade.traced.of_parts import inbound, refunds
from brownfield.derive.trade.traced.of_vehicle import Delivery, at_market

WAY = ("recipe", "place", "year", "regime", "quota")
NUMBERS = (float, float | None)
LINE = {
    name: pl.Float64 if kind in NUMBERS else pl.String
    for name, kind in get_type_hints(Line).items()
}


def trace(sent: Sent, origin: pl.DataFrame) -> pl.DataFrame:
    """Return every row of law that was paid, set aside or refused at deliveries.

    Parameters
    ----------
    sent
        The deliveries.
    origin
        Origin tests of the recipes, by recipe, agreement and year.

    Returns
    -------
    frame
        recipe, place, year, regime, quota and the attributes of `Line`. Lines that
        count in `duty` add up to the duty of the vehicle, those that count in
        `inbound_duty` to the duty on its parts.
    """
    rules = law(sent.tables, sent.rows, sent.inside)
    tests = _by_recipe(origin)
    lines = [
        {name: row[name] for name in WAY} | vars(one)
        for row in sent.rows
        for one in _lines(rules, _delivery(row, sent.parts_of(row), tests))
    ]
    texts = dict.fromkeys(WAY, pl.String)
    return pl.DataFrame(lines, schema={**texts, "year": pl.Int64, **LINE})


def _by_recipe(origin: pl.DataFrame) -> dict[tuple[str, int], dict[str, Row]]:
    by_recipe: dict[tuple[str, int], dict[str, Row]] = {}
    for row in origin.iter_rows(named=True):
        tests = by_recipe.setdefault((row["recipe"], row["year"]), {})
        tests[row["agreement"]] = row
    return by_recipe


def _delivery(
    row: Row, pieces: Sequence[Part], tests: dict[tuple[str, int], dict[str, Row]]
) -> Delivery:
    tests_of_recipe = tests.get((row["recipe"], row["year"]), {})
    return Delivery(row, values_of(row), pieces, tests_of_recipe)


def _lines(rules: Law, sent: Delivery) -> Iterator[Line]:
    """Yield the lines of one delivery: vehicle, refunds, parts."""
    yield from at_market(rules, sent)
    if sent.row["importer"] != sent.row["exporter"]:
        is_granted = sent.row["regime"].endswith("+drawback")
        yield from refunds(rules, sent.pieces, is_granted=is_granted)
    yield from _inbound(rules, sent.pieces)


def _inbound(rules: Law, pieces: Sequence[Part]) -> Iterator[Line]:
    for part in pieces:
        yield from inbound(rules, part)
