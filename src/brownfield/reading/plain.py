"""What is quoted in a text, and who said it, without a look at the grammar?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from brownfield.reading.quotes import quotations
from brownfield.reading.spans import Found, Span, paragraphs

WHOLE = 4  # words of a quotation that is a statement by itself
FAR = 120  # characters around a quotation that are looked at
VERBS = (
    r"(?:said|says|told|tells|added|adds|wrote|stated|states|argued|argues|explained|"
    r"insisted|claimed|claims|announced|commented|noted|warned|replied|confirmed|"
    r"tweeted|continued|concluded|stressed|admitted|predicted)"
)
LETTERS = r"[\w\u2019'&.-]"
NAME = (
    rf"(?:(?:[Tt]he |[Aa] )?(?:{LETTERS}+ ){{0,6}}?[A-Z]{LETTERS}*"
    rf"(?: [A-Z]{LETTERS}*){{0,3}}|"
    r"[Hh]e|[Ss]he|[Tt]hey|it)"
)
CLOSED = r"^[\u201d\"\u2019»]?,?\s{0,2}"
AFTER = re.compile(rf"{CLOSED}(?:{VERBS} ({NAME})|({NAME}) {VERBS})\b")
BEFORE = re.compile(
    rf"({NAME})(?:,[^,.\n]{{0,60}},)? {VERBS}(?: [\w\u2019' ]{{0,40}})?"
    r"[,:]?\s{0,2}[\u201c\"\u2018«]?$"
)
END = re.compile(r"[.!?][”\"\u2019)\]]*\s+(?=[A-Z“\"\u2018(\[])")


@dataclass(frozen=True)
class PlainExtractor:
    """Finds quotations and who is named beside them."""

    name: str = "quotations"

    def found(self, text: str) -> list[Found]:
        """Return what is quoted in a text, in order."""
        return [
            Found(quote, _beside(text, quote), None, quotes=(quote,))
            for quote in quotations(text)
            if len(quote.of(text).split()) >= WHOLE
        ]


def _beside(text: str, quote: Span) -> Span | None:
    """Return who is named after a quotation, or else before it."""
    after = AFTER.search(text[quote.end : quote.end + FAR])
    if after is not None:
        group = 1 if after[1] else 2
        return Span(quote.end + after.start(group), quote.end + after.end(group))
    start = max(0, quote.start - FAR)
    line = text.rfind("\n", start, max(start, quote.start - 2))
    start = max(start, line + 1)
    before = BEFORE.search(text[start : quote.start])
    return before and Span(start + before.start(1), start + before.end(1))


def sentence_parts(text: str) -> Iterator[Span]:
    """Yield the sentences of a text, by their marks; a long one is cut."""
    for paragraph in paragraphs(text):
        start = paragraph.start
        for match in END.finditer(text, paragraph.start, paragraph.end):
            yield Span(start, match.end()).trimmed(text)
            start = match.end()
        if start < paragraph.end:
            yield Span(start, paragraph.end)
