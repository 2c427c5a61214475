"""What stands on the page of a stress test?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from altair.utils.schemapi import debug_mode

from brownfield.questions.stress.sections import sections
from brownfield.questions.stress.words.headline import absent_lines, setting_line
from brownfield.questions.stress.words.keys import headline, keys
from brownfield.tell.grids import Span
from brownfield.tell.page import Page, Paragraph, Words
from brownfield.tell.text import case_notes

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document

WRITTEN = (
    "Written by brownfield from the plan and the tables of the case alone. It loads "
    "nothing from elsewhere."
)
DIGITS = 12  # of the digest that are printed


def page(document: Document) -> Page:
    """Return the page of a stress test."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        shown = sections(document)
    noted = case_notes(document)
    return Page(
        kicker="Stress test of the plan",
        title=document.title,
        document_title=f"Stress test: {document.title}",
        notice=document.notice,
        heading="What breaks, and what it costs",
        headline=headline(document),
        keys=keys(document),
        blocks=(
            *map(Paragraph, absent_lines(document)),
            Paragraph(setting_line(document), is_note=True),
            *(Paragraph(note, is_note=True) for note in noted),
        ),
        after=shown,
        footer=_footer(document),
    )


def _footer(document: Document) -> Words:
    versions = ", ".join(f"{name} {v}" for name, v in document.versions.items())
    return (
        f"{WRITTEN} Case {document.case}, digest ",
        Span(document.case_digest[:DIGITS], is_code=True),
        f"; versions: {versions}; seed {document.setting.seed}.",
    )
