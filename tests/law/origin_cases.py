"""Does a car originate, and what do its parts pay? Sent from UK to EU under TCA."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.law.law_case import LawCase, Origin, measure, members, most, own, part

TCA = members("TCA", "EU", "UK")
CELLS = {"hs_code": "850760"}
OWN_TEST = most(0.30, hs_code="8507")  # of parts: 30 % of their own value


def car(*parts: Mapping[str, Any], **more: Any) -> LawCase:
    """Return the car of 20,000 under a limit of 45 %, that is 9,000, and its parts."""
    plain = LawCase(agreements=TCA, rules=[most(0.45)], parts=parts, sent_from="UK")
    return replace(plain, **more)


def tca(foreign: float, *, yes: bool, **more: Any) -> dict[str, Origin]:
    """Return the outcome under TCA with the limit of 45 %."""
    return {
        "TCA": Origin(**{"foreign": foreign, "originates": yes, "limit": 0.45, **more})
    }


SHARES: Mapping[str, LawCase] = {
    # 9,000 of 20,000 is 45 %
    "a share exactly at its limit passes": car(
        part("body", 9_000.0, "CN"), origin=tca(9_000.0, yes=True)
    ),
    "one more does not": car(
        part("body", 9_001.0, "CN"), origin=tca(9_001.0, yes=False)
    ),
    # 57 % of 100 is 56.99999999999999 to a computer
    "a share at its limit passes in spite of rounding": car(
        part("body", 57.0, "CN"),
        rules=[most(0.57)],
        price=100.0,
        origin=tca(57.0, yes=True, limit=0.57, ex_works=100.0),
    ),
    # 1e-8 of a share above it is more than rounding
    "a share a hundred millionth above its limit does not": car(
        part("body", 57.000001, "CN"),
        rules=[most(0.57)],
        price=100.0,
        origin=tca(57.000001, yes=False, limit=0.57, ex_works=100.0),
    ),
    # 8,900 + 101
    "inbound freight counts as foreign": car(
        part("body", 8_900.0, "CN", inbound_freight=101.0),
        origin=tca(9_001.0, yes=False),
    ),
    # 6,000 + 3,000; the 8,000 from either member count nothing
    "parts of members do not count, others add up": car(
        part("body", 6_000.0, "CN"),
        part("pack", 3_000.0, "TR"),
        part("seats", 5_000.0, "UK"),
        part("axles", 3_000.0, "EU"),
        origin=tca(9_000.0, yes=True),
    ),
    # 40 % of 20,000 + 500
    "of a partner the share that does not cumulate is foreign": car(
        part("body", 20_000.0, "TR", inbound_freight=500.0),
        agreements=[*TCA, *members("TCA", "TR", cumulates=0.6)],
        origin=tca(8_200.0, yes=True),
    ),
    "a partner that cumulates nothing is foreign": car(
        part("body", 9_001.0, "TR"),
        agreements=[*TCA, *members("TCA", "TR", cumulates=0.0)],
        origin=tca(9_001.0, yes=False),
    ),
    # TCA: 9,001 of TR are foreign; WIDE has TR as a member
    "each agreement has its own members": car(
        part("body", 9_001.0, "TR"),
        agreements=[*TCA, *members("WIDE", "EU", "UK", "TR")],
        rules=[most(0.45), most(0.45, agreement="WIDE")],
        origin={
            "TCA": Origin(9_001.0, originates=False, limit=0.45),
            "WIDE": Origin(0.0, originates=True, limit=0.45),
        },
    ),
}

PARTS: Mapping[str, LawCase] = {
    "a part said to originate counts in full, wherever from": car(
        part("pack", 12_000.0, "CN", is_originating=True, **CELLS),
        rules=[most(0.45), own("pack")],
        origin=tca(0.0, yes=True),
    ),
    # 9,500 + 200
    "a part said not to originate is foreign, though of a member": car(
        part("pack", 9_500.0, "UK", is_originating=False, inbound_freight=200.0),
        rules=[most(0.45), own("pack")],
        origin=tca(9_700.0, yes=False, missing="pack"),
    ),
    # what is said comes before the part's own test: 1 of 10,000 would pass
    "what is said comes before the test": car(
        part("pack", 10_000.0, "UK", is_originating=False, foreign_value=1.0, **CELLS),
        rules=[most(0.45), OWN_TEST],
        origin=tca(10_000.0, yes=False),
    ),
    # 3,000 of 10,000 is 30 %
    "a tested part exactly at its limit counts in full": car(
        part("pack", 10_000.0, "UK", foreign_value=3_000.0, **CELLS),
        rules=[most(0.45), OWN_TEST, own("pack")],
        origin=tca(0.0, yes=True),
    ),
    # 10,000 + 100 freight
    # 57 % of 100 is 56.99999999999999 to a computer
    "a tested part at its limit passes in spite of rounding": car(
        part("pack", 100.0, "UK", foreign_value=57.0, **CELLS),
        rules=[most(0.45), {**OWN_TEST, "threshold": 0.57}],
        origin=tca(0.0, yes=True),
    ),
    "a tested part a hundred millionth above its limit does not": car(
        part("pack", 100.0, "UK", foreign_value=57.000001, **CELLS),
        rules=[most(0.45), {**OWN_TEST, "threshold": 0.57}],
        origin=tca(100.0, yes=True),
    ),
    "a tested part above its limit is foreign in full": car(
        part(
            "pack",
            10_000.0,
            "UK",
            foreign_value=3_001.0,
            inbound_freight=100.0,
            **CELLS,
        ),
        rules=[most(0.45), OWN_TEST, own("pack")],
        origin=tca(10_100.0, yes=False, missing="pack"),
    ),
    "a tested part from outside is foreign though it passes": car(
        part("pack", 10_000.0, "CN", foreign_value=1_000.0, **CELLS),
        rules=[most(0.45), OWN_TEST, own("pack")],
        origin=tca(10_000.0, yes=False, missing="pack"),
    ),
    "a tested part of a partner counts in full, whatever cumulates": car(
        part("pack", 10_000.0, "TR", foreign_value=1_000.0, **CELLS),
        agreements=[*TCA, *members("TCA", "TR", cumulates=0.0)],
        rules=[most(0.45), OWN_TEST, own("pack")],
        origin=tca(0.0, yes=True),
    ),
    "before its rule is in force a part is not tested": car(
        part("pack", 10_000.0, "UK", foreign_value=9_000.0, **CELLS),
        rules=[most(0.45), {**OWN_TEST, "from_year": 2027}],
        origin=tca(0.0, yes=True),
    ),
    "a part without a heading is not tested": car(
        part("pack", 10_000.0, "UK", foreign_value=9_000.0),
        rules=[most(0.45), OWN_TEST],
        origin=tca(0.0, yes=True),
    ),
    "a part that gives no foreign value is not tested": car(
        part("pack", 10_000.0, "UK", **CELLS),
        rules=[most(0.45), OWN_TEST],
        origin=tca(0.0, yes=True),
    ),
    # 850760: 50 % of 10,000 allowed, 8507 would allow 3,000 only
    "a part is tested by its longest heading": car(
        part("pack", 10_000.0, "UK", foreign_value=5_000.0, **CELLS),
        rules=[most(0.45), OWN_TEST, most(0.50, hs_code="850760")],
        origin=tca(0.0, yes=True),
    ),
    # the row for parts allows 20 %, the one for any 30 %, the one for cars 90 %
    "a part is tested by the rule for parts": car(
        part("pack", 10_000.0, "UK", foreign_value=2_500.0, **CELLS),
        rules=[
            most(0.45),
            OWN_TEST,
            {**OWN_TEST, "threshold": 0.2, "powertrain": "part"},
            {**OWN_TEST, "threshold": 0.9, "powertrain": "bev"},
        ],
        origin=tca(10_000.0, yes=False),
    ),
}

RULES: Mapping[str, LawCase] = {
    # 870380: 30 % of 20,000 = 6,000; a powertrain of the shorter heading is no help
    "the longest heading counts before the powertrain": car(
        part("body", 6_001.0, "CN"),
        rules=[most(0.60, powertrain="bev"), most(0.30, hs_code="870380")],
        origin=tca(6_001.0, yes=False, limit=0.30),
    ),
    "one more digit counts before the powertrain too": car(
        part("body", 9_001.0, "CN"),
        rules=[most(0.60, hs_code="870", powertrain="bev"), most(0.45)],
        origin=tca(9_001.0, yes=False),
    ),
    # 60 % of 20,000 = 12,000
    "at one heading a rule for the powertrain beats one for any": car(
        part("body", 12_000.0, "CN"),
        rules=[most(0.45), most(0.60, powertrain="bev"), most(0.9, powertrain="ice")],
        origin=tca(12_000.0, yes=True, limit=0.60),
    ),
    "the own rules of a powertrain leave out those for any": car(
        part("body", 9_000.0, "CN"),
        rules=[own("pack"), most(0.45, powertrain="bev")],
        origin=tca(9_000.0, yes=True),
    ),
    "no rule for the heading, no origin": car(
        rules=[most(0.45, hs_code="8704"), most(0.9, powertrain="ice")],
        origin=tca(0.0, yes=False, limit=None),
    ),
    "a rule that is over is none": car(
        rules=[most(0.45, to_year=2025)], origin=tca(0.0, yes=False, limit=None)
    ),
    "the rule of the year, amid its years": car(
        part("body", 9_001.0, "CN"),
        rules=[most(0.45, from_year=2025, to_year=2027)],
        origin=tca(9_001.0, yes=False),
    ),
    "the rule of the year, in its first year": car(
        part("body", 9_001.0, "CN"),
        rules=[most(0.55, to_year=2026), most(0.45, from_year=2027)],
        origin=tca(9_001.0, yes=False),
        year=2027,
    ),
    "the rule of the year, in its last year": car(
        part("body", 11_000.0, "CN"),
        rules=[most(0.55, to_year=2026), most(0.45, from_year=2027)],
        origin=tca(11_000.0, yes=True, limit=0.55),
    ),
    "a part group that must originate and does": car(
        part("pack", 9_999.0, "EU"),
        rules=[own("pack")],
        origin=tca(0.0, yes=True, limit=None),
    ),
    "a part group that must originate and is not bought": car(
        part("body", 1.0, "CN"),
        rules=[most(0.45), own("pack")],
        origin=tca(1.0, yes=False, missing="pack"),
    ),
    # the share alone would pass: 1 of 20,000
    "every rule must pass: the part group does not": car(
        part("pack", 1.0, "CN"),
        rules=[most(0.45), own("pack")],
        origin=tca(1.0, yes=False, missing="pack"),
    ),
    "every rule must pass: the share does not": car(
        part("pack", 5_000.0, "UK"),
        part("body", 9_001.0, "CN"),
        rules=[most(0.45), own("pack")],
        origin=tca(9_001.0, yes=False),
    ),
    # 99 % of 1,000 are foreign, but the group is a partner's
    "a part group of a partner that cumulates a little originates": car(
        part("pack", 1_000.0, "TR"),
        agreements=[*TCA, *members("TCA", "TR", cumulates=0.01)],
        rules=[most(0.45), own("pack")],
        origin=tca(990.0, yes=True),
    ),
    "a part group of a partner that cumulates nothing does not": car(
        part("pack", 1_000.0, "TR"),
        agreements=[*TCA, *members("TCA", "TR", cumulates=0.0)],
        rules=[most(0.45), own("pack")],
        origin=tca(1_000.0, yes=False, missing="pack"),
    ),
    # the preference follows: 10 % of 21,200 without it
    "the preference follows origin": car(
        part("body", 9_001.0, "CN"),
        part("pack", 1.0, "UK"),
        measures=[
            measure("base", 0.10),
            measure("p", 0.0, kind="preference", agreement="TCA"),
        ],
        origin=tca(9_001.0, yes=False),
        opens={("mfn", None): 2_120.0},
    ),
}


def duty(name: str, rate: float, **more: object) -> dict[str, object]:
    """Return a duty of the UK on parts of heading 8507."""
    return measure(name, rate, importer="UK", hs_code="8507", **more)


PACK = part("pack", 4_000.0, "CN", inbound_freight=100.0, **CELLS)  # 4,100 cif
EU_PACK = {**PACK, "source": "parts-EU"}
FREE = duty("free", 0.0, kind="preference", agreement="TCA")

PART_DUTIES: Mapping[str, LawCase] = {
    # 3 % of 4,100
    "a part pays on its value and freight": car(
        PACK, measures=[duty("base", 0.03)], inbound_duty=123.0
    ),
    # 3 % of 4,000
    "a part pays on its value alone where the row says so": car(
        PACK, measures=[duty("base", 0.03, duty_base="ex_works")], inbound_duty=120.0
    ),
    "a part without a heading is free": car(
        part("pack", 4_000.0, "CN"), measures=[duty("base", 0.03)], inbound_duty=0.0
    ),
    "a part of the plant's own territory is free": car(
        {**PACK, "source": "parts-UK"}, measures=[duty("base", 0.03)], inbound_duty=0.0
    ),
    # the rows of companies are for their cars: 3 % of 4,100
    "a part is goods of no company": car(
        PACK,
        measures=[
            duty("base", 0.03),
            duty("own", 0.0, company="maker"),
            duty("others", 0.5, company="other"),
        ],
        inbound_duty=123.0,
    ),
    # 1 % of 4,100
    "a row for parts beats one for any powertrain, one for cars is none": car(
        PACK,
        measures=[
            duty("base", 0.03),
            duty("parts", 0.01, powertrain="part"),
            duty("cars", 0.0, powertrain="bev"),
        ],
        inbound_duty=41.0,
    ),
    "parts use no quotas": car(
        PACK,
        measures=[duty("base", 0.03), duty("q", 0.0, kind="quota", quota_volume=9e9)],
        inbound_duty=123.0,
    ),
    # 3 % + 10 % + 5 % of 4,100
    "remedies are due on parts": car(
        PACK,
        measures=[
            duty("base", 0.03),
            duty("added", 0.10, kind="countervailing", exporter="CN"),
            duty("dumped", 0.05, kind="anti_dumping"),
        ],
        inbound_duty=738.0,
    ),
    "a part of a member enters under the preference": car(
        EU_PACK, measures=[duty("base", 0.03), FREE], inbound_duty=0.0
    ),
    "preference on a part does not ask what cumulates": car(
        EU_PACK,
        agreements=members("TCA", "EU", "UK", cumulates=0.0),
        measures=[duty("base", 0.03), FREE],
        inbound_duty=0.0,
        origin=tca(4_100.0, yes=True),
    ),
    # 2,000 of 4,000 are more than 30 %
    "a part that fails its own test has no preference": car(
        {**EU_PACK, "foreign_value": 2_000.0},
        measures=[duty("base", 0.03), FREE],
        rules=[most(0.45), OWN_TEST],
        inbound_duty=123.0,
    ),
    "a part said to originate has no preference from outside": car(
        {**PACK, "is_originating": True},
        measures=[duty("base", 0.03), FREE],
        inbound_duty=123.0,
    ),
    # 3 % is less than 4 %
    "a part enters at the cheapest": car(
        EU_PACK,
        measures=[duty("base", 0.03), {**FREE, "ad_valorem": 0.04}],
        inbound_duty=123.0,
    ),
    # 4,000 + 100 + 123 + 3,000 conversion = 7,223 at the gate; 4,100 is 56.8 % of it
    "duty on parts is part of the price at the gate": car(
        PACK,
        measures=[duty("base", 0.03)],
        price=None,
        inbound_duty=123.0,
        origin=tca(4_100.0, yes=False, ex_works=7_223.0),
    ),
}

ORIGIN_CASES = {**SHARES, **PARTS, **RULES, **PART_DUTIES}
