"""Rows that bear on nothing the case builds, sells or names are noted, by their row.

The guest sells a battery car at 870380, built at the plant of the maker in the UK.
"""

import pytest

from tests.tables.conftest import VALID, Write
from tests.tables.test_doubts import doubts_of

POLICY = (
    "policy,kind,territory,party,product,mode,hs_code,powertrain,year,target,amount\n"
)
HAZARD = "hazard,scope,target,rate_per_year,weeks_mode\n"
PARTS = "build_option,part_group,source,unit_value,hs_code,foreign_value\n"
PACT = "agreement,customs_territory\npact,UK\n"
RULE = "agreement,hs_code,test,threshold\npact,{},max_non_originating,0.3\n"


@pytest.mark.parametrize(
    ("cells", "is_idle"),
    [
        ("purchase_grant,UK,,,,,bev,2026,,500", False),
        ("purchase_grant,UK,guest,car,,8703,,2026,,500", False),
        ("purchase_grant,UK,maker,,,,,2026,,500", True),  # sells no car
        ("purchase_grant,UK,,,,,ice,2026,,500", True),
        ("purchase_grant,UK,,,,8704,,2026,,500", True),
        ("purchase_grant,CN,,,,,,2026,,500", True),  # nobody buys there
        ("zev_mandate,UK,guest,,,87,,2026,0.5,500", False),
        ("zev_mandate,CN,,,,,,2026,0.5,500", True),
        ("co2_limit,UK,maker,,,,,2026,90,500", True),
        ("operating_support,UK,maker,,,,,2026,,500", False),
        ("operating_support,UK,guest,,,,,2026,,500", True),  # owns no plant
        ("operating_support,UK,,,ckd,,,2026,,500", True),
        ("capital_grant,UK,guest,,,,,2026,,0.1", False),  # tools the car
        ("capital_grant,UK,maker,,full,,,2026,,0.1", False),  # owns the plant
        ("capital_grant,CN,,,,,,2026,,0.1", True),
        ("receipts_per_vehicle,UK,state,car,full,,,2026,,500", False),
        ("receipts_per_vehicle,UK,state,,skd,,,2026,,500", True),
        ("receipts_per_vehicle,CN,state,,,,,2026,,500", True),
        ("carbon_price,UK,,,,,,2026,,60", False),  # lanes and parts emit as well
    ],
)
def test_a_policy_for_no_vehicle_is_noted(
    write_case: Write, cells: str, *, is_idle: bool
) -> None:
    """Kinds for buyers look at what is sold, kinds for plants at what is built."""
    notes = doubts_of(write_case(policies=f"{POLICY}p,{cells}\n"))
    found = [note for note in notes if note.rule == "policy_of_nothing"]
    assert [(n.file, n.line, n.value) for n in found] == [
        ("policies.csv", 2, "p")
    ] * is_idle


def test_a_policy_of_many_years_is_noted_once(write_case: Write) -> None:
    """Both years are of the same name."""
    rows = "".join(f"p,zev_mandate,CN,,,,,,{y},0.5,500\n" for y in (2026, 2027))
    notes = doubts_of(write_case(policies=POLICY + rows))
    assert [(n.line, n.rule) for n in notes] == [(2, "policy_of_nothing")]
    assert "is sold in CN, so it does nothing" in notes[0].message


@pytest.mark.parametrize(
    ("scope", "target", "is_idle"),
    [
        ("place", "home", False),
        ("place", "far", True),
        ("party", "maker", False),
        ("party", "guest", True),  # owns no plant
        ("facility", "site", False),
    ],
)
def test_a_hazard_that_stops_nothing_is_noted(
    write_case: Write, scope: str, target: str, *, is_idle: bool
) -> None:
    """Plants stand at home and belong to the maker; parts are bought from nowhere."""
    notes = doubts_of(write_case(hazards=f"{HAZARD}h,{scope},{target},1,2\n"))
    assert [(n.file, n.line, n.rule) for n in notes] == [
        ("hazards.csv", 2, "hazard_of_nothing")
    ] * is_idle


