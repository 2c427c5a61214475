"""Whom does a text mean by he, by the minister, by a surname?"""

import re
from collections.abc import Sequence

from brownfield.reading.judged import PAPER
from brownfield.reading.spans import Found, Span

PRONOUNS = frozenset(
    ["he", "she", "they", "it", "we", "i", "who", "this", "that", "you"]
)
FAR = 200_000  # characters of a text that names are looked for in
NAME = r"[A-Z][\w.\u2019'-]*(?: (?:[A-Z][\w.\u2019'-]*|de|van|von|der|bin|al)){0,3} "
GENERIC = frozenset(
    [
        "company",
        "group",
        "firm",
        "maker",
        "carmaker",
        "government",
        "union",
        "ministry",
        "report",
    ]
)
TIMES = r"(?:January|February|March|April|May|June|July|August|September|October|"
TIMES += r"November|December|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)\b"
FULL = re.compile(r"(?:[A-Z][\w.\u2019'-]+ ){1,3}[A-Z][\w.\u2019'-]+")
"""A name of two to four words."""


class Speakers:
    """Names of a text, each looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text[:FAR]
        self._known: dict[str, str] = {}

    def names(self, statements: Sequence[Found]) -> list[str]:
        """Return who said each of what is found, in order; blank = nobody is named."""
        names: list[str] = []
        last = ""
        for place, one in enumerate(statements):
            words = "" if one.speaker is None else one.speaker.of(self._text)
            if one.named:
                names.append(self._named(one.named))
                last = names[-1]
                continue
            if words.lower() in PRONOUNS:
                names.append(_around(statements[:place], names, one) or last)
                continue
            names.append(self._named(words))
            last = names[-1] if words and not PAPER.search(words) else last
        return _alike(names)

    def _named(self, words: str) -> str:
        """Return the full name of a speaker named by surname or office."""
        if words not in self._known:
            self._known[words] = _plain(self._full(words) or words)
        return self._known[words]

    def _full(self, words: str) -> str:
        parts = words.split()
        titles = ("Mr", "Mrs", "Ms", "Dr", "Mr.", "Mrs.", "Ms.", "Dr.", "Professor")
        bare = parts[1:] if parts and parts[0] in titles else parts
        if len(bare) == 1 and bare[0][:1].isupper():
            return self._search(rf"\b({NAME}{re.escape(bare[0])})\b", words)
        if parts and parts[0].lower() == "the" and 1 < len(parts) < 6:
            return self._office(" ".join(parts[1:]))
        return ""

    def _office(self, office: str) -> str:
        """Return the name that stands beside an office, before or after it."""
        if not office.islower() or office in GENERIC:
            return ""
        title, name = re.escape(office), rf"(?!{TIMES}){NAME.rstrip()}"
        both = rf"\b({name}), (?:the |a |an )?(?:[a-z-]+ ){{0,3}}{title}\b"
        return self._search(both) or self._search(rf"(?i:{title}),? ({name})")

    def _search(self, pattern: str, itself: str = "") -> str:
        match = re.search(pattern, self._text)
        return match[1] if match and match[1] != itself else ""


def _alike(names: Sequence[str]) -> list[str]:
    """Return names, one for each person: the shortest, without the title before it."""
    bare = {one for one in names if FULL.fullmatch(one)}
    short = {
        one: next((name for name in bare if one.endswith(f" {name}")), one)
        for one in set(names)
    }
    return [short[one] for one in names]


def _plain(words: str) -> str:
    return " ".join(words.split())


def _around(before: Sequence[Found], names: Sequence[str], one: Found) -> str:
    """Return who says the words that something stands in; blank if nobody does."""
    place = one.words.start
    for other, name in zip(reversed(before), reversed(names), strict=False):
        parts = (other.words, *other.more)
        if name and any(Span(part.start, part.end).holds(place) for part in parts):
            return name
        if place - other.words.end > 3000:
            return ""
    return ""
