"""Which words say that somebody says something?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.reading.spans import words

if TYPE_CHECKING:
    from brownfield.reading.parsed.sentences import Token

SAYING = words(
    """
    say tell announce add state claim argue explain report note observe comment
    tweet write suggest insist deny confirm admit acknowledge allege assert
    reveal stress emphasize emphasise maintain promise pledge recall reply
    respond indicate imply contend declare complain concede remark testify warn
    post read recount reiterate conclude caution advise inform rule theorize
    theorise reason quip joke predict forecast estimate signal hint disclose
    affirm underline underscore speculate vow counter retort urge propose
    boast lament protest swear blog exclaim shout clarify highlight remind opine
    mention pronounce proclaim brief demand order record recommend
    request guarantee attest
    """
)
"""Verbs of saying, by their base form; they may stand beside a quotation."""

QUOTING = words(
    """
    continue repeat answer elaborate ask go begin end interject
    """
)
"""Verbs that say something beside a quotation only, by their base form."""

THINKING = words(
    """
    think believe feel hope fear expect suspect find show learn doubt realize
    realise worry assume agree wish discover concern hear suppose anticipate
    recognize recognise prove convince persuade lie demonstrate reckon foresee
    hold
    """
)
"""Verbs of thinking and finding, by their base form; a clause must follow."""

STATES = words(
    """
    confident optimistic hopeful concerned afraid worried convinced adamant
    disappointed pleased glad proud sorry alarmed sure certain
    unconvinced doubtful aware
    """
)
"""Adjectives that a clause of what is thought may follow."""

NOUNS = words(
    """
    conclusion claim belief view opinion report allegation suggestion fear hope
    case statement sensation feeling impression argument rumour rumor warning
    announcement promise assurance prediction assertion accusation finding
    defence defense
    """
)
"""Nouns that a clause of what is said may follow."""

SUPPOSED = words(
    """
    think believe understand say report allege rumour rumor
    """
)
"""Verbs in the passive that hide who says so: is thought to, is said to."""

ASKING = words(
    """
    how why when where who whether if whom whose
    """
)
"""Words that begin a clause in which nothing is said to be so."""

LINKING = words(
    """
    after before since when until while because although as like
    """
)
"""Words that begin a clause beside what is said."""

DENYING = words(
    """
    deny reject doubt refute
    """
)
"""Verbs whose clause is denied, by their base form."""

TELLING = words(
    """
    tell inform remind advise warn assure brief
    """
)
"""Verbs with somebody who is told, by their base form."""

OPENERS = words("that but and while although")
"""Words that open a sentence or clause before its source is named."""

VIEWS = words("view opinion judgement judgment eyes words")
"""What stands in "in her view"."""

SET = (("point", "out"), ("make", "clear"))
"""Verbs of saying in two words."""
SLIPS = {"hop": "hope", "blogge": "blog"}
"""Base forms that the model gets wrong."""


def is_set(token: Token) -> bool:
    """Return whether a word is one of saying with the one after it: point out."""
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return (token.lemma_, after) in SET


def base_of(token: Token) -> str:
    """Return the base form of a word, in small letters."""
    base: str = token.lemma_.lower()
    return SLIPS.get(base, base)
