"""Tables of the hand-made case: one host plant, one import, two years."""

from collections.abc import Mapping
from typing import Any

Rows = list[dict[str, Any]]

CASE: Mapping[str, Rows] = {
    "parties": [
        {"party": "E", "discount_rate": 0.1, "tax_rate": 0.25},
        {
            "party": "H",
            "discount_rate": 0.1,
            "tax_rate": 0.25,
            "loss_allowance": 100_000.0,
            "loss_relief_share": 0.5,
        },
    ],
    "places": [
        {"place": "site", "customs_territory": "UK"},
        {"place": "uk", "customs_territory": "UK"},
        {"place": "eu", "customs_territory": "EU"},
        {"place": "cn", "customs_territory": "CN"},
    ],
    "facilities": [
        {
            "facility": "host",
            "place": "site",
            "owner": "H",
            "guest_limit": 9_000.0,
            "hiring_cost": 1_000.0,
            "redundancy_cost": 2_000.0,
        },
        {"facility": "home", "place": "cn", "owner": "E"},
        {
            "facility": "new",
            "place": "site",
            "owner": "E",
            "status": "candidate",
            "lead_years": 1,
        },
    ],
    "shift_patterns": [
        # 10 jobs x 10 h x 1 shift x 100 days = 10,000 a year
        {"facility": "host", "pattern": "one", "jobs_per_hour": 10.0,
         "hours_per_shift": 10.0, "shifts_per_day": 1.0, "days_per_year": 100.0,
         "fixed_cost": 1_000_000.0, "headcount": 100.0},
        # 10 jobs x 5 h x 1 shift x 100 days = 5,000 a year
        {"facility": "host", "pattern": "half", "jobs_per_hour": 10.0,
         "hours_per_shift": 5.0, "shifts_per_day": 1.0, "days_per_year": 100.0,
         "fixed_cost": 500_000.0, "headcount": 60.0, "is_current": True},
        # 50 jobs x 10 h x 2 shifts x 100 days = 100,000 a year
        {"facility": "home", "pattern": "all", "jobs_per_hour": 50.0,
         "hours_per_shift": 10.0, "shifts_per_day": 2.0, "days_per_year": 100.0},
        {"facility": "new", "pattern": "all", "jobs_per_hour": 10.0,
         "hours_per_shift": 10.0, "shifts_per_day": 1.0, "days_per_year": 100.0},
    ],
    "products": [
        {"product": "car", "company": "E", "hs_code": "870380", "powertrain": "bev"}
    ],
    "build_options": [
        {"build_option": "cbu", "product": "car", "facility": "home",
         "programme_owner": "E", "mode": "cbu", "conversion_cost": 2_000.0,
         "is_committed": True},
        {"build_option": "full", "product": "car", "facility": "host",
         "programme_owner": "E", "mode": "full", "conversion_cost": 1_000.0,
         "tooling_cost": 1_000_000.0, "ramp_curve": "slow", "full_rate": 3_000.0,
         "minimum_volume": 3_000.0, "shortfall_charge": 100.0},
    ],
    "ramp_curves": [
        {"ramp_curve": "slow", "years_since_start": 0, "share": 0.5},
        {"ramp_curve": "slow", "years_since_start": 1, "share": 1.0},
    ],
    "bill_of_materials": [
        {"build_option": "cbu", "part_group": "kit", "source": "cn",
         "unit_value": 10_000.0},
        {"build_option": "full", "part_group": "body", "source": "site",
         "unit_value": 6_000.0},
        {"build_option": "full", "part_group": "battery", "source": "cn",
         "unit_value": 4_000.0, "inbound_freight": 500.0, "hs_code": "850760"},
    ],
    "lanes": [
        {"origin": "cn", "destination": "uk", "freight": 1_000.0},
        {"origin": "site", "destination": "uk", "freight": 100.0},
        {"origin": "site", "destination": "eu", "freight": 300.0, "insurance": 100.0},
    ],
    "demand": [
        {"product": "car", "place": "uk", "year": 2026, "volume": 3_000.0,
         "price": 20_000.0, "lost_sale_penalty": 100.0},
        {"product": "car", "place": "uk", "year": 2027, "volume": 4_000.0,
         "price": 20_000.0, "lost_sale_penalty": 100.0},
        {"product": "car", "place": "eu", "year": 2027, "volume": 1_000.0,
         "price": 21_000.0},
    ],
    "trade_measures": [
        {"measure": "uk-car", "importer": "UK", "hs_code": "8703", "kind": "mfn",
         "ad_valorem": 0.1},
        {"measure": "uk-part", "importer": "UK", "hs_code": "8507", "kind": "mfn",
         "ad_valorem": 0.1},
        {"measure": "eu-car", "importer": "EU", "hs_code": "8703", "kind": "mfn",
         "ad_valorem": 0.1},
        {"measure": "eu-pref", "importer": "EU", "exporter": "UK", "hs_code": "8703",
         "kind": "preference", "agreement": "TCA"},
    ],
    "agreements": [
        {"agreement": "TCA", "customs_territory": "UK"},
        {"agreement": "TCA", "customs_territory": "EU"},
    ],
    "origin_rules": [
        {"agreement": "TCA", "hs_code": "8703", "test": "max_non_originating",
         "threshold": 0.45},
    ],
    "contracts": [
        {"contract": "fee", "payer": "E", "payee": "H", "facility": "host",
         "form": "fee_per_vehicle", "amount": 1_500.0},
    ],
}  # fmt: skip
