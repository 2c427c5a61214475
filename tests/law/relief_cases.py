"""What do price undertakings and drawback spare a car? 21,200 cif, sold at 30,000.

The pack of the car comes from CN at 9,000; where the plant's territory levies 4.5 % on
it, 405 has been paid.
"""

from collections.abc import Mapping
from typing import Any

from tests.law.law_case import LawCase, Row, measure, members, most, part

MFN = measure("base", 0.10)  # 2,120
ADDED = measure("added", 0.20, kind="countervailing")  # 4,240
DUMPED = measure("dumped", 0.05, kind="anti_dumping")  # 1,060
QUOTA = measure("q", 0.05, kind="quota", quota_volume=100.0)  # 1,060
PREF = measure("p", 0.02, kind="preference", agreement="TCA")  # 424
Opens = Mapping[tuple[str, str | None], float]
FULL: Opens = {("mfn+countervailing", None): 6_360.0}
KEPT: Opens = {**FULL, ("mfn+undertaking", None): 2_120.0}


def promise(least: float, **more: object) -> Row:
    """Return an undertaking of the EU on all cars at a least price."""
    named = {"kind": "undertaking", "minimum_price": least}
    return measure("promise", 0.0, **{**named, **more})


UNDERTAKINGS: Mapping[str, LawCase] = {
    # 30,000 - 2,120 still due = 27,880
    "a price just at the least keeps the undertaking": LawCase(
        measures=[MFN, ADDED, promise(27_880.0)], opens=KEPT
    ),
    "a price one under the least does not": LawCase(
        measures=[MFN, ADDED, promise(27_881.0)], opens=FULL
    ),
    "under a volume it is told by its measure": LawCase(
        measures=[MFN, ADDED, promise(20_000.0, quota_volume=100.0)],
        opens={**FULL, ("mfn+undertaking", "promise"): 2_120.0},
    ),
    # 30,000 - 2,120 - 1,060 = 26,820; 6,360 + 1,060 without it
    "anti-dumping duty stays and is still due": LawCase(
        measures=[MFN, ADDED, DUMPED, promise(26_820.0)],
        opens={
            ("mfn+countervailing+anti_dumping", None): 7_420.0,
            ("mfn+undertaking+anti_dumping", None): 3_180.0,
        },
    ),
    "so a price that bears only the base is too low": LawCase(
        measures=[MFN, ADDED, DUMPED, promise(26_821.0)],
        opens={("mfn+countervailing+anti_dumping", None): 7_420.0},
    ),
    # TCA 424 + 4,240 = 4,664
    "a preference is a base too": LawCase(
        measures=[MFN, PREF, ADDED, promise(20_000.0)],
        agreements=members("TCA", "EU", "UK"),
        rules=[most(1.0)],
        opens={
            **KEPT,
            ("TCA+countervailing", None): 4_664.0,
            ("TCA+undertaking", None): 424.0,
        },
        sent_from="UK",
    ),
    # 2 % keeps 30,000 - 424 = 29,576, 10 % only 27,880
    "the price is asked under each base by itself": LawCase(
        measures=[MFN, PREF, ADDED, promise(29_000.0)],
        agreements=members("TCA", "EU", "UK"),
        rules=[most(1.0)],
        opens={
            **FULL,
            ("TCA+countervailing", None): 4_664.0,
            ("TCA+undertaking", None): 424.0,
        },
        sent_from="UK",
    ),
    # 1,060 + 4,240
    "a quota stays a regime of its own": LawCase(
        measures=[MFN, ADDED, QUOTA, promise(20_000.0)],
        opens={**KEPT, ("q+countervailing", "q"): 5_300.0},
    ),
    "without countervailing duty there is nothing to spare": LawCase(
        measures=[MFN, DUMPED, promise(20_000.0)],
        opens={("mfn+anti_dumping", None): 3_180.0},
    ),
    "a company's own undertaking goes before its country's": LawCase(
        measures=[
            MFN,
            ADDED,
            promise(20_000.0, company="maker", measure="own"),
            promise(29_000.0, exporter="CN"),
        ],
        opens=KEPT,
    ),
    "even where only its country's would be kept": LawCase(
        measures=[
            MFN,
            ADDED,
            promise(29_000.0, company="maker", measure="own"),
            promise(20_000.0, exporter="CN"),
        ],
        opens=FULL,
    ),
    "an undertaking for something else is shut": LawCase(
        measures=[
            MFN,
            ADDED,
            promise(1.0, exporter="TR"),
            promise(1.0, company="other"),
            promise(1.0, powertrain="ice"),
            promise(1.0, hs_code="8704"),
            promise(1.0, to_year=2025),
        ],
        opens=FULL,
    ),
    "it spares the duty on kits that are put together": LawCase(
        measures=[
            MFN,
            measure(
                "kits", 0.20, kind="countervailing", exporter="CN", bears_on="origin"
            ),
            promise(20_000.0, exporter="TR"),
        ],
        parts=[part("kit", 12_000.0, "CN")],
        opens=KEPT,
        sent_from="TR",
    ),
    "within one territory it means nothing": LawCase(
        measures=[MFN, ADDED, promise(20_000.0)],
        opens={("domestic", None): 0.0},
        sent_from="EU",
    ),
}

