"""Which table stands on the page of plans under what-ifs?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from brownfield.questions.compare import words
from brownfield.tell.grids import Cell, Grid
from brownfield.tell.numbers import MILLION, significant

if TYPE_CHECKING:
    from brownfield.questions.compare.document import ComparedPlan, Document


def what_ifs(document: Document) -> Grid:
    """Return every plan in a line; its rows can be put in another order."""
    unit = f"{document.currency} m"
    headings = (
        ("What-if", False),
        (f"Worth, {unit}", True),
        (f"Against as it is, {unit}", True),
        ("Largest step", False),
        ("It starts", False),
        ("Proved", False),
        ("Asked as", False),
    )
    named = words.titles(document)
    rows = tuple(_row(document, named, name) for name in document.plans)
    return Grid("", "", "", headings, rows, is_headed=True, is_sortable=True)


def _row(document: Document, named: Mapping[str, str], name: str) -> tuple[Cell, ...]:
    one = document.plans[name]
    return (
        Cell(named[name]),
        _money(one.value),
        _money(one.difference),
        Cell(_most(document, one)),
        Cell(words.brief(document, name), "long"),
        Cell(_proved(one)),
        Cell(name),
    )


def _money(amount: float | None) -> Cell:
    """Return an amount in millions, that is put in order by its full digits."""
    if amount is None:
        return Cell("", "n")
    return Cell(significant(amount / MILLION), "n", order=repr(amount))


def _most(document: Document, one: ComparedPlan) -> str:
    """Return the largest step of a bridge."""
    if not one.bridge:
        return ""
    step = one.bridge[0]
    amount = significant(step.amount / MILLION)
    return f"{words.step_name(document, step)} {amount}"


def _proved(one: ComparedPlan) -> str:
    if one.value is None:
        return str(one.summary["status"]).replace("_", " ")
    return {None: "", True: "yes", False: "no"}[one.is_proved]
