"""Which numbers stand in a statement, with which bound, unit and year?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from brownfield.reading.spans import words as listed
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
    "hundred": 1e2,
}
ONES = """two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen twenty"""
SPELT = {name: float(number) for number, name in enumerate(ONES.split(), start=2)} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "a dozen": 12.0,
}
SHARES = {
    "half": 50.0,
    "a third": 100 / 3,
    "two thirds": 200 / 3,
    "a quarter": 25.0,
    "three quarters": 75.0,
    "a fifth": 20.0,
    "a tenth": 10.0,
}
"""Shares in words, per cent."""
MORE = (
    "more than",
    "over",
    "above",
    "at least",
    "no less than",
    "no fewer than",
    "in excess of",
    "upwards of",
)
LESS = (
    "less than",
    "fewer than",
    "under",
    "below",
    "at most",
    "up to",
    "no more than",
    "as many as",
    "as much as",
)
NEAR = "about|around|almost|nearly|roughly|some|approximately|close to"
BOUND = rf"(?P<bound>(?:no )?(?:{'|'.join((*MORE, *LESS))})|{NEAR}|exceed(?:s|ed|ing)?)"
VALUE = re.compile(
    rf"(?:\b{BOUND} )?(?P<money>[£$€]|\b(?:GBP|EUR|USD) ?)?(?P<sign>minus )?"
    r"(?P<value>(?<![\w.,:/])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?)"
    rf"(?![:/]?\d)|\b(?<!one in )(?:{'|'.join(SPELT)})\b)(?P<share> ?%)?"
    r"(?:[\s-]?(?P<times>hundred|thousand|million|billion|bn|mn|m|k)\b)?"
    r"(?P<unit> per cent| percent|\s?(?-i:[kMGT]?Wh?|kg|km)\b|"
    r" [a-z][a-z-]{2,20}(?: [a-z][a-z-]{2,20})?)?",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
OF_YEAR = re.compile(r"\b(?:in|by|for|of|since|until|from) ((?:19|20)\d{2})\b")
REFERENCE = re.compile(
    rf"\b(?:(?:{NEAR}) )?(?:a (?:small |tiny |large )?(?:fraction|share|part|portion)|"
    rf"{'|'.join(SHARES)}|twice|double|most|less|more) (?:of |as )?"
    r"(?:that|this|it|much|many)\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    rf"\b(?P<share>{'|'.join(SHARES)}) (?:of (?!(?:that|this|it)\b)|"
    r"(?:the|its|their) )",
    re.IGNORECASE,
)
SIZED = re.compile(r"(?:thousand|million|billion|\d ?(?:bn|mn|m|k))\b", re.IGNORECASE)
JOINED = re.compile(r"\s(?:to|and)\s|\s?[-\u2013]\s?")
NO_UNIT = listed("and or but the in by for of to on at from with a an as is per more")
MONTHS = listed(
    "january february march april may june july august september october november "
    "december"
)


def numbers_in(words: str) -> tuple[Number, ...]:
    """Return the numbers of a statement in order, and those given by reference."""
    numbers = [*_ranged(words, list(_values(words))), *_shares(words)]
    numbers += _references(words)
    return tuple(number for _, number in sorted(numbers, key=lambda one: one[0])[:MOST])


@dataclass(frozen=True)
class _Place:
    """A number, where it begins, and where its digits and size end."""

    start: int
    end: int
    number: Number


def _values(words: str) -> Iterator[_Place]:
    for match in VALUE.finditer(words):
        if _is_date(match):
            continue
        value = _value(match["value"]) * _times(match)
        value = -value if match["sign"] else value
        year = _year_after(words, match.end("value"))
        bound = _bound(match["bound"])
        number = Number(match[0].strip(), value, bound, _unit(match), year)
        end = max(match.end("value"), match.end("times"), match.end("share"))
        yield _Place(match.start(), end, number)


def _value(text: str) -> float:
    spelt = SPELT.get(text.lower())
    return float(text.replace(",", "")) if spelt is None else spelt


def _ranged(words: str, values: list[_Place]) -> Iterator[tuple[int, Number]]:
    """Yield numbers, with the two ends of "300 to 400 jobs" as bounds."""
    pairs = [_is_range(words, one, other) for one, other in pairwise(values)]
    ends = zip(values, [False, *pairs], [*pairs, False], strict=False)
    for at, (one, is_upper, is_lower) in enumerate(ends):
        number = one.number
        if is_lower:
            number = _lower(number, values[at + 1].number)
        is_change = words[: values[at - is_upper].start].rstrip().endswith("from")
        if (is_upper or is_lower) and not is_change:
            number = replace(number, bound="less_than" if is_upper else "more_than")
        yield one.start, number


def _is_range(words: str, first: _Place, second: _Place) -> bool:
    """Return whether two numbers are the ends of a range, or of a change."""
    match = JOINED.fullmatch(words[first.end : second.start])
    is_plain = (
        match is not None and first.number.bound == second.number.bound == "exact"
    )
    is_between = words[: first.start].rstrip().lower().endswith("between")
    return is_plain and ("and" in words[first.end : second.start]) == is_between


def _lower(number: Number, upper: Number) -> Number:
    """Return the lower end of a range, in the unit and size of the upper one."""
    value, high = number.value or 0.0, upper.value or 0.0
    is_sized = SIZED.search(upper.words) is not None
    sizes = (size for size in (1e9, 1e6, 1e3) if high >= size > value and is_sized)
    size = next(sizes, 1.0)
    whole = value * size if value * size <= high else value
    unit, year = number.unit or upper.unit, number.year or upper.year
    return replace(number, value=whole, unit=unit, year=year)


def _is_date(match: re.Match[str]) -> bool:
    """Return whether a number is a year or a day of a month."""
    is_bare = not any(match[part] for part in ("money", "share", "times", "bound"))
    first = (match["unit"] or "").split()[:1]
    is_day = bool(first) and first[0].lower() in MONTHS
    return is_bare and (is_day or bool(YEAR.fullmatch(match["value"])))


def _times(match: re.Match[str]) -> float:
    return TIMES.get((match["times"] or "").lower(), 1.0)


def _bound(word: str | None) -> Bound:
    lower = (word or "").lower()
    if not lower:
        return "exact"
    if lower in MORE or lower.startswith("exceed"):
        return "more_than"
    return "less_than" if lower in LESS else "about"


def _unit(match: re.Match[str]) -> str:
    if match["share"] or (match["unit"] or "").strip() in ("per cent", "percent"):
        return "%"
    named = (match["unit"] or "").split()
    while named and named[-1].lower() in NO_UNIT:
        named.pop()
    if named and named[0].lower() in NO_UNIT:
        named = []
    return " ".join([*((match["money"] or "").split()), *named])


def _year_after(words: str, place: int) -> int | None:
    """Return the year named next to a number, before the next number."""
    match = OF_YEAR.search(words, place, place + 60)
    return int(match[1]) if match else None


def _shares(words: str) -> Iterator[tuple[int, Number]]:
    """Yield shares in words: a fifth of the market is about 20 %."""
    for match in SHARE.finditer(words):
        year = _year_after(words, match.end())
        share = SHARES[match["share"].lower()]
        yield match.start(), Number(match["share"], share, "about", "%", year)


def _references(words: str) -> Iterator[tuple[int, Number]]:
    for match in REFERENCE.finditer(words):
        year = _year_after(words, match.end())
        yield match.start(), Number(match[0], None, "by_reference", "", year)
