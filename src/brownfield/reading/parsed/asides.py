"""What is said, where a sentence names its source beside the sentence?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.reading.parsed.clauses import is_cue, is_supposed
from brownfield.reading.parsed.content import (
    FEWEST,
    clause_of,
    has_subject,
    place_between,
)
from brownfield.reading.parsed.cues import LINKING, OPENERS, SAYING, VIEWS, base_of
from brownfield.reading.parsed.subjects import NOMINAL, name_of, place_of, subject_of
from brownfield.reading.spans import Found, Span

if TYPE_CHECKING:
    from brownfield.reading.parsed.sentences import Sentence, Token

TENSED = ("VBD", "VBZ", "VBP", "MD")
BEGINNERS = LINKING | {"if", "as", "though", "once", "with"}
MOST = 10  # words after a verb that ends a sentence


def according(cue: Token, sentence: Sentence, offset: int) -> Found | None:
    """Return the rest of a sentence with "according to"; None without these words."""
    if cue.lower_ != "according":
        return None
    to = next((one for one in cue.children if one.lower_ == "to"), None)
    noun = next((to or cue).rights, None)
    if noun is None:
        return None
    name = place_of(noun, offset) if noun.dep_ == "pcomp" else name_of(noun, offset)
    last = noun if noun.dep_ == "pcomp" else noun.right_edge
    words = _rest(cue.left_edge, last, sentence, offset)
    return None if words is None else Found(words, name, place_of(cue, offset))


def in_view_of(cue: Token, sentence: Sentence, offset: int) -> Found | None:
    """Return the rest of a sentence with "in her view"; None without these words."""
    if cue.lower_ not in VIEWS or cue.dep_ != "pobj" or cue.head.lower_ != "in":
        return None
    owner = next((one for one in cue.lefts if one.dep_ == "poss"), None)
    words = _rest(cue.head, cue.right_edge, sentence, offset)
    if owner is None or words is None:
        return None
    return Found(words, name_of(owner, offset), place_of(cue, offset))


def as_told(cue: Token, sentence: Sentence, offset: int) -> Found | None:
    """Return the rest of a sentence that begins "As she told"; None for any other."""
    is_as = any(one.lower_ == "as" and one.dep_ == "mark" for one in cue.lefts)
    if not (is_as and cue.dep_ == "advcl" and base_of(cue) in SAYING):
        return None
    subject = subject_of(cue) if has_subject(cue) else None
    words = _rest(cue.left_edge, cue.right_edge, sentence, offset)
    if subject is None or words is None:
        return None
    return Found(words, name_of(subject, offset), place_of(cue, offset))


def trailing(cue: Token, sentence: Sentence, offset: int) -> Found | None:
    """Return a sentence that ends with who says so, taken for a second verb."""
    is_second = cue.dep_ in ("conj", "acl") and cue.tag_ in ("VBD", "VBZ", "VBN")
    if not is_second or base_of(cue) not in SAYING or not _is_last(cue, sentence):
        return None
    noun, first = _beside(cue)
    if noun is None or first.i - sentence.start < FEWEST or first.nbor(-1).text != ",":
        return None
    before = sentence.doc[sentence.start : first.i - 1]
    if before[0].lower_ in BEGINNERS or not any(one.tag_ in TENSED for one in before):
        return None
    words = place_between(before[0], before[-1], offset)
    if words is None:
        return None
    return Found(words, name_of(noun, offset), place_of(cue, offset))


def _is_last(cue: Token, sentence: Sentence) -> bool:
    """Return whether a verb has nothing after it but a time, a place, a name."""
    after = sentence.doc[cue.i + 1 : sentence.end]
    is_free = all(one.pos_ not in ("VERB", "AUX") and one.text != "," for one in after)
    return is_free and len(after) < MOST


def _beside(cue: Token) -> tuple[Token | None, Token]:
    """Return who says so, before or after a verb, and the first word of both."""
    if cue.nbor(-1).text == "," and cue.nbor().pos_ in NOMINAL:
        return cue.nbor(), cue
    own = next((one for one in cue.lefts if one.dep_ == "nsubj"), None)
    if own is None and cue.dep_ == "acl" and cue.head.dep_ == "appos":
        own = cue.head
    return own, cue if own is None else own.left_edge


def supposed(cue: Token, offset: int) -> Found | None:
    """Return what somebody unnamed supposes: is thought to, is said to."""
    if not is_supposed(cue):
        return None
    below = next((one for one in cue.children if one.dep_ in ("xcomp", "ccomp")), None)
    if below is None or below.i < cue.i or not _is_state(below):
        return None
    if is_cue(below) and clause_of(below) is not None:
        return None
    first, last = cue.left_edge, below.right_edge
    if cue.dep_ in ("relcl", "ccomp", "advcl"):
        first = next(iter(cue.lefts), cue)
    span = Span(offset + first.idx, offset + last.idx + len(last.text))
    return Found(span, None, place_of(cue, offset))


def _rest(first: Token, last: Token, sentence: Sentence, offset: int) -> Span | None:
    """Return what follows, or else precedes, some words of a sentence."""
    text, start = sentence.doc.text, sentence.start_char
    after = Span(last.idx + len(last.text), sentence.end_char).trimmed(text, ",;")
    before = Span(start, first.idx).trimmed(text, ",;")
    is_opened = first.i > 0 and first.nbor(-1).lower_ in OPENERS
    is_first = is_opened or len(before.of(text).split()) < 3
    span = after if is_first else before
    if len(span.of(text).split()) < FEWEST:
        return None
    return Span(span.start + offset, span.end + offset)


def _is_state(verb: Token) -> bool:
    """Return whether a verb says how things are: to be, to have done, to be doing."""
    helps = {one.lower_ for one in verb.children if one.dep_ in ("aux", "auxpass")}
    return "to" in helps and (verb.lemma_ == "be" or bool(helps & {"have", "be"}))
