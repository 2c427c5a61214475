"""How is a text cut where what is marked in it begins and ends?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, nsmallest
from itertools import pairwise

MOST = 3  # marks that are told of one piece


@dataclass(frozen=True)
class Mark:
    """A place in a text of which something is told.

    Attributes
    ----------
    start, end
        First character, and the one behind the last.
    name
        What is marked there, e.g. a statement.
    note
        What is told of it.
    """

    start: int
    end: int
    name: str
    note: str


@dataclass(frozen=True)
class Piece:
    """A piece of a text.

    Attributes
    ----------
    words
        As they stand there.
    note
        What is told of them; blank = nothing is marked.
    name
        Anchor; blank for none. A mark has it where it begins.
    href
        Address it leads to; blank for none.
    """

    words: str
    note: str = ""
    name: str = ""
    href: str = ""


def pieces(
    text: str, marks: Sequence[Mark], *, anchor: str = "", target: str = ""
) -> Iterator[Piece]:
    """Yield a text piece by piece; put together again they are the text.

    A piece under several marks tells of each, the one that begins last first. Marks
    without a place in the text are left out.

    Parameters
    ----------
    text
        The text.
    marks
        What is marked in it.
    anchor, target
        What stands before the name of a mark in its anchor, and in the address it
        leads to; blank = it has none.
    """
    inside = [one for one in marks if 0 <= one.start < one.end <= len(text)]
    begins = sorted(inside, key=lambda one: (one.start, -one.end))
    cuts = sorted({0, len(text)}.union(*({one.start, one.end} for one in inside)))
    at, over = 0, list[tuple[int, int, Mark]]()
    for start, end in pairwise(cuts):
        while at < len(begins) and begins[at].start == start:
            heappush(over, (begins[at].end, -at, begins[at]))
            at += 1
        while over and over[0][0] <= start:
            heappop(over)
        yield _piece(text[start:end], start, over, (anchor, target))


def _piece(
    words: str, start: int, over: list[tuple[int, int, Mark]], names: tuple[str, str]
) -> Piece:
    """Return a piece under some marks, the one that begins last first."""
    if not over:
        return Piece(words)
    anchor, target = names
    marks = [one for _, _, one in nsmallest(MOST, over, key=lambda entry: entry[1])]
    last = marks[0]
    return Piece(
        words,
        "; ".join(one.note for one in marks),
        f"{anchor}{last.name}" if anchor and last.start == start else "",
        f"{target}{last.name}" if target else "",
    )
