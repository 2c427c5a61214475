"""Which quotations belong to which statement of a text?"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from brownfield.reading.parsed.beside import Cue, beside, signed, spoken
from brownfield.reading.spans import Found, Span

ALMOST = 0.9  # share of a clause that is quoted, to be a quotation
MARKED = '"“”«»„\u2018\u2019'
WHOLE = 4  # words of a quotation that is a statement by itself
GOES_ON = 2  # words of a quotation that goes on with one
AROUND = 8  # statements before one that it may repeat
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
        Its verbs of saying outside quotations.
    """
    found = [_with_quotes(text, one, quotes) for one in clauses]
    found += _told_inside(text, found, cues)
    for quote in quotes:
        if any(part.shared(quote) for part in _held(found)):
            continue
        cue = beside(text, quote, _near(cues, quote)) or signed(text, quote)
        place = _said_before(text, found, quote, cue)
        if place is not None:
            known = found[place]
            found[place] = replace(known, more=(*known.more, quote))
        elif cue is not None and len(quote.of(text).split()) >= WHOLE:
            found.append(spoken(cue, quote))
    return _once(found)


def inside(span: Span, quotes: Collection[Span]) -> bool:
    """Return whether something begins inside a quotation."""
    return any(one.holds(span.start) for one in quotes)


def within(text: str, found: Found, quotes: Sequence[Span]) -> Found | None:
    """Return a clause said inside a quotation, cut where the quotation ends.

    None if it is not inside.
    """
    around = [one for one in quotes if found.cue and one.holds(found.cue.start)]
    if not around:
        return found
    own = (found.words, found.speaker or found.words)
    if not all(around[0].holds(one.start) for one in own):
        return None
    end = min(found.words.end, around[0].end)
    return replace(found, words=Span(found.words.start, end).trimmed(text))


def _told_inside(
    text: str, found: Sequence[Found], cues: Sequence[Cue]
) -> Iterator[Found]:
    """Yield quotations in a clause that somebody else is said to say there."""
    for one in found:
        for quote in one.quotes:
            inner = [
                cue
                for cue in _near(cues, quote)
                if one.words.start <= cue.clause.start and cue.clause.end <= quote.start
            ]
            cue = beside(text, quote, inner)
            if cue is not None and len(quote.of(text).split()) >= WHOLE:
                yield spoken(cue, quote)


def _held(found: Sequence[Found]) -> Iterator[Span]:
    """Yield the quotations that statements are made of, the latest first."""
    for one in reversed(found):
        yield from (*one.quotes, *one.more)


def _near(cues: Sequence[Cue], quote: Span) -> list[Cue]:
    return [
        one for one in cues if quote.start - 400 <= one.verb.start <= quote.end + 200
    ]


def _said_before(
    text: str, found: Sequence[Found], quote: Span, cue: Cue | None
) -> int | None:
    """Return the place of the statement that a quotation goes on with."""
    for place in range(len(found) - 1, -1, -1):
        one = found[place]
        if cue is not None and one.cue == cue.verb:
            return place
        if cue is None and one.quotes and _goes_on(text, one, quote):
            return place
    return None


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


def _with_quotes(text: str, found: Found, quotes: Sequence[Span]) -> Found:
    """Return a clause with the quotations in it; one that reaches out extends it."""
    if found.cue is not None and inside(found.cue, quotes):
        return found
    held = tuple(one for one in quotes if one.shared(found.words))
    if not held:
        return found
    end = max([found.words.end, *(one.end for one in held)])
    start = min([found.words.start, *(one.start for one in held)])
    words = Span(start, end).trimmed(text, MARKED if len(held) == 1 else "")
    if len(held) == 1 and held[0].shared(words) < ALMOST * (words.end - words.start):
        words = Span(start, end)
    return replace(found, words=words, quotes=held)


def _once(found: Sequence[Found]) -> list[Found]:
    """Return what is found, none of it twice."""
    kept: list[Found] = []
    for one in found:
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
