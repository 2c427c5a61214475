"""Which questions are there, and in which folder is each asked, answered and told?

A room is loaded when it is asked for, so that naming it costs nothing. Its folder holds

``asked.py``
    class `Asked`, a frozen dataclass whose fields are the options;
``question.py``
    ``answer(case, asked, work)`` and the class of what it returns, an `Answer`;
``document.py``
    ``document(answer, asked=None)``: the frozen dataclass that is told, no more than
    was asked for, and ``whole(answer, asked=None)``: all of it, for a page, which is
    written if its ``has_answer`` is true; ``plain(document)`` where ``--json`` is not
    simply the fields by name;
``text.py``
    ``text(document)``: the words for a terminal; ``remarks(document)``: lines for
    standard error; ``is_answered(document)``: whether the exit code is 0;
``page.py``
    ``page(document)``: the `tell.page.Page` of it;
``paper.py``, only if the row says so
    ``paper(document)``: the `tell.paper.paper.Paper` of it, four pages for a board;
``files.py``, only if the row says so
    ``check(asked)`` before any work, and ``keep(answer, document, asked)``, which
    yields a label and a path for each further file that it writes;
``moving.py``, only if the row says so
    ``payoffs(answer)``, kept by ``to_text`` and read by ``from_text``, and
    ``moved(payoffs, amounts)``: what other terms leave each party.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from brownfield.tell.values import values

HOME = "brownfield.questions"


@dataclass(frozen=True)
class Room:
    """One question.

    Attributes
    ----------
    name
        As the command and the Python function are called.
    meaning
        What it answers, one sentence for the help.
    home
        Its folder, as a dotted name; blank = of that name beside this file.
    has_files
        Whether it writes more than a page.
    page
        File name to propose for its page; blank = its own name.
    has_terms
        Whether terms of its answer can be moved without asking again.
    has_paper
        Whether a board paper is written of it, as PDF and as slides.
    """

    name: str
    meaning: str
    home: str = ""
    has_files: bool = False
    page: str = ""
    has_terms: bool = False
    has_paper: bool = False

    @property
    def folder(self) -> str:
        """Its folder, as a dotted name."""
        return self.home or f"{HOME}.{self.name}"

    @property
    def usual_page(self) -> str:
        """File name to propose for its page."""
        return self.page or f"{self.name}.html"

    def module(self, name: str) -> Any:
        """Return one of its modules."""
        return import_module(f"{self.folder}.{name}")

    def plain(self, document: Any) -> Any:
        """Return what ``--json`` prints; a room may say it another way."""
        return getattr(self.module("document"), "plain", values)(document)

    def holds(self, answer: object) -> bool:
        """Return whether an answer is one to this question."""
        return type(answer).__module__ == f"{self.folder}.question"


ROOMS = [
    Room(
        "plan",
        "Plan what is built where, when and how, and what it is worth to whom.",
        has_files=True,
        page="report.html",
        has_paper=True,
    ),
    Room(
        "deal",
        "Work out at which terms every party gains, and what support is justified.",
        has_terms=True,
        has_paper=True,
    ),
    Room(
        "stress",
        "Show what breaks in a plan, for how long, at what cost, and which cure pays.",
        has_paper=True,
    ),
    Room(
        "why",
        "Say why the best plan is what it is, and what would have to be true for "
        "another one.",
        has_paper=True,
    ),
    Room(
        "risk",
        "Say how sure the best plan is: what the worst futures, the ranges of "
        "assumptions and other futures do to it.",
        has_paper=True,
    ),
    Room(
        "site",
        "Compare candidate places for a headquarters, and say which weights or scores "
        "would make another one the best.",
        has_paper=True,
    ),
    Room(
        "impact",
        "Count what a plan brings a region and the public purse, beyond what would "
        "come anyway.",
        has_paper=True,
    ),
    Room(
        "evidence",
        "Say which claims the case is built on, which of them would change the "
        "decision, and whom to ask what.",
        has_paper=True,
    ),
]

COMPARE = Room(
    "compare",
    "Plan the case as it is and under each what-if, or in an older state and now; "
    "print only what differs.",
    has_files=True,
)
"""What-ifs side by side. Its command compares two states of a case, too; on the desk
answers to any question can be set side by side besides."""


def every_room() -> tuple[Room, ...]:
    """Return the questions, and the one that sets what-ifs side by side."""
    return (*ROOMS, COMPARE)