PACK = part("pack", 9_000.0, "CN", hs_code="850760")
ON_PACKS = measure("packs", 0.045, importer="UK", hs_code="8507")  # 405
BASE = measure("base", 0.10, duty_base="ex_works")  # 10 % of 24,000 = 2,400
FREE = measure("p", 0.0, kind="preference", agreement="TCA")
BARRED = members("TCA", "EU", "UK")


def back(share: float = 1.0, **more: object) -> Row:
    """Return a row by which the UK pays duty on parts back."""
    named = {"kind": "drawback", "importer": "UK", "hs_code": "85", "measure": "back"}
    return measure("back", share, **{**named, **more})


def exported(*measures: Row, **more: Any) -> LawCase:
    """Return the car of 24,000 sent from the UK with its pack of CN."""
    usual: dict[str, Any] = {"price": 24_000.0, "parts": [PACK], "sent_from": "UK"}
    rules = {"rules": [most(1.0)], "inbound_duty": 405.0}
    return LawCase(measures=[BASE, ON_PACKS, *measures], **{**usual, **rules, **more})


DRAWBACK: Mapping[str, LawCase] = {
    "nothing comes back by itself": exported(opens={("mfn", None): 2_400.0}),
    # 2,400 - 405: with the duty on the pack the car bears 2,400
    "duty on parts comes back on export": exported(
        back(), opens={("mfn+drawback", None): 1_995.0}
    ),
    # 2,400 - 90 % of 405
    "a share of it, where the row says so": exported(
        back(0.9), opens={("mfn+drawback", None): 2_035.5}
    ),
    # 0.2 % of 405
    "however little it is": exported(
        back(0.002), opens={("mfn+drawback", None): 2_399.19}
    ),
    "an agreement bars it unless it says otherwise": exported(
        back(),
        FREE,
        agreements=BARRED,
        opens={("mfn+drawback", None): 1_995.0, ("TCA", None): 0.0},
    ),
    # 0 - 405: the car bears nothing
    "an agreement may allow it": exported(
        back(),
        FREE,
        agreements=members("TCA", "EU", "UK", allows_drawback=True),
        opens={("mfn+drawback", None): 1_995.0, ("TCA+drawback", None): -405.0},
    ),
    "each agreement by its own word": exported(
        back(),
        FREE,
        measure("o", 0.0, kind="preference", agreement="OLD"),
        agreements=[*members("OLD", "EU", "UK", allows_drawback=True), *BARRED],
        rules=[most(1.0), most(1.0, agreement="OLD")],
        opens={
            ("mfn+drawback", None): 1_995.0,
            ("OLD+drawback", None): -405.0,
            ("TCA", None): 0.0,
        },
    ),
    "to the member that exports": exported(
        back(),
        FREE,
        agreements=[
            *members("TCA", "EU", allows_drawback=True),
            *members("TCA", "UK"),
        ],
        opens={("mfn+drawback", None): 1_995.0, ("TCA", None): 0.0},
    ),
    # 5 % of 25,200 cif = 1,260, less 405; under the agreement it stays
    "a quota without an agreement allows it": exported(
        back(),
        QUOTA,
        measure("of-tca", 0.01, kind="quota", agreement="TCA", quota_volume=9.0),
        agreements=BARRED,
        opens={
            ("mfn+drawback", None): 1_995.0,
            ("q+drawback", "q"): 855.0,
            ("of-tca", "of-tca"): 252.0,
        },
    ),
    # 405 + 10 % of 9,000 = 1,305 paid; 2,400 - 1,305
    "extra duty on the part comes back too": exported(
        back(),
        measure("ad", 0.10, kind="anti_dumping", importer="UK", hs_code="8507"),
        opens={("mfn+drawback", None): 1_095.0},
        inbound_duty=1_305.0,
    ),
    # 405 + 10 % of 1,000 = 505 paid; 2,400 - 505
    "what was paid on several parts adds up": exported(
        back(),
        measure("motors", 0.10, importer="UK", hs_code="8501"),
        parts=[PACK, part("motor", 1_000.0, "CN", hs_code="850140")],
        opens={("mfn+drawback", None): 1_895.0},
        inbound_duty=505.0,
    ),
    # the longer heading: 50 % of 405 = 202.50
    "the most exact row applies": exported(
        back(1.0, exporter="CN"),
        back(0.5, hs_code="8507", measure="exact"),
        opens={("mfn+drawback", None): 2_197.5},
    ),
    # all of 405, not half
    "a row for where the part comes from goes before one for any": exported(
        back(0.5),
        back(1.0, exporter="CN", measure="exact"),
        opens={("mfn+drawback", None): 1_995.0},
    ),
    "a row for something else pays nothing back": exported(
        back(importer="EU"),
        back(exporter="TR"),
        back(hs_code="87"),
        back(to_year=2025),
        opens={("mfn", None): 2_400.0},
    ),
    "what was not paid does not come back": exported(
        back(),
        parts=[part("pack", 9_000.0, "UK", hs_code="850760")],
        inbound_duty=0.0,
        opens={("mfn", None): 2_400.0},
    ),
    # sold where it was built: the EU levies 10 % on packs
    "at home nothing comes back": LawCase(
        measures=[
            measure("packs", 0.10, hs_code="8507"),
            back(importer="EU"),
        ],
        parts=[PACK],
        sent_from="EU",
        opens={("domestic", None): 0.0},
        inbound_duty=900.0,
    ),
    # 30,000 - 2,400 = 27,600; 20 % of 25,200 cif = 5,040 spared; 405 comes back after
    "the price of an undertaking is asked before the refund": exported(
        ADDED,
        back(),
        promise(30_000.0 - 2_400.0),
        opens={
            ("mfn+countervailing+drawback", None): 2_400.0 + 5_040.0 - 405.0,
            ("mfn+undertaking+drawback", None): 1_995.0,
        },
    ),
    # 9 % of 25,200 = 2,268 under TCA, which bars drawback; 2,400 - 405 = 1,995
    "under a volume the refund is counted before the cheapest base": exported(
        ADDED,
        back(),
        measure("p", 0.09, kind="preference", agreement="TCA"),
        promise(20_000.0, quota_volume=50.0),
        agreements=BARRED,
        opens={
            ("mfn+countervailing+drawback", None): 2_400.0 + 5_040.0 - 405.0,
            ("TCA+countervailing", None): 2_268.0 + 5_040.0,
            ("mfn+undertaking+drawback", "promise"): 1_995.0,
            ("TCA+undertaking", "promise"): 2_268.0,
        },
    ),
}

RELIEF_CASES = {**UNDERTAKINGS, **DRAWBACK}
