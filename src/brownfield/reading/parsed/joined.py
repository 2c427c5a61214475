"""Which quotations belong to which statement of a text?"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import replace

from brownfield.reading.parsed.beside import Cue, beside, signed, spoken
from brownfield.reading.spans import Found, Span

ALMOST = 0.9  # share of a clause that is quoted, to be a quotation
MARKED = '"“”«»„\u2018\u2019'
WHOLE = 4  # words of a quotation that is a statement by itself
GOES_ON = 2  # words of a quotation that goes on with one
AROUND = 8  # statements before one that it may repeat or go on with
NEAR = 80  # characters between a statement and a quotation that goes on


def joined(
    text: str, quotes: Sequence[Span], clauses: Sequence[Found], cues: Sequence[Cue]
) -> list[Found]:
    """Return clauses with the quotations they hold, and quotations by themselves.

    Parameters
    ----------
    text
        The text.
    quotes
        The insides of its quotations, in order.
    clauses
        What its clauses say.
    cues
        Its verbs of saying outside quotations, in order.
    """
    statements = [_with_quotes(text, one, quotes) for one in clauses]
    statements += [new for one in statements for new in _told_inside(text, one, cues)]
    taken = {
        quote
        for one in statements
        for part in (*one.quotes, *one.more)
        for quote in shared_by(quotes, part)
    }
    kept = _Kept(text, statements)
    for quote in quotes:
        if quote not in taken:
            kept.add(quote, beside(text, quote, _near(cues, quote)))
    return _once(kept.statements)


class _Kept:
    """Statements to which quotations are added, one after the other."""

    def __init__(self, text: str, statements: list[Found]) -> None:
        self.statements = statements
        self._text = text
        self._by_cue = {one.cue: place for place, one in enumerate(statements)}
        self._quoted = sorted(
            (one.words.start, place)
            for place, one in enumerate(statements)
            if one.quotes
        )

    def add(self, quote: Span, cue: Cue | None) -> None:
        """Add a quotation to its statement, or as one of its own."""
        cue = cue or signed(self._text, quote)
        place = self._goes_on(quote) if cue is None else self._by_cue.get(cue.verb)
        if place is not None:
            earlier = self.statements[place]
            self.statements[place] = replace(earlier, more=(*earlier.more, quote))
        elif cue is not None and len(quote.of(self._text).split()) >= WHOLE:
            self._by_cue[cue.verb] = len(self.statements)
            insort(self._quoted, (quote.start, len(self.statements)))
            self.statements.append(spoken(cue, quote))

    def _goes_on(self, quote: Span) -> int | None:
        """Return the place of the statement that a quotation goes on with."""
        at = bisect_left(self._quoted, (quote.start, 0))
        near = reversed(self._quoted[max(0, at - AROUND) : at])
        places = (place for _, place in near)
        return next(
            (
                one
                for one in places
                if _goes_on(self._text, self.statements[one], quote)
            ),
            None,
        )


def shared_by(quotes: Sequence[Span], part: Span) -> tuple[Span, ...]:
    """Return the quotations, of many in order, that a part of a text touches."""
    first = bisect_right(quotes, part.start, key=lambda one: one.end)
    last = bisect_left(quotes, part.end, key=lambda one: one.start)
    return tuple(quotes[first:last])


def around(quotes: Sequence[Span], place: int) -> Span | None:
    """Return the quotation, of many in order, that holds a place."""
    held = shared_by(quotes, Span(place, place + 1))
    return held[0] if held else None


def within(text: str, statement: Found, quotes: Sequence[Span]) -> Found | None:
    """Return a clause said inside a quotation, cut where the quotation ends.

    None if it is not inside.
    """
    outer = None if statement.cue is None else around(quotes, statement.cue.start)
    if outer is None:
        return statement
    own = (statement.words, statement.speaker or statement.words)
    if not all(outer.holds(one.start) for one in own):
        return None
    end = min(statement.words.end, outer.end)
    return replace(statement, words=Span(statement.words.start, end).trimmed(text))


def _told_inside(text: str, one: Found, cues: Sequence[Cue]) -> Iterator[Found]:
    """Yield quotations in a clause that somebody else is said to say there."""
    for quote in one.quotes:
        inner = [
            cue
            for cue in _near(cues, quote)
            if one.words.start <= cue.clause.start and cue.clause.end <= quote.start
        ]
        cue = beside(text, quote, inner)
        if cue is not None and len(quote.of(text).split()) >= WHOLE:
            yield spoken(cue, quote)


def _near(cues: Sequence[Cue], quote: Span) -> Sequence[Cue]:
    first = bisect_left(cues, quote.start - 400, key=lambda one: one.verb.start)
    last = bisect_right(cues, quote.end + 200, key=lambda one: one.verb.start)
    return cues[first:last]


def _goes_on(text: str, one: Found, quote: Span) -> bool:
    """Return whether nothing but the end of a sentence stands before a quotation."""
    parts = (one.words, one.cue, one.speaker, *one.more)
    end = max(part.end for part in parts if part is not None)
    gap = text[end : quote.start].rstrip(" " + MARKED)
    is_ended = gap.endswith((".", "!", "?")) or not gap.strip(MARKED + ". ")
    is_one = 0 <= quote.start - end <= NEAR and "\n" not in gap and is_ended
    return (
        is_one
        and gap.count(". ") == 0
        and len(quote.of(text).split()) >= GOES_ON
        and quote.of(text)[:1].isupper()
    )


def _with_quotes(text: str, statement: Found, quotes: Sequence[Span]) -> Found:
    """Return a clause with the quotations in it; one that reaches out extends it."""
    if statement.cue is not None and around(quotes, statement.cue.start) is not None:
        return statement
    held = shared_by(quotes, statement.words)
    if not held:
        return statement
    end = max([statement.words.end, *(one.end for one in held)])
    start = min([statement.words.start, *(one.start for one in held)])
    words = Span(start, end).trimmed(text, MARKED if len(held) == 1 else "")
    if len(held) == 1 and held[0].shared(words) < ALMOST * (words.end - words.start):
        words = Span(start, end)
    return replace(statement, words=words, quotes=held)


def _once(statements: Sequence[Found]) -> list[Found]:
    """Return what is found, none of it twice."""
    kept: list[Found] = []
    for one in statements:
        near = (other for other in kept[-AROUND:] if _is_same(one, other))
        if next(near, None) is None:
            kept.append(one)
    return kept


def _is_same(one: Found, other: Found) -> bool:
    """Return whether two statements have almost the same words and one speaker."""
    both = max(one.words.end, other.words.end) - min(one.words.start, other.words.start)
    is_one = one.speaker == other.speaker or None in (one.speaker, other.speaker)
    is_equal = one.words == other.words
    return is_equal or (is_one and one.words.shared(other.words) >= ALMOST * both)
