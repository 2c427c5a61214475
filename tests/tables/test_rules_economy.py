"""Is a wrong economy told with its file, line, column and what to do?"""

import shutil
from pathlib import Path

import pytest

import brownfield
from brownfield.case.read import check_case

STARTER = Path(brownfield.__file__).parent / "case" / "examples" / "starter"

# name of the fault: table, text, what stands there instead, line, column, told, hint
FAULTS: dict[str, tuple[str, str, str, int, str, str, str]] = {
    # 1,400 of flows + 1,200 + 1,400 = 4,000 m; output is a tenth of it
    "a sector sum above output": (
        "sectors",
        "cars,homeland,4000000000",
        "cars,homeland,400000000",
        2,
        "output",
        "sum to 4000000000, above output",
        "are all in one unit",
    ),
    "a sector sum below output": (
        "sectors",
        "cars,homeland,4000000000",
        "cars,homeland,8000000000",
        2,
        "output",
        "below output",
        "Correct flows, imports",
    ),
    "negative value added": (
        "sectors",
        "1400000000,900000000,1200000000",
        "-200000000,0,2800000000",
        2,
        "value_added",
        "Value added is negative",
        "Check output, purchases and imports of cars",
    ),
    "more wages than value added": (
        "sectors",
        "1400000000,900000000",
        "1400000000,1900000000",
        2,
        "wages",
        "Wages are more than value added",
        "Correct one",
    ),
    "a nation without imports": (
        "sectors",
        "900000000,1200000000,18000",
        "900000000,,18000",
        2,
        "imports",
        "A sector of a nation needs imports",
        "only of a region",
    ),
    "a region with more jobs than the nation": (
        "sectors",
        "cars,homeshire,,,,,3000",
        "cars,homeshire,,,,,30000",
        5,
        "jobs",
        "homeland has 18000 in all",
        "Correct one",
    ),
    "a region without places": (
        "places",
        "Homeland,homeshire,HOME",
        "Homeland,homeland,HOME",
        3,
        "region",
        "No place lies in it",
        "Name it in places.region",
    ),
    "a flow to a sector that is none": (
        "flows",
        "parts,cars,1000000000",
        "parts,carts,1000000000",
        2,
        "buyer",
        "homeland has no sector carts",
        "households as buyer",
    ),
    "more than all that is spent": (
        "purchases",
        "conversion,services,0.4",
        "conversion,services,0.4,\nconversion,parts,0.7",
        6,
        "share",
        "The shares of conversion sum to 1.1",
        "Lower some",
    ),
    "plants of two sectors": (
        "purchases",
        "crew,cars,",
        "crew,services,\ncrew,cars,",
        2,
        "item",
        "Plants belong to one sector",
        "Keep one row of crew",
    ),
    "a step that takes more than all": (
        "additionality",
        "displacement,0.25",
        "displacement,25",
        2,
        "share",
        "A step takes off at most all",
        "0.25 for 25 %",
    ),
}


def spoilt(folder: Path, table: str, text: str, instead: str) -> Path:
    """Return the starter case with some text of a table replaced."""
    home = folder / "case"
    shutil.copytree(STARTER, home)
    path = home / f"{table}.csv"
    before = path.read_text(encoding="utf-8")
    assert text in before
    path.write_text(before.replace(text, instead), encoding="utf-8")
    return home


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_economy_is_told_where_it_stands(tmp_path: Path, name: str) -> None:
    """File, line, column, what is wrong, and a hint."""
    table, text, instead, line, column, told, hint = FAULTS[name]
    problems = check_case(spoilt(tmp_path, table, text, instead)).problems
    file = "regions.csv" if table == "places" else f"{table}.csv"
    first = next(str(p) for p in problems if told in str(p))
    assert first.startswith(f"{file}, line {line}, column {column}")
    assert hint in first


def test_the_case_as_it_is_has_no_fault(tmp_path: Path) -> None:
    """What is replaced above is what makes it wrong."""
    home = spoilt(tmp_path, "regions", "Homeland", "Homeland")
    assert check_case(home).problems == ()
