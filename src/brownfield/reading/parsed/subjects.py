"""Who is the subject of a verb, and which words name it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.reading.spans import Span

if TYPE_CHECKING:
    from brownfield.reading.parsed.sentences import Token

SUBJECTS = ("nsubj", "csubj", "nsubjpass")
NOMINAL = ("NOUN", "PROPN", "PRON", "DET", "NUM")
ADDED = ("relcl", "acl", "appos", "advcl", "punct", "parataxis", "dep")
DOING = ("as", "by", "in", "on", "while", "whilst", "without", "after", "before")
"""Words before a verb whose subject is that of the sentence: by saying."""
BEFORE = ("prep", "advmod", "npadvmod", "advcl", "ccomp", "relcl")
MARKS = frozenset('"“”«»„')
LONGEST = 220  # characters of a name with its titles


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb, if need be that of the verb it is joined to."""
    at = verb
    for _ in range(5):
        own = [one for one in at.children if one.dep_ in SUBJECTS]
        if own:
            place = at.i
            return _meant(min(own, key=lambda one: (abs(one.i - place), -one.i)), at)
        if at.dep_ in ("conj", "xcomp", "aux", "advcl", "prep"):
            at = at.head
        elif at.dep_ == "pcomp" and at.head.lower_ in DOING:
            quoted = _quoted(at)
            if quoted is not None:
                return quoted
            at = at.head
        elif at.dep_ in ("acl", "relcl") and at.head.pos_ in NOMINAL:
            return at.head
        else:
            return None
    return None


def owner_of(noun: Token) -> Token | None:
    """Return whose claim or promise it is: the union's, or one by the union."""
    if noun.pos_ != "NOUN":
        return None
    for one in noun.children:
        if one.dep_ == "poss":
            return one
        if one.dep_ == "prep" and one.lower_ == "by":
            return next(one.rights, None)
    return None


def _quoted(cue: Token) -> Token | None:
    """Return who is quoted, in "the paper quoted him as saying"; None elsewhere."""
    if cue.head.lower_ != "as":
        return None
    return next((one for one in cue.head.head.rights if one.dep_ == "dobj"), None)


def quoting_of(cue: Token) -> Token | None:
    """Return who quotes, in "the paper quoted him as saying"; None elsewhere."""
    as_ = cue.head
    if cue.dep_ != "pcomp" or as_.lower_ != "as":
        return None
    own = (one for one in as_.head.children if one.dep_ in SUBJECTS)
    return next(own, None)


def place_of(token: Token, offset: int) -> Span:
    """Return where a word stands in the text."""
    return Span(offset + token.idx, offset + token.idx + len(token.text))


def _meant(subject: Token, verb: Token) -> Token:
    """Return the noun that who or which stands for."""
    is_relative = subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl"
    return verb.head if is_relative else subject


def name_of(noun: Token, offset: int) -> Span:
    """Return the words that name a speaker: title and name, without what is added."""
    first, last = _left(noun), noun
    for one in noun.subtree:
        is_genitive = one.dep_ == "case" and one.head.i == noun.i
        if is_genitive or (one.i > noun.i and _is_added(one, noun)):
            break
        last = one if one.i > last.i else last
    while first.i < noun.i and (first.is_punct or first.dep_ in ("cc", "mark")):
        first = first.nbor()
    start = offset + first.idx
    return Span(start, min(offset + last.idx + len(last.text), start + LONGEST))


def _left(noun: Token) -> Token:
    """Return the first word of a name, without a quotation or a time before it."""
    first = noun.left_edge
    for one in noun.lefts:
        if one.dep_ in BEFORE:
            first = one.right_edge.nbor()
    marks = [one for one in noun.doc[first.i : noun.i] if one.text in MARKS]
    return marks[-1].nbor() if marks else first


def _is_added(one: Token, noun: Token) -> bool:
    """Return whether what follows a name is no part of it."""
    at = one
    while at.i not in (noun.i, at.head.i):
        is_bound = at.dep_ == "punct" and at.text in "-'\u2019"
        if (
            at.dep_ in ADDED
            and not is_bound
            and not (at.dep_ == "appos" and _beside(at))
        ):
            return True
        at = at.head
    return False


def _beside(appositive: Token) -> bool:
    """Return whether a name stands beside its title with no comma between."""
    return bool(appositive.left_edge.i) and appositive.left_edge.nbor(-1).text != ","
