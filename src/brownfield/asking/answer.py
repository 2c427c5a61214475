"""What can every answer to a question do?

An answer is told by its room, the folder of its class: the module `document` says what
there is to tell, `text` tells it in a terminal, `page` in a browser, `paper` on paper.
"""

from collections import deque
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from weakref import ref

from brownfield.errors import UseError
from brownfield.notebook import html_block
from brownfield.plans.json_text import json_text
from brownfield.tell.values import values

_LATEST: deque[tuple[ref[Any], str]] = deque(maxlen=1)


class Answer:
    """An answer to a question; a room's answer is a frozen dataclass of this kind."""

    @property
    def in_short(self) -> str:
        """What it comes to, in a few words: status, worth and audit of its plan."""
        plan = getattr(self, "plan", None)
        return "" if plan is None else str(plan.in_short)

    def __repr__(self) -> str:
        """Return what it is, of which case, and what it comes to, in one line."""
        case = getattr(self, "case", None)
        of = "" if case is None else f" of {case.name}"
        value = f": {self.in_short}" if self.in_short else ""
        return f"<{type(self).__name__}{of}{value}>"

    @property
    def document(self) -> Any:
        """What there is to tell: a frozen dataclass, each field with its unit."""
        return telling(self, "document").document(self)

    def to_json(self) -> str:
        """Return the document as JSON text, that of ``--json``."""
        return json_text(values(self.document))

    def write_report(self, path: Path | str) -> None:
        """Write the answer as one self-contained HTML file, atomically.

        Parameters
        ----------
        path
            File to write; an earlier one is replaced.

        Raises
        ------
        FileError
            If it cannot be written; what was there is as it was.
        """
        write_page(_room(self), telling(self, "document").whole(self), Path(path))

    def write_pdf(self, path: Path | str) -> None:
        """Write the answer as four pages for a board (extra `pdf`), atomically.

        Parameters
        ----------
        path
            File to write; an earlier one is replaced.

        Raises
        ------
        UseError
            If no board paper is written of this question.
        MissingExtraError
            If typst is not installed.
        FileError
            If it cannot be written; what was there is as it was.
        """
        write_paper(_room(self), telling(self, "document").whole(self), path, "pdf")

    def write_slides(self, path: Path | str) -> None:
        """Write the answer as four slides for a board (extra `slides`), atomically.

        Parameters
        ----------
        path
            ``.pptx`` file to write; an earlier one is replaced.

        Raises
        ------
        UseError
            If no board paper is written of this question.
        MissingExtraError
            If python-pptx is not installed.
        FileError
            If it cannot be written; what was there is as it was.
        """
        write_paper(_room(self), telling(self, "document").whole(self), path, "slides")

    def _repr_html_(self) -> str:
        """Return the text of the terminal for a notebook."""
        lines = telling(self, "text").text(self.document).splitlines()
        return html_block(type(self).__name__, lines=lines)


def write_page(room: str, document: Any, path: Path) -> None:
    """Write the page of a document.

    Parameters
    ----------
    room
        Folder of its question, as a dotted name. Page and charts load slowly, so they
        are loaded here and not before.
    document
        What there is to tell. The text of its page is kept: it is often wanted twice,
        in a run folder and beside it.
    path
        File to write; an earlier one is replaced.
    """
    latest = next(
        (
            text
            for latest_document, text in tuple(_LATEST)
            if latest_document() is document
        ),
        None,
    )
    if latest is None:
        page = import_module(f"{room}.page").page(document)
        latest = import_module("brownfield.tell.page").render(page)
        _LATEST.append((ref(document), latest))
    import_module("brownfield.tell.shell").write_page(latest, path)


def write_paper(room: str, document: Any, path: Path | str, kind: str) -> None:
    """Write the board paper of a document.

    Parameters
    ----------
    room
        Folder of its question, as a dotted name.
    document
        What there is to tell.
    path
        File to write; an earlier one is replaced.
    kind
        `pdf` or `slides`.

    Raises
    ------
    UseError
        If no board paper is written of this question.
    """
    if find_spec(f"{room}.paper") is None:
        name = room.rpartition(".")[2]
        message = f"There is no board paper of {name}. Take its report: write_report."
        raise UseError(message)
    paper = import_module(f"{room}.paper").paper(document)
    import_module(f"brownfield.tell.paper.{kind}").write(paper, Path(path))


def _room(answer: Answer) -> str:
    return type(answer).__module__.rpartition(".")[0]


def telling(answer: Answer, module: str) -> Any:
    """Return a module of the room of an answer, loaded when it is asked for."""
    return import_module(f"{_room(answer)}.{module}")
