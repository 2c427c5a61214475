"""How do plans side by side read in a terminal?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.compare import side_by_side, words
from brownfield.tell.text import grid

if TYPE_CHECKING:
    from brownfield.questions.compare.document import Document
    from brownfield.tell.beside.differences import Differences

MANY = 5  # plans that are too wide to stand side by side
MOST_BRIDGES = 5  # that are told in words


def text(document: Document) -> str:
    """Return what differs, and the largest steps of the bridges."""
    apart = document.apart
    lines = [ranking(apart) if len(apart.names) > MANY else differences(apart)]
    bridges = words.bridges(document, _as_asked(document), MOST_BRIDGES)
    if bridges:
        lines += ["", "What makes up the differences", *bridges]
    return "\n".join(lines)


def _as_asked(document: Document) -> dict[str, str]:
    return {name: name for name in document.plans}


def remarks(document: Document) -> tuple[str, ...]:
    """Return what is said on standard error: what is missing, and why."""
    left_out = (f"brownfield: left out: {line}" for line in document.refused)
    return (*left_out, *document.trouble)


def is_answered(document: Document) -> bool:
    """Return whether every plan was found, and the recounts agree."""
    return not document.trouble


def differences(apart: Differences) -> str:
    """Return value by party, starts and volumes of plans side by side.

    Only lines on which the plans differ are printed.
    """
    lines: list[str] = []
    for part in side_by_side.parts(apart):
        lines.append(f"{part.title} ({part.unit})")
        header = [part.title.lower(), *apart.names]
        lines.append(grid(header, part.rows) if part.rows else "same")
        lines.append("")
    lines += side_by_side.unproved(apart)
    return "\n".join(lines).rstrip()


def ranking(apart: Differences) -> str:
    """Return many plans of a case, a line each, the most valuable first."""
    unit = f"{apart.currency} m"
    header = ("plan", unit, "against as it is", "starts against as it is")
    lines = [
        grid(header, side_by_side.ranks(apart)),
        "",
        *side_by_side.unproved(apart),
    ]
    return "\n".join(lines).rstrip()
