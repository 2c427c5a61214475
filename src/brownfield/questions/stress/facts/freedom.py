"""How flexible is the plan, and which link would be the best next?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.stress.flexibility.links import Flexibility, NextLink

ONE = 1  # standard vehicle a year, below which sales are the same
TOGETHER = -2  # place of the correlation that is told beside none


@dataclass(frozen=True)
class GuestGain:
    """What guests' links add if demands move together.

    Attributes
    ----------
    correlation
        How far they do, from 0.
    more_sales
        Gain in expected sales, standard vehicles a year.
    """

    correlation: float
    more_sales: float


@dataclass(frozen=True)
class Chain:
    """Products and plants that share capacity, directly or through others.

    Attributes
    ----------
    products, facilities, parties
        Short names.
    """

    products: tuple[str, ...]
    facilities: tuple[str, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Freedom:
    """Flexibility of the plan in the year looked at; standard vehicles a year.

    Attributes
    ----------
    expected_sales, standard_error
        Expected sales and their standard error.
    expected_sales_without_guests
        The same without guests' links.
    sales_added_by_guests
        What guests' links add, by correlation of demands.
    expected_sales_full
        Expected sales if every plant built everything.
    jordan_graves_index
        Chance that some product group is short for want of links, in [0, 1].
    chains
        What links join.
    next_links
        Links that could be added and would sell more, best first: product, facility,
        build_option, is_guest, more_sales, error (its standard error), tooling_cost
        (case currency).
    shared
        Chains of more than one company.
    apart, together
        What guests' links add if demands do not move together, and if they do.
    is_nothing_added
        Whether both are less than one vehicle.
    is_same_without_guests, is_same_full
        Whether sales would be the same, to one vehicle.
    """

    expected_sales: float
    standard_error: float
    expected_sales_without_guests: float
    sales_added_by_guests: tuple[GuestGain, ...]
    expected_sales_full: float
    jordan_graves_index: float
    chains: tuple[Chain, ...]
    next_links: tuple[NextLink, ...]
    shared: tuple[Chain, ...] = field(metadata=TOLD_ONLY)
    apart: GuestGain = field(metadata=TOLD_ONLY)
    together: GuestGain = field(metadata=TOLD_ONLY)
    is_nothing_added: bool = field(metadata=TOLD_ONLY)
    is_same_without_guests: bool = field(metadata=TOLD_ONLY)
    is_same_full: bool = field(metadata=TOLD_ONLY)


def freedom(flexibility: Flexibility) -> Freedom:
    """Return expected sales, index, chains and the best next links."""
    added = tuple(GuestGain(*pair) for pair in flexibility.guests_by_correlation)
    chains = tuple(Chain(**chain) for chain in flexibility.chains)
    apart, together = added[0], added[TOGETHER]
    return Freedom(
        expected_sales=flexibility.expected,
        standard_error=flexibility.error,
        expected_sales_without_guests=flexibility.without_guests,
        sales_added_by_guests=added,
        expected_sales_full=flexibility.full,
        jordan_graves_index=flexibility.index,
        chains=chains,
        next_links=flexibility.next_links,
        shared=tuple(chain for chain in chains if len(chain.parties) > 1),
        apart=apart,
        together=together,
        is_nothing_added=max(apart.more_sales, together.more_sales) < ONE,
        is_same_without_guests=abs(flexibility.without_guests - flexibility.expected)
        < ONE,
        is_same_full=abs(flexibility.full - flexibility.expected) < ONE,
    )
