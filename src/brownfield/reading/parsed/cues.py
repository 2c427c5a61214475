"""Which words say that somebody says something?"""

from brownfield.reading.spans import words

SAYING = words(
    """
    say tell announce add state claim argue explain report note observe comment
    tweet write suggest insist deny confirm admit acknowledge allege assert
    reveal stress emphasize emphasise maintain promise pledge recall reply
    respond indicate imply contend declare complain concede remark testify warn
    post read recount reiterate repeat continue conclude caution advise inform
    reason quip joke elaborate predict forecast estimate signal hint disclose
    affirm underline underscore answer speculate vow counter retort urge propose
    boast lament protest swear blog exclaim shout clarify highlight remind opine
    mention pronounce proclaim brief demand
    """
)
"""Verbs of saying, by their base form; they may stand beside a quotation."""

THINKING = words(
    """
    think believe feel hope fear expect suspect find show learn doubt realize
    realise worry assume agree wish discover concern hear suppose anticipate
    recognize recognise
    """
)
"""Verbs of thinking and finding, by their base form; a clause must follow."""

STATES = words(
    """
    confident optimistic hopeful concerned afraid worried convinced adamant
    disappointed pleased glad proud sorry alarmed
    """
)
"""Adjectives that a clause of what is thought may follow."""

NOUNS = words(
    """
    conclusion claim belief view opinion report allegation suggestion fear hope
    case statement sensation feeling impression argument rumour rumor warning
    """
)
"""Nouns that a clause of what is said may follow."""

SUPPOSED = words(
    """
    think believe understand say report allege rumour rumor
    """
)
"""Verbs in the passive that hide who says so: is thought to, is said to."""

PRONOUNS = words(
    """
    he she they i we who it this that you
    """
)
"""Words that stand for a speaker named elsewhere."""

DENYING = words(
    """
    deny reject doubt refute
    """
)
"""Verbs whose clause is denied, by their base form."""
