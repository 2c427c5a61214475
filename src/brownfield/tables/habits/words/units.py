"""By which factor does a unit that somebody wrote turn into the declared one?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.tables.habits.words.numbers import is_large

if TYPE_CHECKING:
    from brownfield.tables.columns import Column

SCALES = {
    **dict.fromkeys(("k", "thousand", "thousands", "'000", "000", "000s"), 1e3),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), 1e6),
    **dict.fromkeys(("bn", "billion", "billions"), 1e9),
}
SIGNS = {"£": " gbp ", "€": " eur ", "$": " usd "}
CODES = {"gbp", "eur", "usd", "cny", "jpy", "inr", "krw", "zar", "sek", "chf", "czk"}
FILLERS = {"per", "a", "an", "in", "of", "each", "the", "nominal", "real"}
PERCENT = {"%", "percent", "pct"}
ALIKE = {
    **dict.fromkeys(("vehicle", "veh", "unit", "units", "cars", "car"), "vehicles"),
    **dict.fromkeys(("yr", "pa", "p.a", "annum", "years"), "year"),
    **dict.fromkeys(("hour", "hr", "hrs", "h"), "hours"),
    **dict.fromkeys(("day", "d"), "days"),
    **dict.fromkeys(("week", "wk", "wks"), "weeks"),
    "co2": "co2e",
    "person": "people",
    "shift": "shifts",
}
OTHERS = {  # word found, word declared: times, over
    ("t", "kg"): (1e3, 1.0),
    ("g", "kg"): (1.0, 1e3),
    ("kg", "g"): (1e3, 1.0),
    ("mwh", "kwh"): (1e3, 1.0),
    ("minutes", "hours"): (1.0, 60.0),
    ("min", "hours"): (1.0, 60.0),
    ("weeks", "days"): (7.0, 1.0),
}
MILLION = re.compile(r"(?:[x\u00d7*]\s*|\b)1[,. ]?000[,. ]?000\b")
THOUSAND = re.compile(r"(?:[x\u00d7*]\s*|\b)1[,. ]?000s?\b")
PER_SCALE = re.compile(rf"(?:\bper\s|/)\s*(?:{'|'.join(SCALES)}|1[,. ]?000)\b")
RATE = re.compile(r"([a-z]{3})\s*(?:per|/)\s*([a-z]{3})")
TOKEN = re.compile(r"p\.a\.?|'000|000s?|[a-z]+\d?|%")
MONEY = "case currency"
VEHICLES = "vehicles"
BRACKETS = " ()[]"
YEARLY = "year"


@dataclass(frozen=True)
class Factor:
    """Cells times `times` and over `over` are in the declared unit."""

    times: float = 1.0
    over: float = 1.0

    @property
    def is_one(self) -> bool:
        """Whether cells stay as they are."""
        return self.times == self.over


def unit_factor(text: str, column: Column, currency: str) -> Factor | None:
    """Return what turns a written unit into that of a column; None if it is another.

    Parameters
    ----------
    text
        As in a heading's brackets, e.g. ``k GBP``, ``%`` or ``m``.
    column
        Declared column of numbers.
    currency
        Currency the case counts in.
    """
    words = _words(text, currency.lower())
    if words is None or (CODES | {currency.lower()}) & set(words) - {currency.lower()}:
        return None
    if set(words) & PERCENT:
        beside = {ALIKE.get(word, word) for word in words} - PERCENT
        is_share = "share" in column.unit and beside <= set(_declared(column))
        return Factor(over=100.0) if is_share else None
    factor = 1.0
    for word in words:
        factor *= SCALES.get(word, 1.0)
    is_many = any(of in column.unit for of in (MONEY, VEHICLES))
    if factor != 1.0 and not (is_many or is_large(column)):
        return None  # hours in `m` are minutes, perhaps
    others = [w for w in words if w not in SCALES and w != currency.lower()]
    is_money = currency.lower() in words
    if is_money and MONEY not in column.unit:
        return None
    return _of_words(others, column, factor)


def is_percent(text: str) -> bool:
    """Return whether a written unit is per cent, of a year or not."""
    return bool(PERCENT & set(_words(text, "") or ()))


def rate_of(text: str) -> tuple[str, str] | None:
    """Return the two currencies of a rate such as ``GBP per EUR``; None if it is none.

    Parameters
    ----------
    text
        As in a heading's brackets.
    """
    lower = text.lower()
    for sign, code in SIGNS.items():
        lower = lower.replace(sign, code.strip())
    match = RATE.fullmatch(lower.strip(BRACKETS))
    return (match[1].upper(), match[2].upper()) if match else None


def currency_in(text: str) -> str | None:
    """Return the first currency that a text names by sign or code; None if it does not.

    Parameters
    ----------
    text
        A cell, e.g. ``€20,500``.
    """
    lower = text.lower()
    for sign, code in SIGNS.items():
        lower = lower.replace(sign, code)
    codes = [word for word in re.findall("[a-z]+", lower) if word in CODES]
    return codes[0].upper() if codes else None


def is_unit(text: str, column: Column, currency: str) -> bool:
    """Return whether a cell under a heading names a unit of the column."""
    bare = text.strip(BRACKETS).lower()
    if bare in ("-", "", "text", "label", "name"):
        return True
    if column.kind not in ("number", "integer"):
        return False
    words = set(_words(bare, currency.lower()) or ())
    is_known = unit_factor(bare, column, currency) is not None
    is_number = bare.isdigit() and bare not in SCALES
    return bool(words) and not is_number and (is_known or bool(words & CODES))


def _words(text: str, currency: str) -> list[str] | None:
    """Return the words of a unit, prefixes of currencies apart; None if it is none."""
    lower = text.lower().strip(BRACKETS).replace("\u2019", "'")
    if PER_SCALE.search(lower):
        return None  # a price per thousand vehicles is no thousand of prices
    lower = THOUSAND.sub(" 000 ", MILLION.sub(" m ", lower))
    for sign, code in SIGNS.items():
        lower = lower.replace(sign, code)
    lower = re.sub(r"[/.,-](?=\s|[a-z]|$)", " ", lower.replace("p.a.", "pa"))
    codes = "|".join(sorted((CODES | {currency}) - {""}))
    lower = re.sub(rf"\bt\s*({codes})\b", r"k \1", lower)  # T GBP counts thousands
    lower = re.sub(rf"\b(k|m|bn)?({codes})(k|m|bn)?\b", r"\1 \2 \3", lower)
    left = TOKEN.sub(" ", lower)
    if left.strip(" '"):
        return None
    return [word for word in TOKEN.findall(lower) if word not in FILLERS]


def _of_words(words: list[str], column: Column, factor: float) -> Factor | None:
    declared = set(_declared(column))
    under = set(_alike(column.unit.partition(" per ")[2]))
    times, over = factor, 1.0
    for word in words:
        alike = ALIKE.get(word, word)
        unit = next((d for d in declared if (alike, d) in OTHERS), None)
        if alike in declared:
            continue
        if unit is None:
            return None
        by, of = OTHERS[alike, unit]
        if unit in under:  # one a minute is 60 an hour
            by, of = of, by
        times, over = times * by, over * of
    return Factor(times, over)


def _declared(column: Column) -> list[str]:
    """Return the words of a declared unit; vehicles are always those of a year."""
    words = _alike(column.unit)
    return [*words, YEARLY] if words[:1] == ["vehicles"] else words


def _alike(unit: str) -> list[str]:
    words = re.findall(r"[a-z]+\d?e?", unit.lower())
    return [ALIKE.get(word, word) for word in words]
