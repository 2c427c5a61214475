"""Which articles are kept, and where in them does each statement stand?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.case.said.texts import texts, words_of
from brownfield.tell.marked import Mark

if TYPE_CHECKING:
    from brownfield.questions.evidence.claims.ledger import Claim
    from brownfield.questions.evidence.question import Evidence

MOST = 200_000  # characters of an article that are shown


@dataclass(frozen=True)
class Kept:
    """An article whose text stands beside the tables.

    Attributes
    ----------
    document
        Its id.
    title, publisher, date, url
        As the tables say; blank = not said.
    text
        Its words, at most the first 200,000 characters.
    length
        Characters of the whole text.
    marks
        Statements in it.
    """

    document: str
    title: str
    publisher: str
    date: str
    url: str
    text: str = field(repr=False)
    length: int
    marks: tuple[Mark, ...] = field(repr=False)


def articles(answer: Evidence) -> tuple[Kept, ...]:
    """Return the articles that are kept and hold a statement, in order of the table."""
    return tuple(_kept(answer))


def _kept(answer: Evidence) -> Iterator[Kept]:
    by_document = texts(answer.case)
    for row in answer.case.tables["documents"].iter_rows(named=True):
        name = row["document"]
        text = by_document.get(name, "")
        marks = tuple(_marks(name, text, answer.claims))
        if marks:
            yield Kept(
                document=name,
                title=row["title"] or "",
                publisher=row["publisher"] or "",
                date=row["date"] or "",
                url=row["url"] or "",
                text=text[:MOST],
                length=len(text),
                marks=marks,
            )


def _marks(document: str, text: str, claims: Sequence[Claim]) -> Iterator[Mark]:
    for one in claims:
        row = one.row
        if row["document"] == document and words_of(row, text) is not None:
            yield Mark(row["span_start"], row["span_end"], one.name, _told(one))


def _told(one: Claim) -> str:
    row = one.row
    how = (row["attribution"] or "").replace("_", " ")
    said = (row["speaker"] or "nobody named", how, row["status"], one.grade.title)
    return f"{one.name}: {', '.join(part for part in said if part)}"
