"""Published optima of capacitated facility location, planned as cases."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from brownfield.solve.run import plan

ROOT = Path(__file__).parents[1]
FOLDER = Path(
    os.environ.get("BROWNFIELD_BENCHMARKS", ROOT.parent / "shared/benchmarks")
)


def benchmark() -> ModuleType:
    """Return the benchmark script as a module."""
    path = ROOT / "benchmarks" / "facility_location.py"
    spec = importlib.util.spec_from_file_location("facility_location", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.peer
@pytest.mark.parametrize("name", ["cap41", "cap71", "cap101", "cap131"])
def test_the_plan_reaches_the_published_optimum(name: str) -> None:
    """OR-Library value to 1e-6, with a passed audit."""
    source = FOLDER / "cflp" / "orlib" / f"{name}.txt"
    if not source.exists():
        pytest.skip("the OR-Library files are not beside the project")
    script = benchmark()
    found = plan(script.to_case(name, script.read_problem(source)))
    known = script.published(FOLDER / "cflp" / "golden_cflp.csv")[name]
    assert -found.value == pytest.approx(known, rel=1e-6)
    assert found.is_sound
