"""Does the most exact measure of each kind apply, and only while in force?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from brownfield.derive.trade.duty import (
    cheapest,
    measures_in_force,
    measures_with_reasons,
    on_top,
    regimes,
    with_duty,
)
from brownfield.errors import DataError, LabelError

MakeTables = Callable[..., dict[str, pl.DataFrame]]
Rows = dict[str, Sequence[Mapping[str, Any]]]

CAR = {
    "importer": "EU",
    "exporter": "CN",
    "hs_code": "870380",
    "company": "maker",
    "powertrain": "bev",
    "year": 2025,
}

NOTHING = ("rate_cif", "rate_ex_works", "specific", "is_cif")


def row(measure: str, **more: object) -> dict[str, object]:
    """Return a base duty of the EU on all cars, changed by `more`."""
    plain = {"importer": "EU", "hs_code": "8703", "kind": "mfn"}
    return {"measure": measure, **plain, **more}


def applied(make_tables: MakeTables, rows: list[dict[str, object]]) -> list[str]:
    """Return the measures that apply to the car, by name."""
    tables = make_tables(trade_measures=rows)
    return sorted(measures_in_force(tables, pl.DataFrame([CAR]))["measure"])


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"hs_code": "870380"}, {"company": "maker", "exporter": "CN"}),
        ({"company": "maker"}, {"exporter": "CN", "powertrain": "bev"}),
        ({"exporter": "CN"}, {"powertrain": "bev"}),
        ({"powertrain": "bev"}, {}),
    ],
)
def test_the_most_exact_row_wins(
    make_tables: MakeTables, better: dict[str, str], worse: dict[str, str]
) -> None:
    """Heading before company before exporter before powertrain."""
    rows = [row("worse", **worse), row("better", **better)]
    assert applied(make_tables, rows) == ["better"]


@pytest.mark.parametrize(
    "other",
    [
        {"importer": "UK"},
        {"exporter": "TR"},
        {"hs_code": "8704"},
        {"company": "other"},
        {"powertrain": "ice"},
        {"from_year": 2026},
        {"to_year": 2024},
    ],
)
def test_a_measure_for_something_else_does_not_apply(
    make_tables: MakeTables, other: dict[str, object]
) -> None:
    """Every filter is obeyed, years are inclusive."""
    rows = [row("here", from_year=2025, to_year=2025), row("else", **other)]
    assert applied(make_tables, rows) == ["here"]


def test_the_kinds_do_not_compete(make_tables: MakeTables) -> None:
    """One row of each kind applies, and every quota."""
    rows = [
        row("base"),
        row("cvd", kind="countervailing"),
        row("ad", kind="anti_dumping"),
        row("quota-1", kind="quota"),
        row("quota-2", kind="quota", hs_code="870380"),
    ]
    assert applied(make_tables, rows) == ["ad", "base", "cvd", "quota-1", "quota-2"]


def test_a_row_says_what_it_was_compared_with(make_tables: MakeTables) -> None:
    """Of three base rows two fit; of two quotas each is compared with itself alone."""
    rows = [
        row("wide"),
        row("exact", hs_code="870380", exporter="CN"),
        row("else", hs_code="8704"),
        row("quota-1", kind="quota", company="maker"),
        row("quota-2", kind="quota", powertrain="bev"),
    ]
    tables = make_tables(trade_measures=rows)
    found = measures_with_reasons(tables, pl.DataFrame([CAR])).sort("measure")
    named = ("measure", "num_fit", "heading", "only_company", "only_exporter")
    assert found.select(*named, "only_powertrain").rows() == [
        ("exact", 2, "870380", None, "CN", None),
        ("quota-1", 1, "8703", "maker", None, None),
        ("quota-2", 1, "8703", None, None, "bev"),
    ]


def test_each_kind_keeps_its_own_base(make_tables: MakeTables) -> None:
    """10 % of cif; on top 20 % of cif + 7 and 5 % of ex works."""
    rows = [
        row("base", ad_valorem=0.1),
        row("cvd", kind="countervailing", ad_valorem=0.2, specific=7.0),
        row("ad", kind="anti_dumping", ad_valorem=0.05, duty_base="ex_works"),
    ]
    goods = pl.DataFrame([CAR])
    bases, remedies = regimes(make_tables(trade_measures=rows), goods)
    assert bases.select("regime", "rate_cif", "specific").rows() == [("mfn", 0.1, 0.0)]
    levied = remedies.select("kind", "rate_cif", "rate_ex_works", "specific")
    assert sorted(levied.rows()) == [
        ("anti_dumping", 0.0, 0.05, 0.0),
        ("countervailing", 0.2, 0.0, 7.0),
    ]


def test_of_each_kind_the_highest_amount_is_due() -> None:
    """Number 1: 20 % of 110 = 22 beats 21 % of 100; + 5. Number 2: 5 % of 20 = 1."""
    asked = [
        (1, 110.0, 100.0, "countervailing", 0.2, 0.0, 0.0),
        (1, 110.0, 100.0, "countervailing", 0.0, 0.21, 0.0),
        (1, 110.0, 100.0, "anti_dumping", 0.0, 0.0, 5.0),
        (2, 22.0, 20.0, "anti_dumping", 0.0, 0.05, 0.0),
    ]
    columns = ["number", "cif", "ex_works", "kind", "rate_cif", "rate_ex_works"]
    levied = pl.DataFrame(asked, schema=[*columns, "specific"], orient="row")
    assert on_top(levied).rows() == [
        (1, 27.0, "+countervailing+anti_dumping"),
        (2, 1.0, "+anti_dumping"),
    ]


def test_two_equally_exact_rows_are_an_error(make_tables: MakeTables) -> None:
    """The program never picks one of two rates in silence."""
    rows = [row("old"), row("new", from_year=2025)]
    expected = "new, old are equally exact for 870380 from CN into EU in 2025"
    with pytest.raises(DataError, match=expected):
        applied(make_tables, rows)


def test_a_preference_needs_an_agreement(make_tables: MakeTables) -> None:
    """Without one there are no rules of origin to meet."""
    with pytest.raises(DataError, match="gsp: a preference needs the agreement"):
        applied(make_tables, [row("gsp", kind="preference")])


def test_an_agreement_needs_members(make_tables: MakeTables) -> None:
    """A misspelt agreement would otherwise never open."""
    rows = [row("pref", kind="preference", agreement="tka")]
    with pytest.raises(LabelError, match="pref: agreement tka has no member"):
        applied(make_tables, rows)


def test_a_preference_is_open_between_members_only(
    make_tables: MakeTables, trade: Rows
) -> None:
    """China is no member of the agreement of the UK and the EU."""
    tables = make_tables(**trade)
    goods = pl.DataFrame([CAR, {**CAR, "exporter": "UK"}])
    found = regimes(tables, goods)[0].filter(pl.col("agreement") == "tca")
    assert found["exporter"].to_list() == ["UK"]


def test_where_only_a_preference_is_listed_the_rest_enters_free(
    make_tables: MakeTables, trade: Rows
) -> None:
    """Goods that do not originate still have a regime: none."""
    trade["trade_measures"] = [
        measure for measure in trade["trade_measures"] if measure["kind"] != "mfn"
    ]
    goods = pl.DataFrame([{**CAR, "exporter": "UK"}])
    found, _ = regimes(make_tables(**trade), goods)
    assert sorted(found["regime"]) == ["none", "tca"]


def test_within_a_territory_nothing_is_levied(make_tables: MakeTables) -> None:
    """The only regime is domestic, whatever is listed."""
    rows = [row("base", ad_valorem=0.1), row("quota", kind="quota")]
    goods = pl.DataFrame([{**CAR, "exporter": "EU"}])
    found, _ = regimes(make_tables(trade_measures=rows), goods)
    assert found.select("regime", *NOTHING, "quota").rows() == [
        ("domestic", 0.0, 0.0, 0.0, True, None)
    ]


def test_without_a_base_row_the_customs_value_is_cif(make_tables: MakeTables) -> None:
    """Nothing is levied on it: 110 with freight and insurance, 100 without."""
    found, _ = regimes(make_tables(trade_measures=[]), pl.DataFrame([CAR]))
    assert found.select("regime", *NOTHING).rows() == [("none", 0.0, 0.0, 0.0, True)]
    goods = found.with_columns(cif=110.0, ex_works=100.0, added=None)
    charged = with_duty(goods.cast({"added": pl.Float64}))
    assert charged.select("customs_value", "duty").rows() == [(110.0, 0.0)]


@pytest.mark.parametrize(
    ("base", "value", "duty"), [("cif", 110.0, 18.0), ("ex_works", 100.0, 17.0)]
)
def test_duty_is_due_on_its_base(
    make_tables: MakeTables, base: str, value: float, duty: float
) -> None:
    """A tenth of 110 or of 100, 2 a car, and 5 on top."""
    rows = [row("base", ad_valorem=0.1, specific=2.0, duty_base=base)]
    found, _ = regimes(make_tables(trade_measures=rows), pl.DataFrame([CAR]))
    charged = with_duty(found.with_columns(cif=110.0, ex_works=100.0, added=5.0))
    assert charged.select("customs_value", "duty").rows() == [(value, duty)]


@pytest.mark.parametrize("agreements", [("zeta", "tca"), ("tca", "zeta")])
def test_at_equal_duty_a_preference_is_used_and_of_two_the_first_by_name(
    make_tables: MakeTables, agreements: tuple[str, str]
) -> None:
    """A tenth of 110 under each; mfn comes before them by name only."""
    tables = make_tables(
        trade_measures=[
            row("base", ad_valorem=0.1),
            *(
                row(name, kind="preference", agreement=name, ad_valorem=0.1)
                for name in agreements
            ),
        ],
        agreements=[
            {"agreement": name, "customs_territory": land}
            for name in agreements
            for land in ("EU", "UK")
        ],
    )
    goods = pl.DataFrame([{**CAR, "exporter": "UK"}])
    found = regimes(tables, goods)[0].with_columns(cif=110.0, ex_works=100.0, added=0.0)
    charged = with_duty(found).with_columns(number=1)
    assert charged["duty"].to_list() == pytest.approx([11.0, 11.0, 11.0])
    assert cheapest(charged, "number")["regime"].to_list() == ["tca"]
    without = charged.filter(pl.col("regime") != "tca")
    assert cheapest(without, "number")["regime"].to_list() == ["zeta"]


def test_the_cheapest_of_each_good_is_used() -> None:
    """Number 1 at 3, number 2 at 1, whichever row comes first; goods in order."""
    rows = [(2, "a", 1.0, 2), (1, "a", 4.0, 1), (1, "b", 3.0, 2), (2, "b", 1.0, 3)]
    columns = ["number", "regime", "duty", "tie_order"]
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    assert cheapest(frame, "number").select(columns).rows() == [rows[2], rows[0]]
    both = cheapest(frame, "number", "regime").select(columns).rows()
    assert both == [rows[1], rows[2], rows[0], rows[3]]
