"""Published capacitated facility-location problems, planned as cases."""

import importlib.util
import os
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from brownfield.solve.run import plan

ROOT = Path(__file__).parents[2]
DATA = Path(
    os.environ.get("BROWNFIELD_BENCHMARKS", ROOT.parent / "shared" / "benchmarks")
)

THIRTEEN = [f"cap{number}" for number in (41, 42, 43, 62, 71, 81, 91)]
THIRTEEN += [f"cap{number}" for number in (101, 102, 103, 111, 131, 133)]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """Return benchmarks/facility_location.py, which is no package."""
    path = ROOT / "benchmarks" / "facility_location.py"
    spec = importlib.util.spec_from_file_location("facility_location", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.peer
@pytest.mark.skipif(
    not (DATA / "cflp").is_dir(),
    reason="no public instances; set BROWNFIELD_BENCHMARKS to their folder",
)
@pytest.mark.parametrize("name", ["cap41", "cap71", "cap101", "cap131"])
def test_a_published_problem_is_planned_to_its_optimum(
    benchmark: ModuleType, name: str
) -> None:
    """Opening and freight cost of the plan equal the published optimum to 1e-6."""
    optimum = benchmark.published(DATA / "cflp" / "golden_cflp.csv")[name]
    problem = benchmark.read_problem(DATA / "cflp" / "orlib" / f"{name}.txt")
    found = plan(benchmark.to_case(name, problem))
    assert found.is_sound, found.audit
    assert -found.value == pytest.approx(optimum, rel=1e-6)


@pytest.mark.peer
@pytest.mark.skipif(
    not (DATA / "cflp").is_dir(),
    reason="no public instances; set BROWNFIELD_BENCHMARKS to their folder",
)
@pytest.mark.parametrize("penalty", [1e4, 1e7, 1e8, 1e9, 1e12])
@pytest.mark.parametrize("name", THIRTEEN)
def test_a_published_optimum_stands_whatever_a_lost_sale_costs(
    benchmark: ModuleType, name: str, penalty: float
) -> None:
    """No sale is lost in the optimum, so its cost is the published one to 1e-6."""
    optimum = benchmark.published(DATA / "cflp" / "golden_cflp.csv")[name]
    case = benchmark.to_case(
        name, benchmark.read_problem(DATA / "cflp" / "orlib" / f"{name}.txt")
    )
    lost = pl.lit(penalty).alias("lost_sale_penalty")
    demand = case.tables["demand"].with_columns(lost)
    found = plan(replace(case, tables={**case.tables, "demand": demand}))
    assert found.is_sound, found.audit
    assert -found.value == pytest.approx(optimum, rel=1e-6)
    assert found.status == "optimal"
