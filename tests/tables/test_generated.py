"""Invented cases of any size are valid, plausible and like real networks."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from brownfield.case.read import read_case
from brownfield.case.scenarios import tree
from brownfield.tables.check import check
from brownfield.tables.files.read import read_raw


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """Return benchmarks/generate.py, which finds its modules beside itself."""
    path = Path(__file__).parents[2] / "benchmarks" / "generate.py"
    spec = importlib.util.spec_from_file_location("generate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(path.parent)
        spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("stages", [2, 3])
def test_a_case_of_four_futures_has_neither_problem_nor_note(
    generate: ModuleType, tmp_path: Path, stages: int
) -> None:
    """Four leaves of a quarter each, however often the futures part."""
    generate.write(tmp_path, "region", count=4, seed=0, stages=stages)
    checked = check(read_raw(tmp_path))
    assert checked.problems == ()
    assert checked.notes == ()
    futures = tree(read_case(tmp_path)).futures
    assert [chance for _, _, chance in futures] == pytest.approx([0.25] * 4)


def test_futures_part_twice(generate: ModuleType, tmp_path: Path) -> None:
    """Of four futures in three stages two part after two years, each again in two."""
    generate.write(tmp_path, "region", count=4, seed=0, stages=3)
    made = tree(read_case(tmp_path)).nodes
    assert made.filter(made["year"] == 2032).height == 2
    assert made.filter(made["year"] == 2035).height == 4


def test_a_seed_names_a_case_for_good(generate: ModuleType, tmp_path: Path) -> None:
    """The same seed draws the same tables, another seed others."""
    texts = []
    for number, seed in enumerate((1, 1, 2)):
        folder = tmp_path / str(number)
        generate.write(folder, "region", count=2, seed=seed, stages=2)
        texts.append((folder / "demand.csv").read_text())
    assert texts[0] == texts[1] != texts[2]


def test_statistics_are_those_of_networks(generate: ModuleType) -> None:
    """Two of eight plants build a product; 1 / 1.4 of the line time is asked for."""
    told = generate.statistics(generate.world(generate.SIZES["region"], 0), 1)
    assert told["eligibility"] == 0.25
    assert told["utilisation"] == pytest.approx(1 / 1.4, abs=1e-3)
    assert 0.0 < told["fixed_cost_share"] < 0.2
