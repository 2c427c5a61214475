"""What does `brownfield evidence read` do and print?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.case.read import read_case
from brownfield.case.said.texts import keep_text
from brownfield.case.write import write_case
from brownfield.console.evidence.page import write_articles
from brownfield.console.say import DONE, say, warn
from brownfield.errors import UseError
from brownfield.plans.json_text import json_text
from brownfield.reading.documents import Document, read_document
from brownfield.reading.extractor import drafted, usual_extractor
from brownfield.tables.databases.address import Place, folder_at
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import typed_frame
from brownfield.tell.text import grid
from brownfield.tell.values import values

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.reading.statement import Statement

DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
WIDE = 70  # characters of the words of a statement in a terminal


@dataclass(frozen=True)
class Read:
    """What is drafted from some files, as `--json` gives it.

    Attributes
    ----------
    case
        Name of the case they are read for.
    extractor
        Who found the statements: grammar, or quotations without the extra `text`.
    documents
        The files: name, title, number of characters, SHA-256 of the text.
    statements
        Drafts, in order; places are characters of the text of their document.
    """

    case: str
    extractor: str
    documents: tuple[dict[str, str | int], ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Written:
    """What is written besides: a case with the drafts, a page with the articles."""

    out: Place | None = None
    report: Path | None = None


@dataclass(frozen=True)
class Printed:
    """By whom, when and where articles were printed; blank = not said."""

    publisher: str = ""
    date: str = ""
    url: str = ""

    @property
    def cells(self) -> dict[str, str]:
        """What is said, by column of `documents` and `statements`."""
        return {name: text for name, text in vars(self).items() if text}


NOWHERE = Printed()


def read(
    path: str,
    files: Sequence[Path],
    to: Written,
    printed: Printed = NOWHERE,
    *,
    is_json: bool,
) -> int:
    """Draft the statements of files and print them; write a case with them if asked.

    Raises
    ------
    UseError
        If there is no such case or file, or a day cannot be read.
    DataError
        If a file is broken.
    MissingExtraError
        If a library to read it is not installed.
    """
    if printed.date and not DAY.fullmatch(printed.date):
        message = f"--date is {printed.date}. Write a day, as 2026-01-30."
        raise UseError(message)
    case = read_case(path)
    extractor = usual_extractor()
    documents = [read_document(one) for one in files]
    drafts = [drafted(one.text, one.name, extractor) for one in documents]
    statements = tuple(one for some in drafts for one in some)
    listed = tuple(_told(one) for one in documents)
    answer = Read(case.name, extractor.name, listed, statements)
    say(json_text(values(answer)) if is_json else _text(answer))
    if to.out is not None:
        write_case(with_drafts(case, documents, statements, printed), to.out)
        _keep_texts(to.out, documents)
    if to.report is not None:
        write_articles(documents, statements, to.report)
    if extractor.name != "grammar":
        warn(
            "brownfield: only quotations and refusals are read. For all that is said: "
            "pip install 'brownfield[text]'\n"
        )
    return DONE


def with_drafts(
    case: Case,
    documents: Sequence[Document],
    statements: Sequence[Statement],
    printed: Printed = NOWHERE,
) -> Case:
    """Return the case with rows of documents and drafts.

    Parameters
    ----------
    case
        The case.
    documents, statements
        The articles, and what was found in them.
    printed
        By whom, when and where they were printed.

    Raises
    ------
    DataError
        If the case has other rows of these names.
    """
    read = [_document_row(one) | printed.cells for one in documents]
    rows = [*case.tables["documents"].to_dicts(), *read]
    drafts = [
        {**_draft_row(one, place), **printed.cells}
        for place, one in enumerate(statements, 1)
    ]
    said = [*case.tables["statements"].to_dicts(), *drafts]
    frames = {
        name: typed_frame(TABLES[name], some)
        for name, some in (("documents", rows), ("statements", said))
    }
    return case.with_tables("drafts of articles", **frames).checked()


def _document_row(one: Document) -> dict[str, str]:
    row = {"document": _id(one.name), "title": one.title, "sha256": one.sha256}
    return row | {"text": _kept_as(one)}


def _draft_row(one: Statement, place: int) -> dict[str, str | int]:
    return {
        "statement": f"{_id(one.document)}-{place}",
        "speaker": one.speaker,
        "attribution": one.attribution,
        "modality": "denied" if one.polarity == "negative" else one.modality,
        "claim": one.words,
        "document": _id(one.document),
        "span_start": one.span_start,
        "span_end": one.span_end,
        "quote_sha": one.quote_sha,
        "status": one.status,
        "through": "; ".join(one.through),
    }


def _id(name: str) -> str:
    return Path(name).stem.replace(" ", "_").replace(",", "_")


def _kept_as(one: Document) -> str:
    return f"texts/{one.sha256[:16]}.txt"


def _keep_texts(out: Place, documents: Sequence[Document]) -> None:
    """Write the texts beside the tables of a folder; others hold tables only."""
    folder = folder_at(out)
    if folder is not None:
        for one in documents:
            keep_text(folder, _kept_as(one), one.text)


def _told(document: Document) -> dict[str, str | int]:
    return {
        "document": document.name,
        "title": document.title,
        "characters": len(document.text),
        "sha256": document.sha256,
    }


def _text(answer: Read) -> str:
    count = len(answer.statements)
    noun = "statement" if count == 1 else "statements"
    head = f"{count} {noun} drafted; nothing counts before a person confirms it."
    return (
        f"{head}\n\n{grid(HEADINGS, map(_row, answer.statements))}" if count else head
    )


HEADINGS = ("Who", "How", "How firm", "Words", "At")


def _row(one: Statement) -> tuple[str, ...]:
    words = " ".join(one.words.split())
    short = words if len(words) <= WIDE else f"{words[: WIDE - 1]}…"
    said = f"not: {short}" if one.polarity == "negative" else short
    how = one.attribution.replace("_", " ")
    place = f"{one.document}:{one.span_start}"
    return (one.speaker or "nobody named", how, one.modality, said, place)
