"""Rows of small cases of plants, for tests of what is free at each of them."""

from collections.abc import Callable, Mapping
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]
ByPlant = Mapping[tuple[str, int], Mapping[str, Any]]
CapacityOf = Callable[..., ByPlant]


def plant(name: str, owner: str = "maker", **changes: Any) -> Row:
    """Return a plant at works."""
    return {"facility": name, "place": "works", "owner": owner} | changes


def line(name: str, capacity: float = 10_000) -> Row:
    """Return a pattern of one shift of 10 hours on 100 days."""
    return {
        "facility": name,
        "pattern": "one",
        "jobs_per_hour": capacity / 1_000,
        "hours_per_shift": 10,
        "shifts_per_day": 1,
        "days_per_year": 100,
    }


def option(product: str, facility: str, owner: str = "maker", **changes: Any) -> Row:
    """Return a running build option that costs 15,000 a vehicle."""
    usual = {
        "build_option": f"{product}_{facility}",
        "product": product,
        "facility": facility,
        "programme_owner": owner,
        "mode": "full",
        "conversion_cost": 15_000,
        "is_committed": True,
    }
    return usual | changes


def sold(
    product: str, volume: float, price: float = 20_000, *, place: str = "market"
) -> list[Row]:
    """Return the demand of a product in both years."""
    return [
        {
            "product": product,
            "place": place,
            "year": year,
            "volume": volume,
            "price": price,
        }
        for year in (2026, 2027)
    ]


def product(name: str, company: str = "maker") -> Row:
    """Return a battery car of a company."""
    return {
        "product": name,
        "company": company,
        "hs_code": "870380",
        "powertrain": "bev",
    }


def futures(**what_ifs: tuple[float, list[Row]]) -> Rows:
    """Return two-year scenarios: the first year certain, then chance and rows each."""
    nodes = [{"node": "now", "year": 2026, "probability": 1}]
    rows = []
    for name, (chance, changes) in what_ifs.items():
        nodes.append(
            {
                "node": name,
                "year": 2027,
                "probability": chance,
                "parent": "now",
                "what_if": name if changes else None,
            }
        )
        rows += [{"what_if": name, **change} for change in changes]
    return {"scenarios": nodes, "what_ifs": rows}


def change(table: str, where: str, column: str, value: object) -> Row:
    """Return one row of a what-if that sets cells."""
    return {
        "table": table,
        "where": where,
        "column": column,
        "op": "set",
        "value": str(value),
    }


def demand_of(volume: float) -> list[Row]:
    """Return the what-if rows that set the demand of 2027."""
    return [change("demand", "year=2027", "volume", volume)]


LOW_OR_HIGH = futures(low=(0.5, demand_of(2_000)), high=(0.5, demand_of(8_000)))
