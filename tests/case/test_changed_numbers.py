"""A what-if that cannot change a cell as it says is refused, with row and cure."""

import pytest

from brownfield.case.case import Case
from brownfield.case.read import check_case, read_case
from brownfield.case.scenarios import cases_by_node
from brownfield.errors import DataError
from brownfield.tables.check import check
from brownfield.tables.files.read import read_raw
from tests.tables.conftest import VALID, Write, write_case

__all__ = ["write_case"]  # the fixture is shared

HEAD = "what_if,table,where,column,op,value\n"
PLANTS = "facility,place,owner,lead_years,guest_limit,last_year\n"
PLANTS += "plant,home,maker,2,,\nsite,home,maker,3,50,2027\n"
TREE = "node,parent,year,probability,what_if\nnow,,2026,1,\nlater,now,2027,1,w\n"


def changed(write: Write, rows: str, *names: str, **tables: str) -> Case:
    """Return the case with two plants after the named what-ifs."""
    folder = write(facilities=PLANTS, what_ifs=HEAD + rows, **tables)
    return read_case(folder).apply(*names)


@pytest.mark.parametrize(
    ("row", "message", "hint"),
    [
        (
            "facility=plant,guest_limit,times,0.5",
            "facilities (facility=plant) has no guest_limit, and times on a blank cell",
            "`guest_limit!=` in where",
        ),
        (",guest_limit,plus,10", "(facility=plant) has no guest_limit", "use op set"),
        (",last_year,plus,1", "(facility=plant) has no last_year", "last_year!="),
        (
            "facility=site,lead_years,times,1.5",
            "(facility=site) holds lead_years 3; 3 x 1.5 is 4.5, and",
            "or use op set",
        ),
        (",lead_years,plus,0.5", "2 + 0.5 is 2.5", "gives a whole number"),
    ],
)
def test_a_cell_that_cannot_follow_is_told_by_the_check(
    write_case: Write, row: str, message: str, hint: str
) -> None:
    """Half of no limit is no limit; 3 x 1.5 = 4.5 years would be cut to 4."""
    rows = HEAD + f"w,facilities,{row}\n"
    (problem,) = check(read_raw(write_case(facilities=PLANTS, what_ifs=rows))).problems
    assert (problem.file, problem.line, problem.column) == ("what_ifs.csv", 2, "value")
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("row", "column", "values"),
    [
        ("guest_limit!=,guest_limit,times,0.5", "guest_limit", [None, 25.0]),
        ("facility=site,guest_limit,plus,-10", "guest_limit", [None, 40.0]),
        (",lead_years,times,2", "lead_years", [4, 6]),
        ("facility=plant,lead_years,times,0.5", "lead_years", [1, 3]),
        (",lead_years,plus,1", "lead_years", [3, 4]),
        ("last_year!=,last_year,plus,-1", "last_year", [None, 2026]),
    ],
)
def test_a_cell_that_can_follow_does(
    write_case: Write, row: str, column: str, values: list[float | None]
) -> None:
    """50 x 0.5 = 25, 50 - 10 = 40, 2 x 2 = 4, 2 x 0.5 = 1, 2 + 1 = 3, 2027 - 1."""
    case = changed(write_case, f"w,facilities,{row}\n", "w")
    assert case.tables["facilities"][column].to_list() == values


def test_a_product_that_just_misses_a_whole_number_is_rounded(
    write_case: Write,
) -> None:
    """50 x 0.58 is 28.999999999999996 in the computer and 29 on paper."""
    parties = "party,kind,allowance_years\nmaker,company,50\nguest,company,\n"
    parties += "state,government,\n"
    rows = "w,parties,party=maker,allowance_years,times,0.58\n"
    case = changed(write_case, rows, "w", parties=parties)
    assert case.tables["parties"]["allowance_years"].to_list() == [29, 1, 1]


