"""What do people say in an English text, by its grammar?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from brownfield.reading.parsed.beside import Cue, beside, cues_in, spoken
from brownfield.reading.parsed.clauses import found_in
from brownfield.reading.parsed.sentences import sentences
from brownfield.reading.quotes import quotations
from brownfield.reading.spans import Found, Span

ALMOST = 0.9  # share of a clause that is quoted, to be a quotation
MARKED = '"“”«»„\u2018\u2019'
WHOLE = 4  # words of a quotation that is a statement by itself


@dataclass(frozen=True)
class ParsedExtractor:
    """Finds quotations and clauses of saying by the grammar of English."""

    name: str = "grammar"

    def found(self, text: str) -> list[Found]:
        """Return what is said in a text, in order."""
        return sorted(_found(text), key=lambda one: (one.words.start, one.words.end))


def _found(text: str) -> list[Found]:
    quotes = quotations(text)
    clauses: list[Found] = []
    cues: list[Cue] = []
    for offset, sentence in sentences(text):
        clauses += found_in(sentence, offset)
        cues += cues_in(sentence, offset)
    clauses = [kept for one in clauses if (kept := _within(text, one, quotes))]
    outer = [one for one in cues if not _inside(one.verb, quotes)]
    return _joined(text, quotes, clauses, outer)


def _inside(span: Span, quotes: Sequence[Span]) -> bool:
    return any(one.holds(span.start) for one in quotes)


def _joined(
    text: str, quotes: Sequence[Span], clauses: Sequence[Found], cues: Sequence[Cue]
) -> list[Found]:
    """Return clauses with the quotations they hold, and quotations by themselves."""
    found = [_with_quotes(text, one, quotes) for one in clauses]
    taken = {quote for one in found for quote in one.quotes}
    by_cue: dict[Span, Found] = {}
    for quote in quotes:
        if quote in taken or len(quote.of(text).split()) < WHOLE:
            continue
        cue = beside(text, quote, _near(cues, quote))
        if cue is None:
            continue
        known = by_cue.get(cue.verb)
        by_cue[cue.verb] = (
            replace(known, more=(*known.more, quote)) if known else spoken(cue, quote)
        )
    return _once([*found, *by_cue.values()])


def _near(cues: Sequence[Cue], quote: Span) -> list[Cue]:
    return [
        one for one in cues if quote.start - 400 <= one.verb.start <= quote.end + 200
    ]


def _within(text: str, found: Found, quotes: Sequence[Span]) -> Found | None:
    """Return a clause said inside a quotation, cut where the quotation ends.

    None if it is not inside.
    """
    around = [one for one in quotes if found.cue and one.holds(found.cue.start)]
    if not around or found.words.end <= around[0].end:
        return found
    if not around[0].holds(found.words.start):
        return None
    end = around[0].end
    return replace(found, words=Span(found.words.start, end).trimmed(text))


def _with_quotes(text: str, found: Found, quotes: Sequence[Span]) -> Found:
    """Return a clause with the quotations in it; one that reaches out extends it."""
    if found.cue is not None and _inside(found.cue, quotes):
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
    kept: dict[tuple[int, int], Found] = {}
    for one in found:
        kept.setdefault((one.words.start, one.words.end), one)
    return list(kept.values())
