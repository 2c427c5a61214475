"""Are problems told by their cause, and the safe ones mended and nothing else?"""

from collections.abc import Callable
from pathlib import Path

import pytest

from brownfield.case.read import check_case
from brownfield.console.checking import fix, problems
from brownfield.errors import UseError
from brownfield.tables.mending.causes import causes
from brownfield.tables.mending.mend import mended
from tests.tables.conftest import VALID, Write

HEAD = "product,place,year,volume,price\n"
ROWS = (
    "car,home,2026,many,30000\ncar,home,2027,1200,x\ncar,far,2026,few,30000\n"
    "car,far,2027,none at all,30000\n"
)
Printed = Callable[..., str]


@pytest.fixture
def printed(
    write_case: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> Printed:
    """Return a function that prints the problems of a changed case so wide."""

    def told(width: int, **changes: str) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        return problems(check_case(write_case(**changes)), "mine")

    return told


def test_cells_of_one_cause_are_told_once_the_most_frequent_first(
    printed: Printed,
) -> None:
    """Three cells of volume and one of price: two causes, volume first."""
    assert printed(72, demand=HEAD + ROWS).splitlines() == [
        "demand.csv, column volume: 3 cells",
        "  This column holds a number such as 1500, 0.25 or 4.5e8. Found: 'many'",
        "  in line 2, 'few' in line 4, 'none at all' in line 5.",
        "  Enter a number such as 1500, 0.25 or 4.5e8, without units or words.",
        "demand.csv, line 3, column price (product=car, place=home, year=2027)",
        "  This column holds a number such as 1500, 0.25 or 4.5e8. Found: 'x' in",
        "  line 3.",
        "  Enter a number such as 1500, 0.25 or 4.5e8, without units or words.",
        "4 problems of 2 causes.",
    ]


@pytest.mark.parametrize("width", [40, 60, 120])
def test_no_line_is_wider_than_the_terminal(printed: Printed, width: int) -> None:
    """Words wrap where the terminal ends."""
    lines = printed(width, demand=HEAD + ROWS).splitlines()
    assert max(map(len, lines)) <= width


def test_hints_with_figures_of_their_own_are_one_cause(write_case: Write) -> None:
    """What to write differs from cell to cell; other names are other causes."""
    rows = 'car,home,2026,1,"1,234"\ncar,home,2027,1,"5,678"\n'
    shares = HEAD.replace("price", "price,patience") + rows.replace(',"', ',30000,"')
    found = causes(check_case(write_case(demand=shares)).problems)
    assert [len(cause.problems) for cause in found] == [2]
    places = HEAD + "car,hom,2026,1,2\ncar,homee,2026,1,2\ncar,faar,2027,1,2\n"
    found = causes(check_case(write_case(demand=places)).problems)
    assert [len(cause.problems) for cause in found] == [2, 1]


def test_what_is_safe_is_mended_and_listed(
    write_case: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A repeated row, a word for no figure, thousands, and letters: a plain copy."""
    demand = VALID["demand.csv"].replace("1000,", '"1,000",').replace("home", "HOME")
    places = VALID["places.csv"].replace("territory\n", "territory,latitude\n")
    folder = write_case(
        demand=demand + "car,HOME,2027,1200,30000\n",
        places=places.replace("UK\n", "UK,n/a\n").replace("CN\n", "CN,30\n"),
    )
    assert fix(str(folder), tmp_path / "out") == 0
    read, row, cell = capsys.readouterr().out.splitlines()[1:-1]
    assert "1 cell of volume read as thousands (line 2: '1,000')" in read
    assert "3 cells of place read in the letters of its list (line 2: 'HOME'" in read
    assert row == "  1 row of demand there twice in every cell: one kept"
    assert cell == "  1 cell of places.latitude without a figure left blank"
    copy = check_case(tmp_path / "out")
    assert (copy.problems, copy.notes) == ((), ())
    assert copy.tables["demand"]["volume"].to_list() == [1000.0, 1200.0]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("car,home,2027,1300,30000\n", id="same key, other volume"),
        pytest.param("car,far,2027,n/a,30000\n", id="needed figure"),
        pytest.param("car,faar,2027,1,30000\n", id="misspelt"),
    ],
)
def test_nothing_is_written_where_a_person_must_decide(
    write_case: Write, tmp_path: Path, row: str
) -> None:
    """Rows that contradict each other, a missing figure and a wrong name are left."""
    folder = write_case(demand=VALID["demand.csv"] + row)
    assert len(mended(check_case(folder)).left) == 1
    assert fix(str(folder), tmp_path / "out") == 2
    assert not (tmp_path / "out").exists()


def test_a_case_is_never_mended_in_place(write_case: Write) -> None:
    """The case itself is no target."""
    folder = write_case()
    with pytest.raises(UseError, match="is the case itself"):
        fix(str(folder), folder)


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        ("guest_limit", "which means: no limit"),
        ("closing_cost", "which means: it may stand idle for free"),
        ("opening_cost", "or leave the cell blank for 0"),
    ],
)
def test_no_figure_is_not_mended_where_a_blank_has_a_meaning(
    write_case: Write, column: str, meant: str
) -> None:
    """No limit, no cost and a default are for a person to decide; the hint says so."""
    plants = VALID["facilities.csv"].replace("status\n", f"status,{column}\n")
    folder = write_case(facilities=plants.replace("operating\n", "operating,TBD\n"))
    (left,) = mended(check_case(folder)).left
    assert left.value == "TBD"
    assert meant in left.hint


def test_comments_of_the_settings_are_kept(write_case: Write, tmp_path: Path) -> None:
    """The mended copy has case.toml as it was written."""
    words = f"# what we plan\n{VALID['case.toml']}"
    assert fix(str(write_case(case=words)), tmp_path / "out") == 0
    assert (tmp_path / "out" / "case.toml").read_text(encoding="utf-8") == words


def test_a_wrong_cell_is_told_once_whatever_reads_it(write_case: Write) -> None:
    """Two what-ifs multiply volumes, one of which is no number: one problem."""
    rows = "less,demand,,volume,times,0.6\nmore,demand,,volume,times,1.3\n"
    folder = write_case(
        demand=VALID["demand.csv"].replace("1000", "many"),
        what_ifs=f"what_if,table,where,column,op,value\n{rows}",
    )
    (problem,) = check_case(folder).problems
    assert (problem.table, problem.column, problem.value) == (
        "demand",
        "volume",
        "many",
    )
