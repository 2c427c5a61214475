"""Which extra duty falls on a car for what it is made of? Mostly sent from TR to EU.

The car is 20,000 at the gate and 21,200 cif: the base of 10 % is 2,120. Its work is a
conversion of 3,000, which is 25 % of the cost of a car with parts of 9,000.
"""

from collections.abc import Mapping
from typing import Any

from tests.law.law_case import LawCase, Row, measure, members, most, part, shift

MFN = measure("base", 0.10)  # 2,120
KIT = {"kind": "countervailing", "exporter": "CN", "bears_on": "origin"}
ON_KITS = measure("kits", 0.20, **KIT)  # 20 % of 21,200 = 4,240
BOTH, ALONE = {("mfn+countervailing", None): 6_360.0}, {("mfn", None): 2_120.0}
PACK = part("pack", 7_000.0, "CN", inbound_freight=200.0, hs_code="850760")
INSIDE = {"kind": "anti_dumping", "bears_on": "part", "hs_code": "8507"}
ON_PACKS = measure("packs", 0.50, exporter="CN", **INSIDE)  # 50 % of 7,200 = 3,600


def kit(*parts: Row, **more: Any) -> LawCase:
    """Return the car put together in TR under the base and the duty on kits of CN."""
    found: dict[str, Any] = {"measures": [MFN, ON_KITS], "sent_from": "TR"}
    return LawCase(parts=parts, **{**found, **more})


def full(**more: Any) -> LawCase:
    """Return a car of Chinese parts of 12,000: 100 %, and 3,000 / 15,000 = 20 %."""
    return kit(part("kit", 12_000.0, "CN"), **more)


SCREEN: Mapping[str, LawCase] = {
    # 6,000 / 10,000 = 60 %; 3,000 / 13,000 = 23.1 %
    "exactly 60 % of the parts make a kit": kit(
        part("body", 6_000.0, "CN"), part("rest", 4_000.0, "TR"), opens=BOTH
    ),
    "one less does not": kit(
        part("body", 5_999.0, "CN"), part("rest", 4_001.0, "TR"), opens=ALONE
    ),
    # 8,400 / 12,000 = 70 %; 2,600 / 14,600 = 17.8 %
    "mostly foreign parts with little work make a kit": kit(
        part("kit", 8_400.0, "CN"),
        part("rest", 3_600.0, "TR"),
        option={"conversion_cost": 2_600.0},
        opens=BOTH,
    ),
    # 3,000 / 12,000 = 25 %
    "exactly 25 % of work is mere assembly": kit(
        part("kit", 9_000.0, "CN"), opens=BOTH
    ),
    "one more is making": kit(
        part("kit", 9_000.0, "CN"),
        option={"conversion_cost": 3_001.0},
        opens=ALONE,
    ),
    # 3,000 + 15,488,000 / 15,488 = 4,000; 4,000 / 13,000 = 30.8 %
    "a crew is work": kit(
        part("kit", 9_000.0, "CN"), patterns=[shift("one", 15_488e3, 10.0)], opens=ALONE
    ),
    # 5,900 + 100 = 6,000 of 10,000
    "parts count with their freight": kit(
        part("body", 5_900.0, "CN", inbound_freight=100.0),
        part("rest", 4_000.0, "TR"),
        opens=BOTH,
    ),
    "parts of several groups add up": kit(
        part("body", 5_000.0, "CN"),
        part("pack", 4_000.0, "CN"),
        part("rest", 6_000.0, "TR"),
        opens=BOTH,
    ),
    "a car without parts is no kit": kit(opens=ALONE),
    "half of two makers is a kit of neither": kit(
        part("body", 6_000.0, "CN"), part("rest", 6_000.0, "UK"), opens=ALONE
    ),
    # TR packs may hold Chinese cells: the table does not say where they come from
    "what is inside a part is not asked": kit(
        part("pack", 12_000.0, "TR", foreign_value=11_000.0), opens=ALONE
    ),
}

