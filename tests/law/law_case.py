"""One car on one way: a plant, a market, and the rows of law between them.

The car is goods of company `maker`, heading 870380, battery-electric. At the gate it
costs 20,000; freight is 1,000 and insurance 200, so that cif is 21,200.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Rows = Sequence[Row]

OPTION, PRODUCT, PLANT, MARKET = "build", "car", "works", "port"
TERRITORIES = ("CN", "EU", "TR", "UK")  # each has a place named parts-XX
EX_WORKS, FREIGHT, INSURANCE = 20_000.0, 1_000.0, 200.0


@dataclass(frozen=True)
class Origin:
    """Origin test of the car under one agreement, from paper.

    Attributes
    ----------
    foreign
        Non-originating value, case currency per vehicle.
    originates
        Whether the car originates.
    limit
        Largest share of ex works; None for no such test.
    missing
        Part group that must originate and does not.
    ex_works
        Price at the gate.
    """

    foreign: float
    originates: bool
    limit: float | None = None
    missing: str | None = None
    ex_works: float = EX_WORKS


@dataclass(frozen=True)
class LawCase:
    """Rows of law and what they mean for the car, from paper.

    Attributes
    ----------
    measures, agreements, rules, parts
        Rows of trade_measures, agreements, origin_rules and bill_of_materials.
    opens
        Duty per vehicle of every regime open to the car, by regime and quota; None for
        nothing said.
    origin
        Origin of the car by agreement.
    inbound_duty
        Duty on its parts, case currency per vehicle; None for nothing said.
    sent_from
        Customs territory of the plant; the market is in EU.
    year
        Calendar year.
    price
        Price at the gate; None for the sum of its costs, of which 3,000 conversion.
    patterns
        Shift patterns of the plant; none: no crew.
    option
        Cells of the build option that differ.
    indices
        Rows of cost_indices.
    """

    measures: Rows = ()
    agreements: Rows = ()
    rules: Rows = ()
    parts: Rows = ()
    opens: Mapping[tuple[str, str | None], float] | None = None
    origin: Mapping[str, Origin] = field(default_factory=dict)
    inbound_duty: float | None = None
    sent_from: str = "CN"
    year: int = 2026
    price: float | None = EX_WORKS
    patterns: Rows = ()
    option: Row = field(default_factory=dict)
    indices: Rows = ()

    @property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Rows of every table of the case, defaults left out."""
        return {
            "parties": [{"party": "maker"}, {"party": "other"}],
            "places": self._places,
            "facilities": [{"facility": PLANT, "place": "site", "owner": "maker"}],
            "products": [
                {
                    "product": PRODUCT,
                    "company": "maker",
                    "hs_code": "870380",
                    "powertrain": "bev",
                }
            ],
            "shift_patterns": [{"facility": PLANT, **r} for r in self.patterns],
            "build_options": [{**self._option, **self.option}],
            "cost_indices": [dict(row) for row in self.indices],
            "bill_of_materials": [{"build_option": OPTION, **r} for r in self.parts],
            "demand": [
                {
                    "product": PRODUCT,
                    "place": MARKET,
                    "year": self.year,
                    "volume": 1_000.0,
                    "price": 30_000.0,
                }
            ],
            "lanes": [
                {
                    "origin": "site",
                    "destination": MARKET,
                    "freight": FREIGHT,
                    "insurance": INSURANCE,
                }
            ],
            "trade_measures": [dict(row) for row in self.measures],
            "agreements": [dict(row) for row in self.agreements],
            "origin_rules": [dict(row) for row in self.rules],
        }

    @property
    def _places(self) -> list[dict[str, Any]]:
        ends = (("site", self.sent_from), (MARKET, "EU"))
        sources = ((f"parts-{name}", name) for name in TERRITORIES)
        return [
            {"place": place, "customs_territory": territory}
            for place, territory in (*ends, *sources)
        ]

    @property
    def _option(self) -> dict[str, Any]:
        return {
            "build_option": OPTION,
            "product": PRODUCT,
            "facility": PLANT,
            "programme_owner": "maker",
            "mode": "full",
            "conversion_cost": 3_000.0,
            "ex_works_price": self.price,
            "is_committed": True,
        }


def measure(name: str, rate: float, **more: object) -> dict[str, object]:
    """Return a row of the EU on all cars: a share of cif, changed by `more`."""
    row = {"measure": name, "importer": "EU", "hs_code": "8703", "kind": "mfn"}
    return {**row, "ad_valorem": rate, **more}


def members(agreement: str, *territories: str, **more: object) -> list[dict[str, Any]]:
    """Return the members of an agreement."""
    return [
        {"agreement": agreement, "customs_territory": name, **more}
        for name in territories
    ]


def most(threshold: float, **more: object) -> dict[str, object]:
    """Return the rule of TCA on the share of foreign value in cars."""
    rule = {"agreement": "TCA", "hs_code": "8703", "test": "max_non_originating"}
    return {**rule, "threshold": threshold, **more}


def own(part_group: str, **more: object) -> dict[str, object]:
    """Return the rule of TCA that a part group of cars originates."""
    rule = {"agreement": "TCA", "hs_code": "8703", "test": "originating_part"}
    return {**rule, "part_group": part_group, **more}


def part(group: str, value: float, territory: str, **more: object) -> dict[str, object]:
    """Return a part group of the car, bought in a territory."""
    row = {"part_group": group, "source": f"parts-{territory}", "unit_value": value}
    return {**row, **more}


def shift(name: str, cost: float, rate: float, **more: object) -> dict[str, object]:
    """Return a shift pattern of 8 hours on 220 days at 88 %: 1,548.8 x `rate` cars."""
    row = {"pattern": name, "fixed_cost": cost, "jobs_per_hour": rate}
    hours = {"hours_per_shift": 8.0, "shifts_per_day": 1.0, "days_per_year": 220.0}
    return {**row, **hours, "oee": 0.88, **more}
