"""Goods that enter free only because no row covers them, and markets out of reach."""

import pytest

from tests.tables.conftest import VALID, Write
from tests.tables.test_doubts import doubts_of

HEAD = "measure,importer,exporter,hs_code,company,powertrain,kind,from_year,to_year\n"
LANES = "origin,destination,product\nhome,far,\n"
ABROAD = "product,place,year,volume,price\n"
ABROAD += "car,far,2026,1000,30000\ncar,far,2027,1000,30000\n"
PARTS = "build_option,part_group,source,unit_value,hs_code\n"


def into_china(*rows: str) -> dict[str, str]:
    """Return a case whose battery car goes from the UK to China under these rows."""
    return {
        "lanes": LANES,
        "demand": ABROAD,
        "trade_measures": HEAD + "".join(f"{row}\n" for row in rows),
    }


def product_with(heading: str) -> str:
    """Return the car with another heading."""
    return VALID["products.csv"].replace("870380", heading)


@pytest.mark.parametrize("heading", ["8703", "87"])
def test_a_heading_shorter_than_rows_for_the_goods_is_noted(
    write_case: Write, heading: str
) -> None:
    """8703 may be 870380 and may not: the rows at 870380 do not apply to it."""
    rows = into_china("m,CN,,870380,,,mfn,,", "x,CN,UK,870380,,bev,countervailing,,")
    (note,) = doubts_of(write_case(**rows, products=product_with(heading)))
    assert (note.file, note.line, note.column) == ("products.csv", 2, "hs_code")
    assert (note.value, note.rule) == (heading, "heading_too_short")
    assert note.message.endswith("so they do not apply: m, x")


@pytest.mark.parametrize(
    "row",
    [
        "x,UK,CN,870380,,,countervailing,,",  # into the other territory
        "x,CN,EU,870380,,,countervailing,,",  # of goods from elsewhere
        "x,CN,,870380,maker,,countervailing,,",  # of another company's cars
        "x,CN,,870380,,ice,countervailing,,",  # of petrol cars
        "x,CN,,870390,,,countervailing,,2025",  # ended before the horizon
        "x,CN,,870490,,,countervailing,,",  # of another heading
    ],
)
def test_longer_rows_for_other_goods_are_not(write_case: Write, row: str) -> None:
    """The base at 8703 covers the car; the longer row is not about it."""
    places = VALID["places.csv"] + "third,EU\n"
    rows = into_china("m,CN,,8703,,,mfn,,", row)
    folder = write_case(**rows, places=places, products=product_with("8703"))
    found = [note.rule for note in doubts_of(folder)]
    assert "heading_too_short" not in found
    assert "no_measure" not in found


def test_a_longer_rule_of_origin_counts_as_well(write_case: Write) -> None:
    """Without the rule at 870380 the car at 8703 has none, and never originates."""
    rows = into_china("m,CN,,8703,,,mfn,,")
    folder = write_case(
        **rows,
        products=product_with("8703"),
        agreements="agreement,customs_territory\npact,UK\npact,CN\n",
        origin_rules="agreement,hs_code,test,threshold\n"
        "pact,870380,max_non_originating,0.4\n",
    )
    (note,) = doubts_of(folder)
    assert note.message.endswith("so they do not apply: pact")


@pytest.mark.parametrize(
    ("rows", "when"),
    [
        ((), ""),
        (("m,UK,,8703,,,mfn,,",), ""),
        (("m,CN,,8704,,,mfn,,",), ""),
        (("m,CN,UK,8703,,ice,mfn,,",), ""),
        (("m,CN,,8703,,,mfn,,2026",), " in 2027"),
        (("m,CN,,8703,,,mfn,2027,",), " in 2026"),
    ],
)
def test_goods_that_no_row_covers_are_noted(
    write_case: Write, rows: tuple[str, ...], when: str
) -> None:
    """The car crosses from the UK into China in 2026 and 2027."""
    notes = doubts_of(write_case(**into_china(*rows)))
    (note,) = (note for note in notes if note.rule != "heading_of_nothing")
    assert (note.file, note.line, note.rule) == ("products.csv", 2, "no_measure")
    assert f"these goods from UK into CN{when}, so they enter free" in note.message


@pytest.mark.parametrize(
    "rows",
    [
        ("m,CN,,87,,,mfn,,",),
        ("m,CN,UK,870380,guest,bev,mfn,,",),
        ("m,CN,,8703,,,mfn,,2026", "n,CN,,8703,,,mfn,2027,"),
    ],
)
def test_goods_that_some_row_covers_in_each_year_are_not(
    write_case: Write, rows: tuple[str, ...]
) -> None:
    """A row with ad_valorem 0 says that they are free; nothing is assumed."""
    assert doubts_of(write_case(**into_china(*rows))) == []


def test_parts_are_goods_of_no_company(write_case: Write) -> None:
    """Batteries from China into the UK; a row for one company's cars covers no part.

    A part without a heading pays no duty by its own table, and home parts cross no
    border.
    """
    parts = PARTS + "car_plant,cell,home,9000,850760\ncar_plant,pack,far,9000,850760\n"
    parts += "car_plant,seat,far,9000,\n"
    rows = HEAD + "m,UK,,8507,guest,,mfn,,\nn,UK,,8507,,bev,mfn,,\n"
    folder = write_case(bill_of_materials=parts, trade_measures=rows)
    (note,) = doubts_of(folder)
    assert (note.file, note.line) == ("bill_of_materials.csv", 3)
    assert "from CN into UK, so they enter free" in note.message
    rows += "b,UK,,85,,part,drawback,,\n"  # pays duty back and levies none
    assert len(doubts_of(write_case(bill_of_materials=parts, trade_measures=rows))) == 1
    covered = rows + "o,UK,,85,,part,mfn,,\n"
    assert doubts_of(write_case(trade_measures=covered)) == []


