"""Published capacitated facility-location problems, planned as cases."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from brownfield.solve.run import plan

ROOT = Path(__file__).parents[2]
DATA = Path(
    os.environ.get("BROWNFIELD_BENCHMARKS", ROOT.parent / "shared" / "benchmarks")
)


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
