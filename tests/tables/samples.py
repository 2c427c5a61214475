"""What do small random cases look like that break no rule?

Used by tests only; needs hypothesis.
"""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, Tables, all_tables, typed_frame
from brownfield.tables.settings import CaseSection, PlanSection, Settings

FIRST_YEAR = 2026
Draw = st.DrawFn
Rows = dict[str, list[Row]]
HOME, ABROAD, MARKETS = "home", "abroad", ("home", "market")
TERRITORIES = {"home": "HL", "market": "ML", "abroad": "AL"}


@dataclass(frozen=True)
class Sample:
    """What the parts of one random case are drawn from."""

    companies: tuple[str, ...]
    products: tuple[str, ...]
    facilities: tuple[str, ...]
    years: tuple[int, ...]


@st.composite
def cases(draw: Draw) -> tuple[Tables, Settings]:
    """Return the typed tables and settings of a small case that breaks no rule.

    One or two companies, up to three plants, two products, four build options and
    two years, with or without a tree of futures, duties, agreements and parts.
    """
    sample = Sample(
        companies=_names(draw, "company", 2),
        products=_names(draw, "product", 2),
        facilities=_names(draw, "plant", 3),
        years=tuple(range(FIRST_YEAR, FIRST_YEAR + draw(st.integers(1, 2)))),
    )
    rows: Rows = {"places": _places(), "parties": _parties(draw, sample)}
    rows |= {"facilities": _facilities(draw, sample), "products": _products(sample)}
    rows["shift_patterns"] = _shift_patterns(draw, rows["facilities"])
    rows |= _build_options(draw, sample, rows["facilities"])
    rows["bill_of_materials"] = _parts(draw, rows["build_options"])
    rows |= {"demand": _demand(draw, sample), "lanes": _lanes(draw)}
    rows |= _trade(draw, rows["bill_of_materials"]) if draw(st.booleans()) else {}
    rows |= _futures(draw, sample) if len(sample.years) > 1 else {}
    typed = {name: typed_frame(TABLES[name], content) for name, content in rows.items()}
    return all_tables(typed), _settings(draw, sample)


def frames_equal(left: Tables, right: Tables) -> bool:
    """Return whether two cases have equal tables, to the last digit."""
    return all(left[name].equals(right[name]) for name in TABLES)


def _names(draw: Draw, word: str, most: int) -> tuple[str, ...]:
    return tuple(f"{word}_{number + 1}" for number in range(draw(st.integers(1, most))))


def _money(draw: Draw, low: float, high: float) -> float:
    return round(draw(st.floats(low, high, allow_nan=False)), 2)


def _places() -> list[Row]:
    return [
        {"place": place, "customs_territory": territory}
        for place, territory in TERRITORIES.items()
    ]


def _parties(draw: Draw, sample: Sample) -> list[Row]:
    rows: list[Row] = [
        {
            "party": company,
            "discount_rate": draw(st.sampled_from([0.0, 0.05, 0.08])),
            "tax_rate": draw(st.sampled_from([0.0, 0.25])),
            "loss_relief_share": draw(st.sampled_from([0.5, 1.0])),
            "allowance_years": draw(st.integers(1, 3)),
        }
        for company in sample.companies
    ]
    if draw(st.booleans()):
        rows.append({"party": "government", "kind": "government"})
    return rows


def _facilities(draw: Draw, sample: Sample) -> list[Row]:
    rows: list[Row] = []
    for facility in sample.facilities:
        status = draw(st.sampled_from(["operating", "operating", "candidate"]))
        rows.append(
            {
                "facility": facility,
                "place": draw(st.sampled_from([HOME, ABROAD])),
                "owner": draw(st.sampled_from(sample.companies)),
                "status": status,
                "opening_cost": _money(draw, 0, 5e7) if status == "candidate" else 0.0,
                "lead_years": draw(st.integers(0, 1)) if status == "candidate" else 0,
                "hiring_cost": _money(draw, 0, 5e3),
                "redundancy_cost": _money(draw, 0, 5e4),
            }
        )
    return rows


