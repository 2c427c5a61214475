"""Which duty falls where several rules meet that seldom do? Arithmetic on paper.

The car is 20,000 at the gate and 21,200 cif; 10 % of that is 2,120.
"""

from collections.abc import Mapping

from tests.law.law_case import LawCase, Origin, measure, members, most, own, part

MFN = measure("base", 0.10)  # 2,120
PACT = {"agreement": "TCA"}
TCA = members("TCA", "EU", "UK")
PREF, QUOTA = {"kind": "preference"}, {"kind": "quota", "quota_volume": 500.0}
CVD = {"kind": "countervailing", "exporter": "CN"}
PACK = part("pack", 11_000.0, "CN")  # 55 % of 20,000

RARE_CASES: Mapping[str, LawCase] = {
    # 8 % of 21,200 = 1,696; the company's own 1 % stands under the shorter heading
    "a company's own preference yields to a longer heading": LawCase(
        measures=[
            MFN,
            measure("own", 0.01, company="maker", exporter="UK", **PREF, **PACT),
            measure("long", 0.08, hs_code="87038", **PREF, **PACT),
        ],
        agreements=TCA,
        rules=[most(1.0)],
        opens={("mfn", None): 2_120.0, ("TCA", None): 1_696.0},
        sent_from="UK",
    ),
    # 35.3 % of 21,200 = 7,483.60 once the company's own 20.7 % has ended
    "a company's own remedy that has ended leaves it that of its country": LawCase(
        measures=[
            MFN,
            measure("own", 0.207, company="maker", to_year=2025, **CVD),
            measure("all", 0.353, **CVD),
        ],
        opens={("mfn+countervailing", None): 9_603.6},
    ),
    # 3 %, 1 % and 2 % of 21,200; a volume of the pact asks for origin as its rate does
    "two quotas and a preference of one agreement are three regimes": LawCase(
        measures=[
            MFN,
            measure("p", 0.03, **PREF, **PACT),
            measure("q1", 0.01, hs_code="870380", **QUOTA, **PACT),
            measure("q2", 0.02, company="maker", **QUOTA, **PACT),
        ],
        agreements=TCA,
        rules=[most(1.0)],
        opens={
            ("mfn", None): 2_120.0,
            ("TCA", None): 636.0,
            ("q1", "q1"): 212.0,
            ("q2", "q2"): 424.0,
        },
        sent_from="UK",
    ),
    # 55 % > 45 %: of all that is open to members only the free quota of no pact is left
    "without origin two quotas and a preference of one agreement shut": LawCase(
        measures=[
            MFN,
            measure("p", 0.0, **PREF, **PACT),
            measure("q1", 0.01, **QUOTA, **PACT),
            measure("q2", 0.02, hs_code="870380", **QUOTA, **PACT),
            measure("all", 0.05, **QUOTA),
        ],
        agreements=TCA,
        rules=[most(0.45)],
        parts=[PACK],
        origin={"TCA": Origin(11_000.0, originates=False, limit=0.45)},
        opens={("mfn", None): 2_120.0, ("all", "all"): 1_060.0},
        sent_from="UK",
    ),
    # 55 % of 60 % in the last year of the old rule
    "a rule of origin holds in its last year": LawCase(
        measures=[MFN, measure("p", 0.0, **PREF, **PACT)],
        agreements=TCA,
        rules=[most(0.60, to_year=2026), most(0.45, from_year=2027)],
        parts=[PACK],
        origin={"TCA": Origin(11_000.0, originates=True, limit=0.60)},
        opens={("mfn", None): 2_120.0, ("TCA", None): 0.0},
        sent_from="UK",
    ),
    # 55 % of 45 % in the first year of the next
    "and gives way in the first year of the next": LawCase(
        measures=[MFN, measure("p", 0.0, **PREF, **PACT)],
        agreements=TCA,
        rules=[most(0.60, to_year=2026), most(0.45, from_year=2027)],
        parts=[PACK],
        origin={"TCA": Origin(11_000.0, originates=False, limit=0.45)},
        opens={("mfn", None): 2_120.0},
        sent_from="UK",
        year=2027,
    ),
    # the rule for bev asks for the pack; the rule for any would let 55 % pass
    "a rule for the powertrain is the only one, at its heading": LawCase(
        measures=[MFN, measure("p", 0.0, **PREF, **PACT)],
        agreements=TCA,
        rules=[most(0.60), own("pack", powertrain="bev")],
        parts=[PACK],
        origin={"TCA": Origin(11_000.0, originates=False, missing="pack")},
        opens={("mfn", None): 2_120.0},
        sent_from="UK",
    ),
    # 4 % of 20,000 + 300 = 1,100; 20 % of 21,200 = 4,240
    "a quota on ex works with an amount, and a remedy on cif": LawCase(
        measures=[
            MFN,
            measure("q", 0.04, duty_base="ex_works", specific=300.0, **QUOTA),
            measure("added", 0.20, **CVD),
        ],
        opens={
            ("mfn+countervailing", None): 6_360.0,
            ("q+countervailing", "q"): 5_340.0,
        },
    ),
    # 30,000 - 2,120 = 27,880: the exact row asks for 28,000, and the other is not it
    "a more exact undertaking that is too dear keeps the wider one out": LawCase(
        measures=[
            MFN,
            measure("added", 0.20, **CVD),
            measure("wide", 0.0, kind="undertaking", minimum_price=1.0),
            measure(
                "own",
                0.0,
                kind="undertaking",
                company="maker",
                minimum_price=28_000.0,
            ),
        ],
        opens={("mfn+countervailing", None): 6_360.0},
    ),
    # quota 212; under the undertaking 2,120, within its volume; else 6,360
    "a quota keeps the remedy that an undertaking with a volume spares": LawCase(
        measures=[
            MFN,
            measure("added", 0.20, **CVD),
            measure("q", 0.01, **QUOTA),
            measure(
                "floor",
                0.0,
                kind="undertaking",
                minimum_price=27_880.0,
                quota_volume=100.0,
            ),
        ],
        opens={
            ("mfn+countervailing", None): 6_360.0,
            ("q+countervailing", "q"): 4_452.0,
            ("mfn+undertaking", "floor"): 2_120.0,
        },
    ),
}
