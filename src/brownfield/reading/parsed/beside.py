"""Who said what stands in quotation marks?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.reading.parsed.cues import QUOTING, SAYING, THINKING, base_of
from brownfield.reading.parsed.subjects import (
    NOMINAL,
    SUBJECTS,
    name_of,
    place_of,
    quoting_of,
    subject_of,
)
from brownfield.reading.spans import Found, Span

if TYPE_CHECKING:
    from brownfield.reading.parsed.sentences import Sentence, Token

FAR = 90  # characters between a cue and the quotation after it
NEAR = 6  # characters between a quotation and the cue after it
TITLED = frozenset(
    [
        "on",
        "of",
        "the",
        "a",
        "an",
        "called",
        "in",
        "at",
        "by",
        "named",
        "titled",
        "including",
        "headline",
        "title",
        "example",
        "as",
    ]
)
"""Words before a quotation that is a title or a single word."""
SPEAKING = SAYING | THINKING | QUOTING
CLOSING = frozenset('"”»')
WHO = ("PERSON", "ORG", "NORP", "GPE")
"""What a name before a colon may stand for, as the model calls it."""
MOST = 40  # words between a verb and its colon
SIGNED = re.compile(
    r"[”\"\u2019»]?\s{0,3}[-\u2013\u2014]{1,2} ?((?:[A-Z][\w.\u2019'-]+ ?){1,4})"
    r"(?=$|\n|,)",
    re.MULTILINE,
)
"""A dash and a name after a quotation that stands by itself."""
STOP = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True)
class Cue:
    """A verb beside a quotation.

    Attributes
    ----------
    verb, speaker
        Its place, and who speaks.
    clause
        From one to the other.
    is_finite
        Whether it has a tense: says, and not saying.
    says
        Whether it is a verb of saying, and not one before a colon.
    """

    verb: Span
    speaker: Span
    clause: Span
    is_finite: bool
    says: bool = True


def cues_in(sentence: Sentence, offset: int) -> Iterator[Cue]:
    """Yield verbs of saying with a subject, whether or not a clause follows."""
    for token in sentence:
        lemma = base_of(token)
        if token.dep_ in ("ROOT", "ccomp") and lemma not in SPEAKING:
            yield from _before_colon(token, offset)
        if token.pos_ not in ("VERB", "AUX") or lemma not in SPEAKING:
            continue
        subject = _unquoted(token) or subject_of(token) or _after(token)
        if subject is not None and subject.pos_ in NOMINAL:
            yield _cue(token, subject, offset)


def _before_colon(verb: Token, offset: int) -> Iterator[Cue]:
    """Yield a verb of doing that ends with a colon: defended the plan: "It ..."."""
    subject = next((one for one in verb.lefts if one.dep_ in SUBJECTS), None)
    if subject is None or subject.ent_type_ not in WHO:
        return
    colons = [one for one in verb.doc[verb.i :] if one.text == ":"]
    is_list = colons and colons[0].nbor(-1).lower_ in TITLED
    if colons and colons[0].i - verb.i < MOST and not is_list:
        name, place = name_of(subject, offset), place_of(verb, offset)
        end = offset + colons[0].idx
        yield Cue(place, name, Span(name.start, end), is_finite=True, says=False)


def _unquoted(verb: Token) -> Token | None:
    """Return the noun between a quotation and a verb, taken for part of the former."""
    own = subject_of(verb)
    start = verb.sent.start if own is None else own.i
    marks = [one.i for one in verb.doc[start : verb.i] if one.text in CLOSING]
    if not marks:
        return None
    between = verb.doc[marks[-1] + 1 : verb.i]
    tops = (one for one in between if not marks[-1] < one.head.i < verb.i)
    return next((one for one in tops if one.pos_ in NOMINAL), None)


def _after(verb: Token) -> Token | None:
    """Return a name that follows a verb, where the grammar took it for an object."""
    after = [
        one for one in verb.rights if one.dep_ in ("dobj", "npadvmod", "attr", "dep")
    ]
    near = [one for one in after if one.left_edge.i == verb.i + 1]
    return near[0] if near else _doing(verb)


def _doing(verb: Token) -> Token | None:
    """Return a name after a verb that does something more: said Ann Reed smiling."""
    for one in verb.rights:
        own = next(one.lefts, None) if one.tag_ == "VBG" else None
        if own is not None and own.dep_ == "nsubj" and own.left_edge.i == verb.i + 1:
            return own
    return None


def _cue(verb: Token, subject: Token, offset: int) -> Cue:
    name, place = name_of(subject, offset), place_of(verb, offset)
    quoting = quoting_of(verb)
    first = name.start if quoting is None else name_of(quoting, offset).start
    both = Span(min(first, place.start), max(name.end, place.end))
    is_finite = quoting is not None or verb.tag_ != "VBG"
    return Cue(place, name, both, is_finite=is_finite)


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
    if not cue.says:
        is_speech = quote.of(text)[-1:] in ".!?" and quote.of(text)[:1].isupper()
        return gap.strip(' \n"“\u2018') == ":" and is_speech
    is_near = 0 <= quote.start - cue.clause.end <= FAR
    if any(word in TITLED for word in gap.rstrip(' "“\u2018').lower().split()[-1:]):
        return False
    return is_near and not STOP.search(gap.replace(":\n", ": ").replace(",\n", ", "))


def _follows(text: str, cue: Cue, quote: Span) -> bool:
    return (
        cue.is_finite
        and cue.says
        and 0 <= cue.clause.start - quote.end <= NEAR
        and "\n" not in (text[quote.end : cue.clause.start])
    )


def _is_open_end(text: str, quote: Span) -> bool:
    """Return whether a quotation ends as one does before "he said"."""
    return text[quote.end - 1] in ",?!.…—-" or text[quote.end : quote.end + 2].endswith(
        ","
    )


def signed(text: str, quote: Span) -> Cue | None:
    """Return who signs a quotation after a dash; None if nobody does."""
    match = SIGNED.match(text, quote.end)
    if match is None:
        return None
    name = Span(*match.span(1)).trimmed(text)
    return Cue(Span(name.start - 1, name.start), name, name, is_finite=True)


def spoken(cue: Cue, quote: Span) -> Found:
    """Return what a cue and its quotation say."""
    return Found(quote, cue.speaker, cue.verb, quotes=(quote,))
