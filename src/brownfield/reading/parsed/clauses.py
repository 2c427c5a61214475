"""Who says what, where a word of a sentence says that somebody says something?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brownfield.reading.parsed.content import clause_of, place_between, words_of
from brownfield.reading.parsed.cues import (
    DENYING,
    NOUNS,
    SAYING,
    STATES,
    SUPPOSED,
    THINKING,
    base_of,
    is_set,
)
from brownfield.reading.parsed.mentions import apposed
from brownfield.reading.parsed.subjects import (
    name_of,
    owner_of,
    place_of,
    quoting_of,
    subject_of,
)
from brownfield.reading.spans import Found, Span

if TYPE_CHECKING:
    from brownfield.reading.parsed.sentences import Sentence, Token

SPEAKING = SAYING | {"point"}
UNNAMED = "somebody unnamed"
NOBODY = ("it", "there", "what")


def said_by(cue: Token, sentence: Sentence, offset: int) -> Found | None:
    """Return what a word says that somebody says; None if it does not."""
    if not is_cue(cue) or _is_aside(cue):
        return None
    if _is_split(cue):
        return _split(cue, sentence, offset)
    if cue.dep_ == "parataxis":
        return _interrupted(cue, offset)
    return _followed(cue, sentence, offset)


def _followed(cue: Token, sentence: Sentence, offset: int) -> Found | None:
    """Return the clause after a word of saying, or before it."""
    clause, subject = clause_of(cue), _speaks(cue)
    if clause is None or subject is None or _is_within(subject, clause, cue):
        return None
    words = words_of(clause, cue, sentence, offset)
    more = _led_up(clause, cue, subject, sentence, offset)
    if words is None:
        return None
    return replace(_found(words, subject, cue, offset), more=more)


def _inverted(cue: Token) -> Token | None:
    """Return who speaks, taken for an object: will close, warned the union."""
    if cue.i == 0 or not cue.nbor(-1).is_punct:
        return None
    after = (one for one in cue.rights if one.dep_ == "dobj")
    return next((one for one in after if one.left_edge.i == cue.i + 1), None)


def _is_split(cue: Token) -> bool:
    """Return whether a verb has two subjects, of it and of what it says."""
    own = [one for one in cue.children if one.dep_ == "nsubj"]
    is_set_off = cue.i + 1 < len(cue.doc) and len(own) > 1
    return is_set_off and own[0].right_edge.nbor().text == ","


def _split(cue: Token, sentence: Sentence, offset: int) -> Found | None:
    """Return a sentence with who says so in it: the plant, she said, is full."""
    subject = subject_of(cue)
    first = next(one for one in cue.children if one.dep_ == "nsubj").left_edge
    words = place_between(first, sentence[-1], offset)
    if subject is None or words is None or base_of(cue) not in SPEAKING:
        return None
    return _found(words, subject, cue, offset)


def _is_within(subject: Token, clause: Token, cue: Token) -> bool:
    """Return whether who would speak is part of what is said."""
    return clause.i != cue.head.i and subject.i in {one.i for one in clause.subtree}


def _speaks(cue: Token) -> Token | None:
    """Return who speaks; None if nobody does."""
    subject = owner_of(cue) or subject_of(_governing(cue)) or _inverted(cue)
    return None if subject is None or _is_nobody(subject, cue) else subject


def _led_up(
    clause: Token, cue: Token, subject: Token, sentence: Sentence, offset: int
) -> tuple[Span, ...]:
    """Return what is said before "she said,": if it rains, she said, we stay."""
    first = subject.left_edge
    is_inside = clause.i > cue.i and cue.nbor().text == "," and subject.i < cue.i
    if not is_inside or first.i - sentence.start < 3 or first.nbor(-1).text != ",":
        return ()
    before = sentence.doc[sentence.start : first.i - 1]
    is_clause = any(one.dep_ in ("advcl", "mark") for one in before)
    span = place_between(before[0], before[-1], offset) if is_clause else None
    return () if span is None else (span,)


def _found(words: Span, subject: Token, cue: Token, offset: int) -> Found:
    quoting = quoting_of(cue)
    through = (UNNAMED,) if is_supposed(cue.head) and cue.dep_ == "xcomp" else ()
    if quoting is not None:
        through = (name_of(quoting, 0).of(cue.doc.text),)
    speaker = _agent(cue) if is_passive(cue) else subject
    if subject.i == cue.i:
        speaker = None
    named = None if speaker is None else apposed(speaker)
    return Found(
        words,
        None if speaker is None else name_of(speaker, offset),
        place_of(cue, offset),
        named="" if named is None else name_of(named, 0).of(cue.doc.text),
        through=through,
        is_denied=is_denied(cue),
    )


def is_cue(token: Token) -> bool:
    """Return whether a word says that somebody says or thinks something."""
    lemma = base_of(token)
    if token.pos_ in ("VERB", "AUX"):
        return lemma in SAYING or lemma in THINKING or is_set(token)
    is_made = token.head.lemma_ == "make"
    return (token.pos_ == "ADJ" and lemma in STATES and not is_made) or (
        token.pos_ == "NOUN" and lemma in NOUNS
    )


def is_passive(verb: Token) -> bool:
    """Return whether a verb is in the passive, so that its subject does not speak."""
    is_felt = verb.lower_ in STATES
    return not is_felt and any(one.dep_ == "auxpass" for one in verb.children)


def is_supposed(verb: Token) -> bool:
    """Return whether a verb hides who says so."""
    return is_passive(verb) and base_of(verb) in SUPPOSED


def is_denied(cue: Token) -> bool:
    """Return whether a verb denies what it says, or is itself denied."""
    is_no = any(
        one.dep_ == "neg" for verb in (cue, _governing(cue)) for one in verb.children
    )
    return is_no != (base_of(cue) in DENYING)


def _agent(verb: Token) -> Token | None:
    """Return who does what is told in the passive; None if it is not said."""
    by = (one for one in verb.children if one.dep_ == "agent")
    return next((noun for one in by for noun in one.rights), None)


def _is_aside(cue: Token) -> bool:
    """Return whether a verb only refers to what was said: as promised."""
    is_as = any(one.lower_ == "as" and one.dep_ == "mark" for one in cue.lefts)
    return is_as or (cue.dep_ == "acl" and cue.tag_ == "VBN")


def _is_nobody(subject: Token, cue: Token) -> bool:
    """Return whether nobody is the subject: it is hoped, make it sure, do you think."""
    is_thought = base_of(cue) not in SAYING
    if subject.lower_ == "you":
        return is_thought
    is_active = subject.head.i == cue.i and not is_passive(cue)
    is_company = subject.lower_ == "it" and is_active
    if subject.lower_ == "it" and is_supposed(cue):
        return False
    return subject.lower_ in NOBODY and is_thought and not is_company


def _governing(cue: Token) -> Token:
    """Return the verb whose subject speaks: of a noun or adjective the verb above."""
    at = cue
    while at.head.i != at.i and (
        at.pos_ in ("NOUN", "ADJ", "ADP") or at.dep_ == "acomp"
    ):
        at = at.head
    return at


def _interrupted(cue: Token, offset: int) -> Found | None:
    """Return the sentence that a verb of saying stands in the middle of, or ends."""
    subject, head = subject_of(cue), cue.head
    if subject is None or base_of(cue) not in SAYING:
        return None
    led = [one for one in cue.lefts if one.dep_ == "advcl"]
    own = {one.i for one in cue.subtree}
    own -= {inner.i for one in led for inner in one.subtree}
    around = [one for one in head.subtree if one.i not in own]
    around = sorted(
        {*around, *(inner for one in led for inner in one.subtree)},
        key=lambda one: one.i,
    )
    parts = _parts(around, cue, offset)
    if not parts:
        return None
    is_after = head.i > cue.i and not _is_whole(around, cue)
    main = parts[-1 if is_after else 0]
    more = tuple(one for one in parts if one != main)
    name, place = name_of(subject, offset), place_of(cue, offset)
    return Found(main, name, place, more=more, is_denied=is_denied(cue))


def _is_whole(around: list[Token], cue: Token) -> bool:
    """Return whether the words before a verb are a sentence, not "if it rains"."""
    before = (one for one in around if one.i < cue.i)
    return any(one.dep_ in ("ccomp", "parataxis") for one in before)


def _parts(around: list[Token], cue: Token, offset: int) -> list[Span]:
    """Return the words before and after a verb, as places."""
    before = [one for one in around if one.i < cue.i]
    after = [one for one in around if one.i > cue.i]
    places = (place_between(one[0], one[-1], offset) for one in (before, after) if one)
    return [one for one in places if one is not None]
