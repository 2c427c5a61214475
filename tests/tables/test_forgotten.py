"""What is free because it was forgotten is told by its row; what stands there is not.

Changes of the shipped case starter, whose importer builds newcar in two ways: of kits
(battery 4,060, rest 9,300, trim 2,730, conversion 500: 16,590) and as an import
(battery 4,000, rest 11,300, conversion 700: 16,000).
"""

from pathlib import Path

import pytest

from brownfield.case.read import check_case
from brownfield.tables.check import check
from brownfield.tables.files.read import read_raw
from tests.tables.conftest import Write
from tests.tables.omissions import (
    Cells,
    Change,
    Told,
    change,
    starter,
    told,
    with_cell,
    without,
)

KITS, IMPORT = "newcar_kits", "newcar_import"
MISSING = "missing_part"
BLANK = "blank_beside_others"
WITH = "Did you mean {}? Enter it; 0 says that there is none"


def part(option: str, group: str, **cells: str) -> Change:
    """Return the change that writes cells into a part, or drops it without any."""

    def how(row: Cells) -> Cells | None:
        is_it = (row["build_option"], row["part_group"]) == (option, group)
        return row if not is_it else (row | cells if cells else None)

    return how


def on_lane(origin: str, destination: str, freight: str) -> Change:
    """Return the change that writes the freight of one lane."""
    return lambda row: (
        row | {"freight": freight}
        if (row["origin"], row["destination"]) == (origin, destination)
        else row
    )


FORGOTTEN: dict[str, tuple[str, Change, list[Told]]] = {
    # 16,590 - 9,300 = 7,290 of 16,000; with the 11,300 of the import 18,590
    "kits without the rest": (
        "bill_of_materials",
        part(KITS, "rest"),
        [(MISSING, "build_options.csv", 3)],
    ),
    # 16,590 - 4,060 = 12,530 is 78 % of 16,000; with 4,000 it is 16,530
    "kits without the battery": (
        "bill_of_materials",
        part(KITS, "battery"),
        [(MISSING, "build_options.csv", 3)],
    ),
    # 16,590 - 2,730 = 13,860, and the import has no trim either: nothing to compare
    # but that a sector sells it says that somebody buys it
    "kits without trim": (
        "bill_of_materials",
        part(KITS, "trim"),
        [("purchase_of_nothing", "purchases.csv", 5)],
    ),
    # 16,000 - 4,000 = 12,000 is 72 % of 16,590
    "an import without its battery": (
        "bill_of_materials",
        part(IMPORT, "battery"),
        [(MISSING, "build_options.csv", 2)],
    ),
    # conversion of 500 is less than half of 16,000 and of 16,590
    "a car without any part": (
        "bill_of_materials",
        without("build_option", "oldcar_home"),
        [(MISSING, "build_options.csv", 4)],
    ),
    "no heading, as two others of the group have": (
        "bill_of_materials",
        part("oldcar_home", "rest", hs_code=""),
        [(BLANK, "bill_of_materials.csv", 8)],
    ),
    "no heading, as six of seven rows have": (
        "bill_of_materials",
        part(KITS, "trim", hs_code=""),
        [(BLANK, "bill_of_materials.csv", 7)],
    ),
    "no freight of a part that crosses the sea": (
        "bill_of_materials",
        part(KITS, "rest", inbound_freight=""),
        [(BLANK, "bill_of_materials.csv", 6)],
    ),
    "no freight of a part, and said so": (
        "bill_of_materials",
        part(KITS, "rest", inbound_freight="0"),
        [],
    ),
    "no freight on a lane": (
        "lanes",
        on_lane("hometown", "home_market", ""),
        [(BLANK, "lanes.csv", 3)],
    ),
    "no freight on a lane, and said so": (
        "lanes",
        on_lane("hometown", "home_market", "0"),
        [],
    ),
    "no tooling for a start that takes years": (
        "build_options",
        with_cell(("build_option", KITS), "tooling_cost", ""),
        [(BLANK, "build_options.csv", 3)],
    ),
    "no tooling, and said so": (
        "build_options",
        with_cell(("build_option", KITS), "tooling_cost", "0"),
        [],
    ),
    "no conversion": (
        "build_options",
        with_cell(("build_option", KITS), "conversion_cost", ""),
        [(BLANK, "build_options.csv", 3)],
    ),
    "no fixed cost of a pattern": (
        "shift_patterns",
        with_cell(("pattern", "two_shift"), "fixed_cost", ""),
        [(BLANK, "shift_patterns.csv", 4)],
    ),
    "no rate of an extra duty": (
        "trade_measures",
        with_cell(("measure", "next-extra"), "ad_valorem", ""),
        [(BLANK, "trade_measures.csv", 6)],
    ),
    "free of duty, and said so": (
        "trade_measures",
        with_cell(("measure", "home-batteries"), "ad_valorem", "0"),
        [],
    ),
    "no tax of one company": (
        "parties",
        with_cell(("party", "host"), "tax_rate", ""),
        [(BLANK, "parties.csv", 3)],
    ),
    "a part for nothing": (
        "bill_of_materials",
        part(KITS, "trim", unit_value="0"),
        [("free_of_charge", "bill_of_materials.csv", 7)],
    ),
    "a car given away": (
        "demand",
        with_cell(("product", "oldcar"), "price", "0"),
        [("free_of_charge", "demand.csv", 7)],
    ),
}


