"""What does a reviewer do to a draft, and what becomes of the tables?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from brownfield.case.case import Case
from brownfield.errors import UseError
from brownfield.reading.statement import digest_of
from brownfield.tables.declared.said import BANDS
from brownfield.tables.definitions import TABLES

Rows = list[dict[str, Any]]
RELATIONS = ("supports", "contradicts", "bounds_low", "bounds_high", "context")


@dataclass(frozen=True)
class Reviewer:
    """Who reviews, and on which day."""

    name: str
    day: str


def acted(case: Case, name: str, typed: str, by: Reviewer) -> Case:
    """Return the case after what was typed about a statement.

    ``c`` confirms, ``r`` rejects, ``e WORDS`` writes its claim anew, ``g B2`` grades,
    ``b WORD`` says how likely it is, ``o GROUP`` names its origin, ``x N`` splits its
    words after N characters, ``l TABLE.COLUMN RELATION [LOW MODE HIGH] [where ROW]``
    links it.

    Raises
    ------
    UseError
        If it cannot be read.
    """
    key, _, rest = typed.strip().partition(" ")
    act = ACTS.get(key)
    if act is None:
        message = f"{key!r} is no key. Keys: {KEYS}."
        raise UseError(message)
    rows = case.tables["statements"].to_dicts()
    place = next(i for i, row in enumerate(rows) if row["statement"] == name)
    if key == "l":
        return _linked(case, name, rest)
    act(rows, place, rest.strip())
    rows[place] |= {"reviewer": by.name, "reviewed": by.day}
    frame = pl.DataFrame(rows, schema=TABLES["statements"].polars_schema)
    return case.with_tables(f"{name} reviewed", statements=frame)


def _confirm(rows: Rows, place: int, _: str) -> None:
    rows[place]["status"] = "confirmed"


def _reject(rows: Rows, place: int, _: str) -> None:
    rows[place]["status"] = "rejected"


def _edit(rows: Rows, place: int, text: str) -> None:
    rows[place]["claim"] = text or rows[place]["claim"]


def _grade(rows: Rows, place: int, text: str) -> None:
    letter, number = text[:1].upper(), text[1:]
    if letter not in "ABCDEF" or number not in tuple("123456"):
        message = f"{text!r} is no grade. Write a letter A to F and 1 to 6, as B2."
        raise UseError(message)
    rows[place] |= {"reliability": letter, "credibility": int(number)}


def _band(rows: Rows, place: int, text: str) -> None:
    if text not in BANDS:
        message = f"{text!r} is no word for a probability: {', '.join(BANDS)}."
        raise UseError(message)
    rows[place]["band"] = text


def _origin(rows: Rows, place: int, text: str) -> None:
    rows[place]["origin"] = text or None


def _split(rows: Rows, place: int, text: str) -> None:
    """Make two statements of one: the words up to a place, and those after it."""
    row = rows[place]
    words = row["claim"] or ""
    if not text.isdigit() or not 0 < int(text) < len(words):
        message = f"x {text}: write a number of characters below {len(words)}."
        raise UseError(message)
    at = int(text)
    rows.insert(place + 1, row | _part(row, words, at, len(words)))
    rows[place + 1]["statement"] = f"{row['statement']}b"
    rows[place] = row | _part(row, words, 0, at)


def _part(row: Mapping[str, Any], words: str, start: int, end: int) -> dict[str, Any]:
    first = row["span_start"]
    part: dict[str, Any] = {"claim": words[start:end]}
    is_verbatim = first is not None and row["span_end"] - first == len(words)
    if is_verbatim:
        part |= {"span_start": first + start, "span_end": first + end}
        part["quote_sha"] = digest_of(words[start:end])
    return part


Act = Callable[[Rows, int, str], None]


def _nothing(_rows: Rows, _place: int, _text: str) -> None:
    return


ACTS: dict[str, Act] = {
    "c": _confirm,
    "r": _reject,
    "e": _edit,
    "g": _grade,
    "b": _band,
    "o": _origin,
    "x": _split,
    "l": _nothing,
}
KEYS = (
    "c confirm, r reject, e WORDS edit, g B2 grade, b WORD probability, o GROUP "
    "origin, x N split, l TABLE.COLUMN RELATION [LOW MODE HIGH] [where ROW] link, "
    "u undo, Enter next, q finish"
)


def _linked(case: Case, name: str, typed: str) -> Case:
    """Return the case with a further row of `assumption_links`.

    Raises
    ------
    UseError
        If it cannot be read, or there is no such assumption.
    """
    given, _, where = typed.partition(" where ")
    words = given.split()
    cell, numbers = (words[0].partition(".") if words else ("", "", "")), words[2:]
    if len(words) < 2 or words[1] not in RELATIONS or len(numbers) not in (0, 1, 3):
        message = (
            f"l {typed}: write l TABLE.COLUMN RELATION, one number or three, and "
            f"where ROW; relations: {', '.join(RELATIONS)}."
        )
        raise UseError(message)
    row: dict[str, Any] = {
        "table": cell[0],
        "where": where.strip() or None,
        "column": cell[2],
    }
    _check_known(case, row)
    row |= {"statement": name, "relation": words[1]} | _ends(numbers)
    rows = [*case.tables["assumption_links"].to_dicts(), row]
    frame = pl.DataFrame(rows, schema=TABLES["assumption_links"].polars_schema)
    return case.with_tables(f"{name} linked", assumption_links=frame)


def _ends(numbers: list[str]) -> dict[str, float | None]:
    """Return low, mode and high as typed: all three, or the mode alone."""
    found: list[float | None] = [_number(one) for one in numbers]
    found = [None, *found, None] if len(found) == 1 else found or [None] * 3
    return dict(zip(("low", "mode", "high"), found, strict=True))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        message = f"{text!r} is no number."
        raise UseError(message) from error


def _check_known(case: Case, row: Mapping[str, Any]) -> None:
    cells = case.tables["assumptions"].select("table", "where", "column").iter_rows()
    wanted = (row["table"], row["where"], row["column"])
    near = [
        f"where {where}" if where else "no where"
        for table, where, column in case.tables["assumptions"]
        .select("table", "where", "column")
        .iter_rows()
        if (table, column) == (wanted[0], wanted[2])
    ]
    if wanted not in set(cells):
        told = f" There is: {'; '.join(near[:6])}." if near else ""
        message = f"No row of assumptions is about {wanted[0]}.{wanted[2]} there.{told}"
        raise UseError(message)
