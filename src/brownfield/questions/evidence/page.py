"""What stands on the page of evidence?"""

from collections.abc import Iterable

import polars as pl

from brownfield.questions.evidence import chances, grids, words
from brownfield.questions.evidence.document import Document
from brownfield.tell.grids import grid
from brownfield.tell.numbers import money
from brownfield.tell.page import Bullets, Key, Page, Paragraph, Rows, Section


def page(document: Document) -> Page:
    """Return the page of what is known."""
    return Page(
        kicker="What do we know, and who says so?",
        title=document.title,
        document_title=f"What we know: {document.title}",
        notice=document.notice,
        headline=words.headline(document),
        keys=tuple(_keys(document)),
        blocks=(
            *(Paragraph(line) for line in (words.known(document),) if line),
            Paragraph(words.how(), is_note=True),
        ),
        after=tuple(_sections(document)),
    )


def _keys(document: Document) -> Iterable[Key]:
    linked = sum(1 for one in document.claims if one.bears_on)
    yield Key("Claims", str(len(document.claims)), f"{linked} bear on a number")
    if document.evpi is not None:
        worth = money(document.evpi, document.currency)
        yield Key("To know it all", worth, "before choosing")
        yield Key("Best on the mean", document.best_plan, f"{document.draws:,} draws")


def _sections(document: Document) -> Iterable[Section]:
    asked = tuple(words.questions(document))
    if asked:
        yield Section("questions", "What to ask, and whom?", (Bullets(asked),))
    turns = tuple(chances.sentences(document.break_evens, document.currency))
    if turns:
        title = "At which chance is another plan the best?"
        yield Section("chances", title, (Bullets(turns),))
    if document.has_worth:
        title = "What would it be worth to know?"
        yield _section("worth", title, grids.worths(document))
    title = "Which claims bear on a number, and how good are they?"
    yield _section("claims", title, grids.claims(document, linked=True))
    if document.assumptions:
        title = "What does each say of the numbers?"
        yield _section("voices", title, grids.assumptions(document))
    others = grids.claims(document, linked=False)
    if others.height:
        yield _section("others", "What else is claimed?", others)


def _section(name: str, title: str, frame: pl.DataFrame) -> Section:
    return Section(name, title, (Rows(grid(frame), title),))
