"""Tables, cells and what-ifs given in Python make a case as those of a file would."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.errors import DataError, UseError
from brownfield.tables.problems import TableError
from brownfield.tables.writing.write import write_tables


@pytest.fixture(scope="module")
def case() -> Case:
    """Return mini: four years of demand for two products in two places."""
    return brownfield.read_case("mini")


class Index:
    """The names of the index of a frame."""

    def __init__(self, names: list[str | None]) -> None:
        self.names = names


class LikePandas:
    """What of a pandas frame is asked for: columns, index and `to_dict`."""

    def __init__(self, cells: dict[str, list[Any]], keys: tuple[str, ...] = ()) -> None:
        self.cells, self.keys = cells, keys
        self.columns = [name for name in cells if name not in keys]
        self.index = Index(list(keys) or [None])

    def reset_index(self) -> "LikePandas":
        """Return the frame with the index as columns."""
        return LikePandas(self.cells)

    def to_dict(self, orient: str) -> dict[str, list[Any]]:
        """Return the columns as lists; the index is left out."""
        assert orient == "list"
        return {name: self.cells[name] for name in self.columns}


def keyed(frame: pl.DataFrame) -> LikePandas:
    """Return a frame whose keys are its index, blank numbers NaN."""
    cells = frame.to_dict(as_series=False)
    cells["patience"] = [float("nan")] * frame.height
    return LikePandas(cells, ("product", "place", "year"))


class OfArrow:
    """What of an Arrow table is asked for: its stream."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __arrow_c_stream__(self, schema: object = None) -> object:
        """Return the stream of a polars frame."""
        return self.frame.__arrow_c_stream__(schema)


FORMS: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "lists": lambda frame: frame.to_dict(as_series=False),
    "dicts": lambda frame: frame.to_dicts(),
    "arrow": OfArrow,
    "like pandas": keyed,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_table_gives_the_same_case(case: Case, form: str) -> None:
    """The table of the case itself, in another form, leaves the digest as it is."""
    frame = FORMS[form](case.tables["demand"])
    assert case.with_table("demand", frame).digest == case.digest


def test_a_frame_of_pandas_gives_the_same_case(case: Case) -> None:
    """Blank cells are NaN there, and keys may be the index."""
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(case.tables["demand"].to_dict(as_series=False))
    keyed = frame.set_index(["product", "place", "year"])
    for one in (frame, keyed):
        assert case.with_table("demand", one).digest == case.digest


def test_a_table_is_read_as_a_file_is(case: Case) -> None:
    """Years as columns, a unit in the heading and thousands: 25 thousand is 25,000."""
    plain = case.tables["demand"]
    rows = [
        {"Product": product, "place": place, "price ('000 GBP)": price / 1000}
        | {f"volume {year}": f"{volume:,.0f}" for year in range(2027, 2031)}
        for product, place, price, volume in plain.filter(pl.col("year") == 2027)
        .select("product", "place", "price", "volume")
        .iter_rows()
    ]
    volumes = plain.group_by("product", "place").agg(pl.col("volume").n_unique())
    assert set(volumes["volume"]) == {1}
    read = case.with_table("demand", rows).tables["demand"]
    keys = ["product", "place", "year"]
    assert (
        read.select(*keys, "volume", "price")
        .sort(keys)
        .equals(plain.select(*keys, "volume", "price").sort(keys))
    )


def test_a_fault_is_told_as_in_a_file(case: Case, tmp_path: Path) -> None:
    """Rule, column, value and words are those of the same table in a folder."""
    rows = case.tables["demand"].with_columns(pl.col("volume").cast(pl.String))
    wrong = rows.with_columns(
        volume=pl.when(pl.int_range(pl.len()) == 2)
        .then(pl.lit("many"))
        .otherwise("volume")
    )
    write_tables(case.tables, case.settings, tmp_path / "mini")
    wrong.write_csv(tmp_path / "mini" / "demand.csv")
    (in_file,) = brownfield.check_case(tmp_path / "mini").problems
    with pytest.raises(TableError) as raised:
        case.with_table("demand", wrong)
    (given,) = raised.value.problems
    for name in ("table", "column", "value", "rule", "message", "hint", "row"):
        assert getattr(given, name) == getattr(in_file, name)
    assert in_file.line == 4  # below the header
    assert given.line == 3
    assert str(given).startswith("demand, row 3, column volume (product=VH, place=uk")


@pytest.mark.parametrize(
    ("name", "frame", "message"),
    [
        ("demnd", [], r"no table 'demnd'\. Did you mean 'demand'\?"),
        ("xyz", [], r"no table 'xyz'\. Tables: parties, "),
        ("case", [], r"Settings are changed by with_settings"),
        ("demand", 3, r"int is no table\. Give a polars or pandas frame"),
        ("demand", pl.LazyFrame(), r"LazyFrame is no table.*Call collect\(\) first"),
        ("demand", {"year": 2027}, r"The column 'year' is 2027\."),
        ("demand", {"year": [2027], "volume": []}, r"cells: year 1, volume 0\."),
        ("demand", pl.DataFrame({"year": [[1]]}), r"'year' holds List\(Int64\)"),
        ("demand", LikePandas({"1": [1]}), r"Two columns are called '1'"),
    ],
)
def test_what_is_no_table_is_refused(
    case: Case, name: str, frame: Any, message: str
) -> None:
    """The message says what is allowed."""
    if isinstance(frame, LikePandas):
        frame.columns = ["1", "1"]
    with pytest.raises(UseError, match=message):
        case.with_table(name, frame)


