"""What is said, where a sentence says that somebody says it?"""

from collections.abc import Iterator

from brownfield.reading.parsed.cues import NOUNS, SAYING, STATES, SUPPOSED, THINKING
from brownfield.reading.parsed.sentences import Sentence, Token
from brownfield.reading.parsed.subjects import name_of, subject_of
from brownfield.reading.spans import Found, Span

FEWEST = 2  # words of a clause
UNSURE = frozenset("if whether".split())


def found_in(sentence: Sentence, offset: int) -> Iterator[Found]:
    """Yield what somebody is said to say in a sentence."""
    for token in sentence:
        found = _according(token, sentence, offset)
        found = found or _supposed(token, offset)
        found = found or _said(token, sentence, offset)
        if found is not None and len(found.words.of(sentence.doc.text).split()) < 0:
            continue
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
    if not is_cue(cue):
        return None
    clause = _clause_of(cue)
    if clause is None:
        return None
    verb = _governing(cue)
    subject = subject_of(verb)
    if subject is None or subject.i in {one.i for one in clause.subtree}:
        return None
    words = _words_of(clause, cue, sentence, offset)
    if words is None:
        return None
    return Found(words, name_of(subject, offset), place_of(cue, offset))


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
    return None


def _is_open(clause: Token, cue: Token) -> bool:
    """Return whether a clause only asks, or is no clause with a verb of its own."""
    first = clause.left_edge.lower_
    if cue.pos_ == "NOUN":
        return not any(one.lower_ == "that" for one in clause.children)
    is_before = clause.i < cue.i
    verbal = clause.pos_ in ("VERB", "AUX") or any(
        one.dep_ in ("cop", "aux", "nsubj", "nsubjpass", "expl") for one in clause.children
    )
    return (first in UNSURE and not is_before) or not verbal


def _words_of(
    clause: Token, cue: Token, sentence: Sentence, offset: int
) -> Span | None:
    """Return the clause; what follows the cue reaches to where the sentence leaves it."""
    inside = [one for one in clause.subtree if cue not in one.subtree and one != cue]
    if not inside:
        return None
    own = clause.i > cue.i
    inside = [one for one in inside if (one.i > cue.i) == own]
    if not inside:
        return None
    first, last = min(inside, key=lambda t: t.i), max(inside, key=lambda t: t.i)
    if own:
        last = _reach(clause, cue, last, sentence)
    text = sentence.doc.text
    span = Span(first.idx, last.idx + len(last.text)).trimmed(text, ",;—")
    if len(span.of(text).split()) < FEWEST:
        return None
    return Span(span.start + offset, span.end + offset)


def _reach(clause: Token, cue: Token, last: Token, sentence: Sentence) -> Token:
    """Return the last word said: all to the end of the sentence, or to a second verb."""
    after = [
        one
        for one in sentence
        if one.i > last.i and one.head.i <= cue.i and one.dep_ in ("conj", "cc")
    ]
    if after:
        return last
    is_inner = cue.dep_ in ("relcl", "acl", "advcl", "csubj")
    return last if is_inner else sentence[-1]


def place_of(token: Token, offset: int) -> Span:
    """Return where a word stands in the text."""
    return Span(offset + token.idx, offset + token.idx + len(token.text))


def _according(cue: Token, sentence: Sentence, offset: int) -> Found | None:
    """Return the rest of a sentence with "according to"; None without these words."""
    if cue.lower_ != "according":
        return None
    to = next((one for one in cue.children if one.lower_ == "to"), None)
    noun = next((one for one in (to or cue).children if one.pos_ in NOMINAL), None)
    if noun is None:
        return None
    words = _rest(cue.left_edge, noun.right_edge, sentence, offset)
    if words is None:
        return None
    return Found(words, name_of(noun, offset), place_of(cue, offset))


NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")


def _rest(first: Token, last: Token, sentence: Sentence, offset: int) -> Span | None:
    """Return what follows, or else precedes, some words of a sentence."""
    text, start = sentence.doc.text, sentence.start_char
    after = Span(last.idx + len(last.text), sentence.end_char).trimmed(text, ",;")
    before = Span(start, first.idx).trimmed(text, ",;")
    is_first = len(before.of(text).split()) < 3
    span = after if is_first else before
    if len(span.of(text).split()) < FEWEST:
        return None
    return Span(span.start + offset, span.end + offset)


def _supposed(cue: Token, offset: int) -> Found | None:
    """Return what somebody unnamed supposes: is thought to, is said to."""
    is_passive = any(one.dep_ == "auxpass" for one in cue.children)
    if not is_passive or cue.lemma_.lower() not in SUPPOSED:
        return None
    below = next((one for one in cue.children if one.dep_ in ("xcomp", "ccomp")), None)
    if below is None or below.i < cue.i:
        return None
    first, last = cue.left_edge, below.right_edge
    if cue.dep_ in ("relcl", "ccomp", "advcl"):
        first = next(iter(cue.lefts), cue)
    span = Span(offset + first.idx, offset + last.idx + len(last.text))
    return Found(span, None, place_of(cue, offset))
