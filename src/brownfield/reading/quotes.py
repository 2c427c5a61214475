"""Where does a text quote somebody?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brownfield.reading.spans import Span

OPENING, CLOSING = "“«„", "”»"
MARKS = set('"\u2018\u2019' + OPENING + CLOSING)
LONGEST = 4000  # characters of a quotation
BEFORE = "([{—\u2013-/:"  # what may stand before an opening mark
FEWEST = 3  # words of a quotation in single marks


@dataclass(frozen=True)
class Mark:
    """A quotation mark: its place, and whether it may open and close."""

    place: int
    is_single: bool
    may_open: bool
    may_close: bool


def quotations(text: str) -> list[Span]:
    """Return the insides of quotations, in order; a long text takes no longer a word.

    A quotation that goes on in the next paragraph is one. One that is never closed
    ends with its paragraph.
    """
    marks = list(_marks(text))
    spans, at = [], 0
    while at < len(marks):
        end, at_next = _closed(text, marks, at)
        if end > marks[at].place + 1:
            spans.append(Span(marks[at].place + 1, end).trimmed(text))
        at = at_next
    return [one for one in spans if one.end > one.start]


def _marks(text: str) -> Iterator[Mark]:
    for place, letter in enumerate(text):
        if letter not in MARKS:
            continue
        before = text[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        may_open = (before.isspace() or before in BEFORE) and not after.isspace()
        may_close = not before.isspace() and not after.isalnum()
        if letter in OPENING:
            may_open, may_close = True, False
        elif letter in CLOSING:
            may_open, may_close = False, True
        elif letter == "\u2018":
            may_close = False
        elif letter == "\u2019":
            may_open = False
        if may_open or may_close:
            yield Mark(place, letter in "\u2018\u2019", may_open, may_close)


def _closed(text: str, marks: Sequence[Mark], at: int) -> tuple[int, int]:
    """Return where the quotation opened by a mark ends, and which mark is next.

    The end is 0 if nothing is opened.
    """
    first = marks[at]
    if not first.may_open:
        return 0, at + 1
    for place in range(at + 1, min(at + 40, len(marks))):
        mark = marks[place]
        if mark.is_single != first.is_single:
            continue
        if mark.place - first.place > LONGEST:
            break
        if mark.may_close and (not mark.may_open or _is_end(text, mark)):
            return _if_long(text, first, mark.place), place + 1
        if mark.may_open and not _begins_paragraph(text, mark.place):
            break
    if first.is_single:
        return 0, at + 1
    end = _paragraph_end(text, first.place)
    later = (place for place in range(at + 1, len(marks)) if marks[place].place >= end)
    return end, next(later, len(marks))


def _is_end(text: str, mark: Mark) -> bool:
    return text[mark.place - 1 : mark.place] in set(".,!?")


def _if_long(text: str, first: Mark, end: int) -> int:
    is_short = len(text[first.place + 1 : end].split()) < FEWEST
    return 0 if first.is_single and is_short else end


def _begins_paragraph(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] == "\n"


def _paragraph_end(text: str, place: int) -> int:
    """Return where the paragraph of a place ends, at most a longest quotation on."""
    end = text.find("\n", place, place + LONGEST)
    return end if end >= 0 else min(len(text), place + LONGEST)
