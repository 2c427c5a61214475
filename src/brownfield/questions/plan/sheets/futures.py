"""Which sheet shows the cash of each future, and how it makes the expected one?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.questions.plan.sheets.cash import (
    BLANK,
    FACTOR,
    NOW,
    look,
    total_row,
)
from brownfield.questions.plan.sheets.cash import FIRST_YEAR as YEARS_OF_CASH
from brownfield.tell.book.cells import (
    Cell,
    Formula,
    Row,
    Sheet,
    at,
    numbers,
    over,
    texts,
)

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.ledger.ledger import Ledger

NAME = "Futures"
PROBABILITY, FIRST_YEAR = 2, 3  # columns
HEADS = 3  # row of the headings
EXPECTED = "Expected: each future by its probability"


def futures(document: Document) -> tuple[Sheet, ...]:
    """Return the sheet; none where the case has one future."""
    if document.futures.height < 2:
        return ()
    rows = (*_top(document), *_parties(document.ledger))
    widths = (26, 38, 12, *(11,) * len(document.years), 14)
    return (Sheet(NAME, rows, widths, frozen=(HEADS + 1, FIRST_YEAR)),)


def _top(document: Document) -> Iterator[Row]:
    unit = document.ledger.unit
    yield (Cell("Cash of each party in each future", "title"),)
    yield (
        Cell(
            f"{unit}, undiscounted by year; the last column is the present value of "
            "the row. The expected rows are formulas and agree with the sheet Cash.",
            "note",
        ),
    )
    yield BLANK
    yield (
        *texts(("Party", f"Future ({unit})", "Probability"), "head"),
        *(Cell(year, "head year right") for year in document.years),
        Cell(NOW, "head right"),
    )


def _parties(ledger: Ledger) -> Iterator[Row]:
    row = HEADS + 1
    for position in range(len(ledger.accounts)):
        rows = tuple(_party(ledger, position, row))
        yield from rows
        row += len(rows)


def _party(ledger: Ledger, position: int, first: int) -> Iterator[Row]:
    account, futures = ledger.accounts[position], ledger.futures[position]
    kind, last = look(ledger), FIRST_YEAR + len(ledger.totals) - 1
    linked = total_row(ledger, position) + 1
    factors = over(at(first, FIRST_YEAR, fixed="row"), at(first, last, fixed="row"))
    yield (
        *texts((account.party, FACTOR, "")),
        *(
            Cell(Formula(f"=Cash!{at(linked, YEARS_OF_CASH + i)}", factor), "factor")
            for i, factor in enumerate(account.factors)
        ),
    )
    for row, one in enumerate(futures, start=first + 1):
        years = over(at(row, FIRST_YEAR), at(row, last))
        yield (
            *texts((account.party, one.future)),
            Cell(one.probability, "share"),
            *numbers(one.totals, kind),
            Cell(Formula(f"=SUMPRODUCT({years},{factors})", one.npv), kind),
        )
    yield (
        *texts((account.party, EXPECTED), "sum"),
        Cell(None, "sum"),
        *_expected((*account.totals, account.npv), (first + 1, len(futures)), kind),
    )
    yield BLANK


def _expected(
    values: tuple[float, ...], rows: tuple[int, int], kind: str
) -> Iterator[Cell]:
    """Yield the mean of some rows in each column, by the column of probabilities."""
    first, last = rows[0], rows[0] + rows[1] - 1
    chance = over(
        at(first, PROBABILITY, fixed="column"), at(last, PROBABILITY, fixed="column")
    )
    for column, value in enumerate(values, start=FIRST_YEAR):
        cells = over(at(first, column), at(last, column))
        yield Cell(Formula(f"=SUMPRODUCT({chance},{cells})", value), f"{kind} sum")
