"""A plan that could be worth more without end names what pays for it.

The firm pays no tax. It buys credits at 100 and hands them at 600 to the host, whose
tax falls by 30 % of that, 180: both gain 80 for each, and no row limits how many.
"""

import pytest

import brownfield
from brownfield.errors import DataError
from brownfield.tables.frames import Row
from tests.model.small_cases import small_case
from tests.model.test_fleet import credit, two_makers

TAXED: Row = {"party": "host", "tax_rate": 0.3, "has_other_profit": True}


def traded(price: float = 100.0, **cells: str | float) -> brownfield.Case:
    """Return two makers; the firm can buy credits at a price, and hand them on."""
    rows = two_makers()
    rows["parties"] = [{"party": "firm"}, TAXED]
    bought = credit("buy", party="firm", price=price, **cells)
    rows["credits"] = [bought, credit("pool", price=600.0)]
    return small_case(rows)


def test_credits_that_earn_for_ever_are_named() -> None:
    """Both moves, with who makes them, and what would end it."""
    with pytest.raises(DataError, match="no best value") as found:
        brownfield.plan(traded())
    told = str(found.value)
    assert "credit buy (buy, firm)" in told
    assert "credit pool (pool, host from firm)" in told
    assert "Give one of them a cap" in told


def test_a_volume_ends_it() -> None:
    """At most 300 credits are for sale: the plan has a best value."""
    assert brownfield.plan(traded(volume=300.0)).is_sound


def test_a_price_above_what_is_saved_ends_it() -> None:
    """At 181 each credit costs 1 more than it saves in tax."""
    assert brownfield.plan(traded(181.0)).is_sound
