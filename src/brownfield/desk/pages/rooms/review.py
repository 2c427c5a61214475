"""How are drafts of statements confirmed, rejected, graded and linked?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from brownfield.case.said.grades import grade_of
from brownfield.case.said.texts import words_of
from brownfield.desk.pages.asking import above
from brownfield.desk.pages.visit import Desk, Moved, Shown, Visit, address
from brownfield.desk.store.cases import cells_of, kept_case, kept_texts
from brownfield.desk.store.edits import Edit, change, new_row
from brownfield.desk.store.states import State, state
from brownfield.desk.store.workspace import AbsentError
from brownfield.desk.tables.incoming import edits_for
from brownfield.errors import UseError
from brownfield.questions.evidence.claims.review import KEYS, Reviewer, acted
from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.case.case import Case

AROUND = 160  # characters of the article that are shown on each side of the words
MOST = 50  # statements on a page
REVIEWED = ("statements", "assumption_links")  # tables that a review may change
TYPED_ALONE = ("u", "Enter", "q", "?", "l WORDS")  # keys of a terminal


@dataclass(frozen=True)
class Statement:
    """A statement as a reviewer sees it.

    Attributes
    ----------
    name, status
        Its name; draft, confirmed or rejected.
    speaker, how, grade
        Who said it, how firm and when, how good source and content are.
    claim
        What it claims.
    before, words, after
        The words in their article, with some before and after; blank without one.
    links
        Assumptions that it bears on, in words.
    """

    name: str
    status: str
    speaker: str
    how: str
    grade: str
    claim: str
    before: str
    words: str
    after: str
    links: list[str]


@dataclass(frozen=True)
class Review:
    """What the page of statements shows.

    Attributes
    ----------
    case
        Name of the case.
    statements
        Those of this page: drafts, or all of them.
    count, num_drafts
        How many there are to show, and how many drafts there are.
    page, num_pages
        Number of this page, and of all.
    is_all
        Whether those that are confirmed or rejected are shown, too.
    keys
        What may be written about one, and what it does.
    """

    case: str
    statements: list[Statement]
    count: int
    num_drafts: int
    page: int
    num_pages: int
    is_all: bool
    keys: dict[str, str]


def review(desk: Desk, visit: Visit) -> Shown:
    """Return the statements of a case that wait for a person."""
    with desk.space.reading() as link:
        kept = kept_case(link, visit.place["case"])
        case = desk.known.read(desk.space, link, kept).case()
        texts = kept_texts(link, kept)
    rows = case.tables["statements"].to_dicts()
    drafts = [row for row in rows if row["status"] == "draft"]
    is_all = bool(visit.one("all"))
    wanted = rows if is_all else drafts
    num_pages = max(-(-len(wanted) // MOST), 1)
    number = min(max(visit.number("page", 1), 1), num_pages)
    shown = wanted[MOST * (number - 1) : MOST * number]
    page = Review(
        case=kept.name,
        statements=[_statement(row, case, texts) for row in shown],
        count=len(wanted),
        num_drafts=len(drafts),
        page=number,
        num_pages=num_pages,
        is_all=is_all,
        keys={key: meaning for key, meaning in KEYS.items() if key not in TYPED_ALONE},
    )
    return Shown("review.html.j2", f"Statements of {kept.name}", page, above(kept.name))


def _statement(row: dict[str, Any], case: Case, texts: Mapping[str, str]) -> Statement:
    manner = (row["attribution"], row["modality"], row["date"])
    before, words, after = _around(row, case, texts)
    links = case.tables["assumption_links"].filter(statement=row["statement"])
    return Statement(
        name=row["statement"],
        status=row["status"],
        speaker=row["speaker"] or "nobody named",
        how=", ".join(str(part).replace("_", " ") for part in manner if part),
        grade=grade_of(row).title,
        claim=row["claim"] or "",
        before=before,
        words=words,
        after=after,
        links=[_link(one) for one in links.to_dicts()],
    )


def _around(
    row: dict[str, Any], case: Case, texts: Mapping[str, str]
) -> tuple[str, str, str]:
    """Return the words of a statement, with what stands before and after them."""
    documents = case.tables["documents"].filter(document=row["document"] or "")
    text = texts.get(documents["text"].item() or "", "") if len(documents) else ""
    words = words_of(row, text) if text else None
    if words is None:
        return "", "", ""
    start, end = row["span_start"], row["span_end"]
    return text[max(0, start - AROUND) : start], words, text[end : end + AROUND]


def _link(row: dict[str, Any]) -> str:
    where = f" ({row['where']})" if row["where"] else ""
    return f"{row['relation'].replace('_', ' ')} {row['table']}.{row['column']}{where}"


def act(desk: Desk, visit: Visit) -> Moved:
    """Do what was written about a statement, as a change of the case.

    Raises
    ------
    UseError
        If it cannot be read.
    DataError
        If the tables do not allow it.
    AbsentError
        If there is no such statement.
    """
    name, typed = visit.one("statement"), visit.one("typed").strip()
    if not typed or typed in TYPED_ALONE:
        message = "Nothing is written about it. Write one of the keys, e.g. g B2."
        raise UseError(message)
    by = Reviewer(visit.who, datetime.now(tz=UTC).date().isoformat())
    with desk.space.changing() as link:
        kept = kept_case(link, visit.place["case"])
        case = desk.known.read(desk.space, link, kept).case()
        if name not in set(case.tables["statements"]["statement"]):
            message = f"{kept.name} has no statement {name!r}."
            raise AbsentError(message)
        after = acted(case, name, typed, by).checked()
        cells = state(link, kept, kept.version)
        first = {table: new_row(link, kept, table) for table in REVIEWED}
        edits = [e for table in REVIEWED for e in _edits(table, cells, after, first)]
        summary = f"{name}: {typed}"
        change(link, kept, edits, who=visit.who, summary=summary)
    page = visit.number("page", 1)
    where = ("cases", kept.name, "review")
    return Moved(address(*where, page=page, all=visit.one("all")))


def _edits(
    table: str, cells: State, after: Case, first: Mapping[str, int]
) -> list[Edit]:
    """Return the changes that make a kept table what it is after a review."""
    rows = [cells_of(row) for row in after.tables[table].iter_rows(named=True)]
    before, declared = cells.get(table, {}), TABLES[table]
    return edits_for(declared, before, rows, first[table], is_whole=True)
