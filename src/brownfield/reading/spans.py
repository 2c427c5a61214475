"""Which part of a text is meant?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """A part of a text: from `start` up to but without `end`, characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return its words."""
        return text[self.start : self.end]

    def holds(self, place: int) -> bool:
        """Return whether a character lies in it."""
        return self.start <= place < self.end

    def shared(self, other: Span) -> int:
        """Return how many characters it has in common with another."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def trimmed(self, text: str, outside: str = "") -> Span:
        """Return it without blanks, and without some characters, at both ends."""
        start, end = self.start, self.end
        while start < end and (text[start].isspace() or text[start] in outside):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in outside):
            end -= 1
        return Span(start, end)


@dataclass(frozen=True)
class Found:
    """What an extractor finds: places in a text, nothing judged.

    Attributes
    ----------
    words
        What was said.
    speaker
        Who said it, as written there; None = nobody is named.
    cue
        The word that says so: said, according to; None = none.
    named
        Whom `speaker` stands for, if it is a pronoun or a bare surname; blank = itself.
    quotes
        Quotation marks' insides that it is made of, or holds.
    more
        Further parts of the same statement, e.g. after "he said".
    through
        Who passed it on.
    is_refusal
        Whether somebody declined to say anything.
    is_denied
        Whether it is denied, or not said, by the words around it.
    """

    words: Span
    speaker: Span | None = None
    cue: Span | None = None
    named: str = ""
    quotes: tuple[Span, ...] = ()
    more: tuple[Span, ...] = ()
    through: tuple[str, ...] = ()
    is_refusal: bool = False
    is_denied: bool = False


def paragraphs(text: str) -> Iterable[Span]:
    """Yield the paragraphs of a text that are not blank, in order."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(start, start + len(line)).trimmed(text)
        start += len(line)


def words(text: str) -> frozenset[str]:
    """Return the words of a text, as a list of words is written here."""
    return frozenset(text.split())
