"""How is the document of a stress test laid out as plain text?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.stress.words.cures import cure_lines, cure_rows
from brownfield.questions.stress.words.events import backtest_lines, event_lines
from brownfield.questions.stress.words.headline import (
    TABLE_NOTE,
    absent_lines,
    setting_line,
    sweep_rows,
)
from brownfield.questions.stress.words.plans import design_lines, flexibility_lines
from brownfield.questions.stress.words.risk import risk_lines
from brownfield.tell.text import case_notes, grid

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.replays import EventReplay

MOST_ROWS = 15  # stops printed; --json and the report have all


def text(document: Document) -> str:
    """Return notice, assumptions, then the answers that were asked for, in order."""
    parts = [
        document.notice or "",
        setting_line(document),
        *_swept(document),
        *(part for event in document.events or () for part in _event(document, event)),
        "\n".join(risk_lines(document)),
        *_cures(document),
        *absent_lines(document),
        "\n".join(flexibility_lines(document)),
        "\n".join(design_lines(document)),
        "\n".join(case_notes(document)),
    ]
    return "\n\n".join(part for part in parts if part)


def remarks(document: Document) -> tuple[str, ...]:
    """Return what is said on standard error."""
    remark = "brownfield: interrupted; what is shown is what was done."
    return () if document.is_complete else (remark,)


def is_answered(document: Document) -> bool:
    """Return whether all that was asked for is there."""
    is_absent = bool(document.absent) and not document.is_everything
    return document.is_complete and not is_absent


def _swept(document: Document) -> list[str]:
    """Return the ranking: the dearest stops, and companies however cheap."""
    if document.sweep is None:
        return []
    header, rows = sweep_rows(document)
    shown = [
        row
        for place, (row, group) in enumerate(zip(rows, document.groups, strict=True))
        if place < MOST_ROWS or group.has("party")
    ]
    rest = f"{len(rows) - len(shown)} more with --json or --report."
    cut = [rest] if len(rows) > len(shown) else []
    return [grid(header, shown), *cut, TABLE_NOTE]


def _event(document: Document, event: EventReplay) -> list[str]:
    parts = (event_lines(document, event), backtest_lines(document, event))
    return ["\n".join(lines) for lines in parts]


def _cures(document: Document) -> list[str]:
    if document.cures is None:
        return []
    return [grid(*cure_rows(document)), "\n".join(cure_lines(document))]
