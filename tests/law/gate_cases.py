"""What does a car cost at the gate when no price is stated? From an EU plant, TCA.

Body and pack of CN: 6,500 + 480 and 5,200 + 560, that is 12,740 of foreign value, on
which 4 % and 4.5 % of duty are 279.20 and 259.20; the rest of the EU is 7,600 + 90;
conversion is 1,100. In all 19,300 + 1,130 + 538.40 + 1,100 = 22,068.40 without a crew.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.law.law_case import LawCase, Origin, measure, members, most, part, shift

FOREIGN, BARE = 12_740.0, 22_068.4
KITS = LawCase(
    sent_from="EU",
    price=None,
    agreements=members("TCA", "EU", "UK"),
    rules=[most(0.50)],
    measures=[
        measure("bodies", 0.04, hs_code="8708"),
        measure("packs", 0.045, hs_code="8507"),
    ],
    parts=[
        part("body", 6_500.0, "CN", inbound_freight=480.0, hs_code="870829"),
        part("pack", 5_200.0, "CN", inbound_freight=560.0, hs_code="850760"),
        part("rest", 7_600.0, "EU", inbound_freight=90.0),
    ],
    option={"conversion_cost": 1_100.0},
    inbound_duty=538.4,
)
CREW = 38_000_000 / (6 * 8 * 220 * 0.88)  # 38 m over 9,292.8 cars: 4,089.19 each
ONE = shift("one", 38e6, 6.0)


def kits(crew: float, *, yes: bool, **more: Any) -> LawCase:
    """Return the car with a crew that adds some to its price at the gate."""
    outcome = Origin(FOREIGN, yes, limit=0.50, ex_works=BARE + crew)
    return replace(KITS, origin={"TCA": outcome}, **more)


GATE_CASES: Mapping[str, LawCase] = {
    # 12,740 / 22,068.40 = 57.7 %
    "without a shift pattern there is no crew": kits(0.0, yes=False),
    # 12,740 / 26,157.59 = 48.7 %
    "the crew of the pattern in force counts": kits(
        CREW, yes=True, patterns=[{**ONE, "is_current": True}]
    ),
    # 68 m over 18,585.6 cars would be 3,658.74
    "the pattern in force goes before a cheaper one": kits(
        CREW,
        yes=True,
        patterns=[
            shift("two", 68e6, 6.0, shifts_per_day=2.0),
            {**ONE, "is_current": True},
        ],
    ),
    "without one in force the cheapest for a car": kits(
        68_000_000 / (2 * 9_292.8),
        yes=True,
        patterns=[ONE, shift("two", 68e6, 6.0, shifts_per_day=2.0)],
    ),
    "a pattern that makes nothing is left out": kits(
        CREW, yes=True, patterns=[shift("stopped", 9e6, 0.0, is_current=True), ONE]
    ),
    "plants whose patterns make nothing have no crew": kits(
        0.0, yes=False, patterns=[shift("stopped", 9e6, 0.0)]
    ),
    # 1.6 x 4,089.19 = 6,542.70
    "a car takes crew by its line time": kits(
        1.6 * CREW,
        yes=True,
        patterns=[ONE],
        option={"conversion_cost": 1_100.0, "capacity_use": 1.6},
    ),
    # 4,089.19 x 0.5 = 2,044.60: 12,740 / 24,113 = 52.8 %
    "the crew follows the index of its pattern": kits(
        0.5 * CREW,
        yes=False,
        patterns=[{**ONE, "cost_index": "pay"}],
        indices=[{"index": "pay", "year": 2026, "factor": 0.5}],
    ),
    "a price that is stated holds whatever the crew costs": replace(
        KITS,
        price=20_000.0,
        patterns=[ONE],
        origin={"TCA": Origin(FOREIGN, originates=False, limit=0.50)},
    ),
}
