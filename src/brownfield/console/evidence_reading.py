"""What does `brownfield evidence read` do and print?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from brownfield.case.read import read_case
from brownfield.console.say import DONE, say, warn
from brownfield.plans.json_text import json_text
from brownfield.reading.documents import Document, read_document
from brownfield.reading.extractor import drafted, usual_extractor
from brownfield.reading.statement import Statement
from brownfield.tell.text import grid
from brownfield.tell.values import values

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


def read(path: str, files: Sequence[Path], *, is_json: bool) -> int:
    """Draft the statements of files and print them; nothing is written.

    Raises
    ------
    UseError
        If there is no such case or file.
    DataError
        If a file is broken.
    MissingExtraError
        If a library to read it is not installed.
    """
    case = read_case(path)
    extractor = usual_extractor()
    documents = [read_document(one) for one in files]
    found = [drafted(one.text, one.name, extractor) for one in documents]
    statements = tuple(one for some in found for one in some)
    listed = tuple(_told(one) for one in documents)
    answer = Read(case.name, extractor.name, listed, statements)
    say(json_text(values(answer)) if is_json else _text(answer))
    if extractor.name != "grammar":
        warn(
            "brownfield: only quotations and refusals are read. For all that is said: "
            "pip install 'brownfield[text]'\n"
        )
    return DONE


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