def _shift_patterns(draw: Draw, facilities: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for facility in facilities:
        num_patterns = draw(st.integers(1, 2))
        rows += [_pattern(draw, facility, n + 1) for n in range(num_patterns)]
    return rows


def _pattern(draw: Draw, plant: Row, shifts: int) -> Row:
    facility, is_open = plant["facility"], plant["status"] == "operating"
    return {
        "facility": facility,
        "pattern": f"{shifts}_shift",
        "jobs_per_hour": float(draw(st.integers(5, 40))),
        "hours_per_shift": 8.0,
        "shifts_per_day": float(shifts),
        "days_per_year": 230.0,
        "oee": draw(st.sampled_from([0.8, 0.9, 1.0])),
        "fixed_cost": _money(draw, 0, 5e7),
        "headcount": float(500 * shifts),
        "is_current": is_open and shifts == 1 and draw(st.booleans()),
    }


def _products(sample: Sample) -> list[Row]:
    return [
        {
            "product": product,
            "company": sample.companies[position % len(sample.companies)],
            "hs_code": "870380",
            "powertrain": "bev",
            "is_zero_emission": True,
        }
        for position, product in enumerate(sample.products)
    ]


def _build_options(draw: Draw, sample: Sample, facilities: list[Row]) -> Rows:
    open_plants = {f["facility"] for f in facilities if f.get("status") == "operating"}
    has_ramp = draw(st.booleans())
    num_options = draw(st.integers(len(sample.products), 4))
    rows: list[Row] = []
    for number in range(num_options):
        facility = draw(st.sampled_from(sample.facilities))
        minimum = draw(st.sampled_from([0.0, 0.0, 5e3]))
        rows.append(
            {
                "build_option": f"option_{number + 1}",
                "product": sample.products[number % len(sample.products)],
                "facility": facility,
                "programme_owner": draw(st.sampled_from(sample.companies)),
                "mode": draw(st.sampled_from(["cbu", "skd", "ckd", "full"])),
                "tooling_cost": _money(draw, 0, 1e8),
                "ramp_curve": "slow" if has_ramp and draw(st.booleans()) else None,
                "conversion_cost": _money(draw, 500, 4e3),
                "capacity_use": draw(st.sampled_from([0.5, 1.0, 1.25])),
                "minimum_volume": minimum,
                "shortfall_charge": 800.0 if minimum else None,
                "is_committed": facility in open_plants and draw(st.booleans()),
            }
        )
    curve: list[Row] = [
        {"ramp_curve": "slow", "years_since_start": 0, "share": 0.5},
        {"ramp_curve": "slow", "years_since_start": 1, "share": 1.0},
    ]
    return {"build_options": rows, "ramp_curves": curve if has_ramp else []}


def _parts(draw: Draw, options: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for option in options:
        for group in ("body", "battery")[: draw(st.integers(1, 2))]:
            sources = (HOME, ABROAD)[: draw(st.integers(1, 2))]
            rows += [_part(draw, option, group, source) for source in sources]
    return rows


def _part(draw: Draw, option: Row, group: str, source: str) -> Row:
    return {
        "build_option": option["build_option"],
        "part_group": group,
        "source": source,
        "unit_value": _money(draw, 1e3, 1.2e4),
        "inbound_freight": _money(draw, 0, 500),
        "is_alternative": source == ABROAD,
    }


def _demand(draw: Draw, sample: Sample) -> list[Row]:
    return [
        {
            "product": product,
            "place": place,
            "year": year,
            "volume": float(draw(st.integers(0, 60))) * 1e3,
            "price": _money(draw, 1e4, 4e4),
            "lost_sale_penalty": _money(draw, 0, 500),
        }
        for product in sample.products
        for place in MARKETS
        for year in sample.years
    ]


def _lanes(draw: Draw) -> list[Row]:
    return [
        {
            "origin": origin,
            "destination": destination,
            "freight": _money(draw, 50, 1500),
            "insurance": _money(draw, 0, 50),
        }
        for origin in (HOME, ABROAD)
        for destination in MARKETS
        if origin != destination
    ]


def _trade(draw: Draw, parts: list[Row]) -> Rows:
    measures: list[Row] = [
        {
            "measure": f"mfn_{importer}",
            "importer": importer,
            "hs_code": "8703",
            "kind": "mfn",
            "ad_valorem": draw(st.sampled_from([0.0, 0.1, 0.2])),
        }
        for importer in ("HL", "ML")
    ]
    measures.append(
        {
            "measure": "free_trade",
            "importer": "ML",
            "exporter": "HL",
            "hs_code": "8703",
            "kind": "preference",
            "agreement": "pact",
        }
    )
    if draw(st.booleans()):
        measures.append(
            {
                "measure": "extra",
                "importer": "ML",
                "exporter": "AL",
                "hs_code": "8703",
                "kind": "countervailing",
                "ad_valorem": 0.17,
                "duty_base": draw(st.sampled_from(["cif", "ex_works"])),
            }
        )
    members: list[Row] = [
        {"agreement": "pact", "customs_territory": territory}
        for territory in ("HL", "ML")
    ]
    return {
        "trade_measures": measures,
        "agreements": members,
        "origin_rules": _origin_rules(draw, parts),
    }


def _origin_rules(draw: Draw, parts: list[Row]) -> list[Row]:
    rule: dict[str, Any] = {"agreement": "pact", "hs_code": "8703"}
    rows: list[Row] = [
        rule
        | {
            "test": "max_non_originating",
            "threshold": draw(st.sampled_from([0.3, 0.45, 0.6])),
        }
    ]
    if draw(st.booleans()):
        group = draw(st.sampled_from(sorted({str(p["part_group"]) for p in parts})))
        rows.append(rule | {"test": "originating_part", "part_group": group})
    return rows


def _futures(draw: Draw, sample: Sample) -> Rows:
    num_branches = draw(st.sampled_from([0, 2, 3]))
    if not num_branches:
        return {}
    weights = {2: (0.25, 0.75), 3: (0.25, 0.25, 0.5)}[num_branches]
    factors = draw(st.permutations([0.5, 1.0, 1.5]))
    scenarios: list[Row] = [{"node": "now", "year": sample.years[0]}]
    what_ifs: list[Row] = []
    for number, weight in enumerate(weights):
        what_if = f"demand_{number + 1}"
        scenarios.append(
            {
                "node": f"branch_{number + 1}",
                "parent": "now",
                "year": sample.years[1],
                "probability": weight,
                "what_if": what_if,
            }
        )
        what_ifs.append(
            {
                "what_if": what_if,
                "table": "demand",
                "where": f"year={sample.years[1]}",
                "column": "volume",
                "op": "times",
                "value": str(factors[number]),
            }
        )
    return {"scenarios": scenarios, "what_ifs": what_ifs}


def _settings(draw: Draw, sample: Sample) -> Settings:
    has_terminal = draw(st.booleans())
    case = CaseSection(
        title="Random case",
        first_year=sample.years[0],
        last_year=sample.years[-1],
        terminal="multiple" if has_terminal else "none",
        terminal_multiple=2.0 if has_terminal else 0.0,
        discounting=draw(st.sampled_from(["end_of_year", "mid_year"])),
    )
    return Settings(case=case, plan=PlanSection())
