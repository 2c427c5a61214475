"""Do plans follow the published rules of EU and UK on origin and extra duty?

The rules are read from `trade_rules/golden_trade.json`, and so are the cases: cars that
pass or fail just at a limit, with the duty they owe.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.settings import CaseSection, Settings, SolveSection
from tests.law.law_case import LawCase, Row, measure, members, part
from tests.peers.third.optimum import optimum
from tests.peers.third.run import compared
from tests.plans.conftest import typed

ROOT = Path(__file__).parents[2]
DATA = Path(
    os.environ.get("BROWNFIELD_BENCHMARKS", ROOT.parent / "shared" / "benchmarks")
)
FILE = DATA / "trade_rules" / "golden_trade.json"
KNOWN: dict[str, Any] = json.loads(FILE.read_text()) if FILE.is_file() else {}
POWERTRAINS = {
    "hybrid": "hev",
    "hybrid without plug": "hev",
    "plug-in hybrid": "phev",
    "battery electric": "bev",
    "combustion engine only": "ice",
}
HEADINGS = {"BEV": "870380", "ICE": "870322"}

pytestmark = pytest.mark.skipif(
    not KNOWN, reason="no published rules; set BROWNFIELD_BENCHMARKS to their folder"
)


def cases(kind: str) -> list[Any]:
    """Return the cases of a kind, each told by its number; one to skip if none."""
    found = KNOWN.get(kind, [])
    return [pytest.param(case, id=f"{n}") for n, case in enumerate(found)] or [None]


def years(rule: Mapping[str, Any]) -> Row:
    """Return the years in which a published rule is in force."""
    first, last = rule["valid_from"], rule["valid_to"]
    return {
        "from_year": int(first[:4]) if first else None,
        "to_year": int(last[:4]) if last else None,
    }


def of_vehicles() -> list[Row]:
    """Return the rules of cars; those that never applied are left out."""
    found: list[Row] = []
    for rule in KNOWN["rules"]["eu_uk_vehicles_8702_8704"]:
        if "never applied" in rule.get("status", ""):
            continue
        for name in rule["scope"].split(", "):
            base = {"agreement": "TCA", "hs_code": "8703", **years(rule)}
            base["powertrain"] = POWERTRAINS[name]
            limit = rule["max_nom_pct"] / 100
            found.append(base | {"test": "max_non_originating", "threshold": limit})
            if rule["extra"]:
                pack = {"test": "originating_part", "part_group": "pack"}
                found.append(base | pack)
    return found


def of_packs() -> list[Row]:
    """Return the rules of packs by share of foreign value."""
    return [
        {
            "agreement": "TCA",
            "hs_code": "8507",
            "test": "max_non_originating",
            "threshold": rule["max_nom_pct"] / 100,
            **years(rule),
        }
        for rule in KNOWN["rules"]["eu_uk_battery_packs_8507"]
        if "never applied" not in rule.get("status", "")
    ]


def planned(law: LawCase, heading: str = "870380", company: str = "maker") -> Plan:
    """Return the plan of the car of a law case, which is built and sold in any case.

    Its audit passes and the third formulation agrees.
    """
    rows = law.tables
    (product,) = rows["products"]
    powertrain = "bev" if heading == "870380" else "ice"
    product |= {"hs_code": heading, "powertrain": powertrain, "company": company}
    rows["parties"] = [{"party": name} for name in {"maker", company}]
    rows["shift_patterns"] = [
        {
            "facility": "works",
            "pattern": "all",
            "jobs_per_hour": 1_000.0,
            "hours_per_shift": 1.0,
            "shifts_per_day": 1.0,
            "days_per_year": 1.0,
        }
    ]
    rows["demand"][0]["price"] = 1e5
    rows["lanes"][0] |= {"freight": 0.0, "insurance": 0.0}
    settings = Settings(
        case=CaseSection(first_year=law.year, last_year=law.year),
        solve=SolveSection(gap=0.0),
    )
    tables = {name: typed(name, rows.get(name, [])) for name in TABLES}
    case = Case("law", settings, tables).checked()
    found = plan(case)
    assert compared(case, found, optimum(case)).kind == "same"
    return found


def tca(year: int, price: float, parts: Sequence[Row]) -> LawCase:
    """Return the car sent from the UK to the EU under the published rules."""
    return LawCase(
        measures=[
            measure("base", KNOWN["rules"]["mfn_duty_pct"]["EU_cars_8703"] / 100),
            measure("free", 0.0, kind="preference", agreement="TCA"),
        ],
        agreements=members("TCA", "EU", "UK"),
        rules=[*of_vehicles(), *of_packs()],
        parts=parts,
        sent_from="UK",
        year=year,
        price=price,
    )


def duty(found: Plan) -> float:
    """Return the duty a car pays."""
    (paid,) = found.tables["deliveries"]["duty_per_vehicle"].to_list()
    return float(paid)


PACK = 1_000.0  # of the foreign value, or beside it


@pytest.mark.parametrize("case", cases("vehicle_cases"))
def test_a_car_originates_up_to_its_limit(case: Mapping[str, Any]) -> None:
    """At 60 %, 45 % with its pack, or 45 %: one more of foreign value pays 10 %."""
    has_pack = case["battery_pack_originating"]
    own = {"hs_code": "850760", "is_originating": has_pack}
    foreign = case["vnm"] - (0.0 if has_pack else PACK)
    parts = [part("rest", foreign, "CN"), part("pack", PACK, "CN", **own)]
    if has_pack is None:
        parts = [part("rest", case["vnm"], "CN")]
    law = tca(int(case["date"][:4]), float(case["exw"]), parts)
    found = planned(law, HEADINGS[case["powertrain"]])
    (origin,) = found.tables["origin"].to_dicts()
    assert origin["is_originating"] is case["qualifies"]
    share = origin["non_originating_share"]
    assert 100 * share == pytest.approx(case["nom_pct"], abs=1e-4)
    assert duty(found) == pytest.approx(case["duty_amount"], abs=1e-6)


@pytest.mark.parametrize("case", cases("absorption_cases"))
def test_a_pack_counts_fully_or_not_at_all(case: Mapping[str, Any]) -> None:
    """62.5 % foreign is at most 70 % until 2026, and more than 30 % afterwards."""
    pack = {"hs_code": "850760", "foreign_value": float(case["pack_vnm"])}
    parts = [
        part("rest", float(case["other_vnm"]), "CN"),
        part("pack", float(case["pack_exw"]), "UK", **pack),
    ]
    law = tca(int(case["date"][:4]), float(case["car_exw"]), parts)
    (origin,) = planned(law).tables["origin"].to_dicts()
    assert origin["non_originating_value"] == pytest.approx(case["car_vnm"])
    assert origin["is_originating"] is case["qualifies"]
    share = origin["non_originating_share"]
    assert 100 * share == pytest.approx(case["car_nom_pct"], abs=1e-4)


@pytest.mark.parametrize("case", cases("cvd_cases"))
def test_a_group_pays_its_own_countervailing_duty(case: Mapping[str, Any]) -> None:
    """10 % and the rate of the group, on one customs value; others pay the rest's."""
    known = KNOWN["rules"]["eu_cvd_china_bev"]
    company = case["company"]
    term = {"kind": "countervailing", "exporter": "CN", "hs_code": "870380"}
    rates = known["rates_pct"]
    rows = [
        measure("base", known["on_top_of_mfn_pct"] / 100),
        measure("rest", rates["all other"] / 100, **term),
        measure("own", rates[company] / 100, company=company, **term),
    ]
    law = LawCase(measures=rows, year=2026, price=float(case["customs_value"]))
    assert duty(planned(law, company=company)) == pytest.approx(case["total"])
    other = replace(law, measures=rows[:2])
    full = case["mfn"] + case["customs_value"] * rates["all other"] / 100
    assert duty(planned(other, company=company)) == pytest.approx(full)
