"""Which tables stand beside the words on evidence?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.evidence import words
from brownfield.tell.grids import Cell, Grid, Span, grid
from brownfield.tell.numbers import money, percent, significant

if TYPE_CHECKING:
    from brownfield.questions.evidence.document import Document
    from brownfield.questions.evidence.facts.sides import Timeline
    from brownfield.questions.evidence.facts.told import Told

CLAIM, WORDS = "claim-", "words-"  # anchors of a claim, and of its words


def claims(document: Document, *, linked: bool) -> Grid:
    """Return a row for each claim that bears on a number, or for each of the others.

    A row is found at the anchor of its claim, and leads to its words where they are
    kept.
    """
    chosen = [one for one in document.claims if bool(one.bears_on) == linked]
    kept = {mark.name for one in document.articles for mark in one.marks}
    plain = grid(_frame([_claim(document, one) for one in chosen]), most=len(chosen))
    rows = zip(plain.rows, chosen, strict=True)
    return replace(
        plain,
        rows=tuple((_claimed(one, kept), *row[1:]) for row, one in rows),
        anchors=tuple(f"{CLAIM}{one.statement}" for one in chosen),
    )


def _claimed(one: Told, kept: set[str]) -> Cell:
    """Return a claim, with a way to its words if they are kept."""
    link = Span("its words", f"#{WORDS}{one.statement}")
    said = f"{one.statement}: {one.claim} "
    return Cell(said, "long", (link,) if one.statement in kept else ())


def _claim(document: Document, one: Told) -> dict[str, str]:
    row = {
        "Claim": one.claim,
        "Who says so": words.who(one),
        "Grade": words.judged(one),
    }
    if one.bears_on:
        row["Bears on"] = "; ".join(one.bears_on)
    if one.bears_on and document.has_worth:
        label = words.label(one)
        worth = money(one.evppi or 0.0, document.currency)
        row["Worth"] = f"{worth}; {label}" if label else worth
    return row


def side_by_side(document: Document) -> tuple[Timeline, ...]:
    """Return what several statements are about: cells only where they give numbers."""
    return tuple(
        one
        for one in document.timelines
        if len(one.seen) > 1
        and (not one.is_cell or any(words.value(s) for s in one.seen))
    )


def timelines(document: Document) -> pl.DataFrame:
    """Return a row for each statement about a thing of which several are made."""
    return _frame(
        [
            {
                "About": one.about,
                "When": seen.date,
                "Statement": seen.statement,
                "Who": seen.speaker or "nobody named",
                "How far": words.stance(seen),
                "Value": words.value(seen, one.unit),
                "Grade": seen.grade,
                "Now": seen.superseded_by,
            }
            for one in side_by_side(document)
            for seen in one.seen
        ]
    )


def assumptions(document: Document) -> pl.DataFrame:
    """Return a row for each voice on each linked assumption."""
    return _frame(
        [
            {
                "Assumption": one.name,
                "Voice": voice.origin,
                "Weight": percent(voice.weight),
                "Low": significant(voice.low),
                "Mode": significant(voice.mode),
                "High": significant(voice.high),
                "Unit": one.unit,
            }
            for one in document.assumptions
            for voice in one.voices
        ]
    )


def worths(document: Document) -> pl.DataFrame:
    """Return what each linked assumption is worth to know."""
    return _frame(
        [
            {
                "Assumption": one.name,
                "Worth": money(one.evppi or 0.0, document.currency),
                "Standard error": money(one.standard_error or 0.0, document.currency),
                "Moves the best plan by": money(one.moves_by or 0.0, document.currency),
                "Another plan from": ""
                if one.flips_at is None
                else significant(one.flips_at),
                "Which": one.flips_to,
            }
            for one in document.assumptions
        ]
    )


def _frame(rows: list[dict[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(rows) if rows else pl.DataFrame()
