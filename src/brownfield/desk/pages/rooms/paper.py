"""How is the board paper of an answer sent, as a PDF or as slides?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.desk.pages.visit import Desk, Sent, Visit
from brownfield.desk.store.runs import kept_text, run_of
from brownfield.desk.store.workspace import AbsentError
from brownfield.tell.paper.kept import from_text
from brownfield.tell.paper.pdf import pdf
from brownfield.tell.paper.slides import slides

if TYPE_CHECKING:
    from brownfield.tell.paper.paper import Paper

PDF = "application/pdf"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def as_pdf(desk: Desk, visit: Visit) -> Sent:
    """Return the board paper of a run as a PDF."""
    return Sent(pdf(_paper(desk, visit)), PDF, f"run-{visit.at('run')}.pdf")


def as_slides(desk: Desk, visit: Visit) -> Sent:
    """Return the board paper of a run as slides."""
    return Sent(slides(_paper(desk, visit)), SLIDES, f"run-{visit.at('run')}.pptx")


def _paper(desk: Desk, visit: Visit) -> Paper:
    """Return the board paper that was kept with a run.

    Raises
    ------
    AbsentError
        If there is no such run, or no paper of its answer.
    """
    number = visit.at("run")
    with desk.space.reading() as link:
        run = run_of(link, number)
        text = kept_text(link, number, "paper")
    if not text:
        message = f"There is no board paper of run {number}, {run.question}."
        raise AbsentError(message)
    return from_text(text)