def test_a_cell_that_is_set_before_is_judged_when_it_is_applied(
    write_case: Write,
) -> None:
    """80 x 0.5 = 40 after the limit is set; alone there is no limit to halve."""
    rows = "limit,facilities,facility=plant,guest_limit,set,80\n"
    rows += "half,facilities,facility=plant,guest_limit,times,0.5\n"
    case = changed(write_case, rows, "limit", "half")
    assert case.tables["facilities"]["guest_limit"].to_list() == [40.0, 50.0]
    told = (
        r"what-if 'half' \(times on facilities, where .*\): facilities \(facility=plant"
    )
    with pytest.raises(DataError, match=told):
        changed(write_case, rows, "half")


def test_a_blank_left_by_another_what_if_stays_blank_in_the_tree(
    write_case: Write,
) -> None:
    """After `none` the node has no limit to halve, and the plan goes on."""
    rows = "w,facilities,facility=site,guest_limit,times,0.5\n"
    rows += "none,facilities,facility=site,guest_limit,set,\n"
    case = changed(write_case, rows, "none", scenarios=TREE)
    limits = cases_by_node(case)("later").tables["facilities"]["guest_limit"]
    assert limits.to_list() == [None, None]


IDLE = "w,demand,,price,times,1\n"


def test_a_what_if_that_changes_nothing_is_refused_by_name(write_case: Write) -> None:
    """30,000 x 1 is 30,000: an answer would look as if the question had no effect."""
    told = r"^what-if 'w': every cell is as it was, so this changes nothing\. Correct"
    with pytest.raises(DataError, match=told):
        changed(write_case, IDLE, "w")
    again = IDLE + "v,demand,,price,plus,1\nv,demand,year>0,price,set,30000\n"
    with pytest.raises(DataError, match="what-if 'v': every cell is as it was"):
        changed(write_case, again, "v")
    assert changed(write_case, IDLE + "w,demand,,volume,times,2\n", "w")


def test_a_future_may_stand_for_no_change(write_case: Write) -> None:
    """The node `later` keeps the price of 30,000; the check notes it."""
    folder = write_case(what_ifs=HEAD + IDLE, scenarios=TREE)
    prices = cases_by_node(read_case(folder))("later").tables["demand"]["price"]
    assert set(prices) == {30_000.0}
    checked = check_case(folder)
    assert checked.problems == ()
    assert [note.rule for note in checked.notes] == ["idle_what_if"]


LONG = VALID["case.toml"].replace("2027", "2028")
YEARS = VALID["demand.csv"] + "car,home,2028,1200,30000\n"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("w,demand,year=2027,,drop,\n", "car at home has no rows for 2027"),
        ("w,demand,year=2028,,drop,\n", "ends before 2028: at home in 2027"),
        (
            "w,demand,year=2027,,drop,\nw,demand,year=2026,volume,times,2\n",
            "no rows for 2027",
        ),
    ],
)
def test_a_what_if_that_leaves_out_a_year_is_noted(
    write_case: Write, rows: str, words: str
) -> None:
    """Of 2026, 2027 and 2028 one year goes; the case as written has all three."""
    checked = check_case(write_case(case=LONG, demand=YEARS, what_ifs=HEAD + rows))
    assert checked.problems == ()
    (note,) = checked.notes
    assert (note.file, note.line) == ("what_ifs.csv", 1 + rows.count("\n"))
    assert note.message.startswith("After this what-if: Demand for car")
    assert words in note.message


def test_a_what_if_that_writes_per_cent_is_noted(write_case: Write) -> None:
    """0.1 is a share; 25 is read as 2,500 %, meant as 0.25."""
    duty = "measure,importer,hs_code,kind,ad_valorem\nm,UK,8703,mfn,0.1\n"
    rows = HEAD + "w,trade_measures,measure=m,ad_valorem,set,25\n"
    (note,) = check_case(write_case(trade_measures=duty, what_ifs=rows)).notes
    assert (note.file, note.line, note.rule) == ("what_ifs.csv", 2, "per_cent")
    assert "2,500 %" in note.message
    assert note.hint.startswith("Did you mean 0.25?")


def test_a_what_if_that_moves_the_horizon_takes_its_rows_along(
    write_case: Write,
) -> None:
    """One year instead of two: the market does not end before 2026."""
    rows = HEAD + "w,demand,year=2027,,drop,\nw,case,,last_year,set,2026\n"
    assert check_case(write_case(what_ifs=rows)).notes == ()
