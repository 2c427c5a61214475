"""How is told how sure values, shares and fees are?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.deal.words.names import RULE_WORDS, group
from brownfield.tell.numbers import listed, money, significant

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.questions.deal.facts.precision import Precision


def precision(document: Document) -> str | None:
    """Return how far values, shares and fees may be off, if that is worth telling."""
    precision = document.precision
    if precision is None:
        return None
    parts = [
        _values(document, precision),
        _fees(document),
        _joint(document, precision),
        _shares(document, precision),
    ]
    return " ".join(part for part in parts if part)


def _values(document: Document, precision: Precision) -> str:
    """Return which group's value is known least, and what it is at most."""
    low, high, close = (
        money(amount, document.currency)
        for amount in (precision.low, precision.high, precision.close)
    )
    return (
        f"Of {precision.num_groups} groups {precision.num_close} have a value proved "
        f"to {close}; widest is that of {group(document, precision.widest)}, "
        f"{low} to {high}. More time (--time-limit) or a smaller --gap sharpens it."
    )


def _fees(document: Document) -> str:
    """Return how sharp the fee is for the plan found."""
    quoted = document.payments.quoted
    if quoted is None or quoted.fee.low is None:
        return ""
    off = quoted.fee.off
    if off is None:
        return "No fee is proved yet to leave everybody better off than alone."
    if off == 0.0:
        return "For the plan found, both ends of the fee are proved."
    return (
        f"For the plan found, each end of the fee is within {document.currency} "
        f"{significant(off)} per vehicle."
    )


def _joint(document: Document, precision: Precision) -> str:
    """Return how much more than the plan talked about a better one may be worth."""
    if not precision.more:
        return ""
    currency, each = document.currency, ""
    if precision.more_per_vehicle is not None:
        each = f", {currency} {significant(precision.more_per_vehicle)} per vehicle"
    return (
        f"A better plan of {group(document, precision.talking)} may be worth up to "
        f"{money(precision.more, currency)} more{each}, to share on top."
    )


def _shares(document: Document, precision: Precision) -> str:
    """Return by how much the shares of the rules may be off."""
    if not precision.shares:
        return ""
    parts = [
        f"{RULE_WORDS[rule]} {money(most, document.currency)}"
        for rule, most in precision.shares.items()
    ]
    return f"A share may be larger by up to: {listed(parts)}."
