"""C1.5 and audit: cash adds up to the value, payments between parties cancel."""

import polars as pl
import pytest
from hypothesis import assume, given

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from tests.properties.random_cases import (
    changed,
    few,
    plan_of,
    random_cases,
    slack,
    with_table,
)

TWO = 2


@few(8)
@given(case=random_cases())
def test_the_audit_passes_on_every_random_plan(case: Case) -> None:
    """The recount from the tables agrees with the model, and the value with parties."""
    found = plan_of(case)
    assert found.is_sound, found.audit
    total = sum(found.value_by_party.values())
    assert total == pytest.approx(found.value, abs=slack(found.value))


@few(3)
@given(case=random_cases())
def test_without_tax_and_discount_the_value_is_the_sum_of_cash(case: Case) -> None:
    """Zero rates and no terminal value: every unit of cash counts once."""
    plain = changed(
        case, "parties", tax_rate=pl.lit(0.0), discount_rate=pl.lit(0.0)
    ).with_settings("case", {"terminal": "none", "terminal_multiple": 0.0})
    found = plan(plain)
    assert expected_cash(found) == pytest.approx(found.value, abs=slack(found.value))


@few(3)
@given(case=random_cases())
def test_payments_between_parties_cancel(case: Case) -> None:
    """A fee, a share of conversion and one of tooling: what one pays one receives."""
    assume(len(case.companies) == TWO)
    found = plan(with_contracts(case))
    assert found.is_sound, found.audit
    paid = found.tables["cash"].filter(pl.col("item").str.contains("contracts"))
    by_node = paid.group_by("node").agg(pl.col("amount").sum())
    assert by_node["amount"].to_list() == pytest.approx([0.0] * by_node.height, abs=0.1)


def expected_cash(found: Plan) -> float:
    """Return cash of all parties and nodes, each at its probability."""
    cash = found.tables["cash"].join(
        found.nodes.select("node", "probability"), on="node"
    )
    return float((cash["amount"] * cash["probability"]).sum())


def with_contracts(case: Case) -> Case:
    """Return the case with contracts of three forms between its two companies."""
    payer, payee = case.companies
    rows: list[Row] = [
        {"contract": form, "form": form, "payer": payer, "payee": payee, "amount": a}
        for form, a in (
            ("fee_per_vehicle", 100.0),
            ("cost_plus", 0.05),
            ("capex_share", 0.2),
            ("reservation", 1e6),
        )
    ]
    frame = typed_frame(TABLES["contracts"], rows)
    return with_table(case, "contracts", frame).checked()
