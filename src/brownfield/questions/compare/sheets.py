"""Which sheets has the workbook of plans under what-ifs?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.questions.compare import words
from brownfield.questions.compare.lines import tidy
from brownfield.tell.book.cells import Cell, Row, Sheet, texts
from brownfield.tell.labels import item_name

if TYPE_CHECKING:
    import polars as pl

    from brownfield.questions.compare.document import ComparedPlan, Document

PLANS = ("plan", "value", "bound", "difference", "proved", "status", "starts")
STEPS = ("what_if", "item", "party", "amount", "item in words", "party in words")
WIDTHS = {"what_if": 26, "of": 26, "unit": 40, "item in words": 30, "starts": 60}
USUAL = 16  # characters of a column


def sheets(document: Document) -> list[Sheet]:
    """Return the plans, their bridges and all figures, a line each; case currency."""
    return [
        _sheet("what-ifs", PLANS, _plans(document)),
        _sheet("bridges", STEPS, _steps(document)),
        _figures(tidy(document)),
    ]


def _sheet(name: str, heads: tuple[str, ...], rows: Iterator[Row]) -> Sheet:
    widths = tuple(WIDTHS.get(head, USUAL) for head in heads)
    every = (texts(heads, "head"), *rows)
    return Sheet(name, every, widths, frozen=(1, 1), filtered=0)


def _plans(document: Document) -> Iterator[Row]:
    for name, one in document.plans.items():
        yield (
            Cell(name),
            Cell(one.value, "whole"),
            Cell(one.summary["bound"], "whole"),
            Cell(one.difference, "whole"),
            Cell(_proved(one)),
            Cell(one.summary["status"]),
            Cell(", ".join(words.changes(document, name))),
        )


def _proved(one: ComparedPlan) -> str:
    return "" if one.is_proved is None else "yes" if one.is_proved else "no"


def _steps(document: Document) -> Iterator[Row]:
    for name, one in document.plans.items():
        for step in one.bridge:
            yield (
                Cell(name),
                Cell(step.item),
                Cell(step.party),
                Cell(step.amount, "whole"),
                Cell(item_name(step.item)),
                Cell(document.names.get(step.party, step.party)),
            )


def _figures(frame: pl.DataFrame) -> Sheet:
    rows = (tuple(map(Cell, row)) for row in frame.iter_rows())
    return _sheet("figures", tuple(frame.columns), rows)
