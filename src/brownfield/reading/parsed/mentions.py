"""Who is spoken of in a text, so that he, she, it and they can be led back to them?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from brownfield.reading.parsed.subjects import name_of
from brownfield.reading.spans import Found, words

if TYPE_CHECKING:
    from brownfield.reading.parsed.sentences import Sentence, Token

Kind = Literal["person", "body", "many", "other"]
BY_PRONOUN: dict[str, tuple[Kind, ...]] = {
    "he": ("person",),
    "she": ("person",),
    "it": ("body",),
    "they": ("many", "body"),
}
BODIES = words(
    """
    company group firm maker carmaker manufacturer supplier ministry department
    government union council regulator bank court agency commission board party
    watchdog authority body association federation institute office party report
    study survey operator airline paper newspaper statement letter
    """
)
"""Nouns that are no people and yet say something, by their base form."""
ENDS = re.compile(r"[.!?][\"\u201d\u2019]?\s")
COMPANIES = words("company group firm maker carmaker manufacturer supplier")
"""Nouns that stand for a company named before."""


MAIN = ("ROOT", "conj", "parataxis")
NEAR = 600  # characters before a pronoun that somebody is looked for


@dataclass(frozen=True)
class Mention:
    """Somebody a sentence is about.

    Attributes
    ----------
    place
        Where the words begin, characters.
    sentence
        Where their sentence begins.
    name
        The words.
    kind
        person, body (a company, a ministry), many, or other.
    is_named
        Whether it is a name, and not "the company".
    is_main
        Whether the whole sentence is about it.
    """

    place: int
    sentence: int
    name: str
    kind: Kind
    is_named: bool
    is_main: bool


def mentions_in(sentence: Sentence, offset: int) -> Iterator[Mention]:
    """Yield the subjects of a sentence that are no pronouns, in order."""
    text = sentence.doc.text
    for token in sentence:
        if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN"):
            named = apposed(token) or token
            yield Mention(
                name_of(token, offset).start,
                offset + sentence.start_char,
                name_of(named, 0).of(text),
                _kind(named),
                is_named=named.pos_ == "PROPN",
                is_main=token.head.dep_ in MAIN,
            )


def apposed(noun: Token) -> Token | None:
    """Return the name beside an office: of "its founder, Jo Reed," Jo Reed."""
    if noun.pos_ != "NOUN":
        return None
    after = (one for one in noun.rights if one.dep_ == "appos")
    return next((one for one in after if one.pos_ == "PROPN"), None)


def _kind(noun: Token) -> Kind:
    if noun.ent_type_ == "PERSON":
        return "person"
    if noun.ent_type_ in ("ORG", "GPE") or noun.lemma_.lower() in BODIES:
        return "body"
    if noun.tag_ in ("NNS", "NNPS"):
        return "many"
    return "person" if noun.pos_ == "PROPN" or _is_trade(noun) else "other"


def _is_trade(noun: Token) -> bool:
    """Return whether a noun looks like what somebody is: minister, director."""
    is_trade: bool = noun.lower_.endswith(
        ("er", "or", "man", "woman", "ist", "chief", "secretary", "president", "head")
    )
    return is_trade


def with_names(
    text: str, statements: Sequence[Found], mentions: Sequence[Mention]
) -> list[Found]:
    """Return what is found, with whom a pronoun or "the company" stands for.

    Parameters
    ----------
    text
        The text.
    statements
        What is found.
    mentions
        Who is spoken of, in order.
    """
    sayers = {one.speaker.start for one in statements if one.speaker is not None}
    said = [one for one in mentions if one.place in sayers]
    return [
        replace(one, named=one.named or _meant(text, one, mentions, said))
        for one in statements
    ]


def _meant(
    text: str, one: Found, mentions: Sequence[Mention], said: Sequence[Mention]
) -> str:
    """Return whom a speaker stands for; blank if it is no pronoun, or nobody fits."""
    if one.speaker is None:
        return ""
    words, place = one.speaker.of(text).lower(), one.speaker.start
    is_company = words.startswith("the ") and words[4:] in COMPANIES
    kinds = ("body",) if is_company else BY_PRONOUN.get(words, ())
    if not kinds:
        return ""
    before = _fitting(mentions, place, kinds)
    spoke = _fitting(said, place, kinds)
    if is_company:
        before, spoke = [one for one in before if one.is_named], []
    near = _last_two(text, before, place)[-1:]
    is_many = words == "they"
    order = [*spoke[-1:], *near] if is_many else [*near, *spoke[-1:]]
    order += before[-1:]
    return order[0].name if order else ""


def _fitting(
    mentions: Sequence[Mention], place: int, kinds: tuple[Kind, ...]
) -> list[Mention]:
    """Return who is of a kind and named not far before a place."""
    last = bisect_left(mentions, place, key=lambda one: one.place)
    first = bisect_left(mentions, place - NEAR, key=lambda one: one.place)
    return [one for one in mentions[first:last] if one.kind in kinds]


def _last_two(text: str, mentions: Sequence[Mention], place: int) -> list[Mention]:
    """Return whom the sentence of a place, or the one before it, is about."""
    return [
        one
        for one in mentions
        if one.is_main and len(ENDS.findall(text, one.sentence, place)) <= 1
    ]
