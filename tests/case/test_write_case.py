"""A case written from Python and read back is the same case."""

from pathlib import Path

import polars as pl
import pytest

import brownfield
from brownfield.errors import DataError, UseError


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
    """After a drop the same what-if, and a row of hi, match nothing any more."""
    row = {"table": "build_options", "where": "build_option=new", "op": "drop"}
    case = brownfield.read_case("mini").add_what_if("no-new", row)
    after = case.apply("no-new")
    told = r"what-ifs no-new it has 2 problems in what_ifs\..*No row of build_options"
    with pytest.raises(DataError, match=told):
        brownfield.write_case(after, tmp_path / "made")
    assert not (tmp_path / "made").exists()
    is_new = pl.col("where").eq_missing(pl.lit("build_option=new"))
    others = after.tables["what_ifs"].filter(~is_new)
    mended = after.with_table("what_ifs", others)
    brownfield.write_case(mended, tmp_path / "made")
    assert brownfield.read_case(tmp_path / "made").digest == mended.digest


def test_half_a_case_is_not_written(tmp_path: Path) -> None:
    """Without the rows of a party it could not be planned by all."""
    half = brownfield.read_case("mini").restrict(["E"])
    with pytest.raises(UseError, match="lacks the rows of parties"):
        brownfield.write_case(half, tmp_path / "made")
