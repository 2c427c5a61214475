"""What is said, where a sentence says that somebody says it?"""

from collections.abc import Iterator

from brownfield.reading.parsed.cues import (
    DENYING,
    NOUNS,
    SAYING,
    STATES,
    SUPPOSED,
    THINKING,
)
from brownfield.reading.parsed.sentences import Sentence, Token
from brownfield.reading.parsed.subjects import name_of, subject_of
from brownfield.reading.spans import Found, Span

FEWEST = 2  # words of a clause
TENSES = ("VBD", "VBZ", "VBP")
UNNAMED = "somebody unnamed"
UNSURE = frozenset(["if", "whether"])


def found_in(sentence: Sentence, offset: int) -> Iterator[Found]:
    """Yield what somebody is said to say in a sentence."""
    for token in sentence:
        found = _according(token, sentence, offset)
        found = found or _supposed(token, offset)
        found = found or _as_told(token, sentence, offset)
        found = found or _said(token, sentence, offset)
        if found is not None:
            yield found


def is_cue(token: Token) -> bool:
    """Return whether a word says that somebody says or thinks something."""
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX"):
        return lemma in SAYING or lemma in THINKING
    return (token.pos_ == "ADJ" and lemma in STATES) or (
        token.pos_ == "NOUN" and lemma in NOUNS
    )


def _said(cue: Token, sentence: Sentence, offset: int) -> Found | None:
    if not is_cue(cue) or _is_aside(cue):
        return None
    clause = _clause_of(cue)
    subject = subject_of(_governing(cue))
    if clause is None or subject is None or _is_nobody(subject, cue):
        return None
    if subject.i in {one.i for one in clause.subtree}:
        return None
    words = _words_of(clause, cue, sentence, offset)
    if words is None:
        return None
    return Found(
        words,
        name_of(subject, offset),
        place_of(cue, offset),
        through=(UNNAMED,) if _is_supposed(cue.head) and cue.dep_ == "xcomp" else (),
        is_denied=is_denied(cue),
    )


def _is_aside(cue: Token) -> bool:
    """Return whether a verb only refers to what was said: as promised."""
    return any(one.lower_ == "as" and one.dep_ == "mark" for one in cue.lefts)


def is_denied(cue: Token) -> bool:
    """Return whether a verb denies what it says, or is itself denied."""
    return cue.lemma_.lower() in DENYING or any(
        one.dep_ == "neg" for one in cue.children
    )


def _is_supposed(verb: Token) -> bool:
    """Return whether a verb hides who says so."""
    is_passive = any(one.dep_ == "auxpass" for one in verb.children)
    return is_passive and verb.lemma_.lower() in SUPPOSED


def _is_nobody(subject: Token, cue: Token) -> bool:
    """Return whether "it" is the subject of no saying: it is hoped, make it sure."""
    return subject.lower_ in ("it", "there") and cue.lemma_.lower() not in SAYING


def _governing(cue: Token) -> Token:
    """Return the verb whose subject speaks: of a noun or adjective the verb above."""
    at = cue
    while at.pos_ in ("NOUN", "ADJ", "ADP") and at.head.i != at.i:
        at = at.head
    return at


def _clause_of(cue: Token) -> Token | None:
    """Return the head of what is said; None if nothing is."""
    for one in cue.children:
        is_said = one.dep_ == "ccomp" or (cue.pos_ == "NOUN" and one.dep_ == "acl")
        if is_said and not _is_open(one, cue):
            return one
    return _taken_as_joined(cue)


def _taken_as_joined(cue: Token) -> Token | None:
    """Return what is said where the grammar took it for a second verb."""
    is_other = any(one.dep_ == "cc" or one.lower_ == "as" for one in cue.children)
    if is_other or cue.tag_ not in TENSES:
        return None
    after = (one for one in cue.rights if one.dep_ == "conj" and one.pos_ == "VERB")
    return next((one for one in after if one.tag_ in (*TENSES, "VB")), None)


