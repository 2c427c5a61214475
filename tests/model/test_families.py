"""Every constraint family alone, line by line, as checked by hand."""

import importlib
import pkgutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.model import blocks
from brownfield.model.arrays.axes import axes_of
from brownfield.model.arrays.linear import LinearBuilder
from brownfield.model.arrays.scale import scale_of
from brownfield.model.arrays.table import concat
from brownfield.model.blocks import balance
from brownfield.model.blocks.money import profit, tail, value
from brownfield.model.columns import add_columns
from brownfield.model.data import data_of
from brownfield.model.formulation import FAMILIES
from brownfield.model.group_tax import group_tax
from brownfield.model.money import money_terms, tax_terms
from brownfield.model.transfers import contracted
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from tests.model.lp_text import objective_text, rows_text
from tests.model.small_cases import MILLION, buyers, option, pattern, small_case

MODELS = Path(__file__).parents[1] / "golden_models"
FORMULATION = Path(__file__).parents[2] / "docs" / "formulation.md"
BLOCKS = {
    entry.name.rpartition(".")[2]: importlib.import_module(entry.name)
    for entry in pkgutil.walk_packages(blocks.__path__, f"{blocks.__name__}.")
    if not entry.ispkg
}


@pytest.fixture(scope="module")
def corner() -> Case:
    """Return a case small enough to read in which every family has a row.

    A maker starts kits at a host's plant or a full line at a plant to be built; its
    batteries come from its own cell plant. One year now, then a year up or down.
    """
    return small_case(
        {
            "parties": parties(),
            "places": [
                {"place": "home", "customs_territory": "HL"},
                {"place": "market", "customs_territory": "ML"},
            ],
            "facilities": plants(),
            "shift_patterns": [
                pattern("plant", 40_000, pattern="one", **ONE),
                pattern("plant", 80_000, pattern="two", **TWO),
                pattern("cells", 60_000),
                pattern("new", 50_000),
            ],
            "shops": [
                {
                    "facility": "plant",
                    "shop": "paint",
                    "jobs_per_hour": 10.0,
                    "hours_per_year": 6_000.0,
                }
            ],
            "products": [
                {
                    "product": "car",
                    "company": "maker",
                    "hs_code": "870380",
                    "powertrain": "bev",
                }
            ],
            "commitments": [
                {
                    "facility": "plant",
                    "product": "car",
                    "year": 2030 + age,
                    "vehicles": 5_000.0,
                }
                for age in range(2)
            ],
            **build(),
            "demand": [
                buyers(50_000, 20_000, place="market", year=year, lost_sale_penalty=100)
                for year in (2030, 2031)
            ],
            **trade(),
            **futures(),
        },
        years=2,
        terminal="multiple",
        terminal_multiple=2.0,
    )


ONE = {"headcount": 100.0, "is_current": True, "fixed_cost": 10 * MILLION}
TWO = {"headcount": 180.0, "fixed_cost": 16 * MILLION}


def parties() -> list[Row]:
    """Return a taxed maker and an untaxed host."""
    maker: Row = {
        "party": "maker",
        "discount_rate": 0.25,
        "tax_rate": 0.2,
        "loss_relief_share": 0.5,
        "loss_allowance": 5 * MILLION,
        "allowance_years": 2,
    }
    return [maker, {"party": "host"}]


def plants() -> list[Row]:
    """Return the host's plant, the cell plant and the plant to be built."""
    host: Row = {
        "facility": "plant",
        "place": "home",
        "owner": "host",
        "closing_cost": 20 * MILLION,
        "guest_limit": 30_000.0,
        "hiring_cost": 10_000.0,
        "redundancy_cost": 40_000.0,
    }
    cells: Row = {
        "facility": "cells",
        "place": "home",
        "owner": "maker",
        "kind": "parts",
    }
    new: Row = {
        "facility": "new",
        "place": "home",
        "owner": "maker",
        "status": "candidate",
        "opening_cost": 50 * MILLION,
        "lead_years": 1,
    }
    return [host, cells, new]


def build() -> dict[str, list[Row]]:
    """Return kits with a ramp and a promise, and a full line, one of them at most."""
    usual = {
        "product": "car",
        "programme_owner": "maker",
        "exclusive_group": "first",
    }
    kits = option(
        "kits",
        **usual,
        mode="ckd",
        tooling_cost=30 * MILLION,
        conversion_cost=1_000.0,
        capacity_use=0.5,
        ramp_curve="slow",
        minimum_volume=10_000.0,
        shortfall_charge=500.0,
    )
    full = option(
        "full",
        **usual,
        facility="new",
        tooling_cost=60 * MILLION,
        conversion_cost=2_000.0,
    )
    battery: Row = {
        "build_option": "kits",
        "part_group": "battery",
        "source": "cells",
        "unit_value": 4_000.0,
        "units_per_vehicle": 2.0,
    }
    shares = (0.5, 1.0)
    ramp: list[Row] = [
        {"ramp_curve": "slow", "years_since_start": age, "share": share}
        for age, share in enumerate(shares)
    ]
    return {
        "build_options": [kits, full],
        "bill_of_materials": [battery],
        "ramp_curves": ramp,
    }


