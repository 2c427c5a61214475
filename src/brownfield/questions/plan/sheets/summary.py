"""Which sheet says what was asked, what the answer is, and how sure it is?"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

from brownfield.questions.plan.sheets.cash import BLANK, look, npv_cell, value_cell
from brownfield.questions.plan.words import answer as words
from brownfield.questions.plan.words import basis, board, jobs
from brownfield.tell.book.cells import Cell, Formula, Row, Sheet, texts
from brownfield.tell.grids import Span

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document

NAME = "Summary"
WIDTHS = (34, 100)
QUESTION = "Which plants build what, from when, so that the parties have most together?"
COUNTED = "Amounts are in {}, unless a heading says otherwise"


def summary(document: Document) -> Sheet:
    """Return the sheet; figures that stand on Cash as well are linked to it."""
    rows = (
        *_top(document),
        *_told(document),
        BLANK,
        *(_counted(document) if document.has_plan else ()),
        *_made(document),
    )
    return Sheet(NAME, rows, WIDTHS, frozen=(1, 0))


def _pair(label: str, text: str) -> Row:
    return Cell(label, "bold top"), Cell(text, "wrap")


def _top(document: Document) -> Iterator[Row]:
    yield (Cell(document.title, "title"),)
    if document.trouble:
        yield _pair("Read first", document.trouble)
    if document.notice:
        yield _pair("Notice", document.notice)
    yield _pair("Question", f"{QUESTION} {document.period}.")
    yield _pair("Answer", words.answer(document))


def _told(document: Document) -> Iterator[Row]:
    pairs = {
        "Known": words.as_of(document),
        "Test against the past": words.tie_out(document),
        "Jobs": jobs.jobs(document),
        "Who must agree": jobs.agreements(document),
        "Given": _plain(basis.basis(document)),
        "How sure": words.proof(document),
        "Missing": document.left_out,
    }
    lines = board.lines(document)
    yield from (_pair("" if i else "What it means", s) for i, s in enumerate(lines))
    yield from (_pair(label, text) for label, text in pairs.items() if text)


def _plain(words: basis.Words | None) -> str:
    """Return words without their links."""
    parts = words or ()
    return "".join(part.text if isinstance(part, Span) else part for part in parts)


def _counted(document: Document) -> Iterator[Row]:
    yield from _figures(document)
    yield from _parties(document)
    yield from _options(document)
    yield BLANK


def _figures(document: Document) -> Iterator[Row]:
    ledger = document.ledger
    kind = f"{look(ledger)} left"
    unit = f"({ledger.unit})"
    value = Formula(f"=Cash!{value_cell(ledger)}", ledger.value)
    yield Cell(f"Value of the plan {unit}", "bold"), Cell(value, f"{kind} bold")
    if document.bound is not None:
        bound = Cell(document.bound / ledger.per, kind)
        yield Cell(f"No plan is worth more than {unit}"), bound
    yield Cell("Status"), Cell(words.STATUS_WORDS[document.status])
    if document.gap is not None:
        yield (
            Cell("Gap to that bound (share of the value)"),
            Cell(document.gap, "gap left"),
        )
    yield Cell("Independent recount"), Cell(words.recount(document))


def _parties(document: Document) -> Iterator[Row]:
    ledger = document.ledger
    yield BLANK
    heads = ("Present value by party", f"{ledger.unit}, expected over the futures")
    yield texts(heads, "head")
    for position, one in enumerate(ledger.accounts):
        npv = Formula(f"=Cash!{npv_cell(ledger, position)}", one.npv)
        yield Cell(one.party), Cell(npv, f"{look(ledger)} left")


def _options(document: Document) -> Iterator[Row]:
    if document.options.height < 2:
        return
    rejected = board.rejected_by_title(document)
    columns = ("title", "status", "value", "difference")
    yield BLANK
    yield texts(("Alternatives", "What they are worth"), "head")
    for title, status, value, less in document.options.select(columns).iter_rows():
        sentence = words.option_words(status, value, less, document.currency)
        is_best = isfinite(less) and not less
        shown = words.option_words(status, value, float("nan"), document.currency)
        yield (
            Cell(title, "top"),
            Cell(rejected.get(title, shown if is_best else sentence), "wrap"),
        )


def _made(document: Document) -> Iterator[Row]:
    unit = COUNTED.format(document.ledger.unit)
    pairs = {
        "Units": f"{unit}; {words.money_words(document)}",
        "Parties planned together": ", ".join(_printed(document)),
        "What-ifs applied": ", ".join(document.what_ifs) or "none",
        "Case": document.case,
        "Fingerprint of its tables": document.case_digest,
        "Made with": ", ".join(
            f"{name} {version}" for name, version in document.versions.items()
        ),
        "Seed of the solver": str(document.seed),
    }
    yield texts(("How it was made", ""), "head")
    yield from (_pair(label, text) for label, text in pairs.items())


def _printed(document: Document) -> list[str]:
    return [document.labels.parties.get(party, party) for party in document.parties]