def test_a_part_of_a_chapter_with_rows_is_taken_as_free(write_case: Write) -> None:
    """A row covers 8708 of chapter 87, so 8707 is left out on purpose; 8507 is not."""
    parts = PARTS + "car_plant,seat,far,9000,870899\ncar_plant,cab,far,9000,870790\n"
    parts += "car_plant,pack,far,9000,850760\n"
    rows = HEAD + "m,UK,,8708,,,mfn,,\n"
    (note,) = doubts_of(write_case(bill_of_materials=parts, trade_measures=rows))
    assert (note.line, note.value, note.rule) == (4, "850760", "no_measure")


@pytest.mark.parametrize(
    ("heading", "hint"),
    [("8730", "Did you mean '8703'?"), ("8803", "8703"), ("01", "Headings there are")],
)
def test_a_measure_of_no_goods_is_noted(
    write_case: Write, heading: str, hint: str
) -> None:
    """The one product has heading 870380; 87, 870 and 87038001 are about it."""
    rows = [f"m{n},CN,,{h},,,mfn,," for n, h in enumerate(("87", "870", "87038001"))]
    mine = into_china(*rows, f"x,CN,,{heading},,,anti_dumping,,")
    notes = doubts_of(write_case(**mine))
    found = [note for note in notes if note.rule == "heading_of_nothing"]
    assert [(note.file, note.line, note.value) for note in found] == [
        ("trade_measures.csv", 5, heading)
    ]
    assert hint in found[0].hint


PACT = "agreement,customs_territory\npact,UK\npact,CN\n"
TEST = "agreement,hs_code,powertrain,to_year,test,threshold\npact,"


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("8703,,,max_non_originating,0.4\n", 0),
        ("87,bev,,max_non_originating,0.4\n", 0),
        ("8704,,,max_non_originating,0.4\n", 1),
        ("8703,ice,,max_non_originating,0.4\n", 1),
        ("8703,,2025,max_non_originating,0.4\n", 1),
    ],
)
def test_a_preference_without_a_rule_of_origin_is_noted(
    write_case: Write, rule: str, count: int
) -> None:
    """No rule, no origin: the battery car at 870380 never enters at the low rate."""
    measures = "measure,importer,hs_code,kind,agreement\nm,CN,8703,mfn,\n"
    measures += "p,CN,8703,preference,pact\n"
    mine = into_china() | {"trade_measures": measures}
    folder = write_case(**mine, agreements=PACT, origin_rules=TEST + rule)
    notes = [n for n in doubts_of(folder) if n.rule == "preference_without_rule"]
    assert [(note.file, note.line, note.value) for note in notes] == [
        ("trade_measures.csv", 3, "pact")
    ] * count


def test_a_part_of_a_plant_comes_from_where_the_plant_stands(write_case: Write) -> None:
    """The works stand in China; no row covers their packs."""
    plants = VALID["facilities.csv"] + "works,far,maker,operating\n"
    parts = PARTS + "car_plant,pack,works,9000,850760\n"
    (note,) = doubts_of(write_case(facilities=plants, bill_of_materials=parts))
    assert "from CN into UK" in note.message


def test_markets_without_a_lane_share_a_note_by_product(write_case: Write) -> None:
    """The car reaches none of two places, and the place where it is built."""
    places = VALID["places.csv"] + "third,CN\n"
    rows = (
        "car,far,2026,1,30000\ncar,far,2027,1,30000\n"
        "car,third,2026,1,30000\ncar,third,2027,1,30000\n"
    )
    folder = write_case(demand=VALID["demand.csv"] + rows, places=places)
    (note,) = doubts_of(folder)
    assert (note.line, note.value) == (4, "far")
    assert "No lane leads to far, third from a plant that builds car" in note.message


@pytest.mark.parametrize(
    ("lanes", "is_noted"),
    [
        ("", True),
        ("far,home,\n", True),  # the way back
        ("home,far,van\n", True),  # for another product
        ("home,far,car\n", False),
        ("home,far,\n", False),
    ],
)
def test_a_market_without_a_lane_is_noted(
    write_case: Write, lanes: str, *, is_noted: bool
) -> None:
    """The car is built at home and wanted in `far`; at home it needs no lane."""
    products = VALID["products.csv"] + "van,maker,870490,bev\n"
    folder = write_case(
        demand=VALID["demand.csv"] + ABROAD.partition("\n")[2],
        products=products,
        lanes="origin,destination,product\n" + lanes,
        trade_measures=HEAD + "m,CN,,87,,,mfn,,\n",
    )
    found = [
        (note.table, note.line, note.value, note.rule) for note in doubts_of(folder)
    ]
    assert found == [("demand", 4, "far", "no_lane")] * is_noted


@pytest.mark.parametrize(("importer", "lines"), [("CN", [2]), ("UK", [])])
def test_drawback_that_nobody_pays_is_noted(
    write_case: Write, importer: str, lines: list[int]
) -> None:
    """The UK may pay duty back under the pact, and a row says whether it does."""
    pact = "agreement,customs_territory,allows_drawback\npact,UK,yes\npact,CN,no\n"
    measures = "measure,importer,hs_code,kind,ad_valorem\nm,CN,8703,mfn,0.1\n"
    measures += f"b,{importer},8703,drawback,1\n"
    folder = write_case(agreements=pact, trade_measures=measures)
    notes = [n for n in doubts_of(folder) if n.rule == "drawback_without_row"]
    assert [note.line for note in notes] == lines
