"""Which sheet shows what is built, by year and future?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.questions.plan.sheets.cash import BLANK
from brownfield.tell.book.cells import (
    Cell,
    Row,
    Sheet,
    numbers,
    sum_across,
    sums_down,
    texts,
)
from brownfield.tell.views import MOST_FUTURES

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.ledger.volumes import Volumes

NAME = "Production"
FIRST_YEAR = 4  # column
HEADS = 3  # row of the headings
TOTAL = "All together"


def production(document: Document) -> Sheet:
    """Return the sheet: a block for the expected volumes, and one for each future."""
    rows = (*_top(document), *_blocks(document.ledger.volumes))
    widths = (28, 26, 30, 22, *(10,) * len(document.years), 12, 30)
    return Sheet(NAME, rows, widths, frozen=(HEADS + 1, 2))


def _top(document: Document) -> Iterator[Row]:
    left = document.futures.height - MOST_FUTURES
    more = f" The {MOST_FUTURES} likeliest futures are shown." if left > 0 else ""
    yield (Cell("Vehicles built", "title"),)
    yield (
        Cell(
            "Vehicles a year. Expected volumes are averages of the futures by their "
            f"probability; no future need have them.{more}",
            "note",
        ),
    )
    yield BLANK
    heads = ("Future", "Plant", "Product", "How it is built")
    yield (
        *texts(heads, "head"),
        *(Cell(year, "head year right") for year in document.years),
        Cell("All years", "head right"),
        Cell("Source", "head apart"),
    )


def _blocks(volumes: tuple[Volumes, ...]) -> Iterator[Row]:
    row = HEADS + 1
    for one in volumes:
        yield from _block(one, row)
        row += len(one.lines) + 2


def _block(one: Volumes, first: int) -> Iterator[Row]:
    for row, line in enumerate(one.lines, start=first):
        yield (
            *texts((one.view, line.facility, line.product, line.mode)),
            *numbers(line.vehicles, "whole"),
            sum_across(row, FIRST_YEAR, line.vehicles, "whole"),
            Cell(line.source, "apart"),
        )
    total = first + len(one.lines)
    yield (
        *texts((one.view, TOTAL, "", ""), "sum"),
        *sums_down((first, total - 1), FIRST_YEAR, one.totals, "whole sum"),
        sum_across(total, FIRST_YEAR, one.totals, "whole sum"),
    )
    yield BLANK
