"""Which table says what makers may do with the credits of fleet rules?"""

from collections.abc import Mapping

from brownfield.tables.columns import Column, Table
from brownfield.tables.declared.build import POWERTRAINS
from brownfield.tables.declared.shorthand import (
    currency,
    key,
    label,
    number,
    share,
    table,
    year,
)

FLEET_RULES = ("zev_mandate", "co2_limit")
MOVES = ("buy", "sell", "bank", "borrow", "exchange", "pool")
"""What a maker decides to do with credits."""
TERMS = ("opening", "weight", "free_below")
"""What holds without a decision."""
NEEDS: Mapping[str, tuple[str, ...]] = {
    "price": ("buy", "sell"),
    "volume": ("sell", "opening", "free_below"),
    "rate": ("exchange", "weight"),
    "from_policy": ("exchange",),
}
"""Columns, and the kinds that need them."""

CREDITS = table(
    "credits",
    "Something a maker may do with the credits of a fleet rule.",
    key("credit", "Short name; members of one pool share it."),
    Column(
        name="party",
        meaning="Maker it is for; blank = every one without a row of its own.",
        is_key=True,
        reference=("parties",),
    ),
    label(
        "policy",
        "Fleet rule: a policy of kind zev_mandate or co2_limit.",
        reference=("policies",),
        is_required=True,
    ),
    label(
        "kind",
        "buy and sell at `price`. bank: keep for the next year. borrow: pay back the "
        "next year. exchange: use credits of `from_policy` here. pool: be handed "
        "credits by the other members, who get `price`. opening: `volume` to begin "
        "with. weight: a vehicle counts `rate` times. free_below: a maker of at most "
        "`volume` vehicles a year owes nothing.",
        allowed=(*MOVES, *TERMS),
        is_required=True,
    ),
    label(
        "from_policy",
        "Fleet rule whose credits an exchange uses.",
        reference=("policies",),
    ),
    number(
        "price",
        "case currency per credit",
        "Paid for a credit; blank = nothing, in a pool.",
    ),
    currency(),
    number(
        "rate",
        "credits per credit",
        "exchange: credits here for one there. bank: share kept a year. borrow: "
        "credits owed for one borrowed. weight: how often a vehicle counts. Blank = 1.",
    ),
    share("cap", "Most, as a share of the credits asked in the year; blank = any."),
    number(
        "volume",
        "credits a year",
        "Most in a year (blank = any); of opening the credits, of free_below the "
        "vehicles.",
    ),
    label(
        "product",
        "Only this one; blank = any. Read for weight.",
        reference=("products",),
    ),
    label(
        "powertrain",
        "Only this one; blank = any. Read for weight.",
        allowed=POWERTRAINS,
    ),
    year("from_year", "First year; blank = always. An opening is there in it."),
    year("to_year", "Last year; blank = for ever."),
    rows_differ=True,
)

TABLES: tuple[Table, ...] = (CREDITS,)