@pytest.mark.parametrize("name", FORGOTTEN)
def test_what_was_forgotten_is_told_by_its_row(tmp_path: Path, name: str) -> None:
    """Nothing else is told; a 0 says that there is none."""
    table, how, expected = FORGOTTEN[name]
    folder = starter(tmp_path)
    change(folder, table, how)
    assert told(folder) == expected


@pytest.mark.parametrize(("conversion", "count"), [("1450", 1), ("1460", 0)])
def test_parts_may_be_fewer_where_the_plant_does_more(
    tmp_path: Path, conversion: str, count: int
) -> None:
    """4,060 + 2,730 = 6,790 of parts, and with a rest of 11,300 it is 18,090.

    16,000 x e to the 0.2, 1.2214, is 19,542: 18,090 + 1,450 is below, 18,090 + 1,460
    above.
    """
    folder = starter(tmp_path)
    change(folder, "bill_of_materials", part(KITS, "rest"))
    work = with_cell(("build_option", KITS), "conversion_cost", conversion)
    change(folder, "build_options", work)
    assert [rule for rule, *_ in told(folder)] == [MISSING] * count


def test_the_group_that_fits_is_named_with_its_cost(tmp_path: Path) -> None:
    """12,000 + 4,060 = 16,060 is near 16,590; trim would bring it to 18,790."""
    folder = starter(tmp_path)
    change(folder, "bill_of_materials", part(IMPORT, "battery"))
    (note,) = check_case(folder).notes
    assert note.message == (
        "It has no part group battery (4,060), which other ways to build newcar have; "
        "parts and conversion come to 12,000, theirs to 16,590"
    )
    assert note.hint.startswith("Add the rows to bill_of_materials")


def test_what_the_neighbours_have_is_named(tmp_path: Path) -> None:
    """Two others of the group have one heading; three lanes 380, 950 and 950."""
    folder = starter(tmp_path)
    change(folder, "bill_of_materials", part("oldcar_home", "rest", hs_code=""))
    change(folder, "lanes", on_lane("hometown", "home_market", ""))
    heading, freight = check_case(folder).notes
    assert heading.message.endswith("2 other rows of the part group have one")
    assert heading.hint == "Did you mean 870899? Enter it"
    assert freight.hint == (
        "Did you mean one like theirs, 380 to 950? Enter it; 0 says that there is none"
    )


def test_a_column_that_nobody_fills_is_not_missed(tmp_path: Path) -> None:
    """Three of the four lanes without insurance: the one with it is the exception."""
    folder = starter(tmp_path)
    change(
        folder,
        "lanes",
        lambda row: row | {"insurance": "" if row["origin"] == "farport" else "1"},
    )
    assert [line for _, _, line in told(folder)] == [2, 4]
    change(
        folder,
        "lanes",
        lambda row: (
            row | {"insurance": row["insurance"] if row["freight"] == "120" else ""}
        ),
    )
    assert told(folder) == []


