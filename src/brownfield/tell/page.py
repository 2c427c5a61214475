"""What is a page made of, whatever the question, and how does it become HTML?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from markupsafe import Markup

from brownfield.tell.grids import Grid, Span
from brownfield.tell.shell import filled, shell, text_of, write_page

if TYPE_CHECKING:
    from brownfield.tell.figures.style import Figure
    from brownfield.tell.marked import Piece

TEMPLATE = "page.html.j2"
Words = str | tuple[str | Span, ...]
"""Text; where some of it links or is code, in pieces."""
Pair = tuple[str, Words]
"""A word and what is said of it."""


@dataclass(frozen=True)
class Paragraph:
    """Words of their own.

    Attributes
    ----------
    words
        The words.
    is_note
        Whether they are small print.
    mark
        Sign before them that readers of a screen skip; blank for none.
    """

    kind: ClassVar[str] = "paragraph"
    words: Words
    is_note: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True)
class Drawing:
    """A figure with its controls, caption, numbers and links."""

    kind: ClassVar[str] = "drawing"
    figure: Figure


@dataclass(frozen=True)
class Rows:
    """A table that scrolls by itself.

    Attributes
    ----------
    grid
        The table.
    label
        What it is, for those who do not see it.
    is_tall
        Whether its height is limited too.
    caption
        Words above it; blank for none.
    """

    kind: ClassVar[str] = "rows"
    grid: Grid
    label: str
    is_tall: bool = False
    caption: Words = ""


@dataclass(frozen=True)
class Folded:
    """Blocks behind a line that opens them.

    Attributes
    ----------
    summary
        The line.
    blocks
        What it opens.
    name
        Anchor; blank for none.
    is_open
        Whether it is open at first.
    """

    kind: ClassVar[str] = "folded"
    summary: str
    blocks: tuple[Block, ...]
    name: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Pairs:
    """Words, each with what is said of it."""

    kind: ClassVar[str] = "pairs"
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Bullets:
    """A list without order; its items may link."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Words, ...]


@dataclass(frozen=True)
class Card:
    """A small panel: a heading over pairs."""

    title: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Cards:
    """Panels side by side."""

    kind: ClassVar[str] = "cards"
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Article:
    """A text in which some pieces are marked, each escaped."""

    kind: ClassVar[str] = "article"
    pieces: tuple[Piece, ...]


Block = (
    Paragraph | Heading | Drawing | Rows | Folded | Pairs | Bullets | Cards | Article
)


@dataclass(frozen=True)
class Key:
    """A number at the top of the page.

    Attributes
    ----------
    name, value
        What it is; the number, with its unit.
    note
        Small print under it.
    tone
        good, bad or blank.
    """

    name: str
    value: str
    note: Words
    tone: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the page under a heading.

    Attributes
    ----------
    name
        Anchor; its heading is found at ``name-title``.
    title
        Heading.
    blocks
        What stands under it.
    look
        Class of the style sheet; blank for none.
    is_folded
        Whether only its heading shows at first, on a screen that runs scripts.
    """

    name: str
    title: str
    blocks: tuple[Block, ...] = field(repr=False)
    look: str = ""
    is_folded: bool = False

    @property
    def anchor(self) -> str:
        """Anchor of the whole section; blank where a figure in it has that name."""
        is_taken = any(self.name == figure.name for figure in figures(self.blocks))
        return "" if is_taken else self.name

    @property
    def target(self) -> str:
        """Anchor to which the list of contents leads."""
        return self.anchor or f"{self.name}-title"


FOOTER = (
    "Written by brownfield from the tables of the case alone. It loads nothing from "
    "elsewhere."
)


@dataclass(frozen=True)
class Page:
    """A page that answers a question.

    Attributes
    ----------
    kicker, title
        Line above the title, and the title.
    document_title
        What the browser calls the page.
    headline
        The answer in a sentence.
    footer
        Last words.
    notice
        Notice of the case; its first sentence is set off.
    heading
        Heading of the answer, which is found at ``answer``.
    keys
        Numbers under the headline.
    blocks
        What else belongs to the answer.
    above
        Sections over the answer.
    before
        Sections between the answer and the list of contents.
    after
        Sections that the list of contents names.
    style
        Style sheet of its own, beside that of every page; blank for none.
    """

    kicker: str
    title: str
    document_title: str
    headline: str
    footer: Words = FOOTER
    notice: str | None = None
    heading: str = "The answer"
    keys: tuple[Key, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    above: tuple[Section, ...] = field(default=(), repr=False)
    before: tuple[Section, ...] = field(default=(), repr=False)
    after: tuple[Section, ...] = field(default=(), repr=False)
    style: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Figures in their order on the page."""
        under = [section.blocks for section in (*self.before, *self.after)]
        first = [section.blocks for section in self.above]
        each = (*first, self.blocks, *under)
        return tuple(figure for blocks in each for figure in figures(blocks))


def figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    """Yield the figures in blocks, folded ones too."""
    for block in blocks:
        if isinstance(block, Drawing):
            yield block.figure
        if isinstance(block, Folded):
            yield from figures(block.blocks)


def render(page: Page) -> str:
    """Return a page as the text of one self-contained HTML file."""
    return filled(TEMPLATE, parts_of(page))


def parts_of(page: Page) -> dict[str, Any]:
    """Return what a template of a page is filled with: the page, style, scripts."""
    own = Markup(text_of(page.style) if page.style else "")  # noqa: S704 (our own file)
    return shell(page.figures) | {"page": page, "own_style": own}


def write(page: Page, path: Path) -> None:
    """Write a page to a file, which appears whole or not at all.

    Raises
    ------
    FileError
        If it cannot be written; what was there is as it was.
    """
    write_page(render(page), path)
