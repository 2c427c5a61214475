"""Which sheet adds up the cash of each party to the value of the plan?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from brownfield.questions.plan.words import answer as words
from brownfield.tell.book.cells import (
    Cell,
    Formula,
    Row,
    Sheet,
    at,
    letters,
    numbers,
    over,
    sum_across,
    sums_down,
    texts,
)
from brownfield.tell.views import CERTAIN, EXPECTED

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.ledger.accounts import Account
    from brownfield.questions.plan.facts.ledger.ledger import Ledger

NAME = "Cash"
FIRST_YEAR = 3  # column of the first year
HEADS = 4  # row of the headings
BELOW = 4  # rows of a party below its lines: total, factor, present value, blank
PARTY, ITEM, RATE = 0, 1, 2  # columns
TOTAL, NOW = "Total", "Present value"
FACTOR = "Discount factor"
EVERYBODY = "All parties planned together"
REST = "Weights of parties, worst futures, and payments between those who plan"
VALUE = "Value of the plan"
BLANK = (Cell(None),)


def cash(document: Document) -> Sheet:
    """Return the sheet: lines, totals, factors, present values, and their sum."""
    rows = (*_top(document), *_counted(document.ledger))
    years = len(document.years)
    widths = (26, 36, 10, *(11,) * years, 13, 40)
    return Sheet(NAME, rows, widths, frozen=(HEADS + 1, FIRST_YEAR))


def total_row(ledger: Ledger, position: int) -> int:
    """Return the row in which the account at a position has its totals."""
    before = sum(_height(one) for one in ledger.accounts[:position])
    return HEADS + 1 + before + len(ledger.accounts[position].lines)


def npv_cell(ledger: Ledger, position: int) -> str:
    """Return the cell with the present value of the account at a position."""
    return at(total_row(ledger, position) + 2, _every(ledger))


def value_cell(ledger: Ledger) -> str:
    """Return the cell with the value of the plan."""
    return at(_grand(ledger) + (3 if ledger.rest else 2), _every(ledger))


def look(ledger: Ledger) -> str:
    """Return how amounts are shown: whole, or with a decimal in millions."""
    return "whole" if ledger.per == 1.0 else "tenths"


def _top(document: Document) -> Iterator[Row]:
    ledger, is_certain = document.ledger, document.futures.height < 2
    view = CERTAIN if is_certain else f"{EXPECTED}, each by its probability"
    half = ", where the cash of a year falls in its middle" if ledger.value_date else ""
    yield (Cell("Cash by party and year", "title"),)
    yield (
        Cell(
            f"{view}. {ledger.unit}, {words.money_words(document)}; positive is "
            "received, negative is paid; undiscounted above the factors.",
            "note",
        ),
    )
    yield (
        Cell(
            f"Totals, factors and present values are formulas. Value date: end of "
            f"{document.first_year}{half}.",
            "note",
        ),
    )
    yield BLANK
    yield (
        *texts(("Party", f"Item ({ledger.unit})", "Discount rate"), "head"),
        *(Cell(year, "head year right") for year in document.years),
        Cell("All years", "head right"),
        Cell("Source", "head apart"),
    )


def _counted(ledger: Ledger) -> Iterator[Row]:
    row = HEADS + 1
    for account in ledger.accounts:
        yield from _account(account, ledger, row)
        row += _height(account)
    yield from _everybody(ledger)


def _height(account: Account) -> int:
    return len(account.lines) + BELOW


def _grand(ledger: Ledger) -> int:
    """Return the row in which all parties planned together have their totals."""
    return HEADS + 1 + sum(map(_height, ledger.accounts))


def _every(ledger: Ledger) -> int:
    """Return the column of all years together."""
    return FIRST_YEAR + len(ledger.totals)


def _account(account: Account, ledger: Ledger, first: int) -> Iterator[Row]:
    """Yield the rows of an account, the first of them at the row `first`."""
    kind, total = look(ledger), first + len(account.lines)
    for row, line in enumerate(account.lines, start=first):
        item = line.item[:1].upper() + line.item[1:]
        named = texts((account.party, item, ""))
        every = sum_across(row, FIRST_YEAR, line.amounts, kind)
        yield (*named, *numbers(line.amounts, kind), every, Cell(line.source, "apart"))
    yield (
        *texts((account.party, TOTAL, ""), "sum"),
        *sums_down((first, total - 1), FIRST_YEAR, account.totals, f"{kind} sum"),
        sum_across(total, FIRST_YEAR, account.totals, f"{kind} sum"),
    )
    yield _factors(account, ledger, total + 1)
    yield _present(account, kind, total)
    yield BLANK


def _factors(account: Account, ledger: Ledger, row: int) -> Row:
    """Return what one unit of each year counts, from rate and headings."""
    rate, first = (
        at(row, RATE, fixed="column"),
        at(HEADS, FIRST_YEAR, fixed="row column"),
    )
    less = f"-{ledger.value_date}" if ledger.value_date else ""
    return (
        *texts((account.party, FACTOR)),
        Cell(account.rate, "share"),
        *(
            Cell(
                Formula(
                    f"=1/(1+{rate})^({at(HEADS, column, fixed='row')}-{first}{less})",
                    factor,
                ),
                "factor",
            )
            for column, factor in enumerate(account.factors, start=FIRST_YEAR)
        ),
    )


def _present(account: Account, kind: str, total: int) -> Row:
    """Return the total of each year times its factor, and their sum."""
    pairs = zip(account.totals, account.factors, strict=True)
    now = tuple(amount * factor for amount, factor in pairs)
    return (
        *texts((account.party, NOW, ""), "bold"),
        *(
            Cell(Formula(f"={at(total, column)}*{at(total + 1, column)}", amount), kind)
            for column, amount in enumerate(now, start=FIRST_YEAR)
        ),
        Cell(_summed(now, account.npv, total + 2), f"{kind} bold"),
    )


def _summed(now: Sequence[float], npv: float, row: int) -> Formula:
    last = FIRST_YEAR + len(now) - 1
    return Formula(f"=SUM({over(at(row, FIRST_YEAR), at(row, last))})", npv)


def _everybody(ledger: Ledger) -> Iterator[Row]:
    """Yield what all who plan have together, and how that makes the value."""
    kind, row, every = look(ledger), _grand(ledger), _every(ledger)
    yield (
        *texts((EVERYBODY, TOTAL, ""), "sum"),
        *(
            Cell(_picked(ledger, TOTAL, column, total), f"{kind} sum")
            for column, total in enumerate(ledger.totals, start=FIRST_YEAR)
        ),
        sum_across(row, FIRST_YEAR, ledger.totals, f"{kind} sum"),
    )
    blank = (Cell(None),) * len(ledger.totals)
    now = Cell(_picked(ledger, NOW, every, ledger.npv), f"{kind} bold")
    yield (*texts((EVERYBODY, NOW, ""), "bold"), *blank, now)
    if ledger.rest:
        yield (*texts((EVERYBODY, REST, "")), *blank, Cell(ledger.rest, kind))
    summed = over(at(row + 1, every), at(row + (2 if ledger.rest else 1), every))
    value = Cell(Formula(f"=SUM({summed})", ledger.value), f"{kind} sum")
    yield (*texts((VALUE, "", ""), "sum"), *(Cell(None, "sum"),) * len(blank), value)


def _picked(ledger: Ledger, item: str, column: int, value: float) -> Formula | float:
    """Return the sum of the rows of all accounts that are called `item`."""
    if not ledger.accounts:
        return value
    first, last = HEADS + 2, _grand(ledger)  # as a spreadsheet counts rows, from 1
    name, items = letters(column), letters(ITEM)
    asked = f"${items}${first}:${items}${last}"
    return Formula(f'=SUMIF({asked},"{item}",{name}${first}:{name}${last})', value)
