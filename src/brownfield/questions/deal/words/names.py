"""What are forms, rules, parties and futures of a deal called?"""

from collections.abc import Mapping

from brownfield.questions.deal.question import Deal
from brownfield.tell.labels import labels, pretty
from brownfield.tell.numbers import listed

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
    """Return what a contract form is called in a sentence."""
    first, _, rest = name.partition(" ")
    between = rest.replace(">", " to ")
    return f"{FORM_WORDS.get(first, pretty(first))} {between}".strip()


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


def names_of(told: Deal) -> dict[str, str]:
    """Return the printed names of the parties at the table."""
    known = labels(told.case).parties
    return {party: known.get(party, party) for party in told.game.parties}


def group(names: dict[str, str], coalition: frozenset[str]) -> str:
    """Return the names of a group, in the order of the case."""
    return listed([name for party, name in names.items() if party in coalition])


def splits_of(told: Deal) -> Mapping[str, Mapping[str, float]]:
    """Return the splits to tell: none where there is nothing to split."""
    return told.splits if told.game.has_surplus else {}


def has_two_talks(told: Deal) -> bool:
    """Return whether the companies can talk without the governments at the table."""
    return told.private is not None and bool(told.seats.governments)


def branch_of(told: Deal, scenario: str) -> str:
    """Return the name of the branch a future ends in."""
    assert told.table is not None  # noqa: S101 (futures come from talks)
    nodes = told.table.plan.nodes
    branches = dict(nodes.select("node", "branch").iter_rows())
    return str(branches[scenario])


def alone_open(told: Deal) -> float:
    """Return by how much what somebody has alone may be more than was found.

    A search within its gap may miss as much, at any node.
    """
    game, gap = told.game, told.case.settings.solve.gap
    return max(
        max(game.is_open(frozenset({p})), gap * abs(game.alone[p]))
        for p in told.seats.companies
    )


def is_neutral(told: Deal) -> bool:
    """Return whether every party weighs futures by their mean alone."""
    sides = told.table.talks.sides if told.table else ()
    return all(side.tail_weight == 0.0 for side in sides)


def is_some(told: Deal, amount: float) -> bool:
    """Return whether an amount of money is more than rounding, in any unit of money."""
    return amount > 1e-6 * max(told.game.surplus, told.game.rounding)
