"""What do people say in an English text, by its grammar?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from brownfield.reading.parsed.beside import Cue, beside, cues_in, spoken
from brownfield.reading.parsed.clauses import found_in
from brownfield.reading.parsed.sentences import sentences
from brownfield.reading.quotes import quotations
from brownfield.reading.spans import Found, Span

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
    outer = [one for one in cues if not _inside(one.verb, quotes)]
    return _joined(text, quotes, clauses, outer)


def _inside(span: Span, quotes: Sequence[Span]) -> bool:
    return any(one.holds(span.start) for one in quotes)


def _joined(
    text: str, quotes: Sequence[Span], clauses: Sequence[Found], cues: Sequence[Cue]
) -> list[Found]:
    """Return clauses with the quotations they hold, and quotations by themselves."""
    found = [_with_quotes(one, quotes) for one in clauses]
    taken = {quote for one in found for quote in one.quotes}
    last: Cue | None = None
    for quote in quotes:
        if quote in taken:
            continue
        cue = beside(text, quote, _near(cues, quote))
        if cue is not None and len(quote.of(text).split()) >= WHOLE:
            found.append(spoken(cue, quote))
            last = cue
    return _once(found)


def _near(cues: Sequence[Cue], quote: Span) -> list[Cue]:
    return [
        one
        for one in cues
        if quote.start - 400 <= one.verb.start <= quote.end + 200
    ]


def _with_quotes(found: Found, quotes: Sequence[Span]) -> Found:
    """Return a clause with the quotations in it; one that reaches out extends it."""
    if found.cue is not None and _inside(found.cue, quotes):
        return found
    held = tuple(one for one in quotes if one.shared(found.words))
    if not held:
        return found
    end = max([found.words.end, *(one.end for one in held)])
    start = min([found.words.start, *(one.start for one in held)])
    words = replace(found.words, start=start, end=end)
    return replace(found, words=words, quotes=held)


def _once(found: Sequence[Found]) -> list[Found]:
    """Return what is found, none of it twice."""
    kept: dict[tuple[int, int], Found] = {}
    for one in found:
        kept.setdefault((one.words.start, one.words.end), one)
    return list(kept.values())