def trade() -> dict[str, list[Row]]:
    """Return the lane, the duty with its quota, and the host's fee."""
    cars: Row = {"importer": "ML", "hs_code": "8703"}
    return {
        "lanes": [{"origin": "home", "destination": "market", "freight": 500.0}],
        "trade_measures": [
            {**cars, "measure": "normal", "kind": "mfn", "specific": 2_000.0},
            {**cars, "measure": "free", "kind": "quota", "quota_volume": 10_000.0},
        ],
        "contracts": [
            {
                "contract": "fee",
                "form": "fee_per_vehicle",
                "payer": "maker",
                "payee": "host",
                "facility": "plant",
                "amount": 300.0,
            }
        ],
    }


def futures() -> dict[str, list[Row]]:
    """Return a year of more demand, and one of less."""
    nodes: list[Row] = [{"node": "now", "year": 2030}]
    changes: list[Row] = []
    for name, probability, factor in (("up", 0.4, "1.2"), ("down", 0.6, "0.4")):
        nodes.append(
            {
                "node": name,
                "parent": "now",
                "year": 2031,
                "probability": probability,
                "what_if": name,
            }
        )
        changes.append(
            {
                "what_if": name,
                "table": "demand",
                "where": "year=2031",
                "column": "volume",
                "op": "times",
                "value": factor,
            }
        )
    return {"scenarios": nodes, "what_ifs": changes}


@pytest.fixture(scope="module")
def supported(corner: Case) -> Case:
    """Return the corner with a state that may spend 20 m once to help full builds."""
    parties_now = corner.tables["parties"].to_dicts()
    state: Row = {"party": "state", "kind": "government"}
    package: Row = {
        "policy": "help",
        "kind": "support_package",
        "party": "state",
        "mode": "full",
        "year": 2030,
        "to_year": 2031,
        "amount": 300.0,
        "one_off_cost": 20 * MILLION,
    }
    added = {"parties": [*parties_now, state], "policies": [package]}
    typed = {name: typed_frame(TABLES[name], rows) for name, rows in added.items()}
    case = replace(corner, tables=dict(corner.tables) | typed).checked()
    return case.choose(("maker", "host", "state"))


def granted(supported: Case) -> Case:
    """Return the corner whose state grants 500 a car bought, up to 2 m a year.

    It may also give 100 for each full build.
    """
    usual: dict[str, str | float] = {"payer": "state", "mode": "full"}
    usual |= {"year": 2030, "to_year": 2031}
    buy: Row = {"policy": "buy", "kind": "purchase_grant", "cap": 2 * MILLION}
    build: Row = {"policy": "build", "kind": "operating_support"}
    rows = [{**usual, **buy, "amount": 500.0}, {**usual, **build, "amount": 100.0}]
    typed = typed_frame(TABLES["policies"], rows)
    return replace(supported, tables=dict(supported.tables) | {"policies": typed})


def careful(corner: Case) -> Case:
    """Return the corner with a host that weighs its worst 60 % by a half."""
    is_host = pl.col("party") == "host"
    tables = dict(corner.tables)
    tables["parties"] = tables["parties"].with_columns(
        tail=pl.when(is_host).then(0.6), tail_weight=pl.when(is_host).then(0.5)
    )
    return replace(corner, tables=tables)


def promised(corner: Case) -> Case:
    """Return the corner in which the maker promises kits, and a fee for leaving."""
    both: Row = {"payer": "maker", "payee": "host", "facility": "plant", "amount": 1.0}
    contracts = [
        {**both, "contract": "top", "form": "take_or_pay", "volume": 8_000.0},
        {**both, "contract": "exit", "form": "exit_fee"},
    ]
    typed = typed_frame(TABLES["contracts"], contracts)
    tables = dict(corner.tables) | {"contracts": typed}
    return replace(corner, tables=tables).checked()