def test_a_hazard_may_stop_a_place_of_suppliers(write_case: Write) -> None:
    """Bodies for 9,000 come from `far`."""
    mine = {
        "hazards": f"{HAZARD}h,place,far,1,2\n",
        "bill_of_materials": f"{PARTS}car_plant,body,far,9000,,\n",
    }
    assert doubts_of(write_case(**mine)) == []


def with_index(name: str) -> str:
    """Return the only build option with a cost index."""
    head = VALID["build_options.csv"].replace("mode\n", "mode,cost_index\n")
    return head.replace("full\n", f"full,{name}\n")


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("ramp_curves", "ramp_curve,years_since_start,share\nslow,0,1\n"),
        ("cost_indices", "index,year,factor\nslow,2026,1\nslow,2027,1\n"),
        ("exchange_rates", "currency,year,rate\nslow,2026,1\nslow,2027,1\n"),
    ],
)
def test_what_no_row_names_is_noted_once(
    write_case: Write, table: str, text: str
) -> None:
    """A what-if may name it as well."""
    (note,) = doubts_of(write_case(**{table: text}))
    assert (note.file, note.line, note.value) == (f"{table}.csv", 2, "slow")
    assert note.rule == "named_by_nothing"
    change = "what_if,table,where,column,op,value\n"
    change += "w,demand,,price,times,0.9\nw,build_options,,ramp_curve,set,slow\n"
    change += "w,build_options,,cost_index,set,slow\n"
    found = doubts_of(write_case(**{table: text, "what_ifs": change}))
    assert [n.rule for n in found if n.rule == "named_by_nothing"] == []


def test_an_index_that_a_row_names_is_not(write_case: Write) -> None:
    """The build option names it."""
    rows = "index,year,factor\nsteel,2026,1\nsteel,2027,1\n"
    mine = write_case(cost_indices=rows, build_options=with_index("steel"))
    assert doubts_of(mine) == []


@pytest.mark.parametrize(
    ("rule", "value", "count"),
    [("8507", "3000", 0), ("85", "3000", 0), ("8703", "3000", 1), ("8703", "", 0)],
)
def test_a_foreign_value_that_no_rule_tests_is_noted(
    write_case: Write, rule: str, value: str, count: int
) -> None:
    """The pack has heading 850760."""
    mine = {
        "bill_of_materials": f"{PARTS}car_plant,pack,home,9000,850760,{value}\n",
        "agreements": PACT,
        "origin_rules": RULE.format(rule),
    }
    notes = doubts_of(write_case(**mine))
    assert [(n.file, n.line, n.rule) for n in notes] == [
        ("bill_of_materials.csv", 2, "untested_value")
    ] * count


@pytest.mark.parametrize(("heading", "count"), [("8704", 1), ("8730", 1), ("87", 0)])
def test_an_origin_rule_for_no_goods_is_noted(
    write_case: Write, heading: str, count: int
) -> None:
    """The one product has heading 870380."""
    mine = write_case(agreements=PACT, origin_rules=RULE.format(heading))
    notes = [n for n in doubts_of(mine) if n.rule == "heading_of_nothing"]
    assert [(n.file, n.line) for n in notes] == [("origin_rules.csv", 2)] * count


@pytest.mark.parametrize(("agreement", "lines"), [("pact", []), ("other", [2])])
def test_drawback_may_be_left_out_of_a_case(
    write_case: Write, agreement: str, lines: list[int]
) -> None:
    """No row pays any; an agreement with a preference says more than that."""
    pact = "agreement,customs_territory,allows_drawback\npact,UK,yes\npact,CN,no\n"
    pact += "other,UK,no\nother,CN,no\n"
    rows = "measure,importer,hs_code,kind,agreement\n"
    rows += f"m,CN,8703,mfn,\np,CN,8703,preference,{agreement}\n"
    found = doubts_of(write_case(agreements=pact, trade_measures=rows))
    lines_told = [n.line for n in found if n.rule == "drawback_without_row"]
    assert lines_told == lines
