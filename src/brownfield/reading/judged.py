"""How firm is a statement, what does it deny, and how is it said to be known?

Words decide, by lists that hold for any text; a person has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.reading.refusals import ABSENT

if TYPE_CHECKING:
    from brownfield.reading.spans import Found
    from brownfield.reading.statement import Attribution, Modality

CONSIDERED = (
    r"consider|considers|considering|under consideration|"
    r"(?:has|have|had|being|he|she|it|they) considered|considered (?:\w+ing|whether)|"
    r"explor(?:e|es|ed|ing)|evaluat(?:e|es|ed|ing)|weigh(?:s|ed|ing)? (?!\d)\w+|"
    r"studying|in talks|h[eo]ld(?:s|ing)? talks|discussing|"
    r"look(?:s|ed|ing)? (?:at|into)|"
    r"in discussions|examining|under review|open to|(?:not|yet to) decided?|undecided"
)
ON_CONDITION = (
    r"if|unless|provided (?:that|the|it|they)|subject to|as long as|in case|"
    r"depend(?:s|ed|ing)? on|would (?:have (?:been|had|made|\w+ed)|support|welcome|"
    r"prefer|consider)"
)
PLANNED = (
    r"will|won['\u2019]t|shall|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|"
    r"(?:is|are|was|were) to|due (?:to|in|by|on)|going to|agreed to (?!the)\w+|"
    r"committed|scheduled|set to|about to|target(?:s|ed)?"
)
LIKELY = (
    r"probably|(?:un)?likely|expect(?:s|ed|ing)?|almost certain\w*|confident|"
    r"should (?:be (?:ready|complete|completed|finished|done|able)|reach|arrive|open|"
    r"rise|fall|begin|start|take)"
)
POSSIBLE = (
    r"(?-i:may)|might|could(?! not|n['\u2019]t)|possibl[ey]|perhaps|potential(?:ly)?|"
    r"nothing (?:is |was |has been )?ruled out|not rul\w+ out|n['\u2019]t rul\w+ out|"
    r"maybe|(?:thought|believed|understood) to|cannot be excluded"
)
JUDGED = (
    r"i think|we think|i believe|we believe|i feel|in my view|good(?! deal of)|bad|"
    r"best|"
    r"worst|important|wrong|right thing|proud|great|disappoint\w+|sensible|crucial|"
    r"should|ought to|must|fair|unfair|too (?:high|low|late|early|slow|little|much)"
)
MODALITIES: tuple[tuple[Modality, str], ...] = (
    ("considering", CONSIDERED),
    ("conditional", ON_CONDITION),
    ("possible", POSSIBLE),
    ("probable", LIKELY),
    ("planned", PLANNED),
    ("opinion", JUDGED),
)
FIRM = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in MODALITIES
}
WOULD = re.compile(r"\b(?:would|['\u2019]d (?!better)\w+)\b", re.IGNORECASE)
IN_THE_PAST = re.compile(
    r"(?:\w+ed|said|told|wrote|thought|felt|found|held|heard|accord\w*|saying)$"
)
"""Verbs after which "will" is written "would"."""

DENIES = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|neither|nor|without|cannot|hardly|scarcely|"
    r"den(?:y|ies|ied)|reject(?:s|ed)?|rul(?:e|es|ed) out|unlikely|"
    r"(?:fail|fails|failed|refuse|refuses|refused) to)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
NO_DENIAL = re.compile(
    r"\b(?:not only|no doubt|not just|nothing (?:is |was |has been )?ruled out|"
    r"(?:not|n['\u2019]t) rul\w+ out|no longer than|no less than|no more than|"
    r"no fewer than|no later than|(?-i:No\. ?)\d+|not least|if not|why not|"
    r"whether or not|nothing but)",
    re.IGNORECASE,
)
LATER = re.compile(
    r",? (?:that|which|who|whose|whom|because|when|where|while|though|although|"
    r"if|unless|until|so that|as long as|than)\b|, (?:but|as|and)\b|[.!?;] ",
    re.IGNORECASE,
)
"""Where the main clause of a statement ends."""
EARLIER = re.compile(
    r"(?:if|when|while|although|though|as long as|unless|once|because|since|after|"
    r"before)\b[^,]*, ",
    re.IGNORECASE,
)
"""What stands before the main clause."""
THOUGHT = re.compile(
    r"(?:i|we|he|she|they|it) (?:think|thinks|thought|believe|believes|believed|feel|"
    r"feels|felt|hope|hopes|hoped|know|knows|knew)$|(?:it|the fact) (?:is|was)$",
    re.IGNORECASE,
)
"""What only leads up to the main clause."""

UNNAMED = re.compile(
    r"\b(?:sources?|person|people|insiders?|officials?|executives?|someone|somebody|"
    r"individuals?|figures?) (?:with (?:\w+ )?knowledge|familiar|close to|briefed|"
    r"involved|said|who)|\b(?:sources?|insiders?)\b|\banonym\w+|"
    r"\b(?:an?|one) (?:senior |former )?(?:\w+ ){0,2}(?:figure|official|executive)\b|"
    r"\b(?:some|several|two|three|four) (?:people|persons|sources|officials)\b|"
    r"\bon condition of anonymity\b|\bperson with\b|\bpeople (?:familiar|with|close)\b",
    re.IGNORECASE,
)
PAPER = re.compile(
    r"\b(?:reports?|stud(?:y|ies)|statement|documents?|filings?|letters?|memo(?:randum)?|"
    r"paper|surveys?|polls?|results|figures|estimates|minutes|(?:press )?release|"
    r"notice|"
    r"website|site|(?-i:posts?)|analysis|findings|data|research|announcement|e-?mails?|"
    r"accounts|article|messages?|tests)\b"
    r"(?: (?:by|of|to|on|from|for|in|at|published|seen|sent|released|commissioned|"
    r"obtained|filed) .*)?$",
    re.IGNORECASE | re.DOTALL,
)
HIDDEN = re.compile(
    r",? (?:who (?:asked|wanted|wished|preferred|declined|requested)[^.\n]{0,30}"
    r"\b(?:named|identified|anonym\w+)|(?:speaking|asking|talking) (?:on condition of "
    r"anonymity|anonymously|not to be (?:named|identified))|on condition of anonymity|"
    r"(?:who (?:was|were) )?(?:briefed on|familiar with|involved in)|"
    r"with (?:direct |first-hand |first hand )?knowledge|close to)\b",
    re.IGNORECASE,
)
"""What stands after somebody who is not named."""
CITING = re.compile(r", (?:citing|quoting) (?!(?:concerns|costs|reasons|high|low)\b)")
HEARSAY = re.compile(
    r"\b(?:thought|believed|understood|said|reported|rumou?red|alleged) to\b|"
    r"\b(?:told|heard|learned|learnt|reportedly|allegedly)\b",
    re.IGNORECASE,
)
FACT: Modality = "fact"


def modality_of(words: str, attribution: Attribution, cue: str = "says") -> Modality:
    """Return how firm some words are: the least firm word decides.

    Parameters
    ----------
    words
        The words.
    attribution
        How they are said to be known.
    cue
        The verb of saying: after "said", would is the past of will.
    """
    if attribution in ("refusal", "absence"):
        return "none"
    firm: Iterator[Modality] = (name for name, one in FIRM.items() if one.search(words))
    modality = next(firm, FACT)
    if modality in ("considering", "conditional") or not WOULD.search(words):
        return modality
    is_past = attribution != "on_record_quote" and IN_THE_PAST.match(cue.lower())
    if not is_past:
        return "conditional"
    return "planned" if modality in ("fact", "opinion") else modality


def denies(words: str) -> bool:
    """Return whether the main clause of some words denies something.

    Two denials are none.
    """
    main = _main(NO_DENIAL.sub(" ", words.strip(' "\u201c\u2018')))
    return len(DENIES.findall(main)) % 2 == 1


def _main(words: str) -> str:
    """Return the main clause of some words."""
    before = EARLIER.match(words)
    rest = words[before.end() :] if before else words
    after = LATER.search(rest, 1)
    while after is not None and THOUGHT.match(rest[: after.start()].strip()):
        rest = rest[after.end() :].strip()
        after = LATER.search(rest, 1)
    return rest[: after.start()] if after else rest


def attribution_of(text: str, statement: Found, speaker: str) -> Attribution:
    """Return how a statement is said to be known."""
    words = statement.words.of(text)
    if statement.is_refusal:
        return "absence" if ABSENT.search(words) else "refusal"
    if _is_second_hand(text, statement):
        return "second_hand"
    if not speaker:
        return "unattributed" if statement.cue or statement.quotes else "narrator"
    if statement.speaker is not None and HIDDEN.match(text, statement.speaker.end):
        return "anonymous"
    return _by_name(speaker) or _by_quotes(statement)


def _by_name(speaker: str) -> Attribution | None:
    """Return how a statement is known by who speaks; None if a name says nothing."""
    if UNNAMED.search(speaker):
        return "anonymous"
    return "document" if PAPER.search(speaker) else None


def _is_second_hand(text: str, statement: Found) -> bool:
    """Return whether somebody says what another is thought to have said."""
    ends = (one.end for one in (statement.cue, statement.speaker) if one is not None)
    after = (text[end : end + 40].partition(".")[0] for end in ends)
    if statement.through or any(CITING.search(one) for one in after):
        return True
    inside = HEARSAY.search(statement.words.of(text))
    if inside is None:
        return False
    return statement.speaker is None or "thought to" in inside[0].lower()


def _by_quotes(statement: Found) -> Attribution:
    quoted = sum(one.shared(statement.words) for one in statement.quotes)
    if not quoted:
        return "paraphrase"
    length = statement.words.end - statement.words.start
    return "on_record_quote" if quoted >= 0.9 * length else "mixed"