def test_a_table_may_lose_its_rows(case: Case) -> None:
    """An empty list is a table without rows, as if the file were not there."""
    assert case.with_table("contracts", []).tables["contracts"].is_empty()


def test_other_tables_are_judged_after_it(case: Case) -> None:
    """A market that no place is: told at its row, of the table given."""
    rows = case.tables["demand"].to_dicts()
    rows[0]["place"] = "atlantis"
    with pytest.raises(TableError, match=r"demand, row 1, column place .*atlantis"):
        case.with_table("demand", rows)


def test_cells_are_set_in_the_rows_meant(case: Case) -> None:
    """Two years of one product in one place: two cells of twelve."""
    made = case.with_rows(
        "demand", {"product": "VE", "place": "uk", "year": [2027, 2028]}, volume=30_000
    )
    both = made.tables["demand"]["volume"] != case.tables["demand"]["volume"]
    assert both.sum() == 2
    assert made.tables["demand"].filter(both)["volume"].to_list() == [30_000.0] * 2
    (name,) = made.what_ifs_applied
    assert name == "demand of product=VE, place=uk, year=2027|2028: volume=30000"
    assert case.apply().what_ifs_applied == ()


def test_the_same_change_again_has_a_name_of_its_own(case: Case) -> None:
    """There, back and there again: the third is another what-if, with one effect."""
    there = case.with_rows("demand", "year=2027", volume=1)
    again = there.with_rows("demand", "year=2027", volume=2)
    third = again.with_rows("demand", "year=2027", volume=1)
    assert third.what_ifs_applied[-1] == "demand of year=2027: volume=1 (2)"
    assert third.tables["demand"].equals(there.tables["demand"])


def test_a_cell_may_become_blank_or_stay_as_it_is(case: Case) -> None:
    """None is a blank cell; a value that is there already is no error."""
    made = case.with_rows("demand", patience=0.5)
    assert set(made.tables["demand"]["patience"]) == {0.5}
    blank = made.with_rows("demand", None, patience=None)
    assert set(blank.tables["demand"]["patience"]) == {None}
    assert case.with_rows("demand", {"patience": None}, patience=None).what_ifs_applied


def test_rows_that_cannot_be_set_are_refused(case: Case) -> None:
    """Unknown table or column, no cell, no row meant, a value not allowed."""
    with pytest.raises(UseError, match=r"no table 'demnd'"):
        case.with_rows("demnd", volume=1)
    with pytest.raises(UseError, match=r"no column 'volum'\. Did you mean 'volume'"):
        case.with_rows("demand", volum=1)
    with pytest.raises(UseError, match="Name at least one: column=value"):
        case.with_rows("demand", {"year": 2027})
    with pytest.raises(DataError, match="No row of demand fits"):
        case.with_rows("demand", {"year": 1999}, volume=1)
    with pytest.raises(DataError, match="a number of at least 0, not -1"):
        case.with_rows("demand", volume=-1)


def test_a_what_if_is_added_and_applied(case: Case) -> None:
    """One row as a dict: a tenth more of 25,000 is 27,500; blank op sets."""
    row = {"table": "demand", "where": {"year": 2027}, "column": "volume"}
    made = case.add_what_if("more", {**row, "op": "times", "value": 1.1})
    assert made.what_ifs_applied == ()
    volumes = made.apply("more").tables["demand"].filter(pl.col("year") == 2027)
    assert volumes["volume"].to_list() == pytest.approx([27_500, 27_500, 60_500])
    rows = [{**row, "value": 7}, {**row, "where": "year=2028", "value": 1_000}]
    two = made.add_what_if("less", rows).apply("less").tables["demand"]
    assert two.filter(pl.col("year") == 2027)["volume"].unique().to_list() == [7.0]
    assert two.filter(pl.col("year") == 2028)["volume"].unique().to_list() == [1000.0]


def test_what_ifs_that_cannot_be_used_are_refused(case: Case) -> None:
    """The row is counted among those given."""
    good = {"table": "demand", "column": "volume", "value": 1}
    with pytest.raises(TableError, match=r"what_ifs, row 2, column column .*what_if=x"):
        case.add_what_if("x", [good, {**good, "column": "volum"}])
    with pytest.raises(UseError, match="has a what-if 'now-or-never' already"):
        case.add_what_if("now-or-never", good)
    with pytest.raises(UseError, match="'x' has no rows"):
        case.add_what_if("x", [])


def test_a_case_changed_by_what_ifs_takes_tables_too() -> None:
    """What-ifs that match nothing any more after it are no fault then."""
    starter = brownfield.read_case("starter").apply("duty-doubled")
    made = starter.with_table("demand", starter.tables["demand"])
    assert made.digest == starter.digest
    assert made.what_ifs_applied == ("duty-doubled",)


def test_nodes_of_a_case_are_its_tree(case: Case) -> None:
    """One root, then three branches over four years: 1 + 3 x 4 rows, 1 a year."""
    assert case.nodes.height == 13
    by_year = case.nodes.group_by("year").agg(pl.col("probability").sum())
    assert by_year["probability"].to_list() == pytest.approx([1.0] * 5)
    assert case.nodes["parent"].null_count() == 1
