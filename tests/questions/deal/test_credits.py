"""A maker with credits left over meets one that lacks some, against paper."""

import pytest

from brownfield.case.case import Case
from tests.model.small_cases import buyers, option, pattern, small_case
from tests.model.test_fleet import ELECTRIC, PETROL, credit, rule
from tests.questions.deal.parts import talked


def long_and_short(price: float) -> Case:
    """Return a host of 1,000 electric cars and a guest of 1,000 petrol ones.

    Each has its plant and makes 19,400 a car. At a half the host is 500 credits over,
    the guest 500 short at 1,000 each.
    """
    makers = {"host": "electric", "guest": "petrol"}
    return small_case(
        {
            "parties": [{"party": name} for name in makers],
            "facilities": [
                {"facility": f"{name}-plant", "place": "home", "owner": name}
                for name in makers
            ],
            "shift_patterns": [pattern(f"{name}-plant", 1e4) for name in makers],
            "products": [
                {**ELECTRIC, "company": "host"},
                {**PETROL, "company": "guest"},
            ],
            "build_options": [
                option(
                    made,
                    product=made,
                    facility=f"{name}-plant",
                    programme_owner=name,
                    is_committed=True,
                    conversion_cost=600.0,
                )
                for name, made in makers.items()
            ],
            "demand": [buyers(1_000, 20_000, product=p) for p in makers.values()],
            "policies": [rule()],
            "credits": [credit("pool", price=price)],
        }
    )


@pytest.mark.parametrize("price", [0.0, 600.0])
def test_a_pool_is_worth_the_payments_it_spares(price: float) -> None:
    """Alone the guest pays 500,000; together nobody does, whatever the price between.

    Alone 19.4 m and 18.9 m, together 38.8 m: a surplus of 0.5 m.
    """
    found = talked(long_and_short(price))
    assert found.game.alone == pytest.approx({"host": 19.4e6, "guest": 18.9e6})
    assert found.game.surplus == pytest.approx(500_000.0)


def test_each_party_sees_its_credits() -> None:
    """500 credits at 600: the guest pays the host 300,000, an item of either's cash."""
    found = talked(long_and_short(600.0)).found
    together = found.private
    rows = together.tables["cash"].filter(item="credits").to_dicts()
    assert {row["party"]: row["amount"] for row in rows} == pytest.approx(
        {"host": 300_000.0, "guest": -300_000.0}
    )
