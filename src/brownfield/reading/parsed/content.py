"""Which words are said, where a word says that somebody says something?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.reading.parsed.cues import ASKING, LINKING, SAYING, TELLING, base_of
from brownfield.reading.parsed.subjects import SUBJECTS
from brownfield.reading.spans import Span

if TYPE_CHECKING:
    from brownfield.reading.parsed.sentences import Sentence, Token

FEWEST = 2  # words of a clause
BESIDE = ("advmod", "npadvmod", "prep", "pobj", "compound")
TENSES = ("VBD", "VBZ", "VBP")
VERBAL = ("cop", "aux", "nsubjpass", "expl")


def clause_of(cue: Token) -> Token | None:
    """Return the head of what is said; None if nothing is."""
    said = [one for one in _candidates(cue) if not _is_open(one, cue)]
    after = [one for one in said if one.i > cue.i]
    if after and (len(said) == 1 or not _is_set_off(after[0], cue)):
        return after[0]
    if said:
        is_apart = _is_apart(cue) and not _has_object(cue) and not _is_bare(cue)
        return said[0] if is_apart else None
    return _led_by_that(cue) or _taken_as_joined(cue)


def words_of(clause: Token, cue: Token, sentence: Sentence, offset: int) -> Span | None:
    """Return the place of a clause; one after its cue reaches as far as it may."""
    if _hides(cue) and clause.i == cue.head.i:
        return place_between(cue.nbor(), clause.right_edge, offset)
    inside = _inside(clause, cue)
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    if clause.i > cue.i:
        first = _after_that(clause, first)
        first = _begin(clause, cue, first)
        last = _cut(first, _reach(cue, last, sentence))
    first = first.nbor() if first.lower_ == "that" and first.i < last.i else first
    return place_between(first, last, offset)


def place_between(first: Token, last: Token, offset: int) -> Span | None:
    """Return the place of two words and all between; None if they are too few."""
    text = first.doc.text
    span = Span(first.idx, last.idx + len(last.text)).trimmed(text, ",;:—")
    if len(span.of(text).split()) < FEWEST:
        return None
    return Span(span.start + offset, span.end + offset)


def _after_that(clause: Token, first: Token) -> Token:
    """Return "that" where other words stand before it: said, citing tests, that."""
    marks = (one for one in clause.lefts if one.dep_ == "mark")
    return next((one for one in marks if one.lower_ == "that"), first)


def _begin(clause: Token, cue: Token, first: Token) -> Token:
    """Return the first word said, if need be a noun taken for the verb's object."""
    if clause.dep_ == "conj":
        return cue.nbor()
    if has_subject(clause) or base_of(cue) in TELLING:
        return first
    between = (one for one in cue.rights if one.dep_ == "dobj" and one.i < first.i)
    return next((one.left_edge for one in between), first)


def _inside(clause: Token, cue: Token) -> list[Token]:
    """Return the words of a clause on its side of the cue, in order."""
    above = {cue.i, *(one.i for one in cue.ancestors)}
    is_after = clause.i > cue.i
    tokens = (one for one in clause.subtree if one.i not in above)
    return sorted(
        (one for one in tokens if (one.i > cue.i) == is_after), key=lambda one: one.i
    )


def _candidates(cue: Token) -> Iterator[Token]:
    for one in cue.children:
        if one.dep_ == "ccomp" or (cue.pos_ == "NOUN" and one.dep_ == "acl"):
            yield one


def _is_set_off(clause: Token, cue: Token) -> bool:
    """Return whether a mark stands between a word and the clause after it."""
    between = cue.doc[cue.i + 1 : clause.left_edge.i + 1]
    return any(one.is_punct for one in between)


def _is_apart(cue: Token) -> bool:
    """Return whether a mark stands before who says so, and no "so" or "and"."""
    own = (one for one in cue.lefts if one.dep_ in SUBJECTS)
    first = next((one.left_edge for one in own), cue)
    while first.i > 0 and (first.dep_ in ("aux", "advmod") or first.pos_ == "AUX"):
        first = first.nbor(-1)
        if first.is_punct:
            return True
    is_mark: bool = first.i > 0 and first.nbor(-1).is_punct
    return is_mark


def _has_object(cue: Token) -> bool:
    """Return whether a verb after a clause says a thing of its own: adds charm."""
    is_told = base_of(cue) in TELLING or not has_subject(cue)
    return not is_told and any(
        one.dep_ == "dobj" and one.pos_ == "NOUN" for one in cue.rights
    )


def _is_open(clause: Token, cue: Token) -> bool:
    """Return whether a clause only asks, stands beside, or has no verb of its own."""
    if cue.pos_ == "NOUN":
        return not any(one.lower_ == "that" for one in clause.children)
    verbal = clause.pos_ in ("VERB", "AUX") or any(
        one.dep_ in VERBAL or (one.dep_ == "mark" and one.lower_ == "that")
        for one in clause.children
    )
    is_endless = any(one.lower_ == "to" and one.dep_ == "aux" for one in clause.lefts)
    is_after = clause.i > cue.i
    is_none = not verbal or is_endless or _is_bare(clause)
    return is_none or (is_after and _asks(clause))


