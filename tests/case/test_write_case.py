"""A case written from Python and read back is the same case."""

from pathlib import Path

import pytest

import brownfield
from brownfield.errors import UseError
from brownfield.tables.problems import TableError


@pytest.mark.parametrize("name", ["made", "made.xlsx", "made.duckdb", "made.sqlite"])
def test_a_changed_case_comes_back(tmp_path: Path, name: str) -> None:
    """Cells set, a what-if more, settings: the digest tells all of it."""
    case = brownfield.read_case("mini").with_rows("demand", {"year": 2027}, volume=9)
    case = case.with_settings("solve", {"gap": 0.01})
    brownfield.write_case(case, str(tmp_path / name))
    back = brownfield.read_case(str(tmp_path / name))
    assert back.digest == case.digest
    assert back.what_ifs_applied == ()
    with pytest.raises(UseError, match="is there already"):
        brownfield.write_case(case, tmp_path / name)
    brownfield.write_case(back.apply("hi"), tmp_path / name, overwrite=True)
    assert brownfield.read_case(tmp_path / name).digest == back.apply("hi").digest


def test_a_case_that_no_reader_would_take_is_not_written(tmp_path: Path) -> None:
    """After a drop the same what-if matches nothing: the row is named."""
    row = {"table": "demand", "where": "product=VE, place=uk", "op": "drop"}
    case = brownfield.read_case("mini").add_what_if("no-uk", row)
    with pytest.raises(TableError, match=r"what_if=no-uk.*No row of demand fits"):
        brownfield.write_case(case.apply("no-uk"), tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_half_a_case_is_not_written(tmp_path: Path) -> None:
    """Without the rows of a party it could not be planned by all."""
    half = brownfield.read_case("mini").restrict(["E"])
    with pytest.raises(UseError, match="lacks the rows of parties"):
        brownfield.write_case(half, tmp_path / "made")
