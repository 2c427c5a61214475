"""Which tables stand beside the words on evidence?"""

import polars as pl

from brownfield.questions.evidence import words
from brownfield.questions.evidence.document import Document
from brownfield.questions.evidence.facts.told import Told
from brownfield.tell.numbers import money, percent, significant


def claims(document: Document, *, linked: bool) -> pl.DataFrame:
    """Return a row for each claim that bears on a number, or for each of the others."""
    chosen = [one for one in document.claims if bool(one.bears_on) == linked]
    return _frame([_claim(document, one) for one in chosen])


def _claim(document: Document, one: Told) -> dict[str, str]:
    row = {
        "Claim": f"{one.statement}: {one.claim}",
        "Who says so": words.who(one),
        "Grade": "; ".join((one.grade, *one.flags)),
    }
    if one.bears_on:
        row["Bears on"] = "; ".join(one.bears_on)
    if one.bears_on and document.has_worth:
        label = words.label(one)
        worth = money(one.evppi or 0.0, document.currency)
        row["Worth"] = f"{worth}; {label}" if label else worth
    return row


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
