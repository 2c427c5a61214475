"""Which words say that somebody says something?"""

SAYING = frozenset(
    "say tell announce add state claim argue explain report note observe comment tweet "
    "write suggest insist deny confirm admit acknowledge allege assert reveal stress "
    "emphasize emphasise maintain promise pledge recall reply respond indicate imply "
    "contend declare complain concede remark testify warn post read recount reiterate "
    "repeat continue conclude caution advise inform reason quip joke elaborate "
    "predict forecast estimate signal hint disclose affirm underline underscore "
    "answer speculate vow counter retort urge propose "
    "boast lament protest swear blog exclaim shout clarify "
    "highlight remind opine mention pronounce proclaim brief demand".split()
)
"""Verbs of saying, by their base form; they may stand beside a quotation."""

THINKING = frozenset(
    "think believe feel hope fear expect suspect find show learn doubt "
    "realize realise worry assume agree wish discover "
    "concern hear suppose anticipate recognize recognise".split()
)
"""Verbs of thinking and finding, by their base form; a clause must follow."""

STATES = frozenset(
    "confident optimistic hopeful concerned afraid worried convinced adamant "
    "disappointed pleased glad proud sorry alarmed".split()
)
"""Adjectives that a clause of what is thought may follow."""

NOUNS = frozenset(
    "conclusion claim belief view opinion report allegation suggestion fear hope case "
    "statement sensation feeling impression argument rumour rumor warning".split()
)
"""Nouns that a clause of what is said may follow."""

SUPPOSED = frozenset("think believe understand say report allege rumour rumor".split())
"""Verbs in the passive that hide who says so: is thought to, is said to."""

PRONOUNS = frozenset("he she they i we who it this that you".split())
"""Words that stand for a speaker named elsewhere."""

DENYING = frozenset("deny reject doubt refute".split())
"""Verbs whose clause is denied, by their base form."""
