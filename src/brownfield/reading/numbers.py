"""Which numbers stand in a statement, with which bound, unit and year?"""

import re
from collections.abc import Iterator

from brownfield.reading.statement import Bound, Number

MOST = 20  # numbers of one statement
TIMES = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
}
VALUE = re.compile(
    r"(?P<bound>(?:more|less|fewer|no more|no less|no fewer) than|over|above|under|"
    r"below|at least|at most|up to|about|around|almost|nearly|roughly|some|"
    r"approximately|exceed(?:s|ed|ing)?)?\s*(?P<money>[£$€]|GBP ?|EUR ?|USD ?)?"
    r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?)(?P<share> ?%)?"
    r"(?:\s?(?P<times>thousand|million|billion|bn|mn|m|k)\b)?"
    r"(?P<unit> per cent| percent| [a-z][a-z-]{2,20}(?: [a-z][a-z-]{2,20})?)?",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
OF_YEAR = re.compile(r"\b(?:in|by|for|of|since|until|from) ((?:19|20)\d{2})\b")
REFERENCE = re.compile(
    r"\b(?:a (?:small |tiny |large )?(?:fraction|share|part|portion)|half|a third|a "
    r"quarter|two thirds|twice|double|most|less|more) (?:of )?(?:that|this|it)\b",
    re.IGNORECASE,
)
MORE = ("more than", "over", "above", "at least", "no less than", "no fewer than")
LESS = ("less than", "fewer than", "under", "below", "at most", "up to", "no more than")
NO_UNIT = frozenset(
    [
        "and",
        "or",
        "but",
        "the",
        "in",
        "by",
        "for",
        "of",
        "to",
        "on",
        "at",
        "from",
        "with",
        "a",
        "an",
        "as",
        "is",
    ]
)


def numbers_in(words: str) -> tuple[Number, ...]:
    """Return the numbers of a statement in order, and those given by reference."""
    found = [*_values(words), *_references(words)]
    return tuple(number for _, number in sorted(found, key=lambda one: one[0])[:MOST])


def _values(words: str) -> Iterator[tuple[int, Number]]:
    for found in VALUE.finditer(words):
        if _is_year(found):
            continue
        value = float(found["value"].replace(",", "")) * _times(found)
        year = _year_after(words, found.end("value"))
        text = found[0].strip()
        bound = _bound(found["bound"])
        yield found.start(), Number(text, value, bound, _unit(found), year)


def _is_year(found: re.Match[str]) -> bool:
    is_bare = not any(found[part] for part in ("money", "share", "times", "bound"))
    return is_bare and bool(YEAR.fullmatch(found["value"]))


def _times(found: re.Match[str]) -> float:
    return TIMES.get((found["times"] or "").lower(), 1.0)


def _bound(word: str | None) -> Bound:
    known = (word or "").lower()
    if not known:
        return "exact"
    if known in MORE or known.startswith("exceed"):
        return "more_than"
    return "less_than" if known in LESS else "about"


def _unit(found: re.Match[str]) -> str:
    if found["share"] or (found["unit"] or "").strip() in ("per cent", "percent"):
        return "%"
    named = (found["unit"] or "").split()
    while named and named[-1].lower() in NO_UNIT:
        named.pop()
    if named and named[0].lower() in NO_UNIT:
        named = []
    return " ".join([*((found["money"] or "").split()), *named])


def _year_after(words: str, place: int) -> int | None:
    """Return the year named next to a number, before the next number."""
    found = OF_YEAR.search(words, place, place + 60)
    return int(found[1]) if found else None


def _references(words: str) -> Iterator[tuple[int, Number]]:
    for found in REFERENCE.finditer(words):
        year = _year_after(words, found.end())
        yield found.start(), Number(found[0], None, "by_reference", "", year)
