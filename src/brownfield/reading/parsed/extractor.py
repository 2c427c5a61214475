"""What do people say in an English text, by its grammar?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.reading.parsed.asides import (
    according,
    as_told,
    in_view_of,
    supposed,
    trailing,
)
from brownfield.reading.parsed.beside import Cue, cues_in
from brownfield.reading.parsed.clauses import said_by
from brownfield.reading.parsed.joined import around, joined, within
from brownfield.reading.parsed.mentions import Mention, mentions_in, with_names
from brownfield.reading.parsed.sentences import Sentence, sentences
from brownfield.reading.quotes import quotations

if TYPE_CHECKING:
    from brownfield.reading.spans import Found


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
    mentions: list[Mention] = []
    for offset, sentence in sentences(text):
        clauses += _in_clauses(sentence, offset)
        cues += cues_in(sentence, offset)
        mentions += mentions_in(sentence, offset)
    clauses = [kept for one in clauses if (kept := within(text, one, quotes))]
    outer = [one for one in cues if around(quotes, one.verb.start) is None]
    outer.sort(key=lambda one: one.verb.start)
    mentions = [one for one in mentions if around(quotes, one.place) is None]
    mentions.sort(key=lambda one: one.place)
    return with_names(text, joined(text, quotes, clauses, outer), mentions)


def _in_clauses(sentence: Sentence, offset: int) -> Iterator[Found]:
    """Yield what somebody is said to say in a sentence."""
    for token in sentence:
        statement = according(token, sentence, offset)
        statement = statement or in_view_of(token, sentence, offset)
        statement = statement or supposed(token, offset)
        statement = statement or as_told(token, sentence, offset)
        statement = statement or said_by(token, sentence, offset)
        statement = statement or trailing(token, sentence, offset)
        if statement is not None:
            yield statement
