"""Where does somebody decline to say anything, or cannot be reached?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from brownfield.reading.spans import Found, Span

NOT = r"(?:not|n['\u2019]t)"
REFUSES = re.compile(
    r"\b(?:declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing)) to (?:comment|say|discuss|"
    r"elaborate|be drawn|confirm|answer|give|provide|speak|be interviewed|name|"
    r"specify|disclose|reveal|go into)\b|"
    rf"\b(?:would|could|will|did|does|do) ?{NOT} (?:comment|be drawn|discuss|elaborate|"
    r"speculate|confirm or deny|give (?:any |further |more )?details|go into detail)\b|"
    r"\bno comment\b|"
    r"\b(?:would |could )?neither confirm(?:ed)? nor den(?:y|ied)\b",
    re.IGNORECASE,
)
ABSENT = re.compile(
    rf"\b(?:did|has|have|had|could) ?{NOT} (?:immediately |yet |been )*"
    r"(?:respond(?:ed)?|repl(?:y|ied)|be reached|be contacted|return(?:ed)? |"
    r"answer(?:ed)?|commented|available for comment|"
    r"(?:say|said) (?:whether|when|how|why|if|where|what|who|which)\b)|"
    r"\b(?:has|have|had) yet to (?:comment|respond|reply|answer|say)\b|"
    rf"\b(?:was|were) (?:{NOT}|un) ?(?:immediately )?"
    r"(?:available|reachable) for comment|"
    r"\bunavailable for comment\b|"
    r"\bneither [^.;]{2,80}? nor [^.;]{2,60}? (?:responded|replied|commented|answered|"
    r"returned|was available|were available|could be reached)\b",
    re.IGNORECASE,
)
BREAK = re.compile(
    r",? (?:but|while|though|although) (?:also )?|; |"
    r",? and (?=(?:said|told|added|referred|confirmed|denied)\b)"
)
"""Where a clause of a sentence ends and another begins."""
BEGINS = re.compile(
    r"((?:[\w\u2019'&.-]+ ){0,7}?[\w\u2019'&.-]+) (?:has |have |had |also )*"
    r"(?:said|told|\w+ed)\b"
)
"""Who does something, at the beginning of a sentence."""
SAID = re.compile(r"[,.\u201d\"\u2019]+ (?:said|says) ((?:[\w\u2019'-]+ ?){1,6})")
"""Who says so, after "no comment"."""
HELPS = re.compile(r"\b(?:has|have|had|also|both|would|will|could|did|does|do|may)$")
BOTH = re.compile(
    r"neither ([^.;]+ nor [^.;]+) (?:responded|\w+ed|was|were|could)", re.I
)
ADDED = re.compile(r", (?:which|who|whose|where|the|a|an) [^,]{2,120},$")
"""What is added between a name and its verb."""


def refusals(text: str, parts: Iterable[Span]) -> Iterator[Found]:
    """Yield clauses in which somebody declines or cannot be reached.

    Parameters
    ----------
    text
        The text.
    parts
        Its sentences.
    """
    for part in parts:
        words = part.of(text)
        match = REFUSES.search(words) or ABSENT.search(words)
        if match is None:
            continue
        cue = Span(part.start + match.start(), part.start + match.end())
        own = _own(text, part, cue)
        yield Found(own, _who(text, part, own, cue), cue, is_refusal=True)


def without(
    text: str, statements: Iterable[Found], refused: Iterable[Found]
) -> list[Found]:
    """Return what is found without the clauses of those who decline.

    Parameters
    ----------
    text
        The text.
    statements
        What is found.
    refused
        Who declines.
    """
    parts = [one.words for one in refused]
    cut = (_cut(text, one, parts) for one in statements)
    return [one for one in cut if one is not None]


def _cut(text: str, one: Found, parts: list[Span]) -> Found | None:
    """Return a statement up to where somebody declines; None if it is that clause."""
    near = [part for part in parts if one.words.shared(part)]
    if not near:
        return one
    words = Span(one.words.start, near[0].start)
    if words.end - words.start < 2:
        return None
    kept = words.of(text)
    kept = re.sub(r",? (?:but|while|though|although|and) (?:also )?$", "", kept)
    return replace(one, words=Span(words.start, words.start + len(kept)))


def _own(text: str, part: Span, cue: Span) -> Span:
    """Return the clause of a sentence in which somebody declines."""
    breaks = list(BREAK.finditer(text, part.start, part.end))
    before = [one.end() for one in breaks if one.end() <= cue.start]
    after = [one.start() for one in breaks if one.start() >= cue.end]
    start, end = max(before, default=part.start), min(after, default=part.end)
    return Span(start, end).trimmed(text)


def _who(text: str, part: Span, own: Span, cue: Span) -> Span | None:
    """Return who declines; None if nobody is named."""
    both = BOTH.match(text, cue.start, own.end)
    said = SAID.match(text, cue.end, own.end)
    named = both or said
    if named is not None:
        return Span(*named.span(1)).trimmed(text)
    return _before(text, own, cue) or _first(text, part, own)


def _first(text: str, part: Span, own: Span) -> Span | None:
    """Return whom a sentence begins with, if who declines is not named again."""
    match = BEGINS.match(text, part.start, own.start)
    return match and Span(*match.span(1))


def _before(text: str, part: Span, cue: Span) -> Span | None:
    """Return who declines: the words between the last comma and the refusal."""
    before = ADDED.sub("", text[part.start : cue.start].rstrip())
    ends = (one.end() for one in re.finditer(r"[,;] | but | and (?=[a-z])", before))
    start = max(ends, default=0)
    span = Span(part.start + start, part.start + len(before))
    span = span.trimmed(text, ',;“"\u2018')
    name = HELPS.sub("", span.of(text)).rstrip()
    return Span(span.start, span.start + len(name)) if name else None
