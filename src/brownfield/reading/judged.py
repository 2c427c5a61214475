"""How firm is a statement, what does it deny, and how is it said to be known?

Words decide, by lists that hold for any text; a person has the last word.
"""

import re

from brownfield.reading.refusals import ABSENT
from brownfield.reading.spans import Found
from brownfield.reading.statement import Attribution, Modality

CONSIDERED = (
    r"consider(s|ed|ing)?|explor(e|es|ed|ing)|evaluat(e|es|ed|ing)|weigh(s|ed|ing)?|studying|"
    r"in talks|hold(s|ing)? talks|discuss(es|ed|ing)?|look(s|ed|ing)? at|"
    r"in discussions|examining|under review|open to"
)
ON_CONDITION = (
    r"if|unless|provided|subject to|as long as|in case|depend(s|ing)? on|"
    r"would (?:be|have|need|require|make|mean|support|build|use|welcome|go|take|"
    r"bring)"
)
PLANNED = (
    r"will|shall|plan(s|ned|ning)?|intend(s|ed)?|aim(s|ed|ing)?|is to|are to|due to|"
    r"going to|agreed|committed|scheduled|set to|about to|target(s|ed)?"
)
LIKELY = r"probably|likely|expect(s|ed)?|should|almost certain\w*|confident"
POSSIBLE = (
    r"may|might|could|can|possibl[ey]|perhaps|potential(ly)?|"
    r"nothing (is )?ruled out|not rul\w+ out|maybe|(thought|believed|understood) to"
)
JUDGED = (
    r"i think|we think|i believe|we believe|i feel|in my view|good|bad|best|worst|"
    r"important|welcome|wrong|right thing|proud|great|disappoint\w+|sensible|crucial"
)
MODALITIES: tuple[tuple[Modality, str], ...] = (
    ("considering", CONSIDERED),
    ("conditional", ON_CONDITION),
    ("planned", PLANNED),
    ("probable", LIKELY),
    ("possible", POSSIBLE),
    ("opinion", JUDGED),
)
FIRM = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in MODALITIES
}

DENIES = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|neither|nor|without|cannot|"
    r"den(?:y|ies|ied)|reject(?:s|ed)?|rul(?:e|es|ed) out)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
NO_DENIAL = re.compile(
    r"\b(?:not only|no doubt|not just|nothing (?:is |was |has been )?ruled out|"
    r"(?:not|n['\u2019]t) rul\w+ out|no longer than|no less than|no more than|"
    r"no fewer than)\b",
    re.IGNORECASE,
)
UNNAMED = re.compile(
    r"\b(?:sources?|person|people|insiders?|officials?|executives?|someone|somebody|"
    r"individuals?|figures?) (?:with (?:\w+ )?knowledge|familiar|close to|briefed|"
    r"involved|said|who)|\b(?:sources?|insiders?)\b|\banonym\w+|"
    r"\ba (?:senior |former )?(?:\w+ ){0,2}(?:figure|official|executive)\b|"
    r"\b(?:some|several|two|three|four) (?:people|persons|sources|officials)\b|"
    r"\bon condition of anonymity\b|\bperson with\b|\bpeople (?:familiar|with|close)\b",
    re.IGNORECASE,
)
PAPER = re.compile(
    r"\b(?:report|study|statement|document|filing|letter|memo(?:randum)?|paper|survey|"
    r"results|figures|press release|release|notice|website|site|post|posts|analysis|"
    r"findings|data|reports|research|announcement|email|accounts|article)$",
    re.IGNORECASE,
)
HEARSAY = re.compile(
    r"\b(?:thought|believed|understood|said|reported|rumou?red|alleged) to\b|"
    r"\b(?:told|heard|learned|learnt|reportedly|allegedly)\b",
    re.IGNORECASE,
)


def modality_of(words: str, attribution: Attribution) -> Modality:
    """Return how firm some words are: the least firm word decides."""
    if attribution in ("refusal", "absence"):
        return "none"
    return next((name for name, found in FIRM.items() if found.search(words)), "fact")


def denies(words: str) -> bool:
    """Return whether some words deny something, each two of them taken together."""
    return len(DENIES.findall(NO_DENIAL.sub(" ", words))) % 2 == 1


def attribution_of(text: str, found: Found, speaker: str) -> Attribution:
    """Return how a statement is said to be known."""
    words = found.words.of(text)
    if found.is_refusal:
        return "absence" if ABSENT.search(words) else "refusal"
    if _is_second_hand(text, found):
        return "second_hand"
    if not speaker:
        return "unattributed" if found.cue or found.quotes else "narrator"
    return _by_name(speaker) or _by_quotes(found)


def _by_name(speaker: str) -> Attribution | None:
    """Return how a statement is known by who speaks; None if a name says nothing."""
    if UNNAMED.search(speaker):
        return "anonymous"
    return "document" if PAPER.search(speaker) else None


def _is_second_hand(text: str, found: Found) -> bool:
    """Return whether somebody says what another is thought to have said."""
    if found.through:
        return True
    inside = HEARSAY.search(found.words.of(text))
    if inside is None:
        return False
    return found.speaker is None or "thought to" in inside[0].lower()


def _by_quotes(found: Found) -> Attribution:
    quoted = sum(one.shared(found.words) for one in found.quotes)
    if not quoted:
        return "paraphrase"
    length = found.words.end - found.words.start
    return "on_record_quote" if quoted >= 0.9 * length else "mixed"
