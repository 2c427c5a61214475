"""One host plant, one import, two years: a case and its plan, both by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import polars as pl
import pytest

from brownfield.plans.audit import Audit, audit
from brownfield.plans.recount.references import COLUMNS
from brownfield.plans.recount.world import World, build_world
from brownfield.tables.definitions import TABLES
from brownfield.tables.settings import CaseSection, PlanSection, Settings
from tests.plans.tiny_case import CASE, Rows

FIRST, SECOND = YEARS = ("base@2026", "base@2027")


def built(recipe: str, facility: str, node: str, vehicles: float) -> dict[str, Any]:
    """Return a row of `production`."""
    return {
        "recipe": recipe,
        "build_option": recipe,
        "product": "car",
        "facility": facility,
        "node": node,
        "year": int(node[-4:]),
        "vehicles": vehicles,
    }


def sent(
    row: dict[str, Any], place: str, regime: str, vehicles: float, duty: float
) -> dict[str, Any]:
    """Return a row of `deliveries` for a row of `production`."""
    return {
        **row,
        "place": place,
        "regime": regime,
        "quota": None,
        "vehicles": vehicles,
        "duty_per_vehicle": duty,
        "duty": duty * vehicles,
    }


FULL_1 = built("full", "host", FIRST, 1_500.0)  # half of its full rate of 3,000
CBU_1 = built("cbu", "home", FIRST, 1_000.0)
FULL_2 = built("full", "host", SECOND, 2_500.0)
CBU_2 = built("cbu", "home", SECOND, 2_000.0)


def origin(node: str) -> dict[str, Any]:
    """Return the origin of `full`: 4,500 of battery over 10,000 + 500 + 450 + 1,100.

    The work is 1,000 of conversion and a crew of 500,000 / 5,000, `half` in force.
    """
    return {
        "recipe": "full",
        "agreement": "TCA",
        "node": node,
        "year": int(node[-4:]),
        "non_originating_value": 4_500.0,
        "ex_works": 12_050.0,
        "non_originating_share": 4_500 / 12_050,
        "limit": 0.45,
        "headroom": 0.45 - 4_500 / 12_050,
        "missing_part": None,
        "is_originating": True,
    }


# E, 2026: profit 16,825,000 - tooling 1,000,000 = 15,825,000; tax 25 % of it.
# E, 2027: 91,000,000 - 60,375,000 = 30,625,000; tax 25 % of it.
# H, 2026: -290,000. H, 2027: 670,000; old losses offset up to
# 100,000 + 0.5 x 570,000 = 385,000, so all 290,000; tax 25 % of 380,000.
# Terminal: 2 x (30,625,000 - 7,656,250) and 2 x (750,000 - 95,000): the 80,000
# of redundancy are not operating cash.
CASH: Mapping[tuple[str, str], Mapping[str, float]] = {
    ("E", FIRST): {
        "revenue": 2_500 * 20_000,
        "lost_sales": -500 * 100,
        "materials": -2_500 * 10_000,
        "inbound_freight": -1_500 * 500,
        "inbound_duty": -1_500 * 450,
        "freight": -1_500 * 100 - 1_000 * 1_000,
        "duty": -1_000 * 1_300,
        "conversion": -1_000 * 2_000,
        "contracts": -1_500 * 1_500,
        "tooling": -1_000_000,
        "tax": -3_956_250,
    },
    ("E", SECOND): {
        "revenue": 3_500 * 20_000 + 1_000 * 21_000,
        "lost_sales": -500 * 100,
        "materials": -4_500 * 10_000,
        "inbound_freight": -2_500 * 500,
        "inbound_duty": -2_500 * 450,
        "freight": -1_500 * 100 - 1_000 * 300 - 2_000 * 1_000,
        "insurance": -1_000 * 100,
        "duty": -2_000 * 1_300,
        "shortfall": -500 * 100,
        "conversion": -2_000 * 2_000,
        "contracts": -2_500 * 1_500,
        "tax": -7_656_250,
        "terminal": 45_937_500,
    },
    ("H", FIRST): {
        "conversion": -1_500 * 1_000,
        "shift_cost": -1_000_000,
        "hiring": -40 * 1_000,
        "contracts": 1_500 * 1_500,
    },
    ("H", SECOND): {
        "conversion": -2_500 * 1_000,
        "shift_cost": -500_000,
        "redundancy": -40 * 2_000,
        "contracts": 2_500 * 1_500,
        "tax": -95_000,
        "terminal": 1_125_000,
    },
}
NPV = {
    # 2026: 15,825,000 - 3,956,250; 2027: 22,968,750 + 45,937,500
    "E": 11_868_750 + 68_906_250 / 1.1,
    # 2026: a loss of 290,000; 2027: 575,000 + 2 x 0.75 x 750,000
    "H": -290_000 + 1_700_000 / 1.1,
}

LANDED = {
    "recipe": "full", "build_option": "full", "product": "car", "facility": "host",
    "place": "eu", "node": SECOND, "year": 2027, "regime": "TCA", "quota": None,
    "materials": 10_000.0, "inbound_freight": 500.0, "inbound_duty": 450.0,
    "conversion": 1_000.0, "freight": 300.0, "insurance": 100.0, "duty": 0.0,
    "landed_cost": 12_350.0, "crew": 100.0,
    # conversion of 1,000 is the host's, who is paid a fee of 1,500
    "fee": 1_500.0, "buyer_cost": 12_850.0,
}  # fmt: skip
LANDED_HOME = {
    **LANDED, "place": "uk", "regime": "domestic", "freight": 100.0, "insurance": 0.0,
    "landed_cost": 12_050.0, "buyer_cost": 12_550.0,
}  # fmt: skip
LANDED_CBU = {
    **LANDED, "recipe": "cbu", "build_option": "cbu", "facility": "home",
    "place": "uk", "regime": "mfn", "inbound_freight": 0.0, "inbound_duty": 0.0,
    "conversion": 2_000.0, "freight": 1_000.0, "insurance": 0.0, "duty": 1_300.0,
    "landed_cost": 14_300.0, "crew": 0.0, "fee": 0.0, "buyer_cost": 14_300.0,
}  # fmt: skip

PLAN: Mapping[str, Rows] = {
    "starts": [
        {"build_option": option, "product": "car", "facility": facility,
         "programme_owner": "E", "node": FIRST, "year": 2026}
        for option, facility in (("cbu", "home"), ("full", "host"))
    ],
    "openings": [],
    "shifts": [
        {"facility": facility, "pattern": pattern, "node": node,
         "year": int(node[-4:]), "capacity": capacity, "headcount": heads}
        for facility, pattern, node, capacity, heads in (
            ("host", "one", FIRST, 10_000.0, 100.0),
            ("host", "half", SECOND, 5_000.0, 60.0),
            ("home", "all", FIRST, 100_000.0, 0.0),
            ("home", "all", SECOND, 100_000.0, 0.0),
        )
    ],
    "production": [FULL_1, CBU_1, FULL_2, CBU_2],
    "deliveries": [
        sent(FULL_1, "uk", "domestic", 1_500.0, 0.0),
        # 10 % of (10,000 + 2,000 + 1,000 freight)
        sent(CBU_1, "uk", "mfn", 1_000.0, 1_300.0),
        sent(FULL_2, "uk", "domestic", 1_500.0, 0.0),
        sent(FULL_2, "eu", "TCA", 1_000.0, 0.0),
        sent(CBU_2, "uk", "mfn", 2_000.0, 1_300.0),
    ],
    "unmet": [
        {"product": "car", "place": "uk", "node": node, "year": int(node[-4:]),
         "vehicles": 500.0}
        for node in (FIRST, SECOND)
    ],
    # the ramp is at 1 only in 2027: 3,000 promised, 2,500 built
    "shortfall": [
        {"build_option": "full", "node": SECOND, "year": 2027, "vehicles": 500.0}
    ],
    "sourcing": [
        {"recipe": "cbu", "part_group": "kit", "source": "cn"},
        {"recipe": "full", "part_group": "body", "source": "site"},
        {"recipe": "full", "part_group": "battery", "source": "cn"},
    ],
    "origin": [origin(FIRST), origin(SECOND)],
    "landed_cost": [
        LANDED,
        *({**LANDED_HOME, "node": node, "year": int(node[-4:])} for node in YEARS),
        *({**LANDED_CBU, "node": node, "year": int(node[-4:])} for node in YEARS),
    ],
    "support": [],
    "grants": [],
    "carbon": [],
    "emissions": [],
    "fleet_credits": [],
    "credit_moves": [],
    "payments": [],
    "capacity_use": [
        {"facility": facility, "owner": owner, "node": node, "year": int(node[-4:]),
         "capacity": capacity, "used": used, "guest_used": guests, "committed": 0.0}
        for facility, owner, node, capacity, used, guests in (
            ("host", "H", FIRST, 10_000.0, 1_500.0, 1_500.0),
            ("host", "H", SECOND, 5_000.0, 2_500.0, 2_500.0),
            ("home", "E", FIRST, 100_000.0, 1_000.0, 0.0),
            ("home", "E", SECOND, 100_000.0, 2_000.0, 0.0),
            ("new", "E", FIRST, 0.0, 0.0, 0.0),
            ("new", "E", SECOND, 0.0, 0.0, 0.0),
        )
    ],
    "cash": [
        {"party": party, "node": node, "year": int(node[-4:]), "item": item,
         "amount": float(amount)}
        for (party, node), items in CASH.items()
        for item, amount in items.items()
    ],
    "value": [
        {"party": party, "scenario": SECOND, "probability": 1.0, "npv": npv}
        for party, npv in NPV.items()
    ],
}  # fmt: skip


def years(count: int) -> pl.DataFrame:
    """Return the nodes of one future of some years from 2026."""
    names = [f"base@{2026 + position}" for position in range(count)]
    return pl.DataFrame(
        {
            "node": names,
            "parent": [None, *names[:-1]],
            "branch": ["base"] * count,
            "year": [2026 + position for position in range(count)],
            "probability": [1.0] * count,
            "what_ifs": [[] for _ in names],
        },
        schema_overrides={"what_ifs": pl.List(pl.String)},
    )


NODES = years(2)
SETTINGS = Settings(
    case=CaseSection(
        first_year=2026, last_year=2027, terminal="multiple", terminal_multiple=2.0
    ),
    plan=PlanSection(latest_start_year=2026),
)


def typed(name: str, rows: Rows) -> pl.DataFrame:
    """Return rows of a table of the case, typed, declared defaults filled in."""
    return _typed(name, rows) if rows else _empty(name)


@cache
def _empty(name: str) -> pl.DataFrame:
    return _typed(name, [])


def _typed(name: str, rows: Rows) -> pl.DataFrame:
    columns = TABLES[name].columns
    filled = [{c.name: row.get(c.name, c.default) for c in columns} for row in rows]
    return pl.DataFrame(filled, schema=TABLES[name].polars_schema, orient="row")


def stated(name: str, rows: Rows) -> pl.DataFrame:
    """Return rows of a table of the plan."""
    if rows:
        return pl.DataFrame(rows)
    return pl.DataFrame(schema=dict.fromkeys(COLUMNS[name], pl.String))


@dataclass(frozen=True)
class Tiny:
    """The hand-made case and plan, and variants of both."""

    case: Mapping[str, Rows]
    plan: Mapping[str, Rows]
    settings: Settings
    value: float

    @property
    def tables(self) -> Mapping[str, pl.DataFrame]:
        """Tables of the case."""
        return {name: typed(name, self.case.get(name, [])) for name in TABLES}

    @property
    def frames(self) -> Mapping[str, pl.DataFrame]:
        """Tables of the plan."""
        return {name: stated(name, rows) for name, rows in self.plan.items()}

    def audit(self) -> Audit:
        """Recount the plan."""
        tables = self.tables
        return audit(lambda _: tables, self.settings, NODES, self.frames, self.value)

    def world(self, nodes: pl.DataFrame = NODES) -> World:
        """Return case and plan as the recount reads them."""
        tables = self.tables
        return build_world(lambda _: tables, self.settings, nodes, self.frames)

    def later(self, other: "Tiny") -> World:
        """Return case and plan where the case of the second year is another one's."""
        at = {FIRST: self.tables, SECOND: other.tables}
        return build_world(at.__getitem__, self.settings, NODES, self.frames)

    def without(self, *tables: str) -> "Tiny":
        """Return a variant whose plan has no rows in some tables."""
        return replace(self, plan={**self.plan, **{name: [] for name in tables}})

    def under(self, **section: object) -> "Tiny":
        """Return a variant with changed keys of section ``[case]``."""
        case = self.settings.case.model_copy(update=section)
        return replace(self, settings=self.settings.model_copy(update={"case": case}))

    def with_case(self, table: str, *rows: dict[str, Any]) -> "Tiny":
        """Return a variant whose case has more rows in a table."""
        return replace(
            self, case={**self.case, table: [*self.case.get(table, []), *rows]}
        )

    def with_plan(self, table: str, *rows: dict[str, Any]) -> "Tiny":
        """Return a variant whose plan has more rows in a table."""
        return replace(self, plan={**self.plan, table: [*self.plan[table], *rows]})

    def changed(self, part: str, table: str, row: int, **cells: object) -> "Tiny":
        """Return a variant with cells of a row of the case or plan changed."""
        tables = self.case if part == "case" else self.plan
        rows = [dict(r) for r in tables[table]]
        rows[row].update(cells)
        changed = {**tables, table: rows}
        if part == "case":
            return replace(self, case=changed)
        return replace(self, plan=changed)


@pytest.fixture
def tiny() -> Tiny:
    """Return the hand-made case and plan; its value is the sum of both NPVs."""
    return Tiny(CASE, PLAN, SETTINGS, sum(NPV.values()))


@pytest.fixture
def failing() -> Callable[[Tiny], set[str]]:
    """Return a function giving the names of the checks that a plan fails."""
    return lambda variant: set(variant.audit().failures["check"])
