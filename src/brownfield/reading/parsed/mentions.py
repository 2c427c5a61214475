"""Who is spoken of in a text, so that he, she, it and they can be led back to them?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from brownfield.reading.parsed.sentences import Sentence, Token
from brownfield.reading.parsed.subjects import name_of
from brownfield.reading.spans import Found, words

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
    study survey paper newspaper statement letter
    """
)
"""Nouns that are no people and yet say something, by their base form."""
COMPANIES = words("company group firm maker carmaker manufacturer supplier")
"""Nouns that stand for a company named before."""


@dataclass(frozen=True)
class Mention:
    """Somebody a sentence is about.

    Attributes
    ----------
    place
        Where the words begin, characters.
    name
        The words.
    kind
        person, body (a company, a ministry), many, or other.
    is_named
        Whether it is a name, and not "the company".
    """

    place: int
    name: str
    kind: Kind
    is_named: bool


def mentions_in(sentence: Sentence, offset: int) -> Iterator[Mention]:
    """Yield the subjects of a sentence that are no pronouns, in order."""
    for token in sentence:
        if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN"):
            named = apposed(token) or token
            name = name_of(named, 0).of(token.doc.text)
            is_named = named.pos_ == "PROPN"
            yield Mention(offset + token.idx, name, _kind(named), is_named)


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
    text: str, found: Sequence[Found], known: Sequence[Mention]
) -> list[Found]:
    """Return what is found, with whom a pronoun or "the company" stands for.

    Parameters
    ----------
    text
        The text.
    found
        What is found.
    known
        Who is spoken of, in order.
    """
    return [replace(one, named=one.named or _meant(text, one, known)) for one in found]


def _meant(text: str, one: Found, known: Sequence[Mention]) -> str:
    if one.speaker is None:
        return ""
    said = one.speaker.of(text).lower()
    kinds = BY_PRONOUN.get(said, ())
    is_company = said.removeprefix("the ") in COMPANIES and said.startswith("the ")
    for other in reversed(known):
        if other.place >= one.speaker.start:
            continue
        is_it = other.kind in kinds or (
            is_company and other.is_named and other.kind == "body"
        )
        if is_it:
            return other.name
    return ""
