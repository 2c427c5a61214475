"""What is weak about a claim, as its rows show?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.case.said.linked import Cell
from brownfield.case.said.texts import changed_documents, is_changed, texts, words_of
from brownfield.questions.evidence.claims.alike import (
    alike,
    cells,
    heard,
    is_contradicted,
)
from brownfield.tables.declared.said import REFUSALS

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.evidence.claims.ledger import Claim

SECOND = ("second_hand", "second hand")
LIVES = {"considering": 365, "possible": 365, "planned": 730, "probable": 730}
"""Days after which a statement of a kind is old."""


@dataclass(frozen=True)
class Known:
    """What claims are judged by.

    Attributes
    ----------
    names
        All claims of the case.
    heard
        Those that count and in whose place none stands.
    today
        Month or day up to which the tables know the world; None = not said.
    texts
        Texts that are kept, by document.
    changed
        Documents whose text is not the one that was read.
    """

    names: frozenset[str]
    heard: Sequence[Claim]
    today: str | None
    texts: Mapping[str, str] = field(repr=False)
    changed: frozenset[str]


def context_of(case: Case, claims: Sequence[Claim], today: str | None) -> Known:
    """Return what the claims of a case are judged by."""
    kept = texts(case)
    names = frozenset(one.name for one in claims)
    return Known(names, heard(claims), today, kept, changed_documents(case, kept))


def flags(one: Claim, context: Known) -> tuple[str, ...]:
    """Return the flags of a claim, in a fixed order."""
    return tuple(name for name, holds in FLAGS.items() if holds(one, context))


def _is_draft(one: Claim, _: Known) -> bool:
    return bool(one.row["status"] == "draft")


def _is_nowhere(one: Claim, _: Known) -> bool:
    """Return whether nobody can look it up."""
    return not any(one.row[name] for name in ("document", "url", "publisher"))


def _is_stale(one: Claim, context: Known) -> bool:
    """Return whether a later one stands in its place, or it has outlived its kind."""
    row = one.row
    if row["superseded_by"] in context.names:
        return True
    life = LIVES.get(row["modality"] or "")
    if life is None or not row["date"] or not context.today:
        return False
    return days(context.today) - days(row["date"]) > life


def days(date: str) -> float:
    """Return a date as days, near enough for a year."""
    parts = [float(part) for part in date.split("-")[:3] if part.isdigit()]
    year, month, day = [*parts, *(1.0, 1.0, 1.0)[len(parts) :]][:3]
    return year * 365.25 + month * 30.44 + day


def _is_contradicted(one: Claim, context: Known) -> bool:
    return is_contradicted(one, context.heard)


def _is_single(one: Claim, context: Known) -> bool:
    """Return whether nobody of another origin speaks of a cell it bears on."""
    others = (other for other in context.heard if other.origin != one.origin)
    return bool(cells(one)) and bool(
        cells(one) - set[Cell]().union(*map(cells, others))
    )


def _is_second(one: Claim) -> bool:
    return bool(one.row["attribution"] in SECOND or one.row["through"])


def _is_second_only(one: Claim, context: Known) -> bool:
    """Return whether it was passed on, and nobody says the same at first hand."""
    return _is_second(one) and all(map(_is_second, alike(one, context.heard)))


def _is_interested(one: Claim, context: Known) -> bool:
    """Return whether its speaker gains, and nobody who does not says the same.

    Who only passes on what comes from the same origin is nobody else.
    """
    if one.row["speaker_gains"] is not True:
        return False
    return not any(
        other.row["speaker_gains"] is False and other.origin != one.origin
        for other in alike(one, context.heard)
    )


def _is_outside(one: Claim, context: Known) -> bool:
    """Return whether its words have no place, or one that the text has not."""
    row, text = one.row, context.texts.get(one.row["document"] or "")
    if row["span_start"] is None or row["span_end"] is None:
        return bool(row["quote_sha"])
    return text is not None and words_of(row, text) is None


def _is_changed(one: Claim, context: Known) -> bool:
    """Return whether the text, or the words at their place, are not as they were."""
    name = one.row["document"] or ""
    text = context.texts.get(name)
    return text is not None and (name in context.changed or is_changed(one.row, text))


def _is_refusal_used(one: Claim, _: Known) -> bool:
    """Return whether something is made of somebody who says nothing."""
    is_used = bool(cells(one)) or one.cites > 0
    return one.row["attribution"] in REFUSALS and is_used


def _is_idle(one: Claim, context: Known) -> bool:
    return bool(cells(one)) and one.weight == 0.0 and not _is_draft(one, context)


FLAGS: dict[str, Callable[[Claim, Known], bool]] = {
    "unreviewed": _is_draft,
    "unsupported": _is_nowhere,
    "stale": _is_stale,
    "contradicted": _is_contradicted,
    "single origin": _is_single,
    "second-hand only": _is_second_only,
    "interested": _is_interested,
    "outside span": _is_outside,
    "text changed": _is_changed,
    "refusal used": _is_refusal_used,
    "weighs nothing": _is_idle,
}
"""Each flag, and when a claim has it."""
