"""Three companies with a car each: A hosts C, and A and B may share a group."""

from brownfield.case.case import Case
from tests.model.small_cases import buyers, option, pattern, product, small_case

COMPANIES = ("A", "B", "C")


def rivals(*, group: str | None = "local", price: float = 20_000.0) -> Case:
    """Return the case: 1,000 buyers each, all for 20,000 but C's car.

    A builds for 10,000 (10 m alone), B for 11,000 (9 m alone), C only at A's plant for
    17,000 (nothing alone). One exclusive group may hold the options of A and B.

    Parameters
    ----------
    group
        The exclusive group of A and B; None = none.
    price
        Of C's car.
    """
    places = [{"place": f"at{c}", "customs_territory": "X"} for c in COMPANIES]
    plants = [
        {"facility": f"F{c}", "place": f"at{c}", "owner": c, "kind": "assembly"}
        for c in COMPANIES
    ]
    lanes = [{"origin": f"at{c}", "destination": "m"} for c in COMPANIES]
    prices = {"A": 20_000.0, "B": 20_000.0, "C": price}
    demand = [buyers(1_000, prices[c], product=c.lower(), place="m") for c in COMPANIES]
    where = {"A": ("FA", 10_000.0), "B": ("FB", 11_000.0), "C": ("FA", 17_000.0)}
    options = [
        option(
            f"o{c}",
            product=c.lower(),
            facility=plant,
            programme_owner=c,
            conversion_cost=cost,
            exclusive_group=None if c == "C" else group,
        )
        for c, (plant, cost) in where.items()
    ]
    return small_case(
        {
            "parties": [{"party": c, "discount_rate": 0.0} for c in COMPANIES],
            "places": [*places, {"place": "m", "customs_territory": "X"}],
            "facilities": plants,
            "shift_patterns": [pattern(f"F{c}", 10_000.0) for c in COMPANIES],
            "products": [product(c.lower(), company=c) for c in COMPANIES],
            "build_options": options,
            "lanes": lanes,
            "demand": demand,
        }
    )
