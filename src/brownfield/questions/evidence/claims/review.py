"""What does a reviewer do to a draft, and what becomes of the tables?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.case.said.grades import BY_MODALITY
from brownfield.errors import UseError
from brownfield.questions.evidence.claims.linking import linked
from brownfield.reading.statement import digest_of
from brownfield.tables.declared.said import BANDS
from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.case.case import Case

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Reviewer:
    """Who reviews, and on which day."""

    name: str
    day: str


def acted(case: Case, name: str, typed: str, by: Reviewer) -> Case:
    """Return the case after what was typed about a statement.

    The first letter is a key of `KEYS`, what follows is what it needs.

    Raises
    ------
    UseError
        If it cannot be read.
    """
    key, _, rest = typed.strip().partition(" ")
    act = ACTS.get(key)
    if act is None and key != "l":
        message = f"{key!r} is no key. Keys: {', '.join(KEYS)}; ? says what they do."
        raise UseError(message)
    if act is None:
        return linked(case, name, rest)
    rows = case.tables["statements"].to_dicts()
    place = next(i for i, row in enumerate(rows) if row["statement"] == name)
    act(rows, place, rest.strip())
    rows[place] |= {"reviewer": by.name or None, "reviewed": by.day}
    frame = pl.DataFrame(rows, schema=TABLES["statements"].polars_schema)
    return case.with_tables(f"{name} reviewed", statements=frame)


def _confirm(rows: Rows, place: int, _: str) -> None:
    rows[place]["status"] = "confirmed"


def _reject(rows: Rows, place: int, _: str) -> None:
    rows[place]["status"] = "rejected"


def _edit(rows: Rows, place: int, text: str) -> None:
    if not text:
        message = "e: write the claim anew behind it, in your words."
        raise UseError(message)
    rows[place]["claim"] = text


def _column(name: str) -> Act:
    """Return what sets a column of a statement to the text typed; blank clears it."""

    def act(rows: Rows, place: int, text: str) -> None:
        rows[place][name] = text or None

    return act


def _gains(rows: Rows, place: int, text: str) -> None:
    if text not in GAINS:
        message = f"i {text}: write i yes, i no or i unknown."
        raise UseError(message)
    rows[place]["speaker_gains"] = GAINS[text]


def _modality(rows: Rows, place: int, text: str) -> None:
    if text not in BY_MODALITY and text != "none":
        message = f"m {text}: write one of {', '.join(BY_MODALITY)} or none."
        raise UseError(message)
    rows[place]["modality"] = text


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


def _split(rows: Rows, place: int, text: str) -> None:
    """Make two statements of one: the words up to a place, and those after it.

    The place is a number of characters, or the words with which the second begins.
    """
    row = rows[place]
    words = row["claim"] or ""
    at = int(text) if text.isdigit() else words.find(text) if text else -1
    if not (words[: max(at, 0)].strip() and words[max(at, 0) :].strip()):
        message = (
            f"x {text}: write the words with which the second statement begins, or a "
            f"number of characters below {len(words)}."
        )
        raise UseError(message)
    rows.insert(place + 1, row | _part(row, words, at, len(words)))
    rows[place + 1]["statement"] = _free(rows, row["statement"])
    rows[place] = row | _part(row, words, 0, at)


def _free(rows: Rows, name: str) -> str:
    """Return the name of a statement with the first letter that is free behind it."""
    taken = {row["statement"] for row in rows}
    letters = (f"{name}{letter}" for letter in ascii_lowercase[1:])
    return next((one for one in letters if one not in taken), f"{name}-{len(rows)}")


def _part(row: Mapping[str, Any], words: str, start: int, end: int) -> dict[str, Any]:
    """Return what a part of the words of a statement says, without blanks around it."""
    start = end - len(words[start:end].lstrip())
    end = start + len(words[start:end].rstrip())
    first = row["span_start"]
    part: dict[str, Any] = {"claim": words[start:end]}
    is_verbatim = first is not None and row["span_end"] - first == len(words)
    if is_verbatim:
        part |= {"span_start": first + start, "span_end": first + end}
        part["quote_sha"] = digest_of(words[start:end])
    return part


Act = Callable[[Rows, int, str], None]
GAINS = {"yes": True, "no": False, "unknown": None}
ACTS: dict[str, Act] = {
    "c": _confirm,
    "r": _reject,
    "e": _edit,
    "g": _grade,
    "b": _band,
    "o": _column("origin"),
    "s": _column("speaker"),
    "d": _column("date"),
    "t": _column("about"),
    "m": _modality,
    "i": _gains,
    "x": _split,
}
KEYS = {
    "c": "confirm",
    "r": "reject",
    "e WORDS": "write the claim anew, in your words",
    "g B2": "grade: source A to F, what it says 1 to 6",
    "b likely": "how likely it is (ICD 203)",
    "s NAME": "who said it",
    "d 2026-01-30": "on which day",
    "m planned": "how firm it is: done, planned, probable, possible, denied",
    "t THING": "what it is about: statements about one thing stand side by side",
    "i yes": "whether its speaker gains by it: yes, no, unknown",
    "o GROUP": "its origin: statements of one origin count once",
    "x WORDS": "split before these words (or after so many characters)",
    "l WORDS": "list the assumptions with these words",
    "l 3 supports 40e6 45e6 50e6": "link it to one: one number, three or none",
    "u": "undo",
    "Enter": "next",
    "q": "finish",
    "?": "show these keys",
}
"""What may be typed, and what it does."""