def _is_bare(verb: Token) -> bool:
    """Return whether a participle has no verb beside it, as "is" in "is building"."""
    is_participle = verb.tag_ in ("VBN", "VBG")
    is_helped = any(one.dep_ in ("aux", "auxpass") for one in verb.children)
    return is_participle and not is_helped and verb.dep_ != "conj"


def _led_by_that(cue: Token) -> Token | None:
    """Return a clause with "that", tied to a word between: said on Monday that."""
    if cue.pos_ != "VERB":
        return None
    for one in cue.subtree:
        is_that = one.lower_ == "that" and one.dep_ == "mark" and one.i > cue.i
        if is_that and _is_beside(one.head, cue):
            return one.head
    return None


def _is_beside(clause: Token, cue: Token) -> bool:
    """Return whether nothing but a time, a place or a manner stands between."""
    at = clause
    while at.head.i not in (at.i, cue.i):
        at = at.head
        is_doing = at.dep_ == "advcl" and at.tag_ == "VBG"
        is_told = at.dep_ == "dobj" and base_of(cue) in TELLING
        if at.dep_ not in BESIDE and not is_doing and not is_told:
            return False
    is_near: bool = at.head.i == cue.i and clause.head.i != cue.i
    return is_near


def _asks(clause: Token) -> bool:
    """Return whether a clause begins with how, whether, after or such a word."""
    first = clause.left_edge
    is_beside = first.lower_ in LINKING and first.dep_ == "mark"
    is_beside = is_beside and first.head.i == clause.i
    second = first.nbor() if first.lower_ in ("just", "exactly", "and") else first
    is_asking = second.lower_ in ASKING and (
        first.head.i == clause.i or second.i > first.i
    )
    return is_beside or is_asking


def _taken_as_joined(cue: Token) -> Token | None:
    """Return what is said where the grammar took it for a second verb."""
    if _hides(cue):
        return cue.head
    is_other = any(one.dep_ == "cc" or one.lower_ == "as" for one in cue.children)
    if is_other or cue.tag_ not in TENSES:
        return None
    after = (one for one in cue.rights if one.dep_ == "conj" and one.pos_ == "VERB")
    return next((one for one in after if one.tag_ in (*TENSES, "VB")), None)


def _hides(cue: Token) -> bool:
    """Return whether a clause is taken for a verb's object: she says A, is B."""
    is_subject = cue.dep_ in ("csubj", "csubjpass") and cue.head.i > cue.i
    is_bare = cue.tag_ in TENSES and has_subject(cue)
    return is_subject and is_bare and any(one.dep_ == "dobj" for one in cue.rights)


def _reach(cue: Token, last: Token, sentence: Sentence) -> Token:
    """Return the last word said: that of the sentence, unless something follows."""
    if cue.pos_ == "NOUN" or any(_is_beyond(one, cue, last) for one in sentence):
        return last
    ends = (one for one in sentence if one.i > last.i and one.text in (";", ":"))
    is_inner = cue.dep_ in ("relcl", "acl", "advcl", "csubj", "ccomp", "parataxis")
    return last if is_inner else next(ends, sentence[-1])


def _is_beyond(one: Token, cue: Token, last: Token) -> bool:
    """Return whether a word after what is said belongs to who says it."""
    is_joined = one.head.i <= cue.i and one.dep_ in ("conj", "cc")
    is_doing = one.head.i == cue.i and one.dep_ == "advcl" and one.tag_ == "VBG"
    return one.i > last.i and (is_joined or is_doing)


def _cut(first: Token, last: Token) -> Token:
    """Return where what is said ends: before ", adding" and ", according to"."""
    for one in first.doc[first.i + 2 : last.i]:
        is_saying = one.tag_ == "VBG" and base_of(one) in SAYING
        is_cue = one.lower_ == "according" or (is_saying and one.dep_ == "advcl")
        is_cue = is_cue or (one.lower_ == "with" and _tells(one, last))
        if is_cue and one.nbor(-1).text == ",":
            return one.nbor(-2)
        if _says_more(one, first):
            return one.left_edge.nbor(-2)
    return last


def _says_more(verb: Token, first: Token) -> bool:
    """Return whether a verb says something beside a statement: , though they admit."""
    is_said = verb.tag_ in TENSES and base_of(verb) in SAYING and has_subject(verb)
    left = verb.left_edge
    if not is_said or left.i < first.i + 3 or left.nbor(-1).text != ",":
        return False
    is_joined: bool = left.lower_ in LINKING or left.lower_ in ("though", "whereas")
    return is_joined


def _tells(preposition: Token, last: Token) -> bool:
    """Return whether somebody else says more after "with": with the union warning."""
    after = preposition.doc[preposition.i + 1 : min(preposition.i + 8, last.i)]
    return any(one.tag_ == "VBG" and base_of(one) in SAYING for one in after)


def has_subject(verb: Token) -> bool:
    """Return whether a verb has a subject of its own."""
    return any(one.dep_ in SUBJECTS for one in verb.children)
