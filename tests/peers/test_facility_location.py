"""Published capacitated facility-location problems, planned as cases."""

import importlib.util
import os
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

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


@pytest.fixture(scope="module")
def known(benchmark: ModuleType) -> dict[str, Any]:
    """Return the published problems by name."""
    return {one.name: one for one in benchmark.published(DATA / "cflp")}


@pytest.mark.peer
@pytest.mark.skipif(
    not (DATA / "cflp").is_dir(),
    reason="no public instances; set BROWNFIELD_BENCHMARKS to their folder",
)
@pytest.mark.parametrize("name", ["cap41", "cap71", "cap101", "cap131", "p1", "p14"])
def test_a_published_problem_is_planned_to_its_optimum(
    benchmark: ModuleType, known: dict[str, Any], name: str
) -> None:
    """Opening and freight cost of the plan equal the published optimum to 1e-6."""
    cost, _ = benchmark.judged(known[name])
    assert cost == pytest.approx(known[name].optimum, rel=1e-6)


@pytest.mark.peer
@pytest.mark.skipif(
    not (DATA / "cflp").is_dir(),
    reason="no public instances; set BROWNFIELD_BENCHMARKS to their folder",
)
@pytest.mark.parametrize("penalty", [1e4, 1e7, 1e8, 1e9, 1e12])
@pytest.mark.parametrize("name", THIRTEEN)
def test_a_published_optimum_stands_whatever_a_lost_sale_costs(
    benchmark: ModuleType, known: dict[str, Any], name: str, penalty: float
) -> None:
    """No sale is lost in the optimum, so its cost is the published one to 1e-6."""
    optimum, case = known[name].optimum, benchmark.to_case(name, known[name].problem())
    lost = pl.lit(penalty).alias("lost_sale_penalty")
    demand = case.tables["demand"].with_columns(lost)
    found = plan(replace(case, tables={**case.tables, "demand": demand}))
    assert found.is_sound, found.audit
    assert -found.value == pytest.approx(optimum, rel=1e-6)
    assert found.status == "optimal"