def under_a_rule(corner: Case) -> Case:
    """Return the corner under a fleet rule: half of what the market takes is electric.

    The maker keeps nine tenths of a credit, buys a tenth of what is asked, begins with
    300, and owes nothing for up to 20,000 cars.
    """
    asked: Row = {"year": 2030, "to_year": 2031, "target": 0.5, "amount": 1_000.0}
    rule: Row = {"policy": "zev", "kind": "zev_mandate", "territory": "ML", **asked}
    terms: list[Row] = [
        {"credit": "keep", "kind": "bank", "rate": 0.9},
        {"credit": "market", "kind": "buy", "price": 800.0, "cap": 0.1},
        {"credit": "first", "kind": "opening", "volume": 300.0},
        {"credit": "small", "kind": "free_below", "volume": 20_000.0},
    ]
    rows: dict[str, list[Row]] = {
        "policies": [rule],
        "credits": [{"policy": "zev", **row} for row in terms],
    }
    typed = {name: typed_frame(TABLES[name], some) for name, some in rows.items()}
    return replace(corner, tables=dict(corner.tables) | typed).checked()


def under_a_cap(corner: Case) -> Case:
    """Return the corner under a cap of 40,000 t, above which the maker pays 50 a tonne.

    A car emits 200 kg on its lane; kits 1,000 kWh at half a kilo a kilowatt-hour, at
    the host's plant, and 3,000 kg in their battery; a full build 400 kg at the maker's.
    The price of 10 a tonne adds no row.
    """
    held: Row = {"year": 2030, "to_year": 2031}
    cap: Row = {"policy": "cap", "kind": "carbon_cap", "party": "maker", **held}
    price: Row = {"policy": "price", "kind": "carbon_price", "amount": 10.0, **held}
    tables = dict(corner.tables)
    is_full = pl.col("mode") == "full"
    tables["build_options"] = tables["build_options"].with_columns(
        co2=pl.when(is_full).then(400.0), electricity=pl.when(~is_full).then(1_000.0)
    )
    tables["bill_of_materials"] = tables["bill_of_materials"].with_columns(co2=3_000.0)
    tables["lanes"] = tables["lanes"].with_columns(co2=200.0)
    rows: dict[str, list[Row]] = {
        "policies": [{**cap, "target": 40_000.0, "amount": 50.0}, price],
        "grids": [{"place": "home", "year": 2030, "intensity": 0.5}],
    }
    typed = {name: typed_frame(TABLES[name], some) for name, some in rows.items()}
    return replace(corner, tables=tables | typed).checked()


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_a_family_alone_is_the_model_checked_by_hand(
    corner: Case, supported: Case, name: str
) -> None:
    """Rows with their terms, or the objective, as stored."""
    others = {
        "support": supported,
        "grants": granted(supported),
        "tail": careful(corner),
        "promises": promised(corner),
        "fleet": under_a_rule(corner),
        "carbon": under_a_cap(corner),
        "payments": corner.with_settings("plan", {"has_free_payments": True}),
    }
    corner = others.get(name, corner)
    stored = (MODELS / f"{name}.lp").read_text()
    comment, text = stored.split("\n\n", 1)
    assert comment.startswith("\\ checked by hand: ")
    assert written(corner, BLOCKS[name]) == text


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_a_family_has_an_equation_and_is_documented(name: str) -> None:
    """The equation id is the module's, the formulation names its file."""
    ids = {key: text for key, text in vars(BLOCKS[name]).items() if "EQUATION" in key}
    assert ids
    documented = FORMULATION.read_text()
    assert f"`{name}.py`" in documented
    for equation in ids.values():
        assert f"**({equation})" in documented


def test_every_family_is_in_the_formulation() -> None:
    """A block that nobody adds would be a constraint nobody keeps."""
    assert {*FAMILIES, profit, tail, value} == set(BLOCKS.values())


def written(case: Case, family: ModuleType) -> str:
    """Return the text of one family built alone."""
    derived = derive(case)
    data = data_of(derived, axes_of(derived), scale_of(derived))
    builder = LinearBuilder()
    columns = add_columns(builder, data)
    paid = contracted(data, columns).values()
    terms = concat([money_terms(data, columns), *(part.terms for part in paid)])
    payments = concat([part.fixed for part in paid])
    if family is profit:
        profit.add(builder, data, columns, terms, payments)
    elif family is value:
        balance.add(builder, data, columns)  # a model needs a row
        assert group_tax(data, terms).is_empty()
        for part in (terms, tax_terms(columns)):
            value.add(builder, data, part)
        return objective_text(builder.finish())
    elif family is tail:
        tail.add(builder, data, columns, terms, payments)
        model = builder.finish()
        return objective_text(model) + rows_text(model)
    else:
        family.add(builder, data, columns)
    return rows_text(builder.finish())