ORIGIN: Mapping[str, LawCase] = {
    "a row on goods that are sent leaves kits alone": full(
        measures=[MFN, {**ON_KITS, "bears_on": "exporter"}], opens=ALONE
    ),
    "a row on origin bears on goods that are sent, too": kit(
        sent_from="CN", opens=BOTH
    ),
    # 5 % of 21,200 = 1,060
    "a car of its own parts is no kit of elsewhere": full(
        sent_from="CN",
        measures=[
            MFN,
            ON_KITS,
            measure(
                "long", 0.05, hs_code="870380", kind="countervailing", exporter="CN"
            ),
        ],
        opens={("mfn+countervailing", None): 3_180.0},
    ),
    "a car sold where it is put together pays none": full(
        sent_from="EU", opens={("domestic", None): 0.0}
    ),
    "a row on all others looks at who sends": full(
        measures=[MFN, {**ON_KITS, "exporter": None}], opens=BOTH
    ),
    "a row for another heading does not apply to kits": full(
        measures=[MFN, {**ON_KITS, "hs_code": "8704"}], opens=ALONE
    ),
    "a row for later does not apply to kits": full(
        measures=[MFN, {**ON_KITS, "from_year": 2027}], opens=ALONE
    ),
    "a row of another importer does not apply to kits": full(
        measures=[MFN, {**ON_KITS, "importer": "UK"}], opens=ALONE
    ),
    # 10 % + 20.7 % of 21,200, not 35.3 %
    "of two rows on kits the company's own": full(
        measures=[
            MFN,
            measure("all", 0.353, **KIT),
            measure("own", 0.207, **KIT, company="maker"),
        ],
        opens={("mfn+countervailing", None): 6_508.4},
    ),
    # 15 % of 21,200 = 3,180 are less than 4,240
    "one kind is due once: by origin if that is more": full(
        measures=[
            MFN,
            ON_KITS,
            measure("sent", 0.15, kind="countervailing", exporter="TR"),
        ],
        opens=BOTH,
    ),
    # 25 % of 21,200 = 5,300
    "one kind is due once: by the last port if that is more": full(
        measures=[
            MFN,
            ON_KITS,
            measure("sent", 0.25, kind="countervailing", exporter="TR"),
        ],
        opens={("mfn+countervailing", None): 7_420.0},
    ),
    # 2,120 + 4,240 + 3,180
    "the other kind comes on top": full(
        measures=[
            MFN,
            ON_KITS,
            measure("sent", 0.15, kind="anti_dumping", exporter="TR"),
        ],
        opens={("mfn+countervailing+anti_dumping", None): 9_540.0},
    ),
    # 20 % of 20,000 + 30
    "it has its own base": full(
        measures=[MFN, {**ON_KITS, "duty_base": "ex_works", "specific": 30.0}],
        opens={("mfn+countervailing", None): 6_150.0},
    ),
    "neither preference nor quota takes it away": full(
        sent_from="UK",
        measures=[
            MFN,
            ON_KITS,
            measure("free", 0.0, kind="preference", agreement="TCA"),
            measure("some", 0.02, kind="quota", quota_volume=100.0),
        ],
        agreements=members("TCA", "EU", "UK"),
        rules=[most(1.0)],
        opens={
            ("mfn+countervailing", None): 6_360.0,
            ("TCA+countervailing", None): 4_240.0,
            ("some+countervailing", "some"): 4_664.0,
        },
    ),
}

PARTS: Mapping[str, LawCase] = {
    "a part inside pays at its own value": kit(
        PACK, measures=[MFN, ON_PACKS], opens={("mfn+anti_dumping", None): 5_720.0}
    ),
    # 50 % of 7,000 + 30
    "a part inside pays on the base of the row": kit(
        PACK,
        measures=[MFN, {**ON_PACKS, "duty_base": "ex_works", "specific": 30.0}],
        opens={("mfn+anti_dumping", None): 5_650.0},
    ),
    "a row on parts inside holds in its years": kit(
        PACK,
        measures=[
            MFN,
            {**ON_PACKS, "from_year": 2026, "to_year": 2026},
            {**ON_PACKS, "measure": "dearer", "ad_valorem": 0.9, "from_year": 2027},
        ],
        opens={("mfn+anti_dumping", None): 5_720.0},
    ),
    "a part without a heading pays none": kit(
        part("pack", 7_000.0, "CN"), measures=[MFN, ON_PACKS], opens=ALONE
    ),
    "a part of another heading or source pays none": kit(
        part("body", 7_000.0, "CN", hs_code="870829"),
        part("pack", 7_000.0, "TR", hs_code="850760"),
        measures=[MFN, ON_PACKS],
        opens=ALONE,
    ),
    "a row on goods that are sent leaves parts inside alone": kit(
        PACK, measures=[MFN, {**ON_PACKS, "bears_on": "exporter"}], opens=ALONE
    ),
    "a row on origin leaves parts inside alone": kit(
        PACK, measures=[MFN, {**ON_PACKS, "bears_on": "origin"}], opens=ALONE
    ),
    # 10 % of 7,200 and of 1,000 of TR; 900 of the EU itself pay nothing
    "a row on all others bears on every part that comes back": kit(
        PACK,
        part("cells", 1_000.0, "TR", hs_code="850760"),
        part("tray", 900.0, "EU", hs_code="850790"),
        measures=[MFN, {**ON_PACKS, "exporter": None, "ad_valorem": 0.10}],
        opens={("mfn+anti_dumping", None): 2_940.0},
    ),
    # 850760 of CN at 5 %: 360; the tray under 8507 at 50 %: 450
    "of the rows for a part the most exact": kit(
        PACK,
        part("tray", 900.0, "CN", hs_code="850790"),
        measures=[
            MFN,
            ON_PACKS,
            measure("own", 0.05, exporter="CN", **{**INSIDE, "hs_code": "850760"}),
        ],
        opens={("mfn+anti_dumping", None): 2_930.0},
    ),
    # 15 % of 21,200 = 3,180 are less than 3,600
    "one kind is due once: on parts if that is more": kit(
        PACK,
        measures=[
            MFN,
            ON_PACKS,
            measure("sent", 0.15, kind="anti_dumping", exporter="TR"),
        ],
        opens={("mfn+anti_dumping", None): 5_720.0},
    ),
    # 20 % of 21,200 = 4,240
    "one kind is due once: on the car if that is more": kit(
        PACK,
        measures=[
            MFN,
            ON_PACKS,
            measure("sent", 0.20, kind="anti_dumping", exporter="TR"),
        ],
        opens={("mfn+anti_dumping", None): 6_360.0},
    ),
    "a car sold where it is put together pays none for parts inside": kit(
        PACK,
        measures=[MFN, ON_PACKS],
        sent_from="EU",
        opens={("domestic", None): 0.0},
        inbound_duty=3_600.0,
    ),
    "what is inside a part that a plant buys is not asked": kit(
        part("pack", 7_000.0, "TR", hs_code="850760", foreign_value=6_000.0),
        measures=[ON_PACKS],
        sent_from="EU",
        inbound_duty=0.0,
    ),
}

REMEDY_CASES: Mapping[str, LawCase] = {**SCREEN, **ORIGIN, **PARTS}
