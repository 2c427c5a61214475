"""Which sheet shows what is begun, opened and closed, and what runs already?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.plan.sheets.cash import BLANK
from brownfield.questions.plan.sheets.cited import cited
from brownfield.questions.plan.words import board
from brownfield.tell.book.cells import Cell, Row, Sheet, texts

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.board.steps import Step

NAME = "Starts and openings"
HEADS = 3  # row of the headings
COLUMNS = (
    "Decision",
    "Plant",
    "Whose",
    "Decided in",
    "First vehicle",
    "In which futures",
    "Probability",
    "Source",
)
WIDTHS = (56, 28, 24, 16, 13, 44, 12, 40)
RUNS = "Runs already, and is no decision"


def decided(document: Document) -> Sheet:
    """Return the sheet: a row a decision, then the programmes that run already."""
    rows = (*_top(), *_steps(document), *_running(document))
    return Sheet(NAME, rows, WIDTHS, frozen=(HEADS + 1, 1))


def _top() -> Iterator[Row]:
    yield (Cell("What is begun, opened and closed", "title"),)
    yield (Cell("Years are calendar years; tooling and openings are in Cash.", "note"),)
    yield BLANK
    yield texts(COLUMNS, "head")


def _steps(document: Document) -> Iterator[Row]:
    options = {name: key for key, name in document.labels.options.items()}
    plants = {name: key for key, name in document.labels.facilities.items()}
    of_options = cited(document, "build_options", "build_option")
    of_plants = cited(document, "facilities", "facility")
    for one in document.steps:
        is_built = one.action == "build"
        source = of_options if is_built else of_plants
        key = (options if is_built else plants).get(one.what, "")
        yield _step(one, source.get(key, ""))
    if not document.steps:
        yield (Cell("Nothing is begun, opened or closed."),)


def _step(one: Step, source: str) -> Row:
    return (
        *texts((board.step(one), one.facility, one.owner, board.decided_in(one))),
        Cell(one.first_vehicle, "year left"),
        Cell(board.when(one)),
        Cell(one.chance.probability, "share left"),
        Cell(source),
    )


def _running(document: Document) -> Iterator[Row]:
    running = document.programme_starts.filter(pl.col("is_committed"))
    if running.is_empty():
        return
    sources = cited(document, "build_options", "build_option")
    yield BLANK
    yield (Cell(RUNS, "bold"),)
    for row in running.unique("build_option", maintain_order=True).to_dicts():
        yield (
            *texts((row["option"], row["facility"], row["programme_owner"], "")),
            Cell(row["first_built"], "year left"),
            *texts(("", "")),
            Cell(sources.get(row["build_option"], "")),
        )
