"""Is a system of many nations read, and is it told that it does not balance?"""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import brownfield
from brownfield.errors import MissingExtraError, UseError
from brownfield.questions.impact.economy.foreign import economy_of
from brownfield.questions.impact.economy.table import unbalanced


class Frame:
    """As much of a frame as is read: labels of rows and columns, and numbers."""

    def __init__(self, index: list[Any], columns: list[Any], cells: Any) -> None:
        self.index, self.columns = index, columns
        self.cells = np.array(cells, dtype=float)

    def to_numpy(self, dtype: type) -> Any:
        """Return the numbers."""
        return self.cells.astype(dtype)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return Frame(self.index, [key], self.cells[:, self.columns.index(key)])
        return Frame(self.index, self.columns, self.cells[np.array(key)])


LABELS = [("a", "cars"), ("a", "parts"), ("b", "cars")]
SYSTEM = SimpleNamespace(
    Z=Frame(LABELS, LABELS, [[0, 10, 0], [20, 0, 5], [30, 0, 0]]),
    x=Frame(LABELS, ["indout"], [[100], [50], [40]]),
    get_extensions=lambda: ["factor_inputs", "work"],
    factor_inputs=SimpleNamespace(F=Frame(["Value Added"], LABELS, [[50, 40, 35]])),
    work=SimpleNamespace(
        F=Frame([("Employment people: low",), ("CO2",)], LABELS, [[3, 2, 1], [9, 9, 9]])
    ),
)
PLACE = Path("saved")


def test_a_nation_of_many() -> None:
    """Cars of a: 20 of parts, 30 from abroad, 50 of its own: 100."""
    found = economy_of(PLACE, SYSTEM, "a")
    assert found.sectors == ("cars", "parts")
    assert found.flows.tolist() == [[0.0, 10.0], [20.0, 0.0]]
    assert found.other.tolist() == [30.0, 0.0]
    assert found.jobs.tolist() == [3.0, 2.0]
    assert np.isnan(found.wages).all()
    assert list(unbalanced(found)) == []


def test_all_of_them_as_one() -> None:
    """Nothing comes from abroad; cars of b need 5 and earn 35, 40 in all."""
    found = economy_of(PLACE, SYSTEM, None)
    assert found.sectors == ("a cars", "a parts", "b cars")
    assert found.other.tolist() == [0.0, 0.0, 0.0]
    assert list(unbalanced(found)) == []


def test_a_region_that_is_none() -> None:
    """The message names those there are."""
    with pytest.raises(UseError, match="no region 'c'; there are: a, b"):
        economy_of(PLACE, SYSTEM, "c")


def test_without_pymrio(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It says how to get it."""
    monkeypatch.setitem(sys.modules, "pymrio", None)
    case = brownfield.read_case("mini")
    with pytest.raises(MissingExtraError, match="pip install pymrio"):
        brownfield.impact(case, io=tmp_path, multipliers=True)


@pytest.mark.peer
@pytest.mark.filterwarnings("ignore:.*:Warning")  # of pandas, inside pymrio
def test_the_sample_of_pymrio_does_not_balance(tmp_path: Path) -> None:
    """The columns of 40 of its 48 sectors are not their output; all rows are."""
    pymrio = pytest.importorskip("pymrio")
    pymrio.load_test().calc_all().save_all(tmp_path)
    case = brownfield.read_case("mini")
    told = brownfield.impact(case, io=tmp_path, multipliers=True).document
    assert len(told.multipliers) == 48
    assert len({one.sector for one in told.unbalanced}) == 40
    assert {one.side for one in told.unbalanced} == {"column"}
