"""How does a why read in a terminal?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from brownfield.questions.why import words
from brownfield.questions.why.grids import overview
from brownfield.tell.labels import item_name
from brownfield.tell.numbers import grouped
from brownfield.tell.text import case_notes, grid, unfinished

if TYPE_CHECKING:
    from brownfield.questions.why.document import Document
    from brownfield.questions.why.facts.reasons import Flip, WhyNot

MOST_STEPS = 10  # of a bridge that are printed
MANY = 3  # things asked about that are worth a table of their own
MILLION = 1e6


def text(document: Document) -> str:
    """Return the reasons, each with its bridge and its break-evens."""
    parts = [
        document.notice,
        words.headline(document),
        _overview(document),
        *(_reason(document, one) for one in words.ordered(document)),
        " ".join(words.knowing(document)),
        "\n".join(words.near(document)),
        _near(document),
        "\n".join(case_notes(document)),
    ]
    return "\n\n".join(part for part in parts if part)


def remarks(document: Document) -> tuple[str, ...]:
    """Return what is said on standard error: what is missing."""
    return unfinished(document.left_out)


def is_answered(document: Document) -> bool:
    """Return whether everything asked about has an answer."""
    return all(one.cost is not None for one in document.why_not)


def _overview(document: Document) -> str:
    """Return a line for each thing asked about; nothing if they are few."""
    if len(document.why_not) < MANY:
        return ""
    rows = overview(document)
    return grid(tuple(rows.columns), rows.rows())


def _reason(document: Document, one: WhyNot) -> str:
    parts = [words.paragraph(document, one)]
    if one.bridge:
        parts.append(_bridge(document, one))
    if one.break_evens:
        parts.append(_break_evens(one))
    return "\n\n".join(parts)


def _bridge(document: Document, one: WhyNot) -> str:
    header = ("from there to the best plan", "", f"{document.currency} m")
    steps = one.bridge[:MOST_STEPS]
    rows = [
        (
            item_name(step.item),
            document.names.get(step.party, step.party),
            grouped(step.amount / MILLION, 2),
        )
        for step in steps
    ]
    rest = sum(step.amount for step in one.bridge[MOST_STEPS:])
    if rest:
        others = f"{len(one.bridge) - MOST_STEPS} others"
        rows.append((others, "", grouped(rest / MILLION, 2)))
    rows.append(("together", "", grouped((one.cost or 0.0) / MILLION, 2)))
    return grid(header, rows)


def _break_evens(one: WhyNot) -> str:
    header = ("number", "today", "flips at", "planned anew on both sides")
    rows = [
        (
            flip.title,
            words.shown(flip, flip.today),
            words.shown(flip, flip.flips_at),
            ", ".join(_sides(flip)) or "-",
        )
        for flip in one.break_evens
    ]
    return grid(header, rows)


def _near(document: Document) -> str:
    """Return the value of each plan nearly as good, and what it decides."""
    near = document.near_optimal
    if near is None or not near.plans:
        return ""
    header = (f"{document.currency} m less", "starts beside what all of them start")
    first = near.plans[0].value
    rows = [
        (grouped((first - plan.value) / MILLION, 2), _apart(document, plan.decisions))
        for plan in near.plans
    ]
    return grid(header, rows)


def _apart(document: Document, decisions: Iterable[tuple[str, str, str]]) -> str:
    near = document.near_optimal
    must = near.must if near else ()
    return words.decided(document, [d for d in decisions if d[:2] not in must]) or "-"


def _sides(flip: Flip) -> Iterator[str]:
    for side in flip.sides:
        is_in = "in" if side.is_used else "out"
        yield f"{is_in} at {words.shown(flip, side.at)}"
