"""Who said what stands in quotation marks?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brownfield.reading.parsed.cues import QUOTING, SAYING, THINKING
from brownfield.reading.parsed.sentences import Sentence, Token
from brownfield.reading.parsed.subjects import NOMINAL, name_of, place_of, subject_of
from brownfield.reading.spans import Found, Span

FAR = 90  # characters between a cue and the quotation after it
NEAR = 6  # characters between a quotation and the cue after it
TITLED = frozenset(
    ["on", "of", "the", "a", "an", "called", "in", "at", "by", "named", "titled"]
)
"""Words before a quotation that is a title or a single word."""
SPEAKING = SAYING | THINKING | QUOTING
STOP = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True)
class Cue:
    """A verb of saying: its place, speaker, clause of both; whether it has a tense."""

    verb: Span
    speaker: Span
    clause: Span
    is_finite: bool


def cues_in(sentence: Sentence, offset: int) -> Iterator[Cue]:
    """Yield verbs of saying with a subject, whether or not a clause follows."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ not in ("VERB", "AUX") or lemma not in SPEAKING:
            continue
        subject = subject_of(token) or _after(token)
        if subject is not None and subject.pos_ in NOMINAL:
            yield _cue(token, subject, offset)


def _after(verb: Token) -> Token | None:
    """Return a name that follows a verb, where the grammar took it for an object."""
    after = [
        one for one in verb.rights if one.dep_ in ("dobj", "npadvmod", "attr", "dep")
    ]
    near = [one for one in after if one.left_edge.i == verb.i + 1]
    return near[0] if near else None


def _cue(verb: Token, subject: Token, offset: int) -> Cue:
    name, place = name_of(subject, offset), place_of(verb, offset)
    both = Span(min(name.start, place.start), max(name.end, place.end))
    return Cue(place, name, both, is_finite=verb.tag_ != "VBG")


def beside(text: str, quote: Span, cues: Sequence[Cue]) -> Cue | None:
    """Return the verb of saying that a quotation belongs to; None if there is none."""
    before = [one for one in cues if _leads(text, one, quote)]
    after = [one for one in cues if _follows(text, one, quote)]
    led = max(before, key=lambda one: one.verb.start) if before else None
    if led is not None and text[led.clause.end : quote.start].rstrip(' \n"“\u2018')[
        -1:
    ] in (set(",:")):
        return led
    if after and _is_open_end(text, quote):
        return min(after, key=lambda one: one.clause.start)
    return led


def _leads(text: str, cue: Cue, quote: Span) -> bool:
    gap = text[cue.clause.end : quote.start]
    is_near = 0 <= quote.start - cue.clause.end <= FAR
    if any(word in TITLED for word in gap.rstrip(' "“\u2018').lower().split()[-1:]):
        return False
    return is_near and not STOP.search(gap.replace(":\n", ": ").replace(",\n", ", "))


def _follows(text: str, cue: Cue, quote: Span) -> bool:
    return (
        cue.is_finite
        and 0 <= cue.clause.start - quote.end <= NEAR
        and "\n" not in (text[quote.end : cue.clause.start])
    )


def _is_open_end(text: str, quote: Span) -> bool:
    """Return whether a quotation ends as one does before "he said"."""
    return text[quote.end - 1] in ",?!.…—-" or text[quote.end : quote.end + 2].endswith(
        ","
    )


def spoken(cue: Cue, quote: Span) -> Found:
    """Return what a cue and its quotation say."""
    return Found(quote, cue.speaker, cue.verb, quotes=(quote,))