@pytest.mark.parametrize(("others", "count"), [(3, 1), (2, 0)])
def test_a_group_that_all_others_have_is_missed(
    write_case: Write, others: int, count: int
) -> None:
    """One car has no seats; three others have, or two, which are too few to say so."""
    names = ["car", *"abc"[:others]]
    heads = {
        "products": "product,company,hs_code,powertrain",
        "build_options": "build_option,product,facility,programme_owner,mode",
        "bill_of_materials": "build_option,part_group,source,unit_value",
        "demand": "product,place,year,volume,price",
    }
    rows = {
        "products": [f"{name},guest,870380,bev" for name in names],
        "build_options": [f"make_{name},{name},plant,guest,full" for name in names],
        "bill_of_materials": [
            *(f"make_{name},body,home,15000" for name in names),
            *(f"make_{name},seats,home,900" for name in names[1:]),
        ],
        "demand": [
            f"{name},home,{year},1000,30000" for name in names for year in (2026, 2027)
        ],
    }
    text = {name: "\n".join([heads[name], *rows[name], ""]) for name in heads}
    notes = check(read_raw(write_case(**text))).notes
    assert [(note.rule, note.value) for note in notes] == [
        (MISSING, "make_car")
    ] * count


def test_a_gap_that_the_group_does_not_fill_is_none(tmp_path: Path) -> None:
    """Kits for 9,030 without a battery: with 4,000 still 19 % below 16,000.

    5,300 + 500 + 2,730 + 500 = 9,030; 13,030 / 16,000 is 0.814, below e to the -0.2,
    which is 0.819; with 200 more it is 0.827.
    """
    folder = starter(tmp_path)
    change(folder, "bill_of_materials", part(KITS, "battery"))
    change(folder, "bill_of_materials", part(KITS, "rest", unit_value="5300"))
    assert told(folder) == []
    change(folder, "bill_of_materials", part(KITS, "rest", unit_value="5500"))
    assert [rule for rule, *_ in told(folder)] == [MISSING]


PLANTS = "facility,place,owner,status,opening_cost,lead_years\n"
PLANTS += "plant,home,maker,operating,,\nsite,home,maker,candidate,"


@pytest.mark.parametrize(
    ("cells", "rows", "lines"),
    [
        (",2", "", [3]),  # a building takes years
        (",0", "", []),  # nothing says that it costs anything
        ("0,2", "", []),
        (",0", "more,home,maker,mothballed,9000000,1\n", [3]),
        (",0", "more,home,maker,mothballed,,0\n", []),
    ],
)
def test_an_opening_without_a_cost_is_told(
    write_case: Write, cells: str, rows: str, lines: list[int]
) -> None:
    """The plant that runs needs none; of two candidates one has."""
    plants = f"{PLANTS}{cells}\n{rows}"
    notes = check(read_raw(write_case(facilities=plants))).notes
    assert [(n.line, n.rule) for n in notes] == [(line, BLANK) for line in lines]


def test_parts_of_plants_come_from_where_the_plant_is(write_case: Write) -> None:
    """Two groups from `far` and two from the plant at home: like goes with like."""
    head = "build_option,part_group,source,unit_value,inbound_freight,hs_code\n"
    rows = ("a,far,900,50", "b,far,900,", "c,plant,9000,", "d,plant,9000,20")
    parts = head + "".join(f"car_plant,{row},870829\n" for row in rows)
    duty = "measure,importer,hs_code,kind,ad_valorem\nm,UK,8708,mfn,0.04\n"
    folder = write_case(bill_of_materials=parts, trade_measures=duty)
    notes = check(read_raw(folder)).notes
    assert [(n.line, n.column, n.hint) for n in notes if n.rule == BLANK] == [
        (3, "inbound_freight", WITH.format(50)),
        (4, "inbound_freight", WITH.format(20)),
    ]