def _is_open(clause: Token, cue: Token) -> bool:
    """Return whether a clause only asks, or is no clause with a verb of its own."""
    first = clause.left_edge.lower_
    if cue.pos_ == "NOUN":
        return not any(one.lower_ == "that" for one in clause.children)
    is_before = clause.i < cue.i
    verbal = clause.pos_ in ("VERB", "AUX") or any(
        one.dep_ in ("cop", "aux", "nsubj", "nsubjpass", "expl")
        for one in clause.children
    )
    is_endless = any(one.lower_ == "to" and one.dep_ == "aux" for one in clause.lefts)
    return (first in UNSURE and not is_before) or not verbal or is_endless


def _words_of(
    clause: Token, cue: Token, sentence: Sentence, offset: int
) -> Span | None:
    """Return the clause; one after its cue reaches as far as the sentence."""
    above = {cue.i, *(one.i for one in cue.ancestors)}
    inside = [one for one in clause.subtree if one.i not in above]
    own = clause.i > cue.i
    inside = [one for one in inside if (one.i > cue.i) == own]
    if not inside:
        return None
    first, last = min(inside, key=lambda t: t.i), max(inside, key=lambda t: t.i)
    if own:
        first = cue.nbor() if clause.dep_ == "conj" else first
        last = _reach(cue, last, sentence)
    text = sentence.doc.text
    first = first.nbor() if first.lower_ == "that" and first.i < last.i else first
    span = Span(first.idx, last.idx + len(last.text)).trimmed(text, ",;:—")
    if len(span.of(text).split()) < FEWEST:
        return None
    return Span(span.start + offset, span.end + offset)


def _reach(cue: Token, last: Token, sentence: Sentence) -> Token:
    """Return the last word said: that of the sentence, unless a second verb follows."""
    after = [
        one
        for one in sentence
        if one.i > last.i and one.head.i <= cue.i and one.dep_ in ("conj", "cc")
    ]
    if after:
        return last
    ends = (one for one in sentence if one.i > last.i and one.text in (";", ":"))
    is_inner = cue.dep_ in ("relcl", "acl", "advcl", "csubj", "ccomp", "parataxis")
    return last if is_inner else next(ends, sentence[-1])


def place_of(token: Token, offset: int) -> Span:
    """Return where a word stands in the text."""
    return Span(offset + token.idx, offset + token.idx + len(token.text))


def _according(cue: Token, sentence: Sentence, offset: int) -> Found | None:
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


def _as_told(cue: Token, sentence: Sentence, offset: int) -> Found | None:
    """Return the rest of a sentence that begins "As she told"; None for any other."""
    is_as = any(one.lower_ == "as" and one.dep_ == "mark" for one in cue.lefts)
    if not (is_as and cue.dep_ == "advcl" and cue.lemma_.lower() in SAYING):
        return None
    subject = subject_of(cue)
    words = _rest(cue.left_edge, cue.right_edge, sentence, offset)
    if subject is None or words is None:
        return None
    return Found(words, name_of(subject, offset), place_of(cue, offset))


OPENERS = frozenset(["that", "but", "and", "while", "although"])


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


def _supposed(cue: Token, offset: int) -> Found | None:
    """Return what somebody unnamed supposes: is thought to, is said to."""
    if not _is_supposed(cue):
        return None
    below = next((one for one in cue.children if one.dep_ in ("xcomp", "ccomp")), None)
    if below is None or below.i < cue.i or not _is_state(below):
        return None
    if is_cue(below) and _clause_of(below) is not None:
        return None
    first, last = cue.left_edge, below.right_edge
    if cue.dep_ in ("relcl", "ccomp", "advcl"):
        first = next(iter(cue.lefts), cue)
    span = Span(offset + first.idx, offset + last.idx + len(last.text))
    return Found(span, None, place_of(cue, offset))
