"""What are forms, rules, parties and futures of a deal called?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.tell.labels import pretty
from brownfield.tell.numbers import listed

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document

FORM_WORDS = {
    "fee_per_vehicle": "Fee per vehicle",
    "reservation": "Reservation fee",
    "take_or_pay": "Take-or-pay fee",
    "cost_plus": "Cost plus",
    "price_down": "Yearly price-down",
    "capex_share": "Share of tooling paid by host",
    "grant": "Grant",
    "exit_fee": "Exit fee",
}
RULE_WORDS = {
    "nash": "Nash",
    "shapley": "Shapley",
    "nucleolus": "Nucleolus",
    "equal": "Equal split",
}


def form_words(name: str) -> str:
    """Return what a contract form is called in a sentence.

    Examples
    --------
    >>> form_words("reservation"), form_words("fee_per_vehicle chery>jlr")
    ('Reservation fee', 'Fee per vehicle, Chery to JLR')
    """
    first, _, rest = name.partition(" ")
    between = " to ".join(pretty(party) for party in rest.split(">") if party)
    words = FORM_WORDS.get(first, pretty(first))
    return f"{words}, {between}" if between else words


def future(branch: str) -> str:
    """Return what a future is called in a sentence, in quotation marks."""
    return f"“{pretty(branch)}”"


def shown_in(unit: str, largest: float) -> tuple[float, str]:
    """Return what to divide amounts of a form by, and the unit they then have.

    Examples
    --------
    >>> shown_in("GBP a year", 5e6), shown_in("GBP per vehicle", 4000.0)
    ((1000000.0, 'GBP m a year'), (1.0, 'GBP per vehicle'))
    >>> shown_in("share of tooling", 0.3)
    (0.01, '% of tooling')
    """
    first, _, rest = unit.partition(" ")
    if first == "share":
        return 0.01, f"% {rest}"
    if abs(largest) < 1e5:
        return 1.0, unit
    return 1e6, f"{first} m {rest}".strip()


def group(document: Document, label: str) -> str:
    """Return the printed names of a group, which JSON calls by its parties."""
    return named(document, document.groups.members[label])


def named(document: Document, parties: tuple[str, ...]) -> str:
    """Return the printed names of some parties."""
    return listed([document.names[party] for party in parties])
