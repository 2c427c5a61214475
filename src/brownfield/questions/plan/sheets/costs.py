"""Which sheet shows what a vehicle costs at the market's door?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from brownfield.questions.plan.facts.trade import COST_ITEMS, MOST_LANES
from brownfield.questions.plan.sheets.cash import BLANK
from brownfield.questions.plan.sheets.cited import cited
from brownfield.tell.book.cells import Cell, Formula, Row, Sheet, at, over, texts

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document

NAME = "Landed cost"
HEADS = 3  # row of the headings
WORDS = ("Sold as", "Where and how it is built", "Duty regime", "Year")
FIRST_ITEM = 5  # column of the first item of cost
WIDTHS = (34, 48, 20, 7, 12, *(12,) * len(COST_ITEMS), 12, 12, 30)


def costs(document: Document) -> Sheet:
    """Return the sheet: a row a way to serve a market and year, with its items."""
    sources = cited(document, "build_options", "build_option")
    lanes = document.landed_cost.to_dicts()
    lines = (_line(row, lane, sources) for row, lane in enumerate(lanes, HEADS + 1))
    rows = (*_top(document), *lines)
    return Sheet(NAME, rows, WIDTHS, frozen=(HEADS + 1, 2), filtered=HEADS)


def _top(document: Document) -> Iterator[Row]:
    unit = f"({document.currency} a vehicle)"
    yield (Cell("Landed cost of a vehicle by option and market", "title"),)
    yield (
        Cell(
            f"{document.currency} a vehicle, average of the year's futures, whether "
            "or not the plan takes that way; of each option its leading sources, at "
            f"most {MOST_LANES} ways, contested markets first.",
            "note",
        ),
    )
    yield BLANK
    yield (
        *texts(WORDS, "head"),
        Cell("Delivered (vehicles a year, expected)", "head right"),
        *texts((f"{item} {unit}" for item in COST_ITEMS.values()), "head right"),
        Cell(f"Landed cost {unit}", "head right"),
        Cell(f"Fee to the host {unit}", "head right"),
        Cell("Source", "head apart"),
    )


def _line(row: int, lane: Mapping[str, Any], sources: Mapping[str, str]) -> Row:
    items = [lane[item] for item in COST_ITEMS]
    summed = over(at(row, FIRST_ITEM), at(row, FIRST_ITEM + len(items) - 1))
    way = lane["way"].replace("\n", ", ")
    return (
        *texts((lane["serves"], way, lane["regime"] or "")),
        Cell(lane["year"], "year"),
        Cell(lane["vehicles"], "whole"),
        *(Cell(item, "whole") for item in items),
        Cell(Formula(f"=SUM({summed})", lane["landed_cost"]), "whole bold"),
        Cell(lane["fee"], "whole"),
        Cell(sources.get(lane["build_option"], ""), "apart"),
    )
