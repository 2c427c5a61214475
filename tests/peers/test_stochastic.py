"""Published two-stage problems are read and solved to their published values."""

import importlib
import os
from pathlib import Path
from types import ModuleType

import pytest

from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.decompose.parts import parted
from brownfield.solve.decompose.search import search_parts

ROOT = Path(__file__).parents[2]
DATA = Path(
    os.environ.get("BROWNFIELD_BENCHMARKS", ROOT.parent / "shared" / "benchmarks")
)

CORE = """NAME  newsboy
* a comment
ROWS
 N  cost
 L  most
 L  stock
 L  wanted
COLUMNS
    MARKER  'MARKER'  'INTORG'
    buy  cost  1.0  most  1.0
    buy  stock  -1.0
    MARKER  'MARKER'  'INTEND'
    sell  cost  -3.0  stock  1.0
    sell  wanted  1.0
RHS
    RHS1  most  9.0  wanted  3.0
BOUNDS
 UP BND  buy  {most}
ENDATA
"""
TIME = """TIME  newsboy
PERIODS  IMPLICIT
    buy  most  STAGE-1
    sell  stock  STAGE-2
ENDATA
"""
FORMS = {
    "scenarios": """STOCH  newsboy
SCENARIOS  DISCRETE
 SC  S1  'ROOT'  0.5  STAGE-2
    RHS  wanted  2.0
 SC  S2  'ROOT'  0.5  STAGE-2
    rhs  wanted  4.0
ENDATA
""",
    "added": """STOCH  newsboy
SCENARIOS  DISCRETE  ADD
 SC  S1  ROOT  0.5  STAGE-2
    RHS  wanted  -1.0
 SC  S2  ROOT  0.5  STAGE-2
    RHS  wanted  1.0
ENDATA
""",
    "one by one": """STOCH  newsboy
INDEP  DISCRETE
    RHS  wanted  2.0  STAGE-2  0.5
    RHS  wanted  4.0  STAGE-2  0.5
ENDATA
""",
    "blocks": """STOCH  newsboy
BLOCKS  DISCRETE
 BL  B1  STAGE-2  0.5
    RHS  wanted  2.0
 BL  B1  STAGE-2  0.5
    RHS  wanted  4.0
ENDATA
""",
}
LISTED = ["sslp_5_25_50", "LandS", "cep", "pltexpA2"]


@pytest.fixture
def smps(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return benchmarks/smps.py, which stands in no package."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module("smps")


@pytest.mark.parametrize("form", list(FORMS))
@pytest.mark.parametrize(("most", "cost"), [(9.0, -5.0), (3.0, -4.5)])
def test_a_newsboy_is_read_in_every_form(
    smps: ModuleType, tmp_path: Path, form: str, most: float, cost: float
) -> None:
    """Bought at 1 and sold at 3, wanted are 2 or 4, each half of the time.

    Four bring -4 + 3 (2 + 4) / 2 = 5; at most three bring -3 + 3 (2 + 3) / 2 = 4.5.
    As one model, and part by part.
    """
    files = {".cor": CORE.format(most=most), ".tim": TIME, ".sto": FORMS[form]}
    for ending, text in files.items():
        (tmp_path / f"newsboy{ending}").write_text(text)
    two_stage = importlib.import_module("two_stage")
    problem = smps.read_smps(tmp_path / "newsboy.cor")
    model, scenario = two_stage.stated(problem)
    assert model.is_integer.tolist() == [True, False, False]
    assert scenario.tolist() == [-1, 0, 1]
    one = HighsBackend().solve(model, Limits(gap=0.0))
    parts = parted(model, scenario)
    assert len(parts.rest) == 2
    found = search_parts(parts, HighsBackend(), Limits(gap=0.0), None, lambda _: 1e-9)
    assert -one.objective == pytest.approx(cost)
    assert -found.objective == pytest.approx(cost)
    assert -found.bound == pytest.approx(cost)


@pytest.mark.parametrize(("right", "spread"), [(9.0, -9.0), (0.0, 9.0)])
def test_ranges_of_equations_and_free_rows_are_read(
    smps: ModuleType, tmp_path: Path, right: float, spread: float
) -> None:
    """An equation with a range lies on the side of its sign; only one row is the cost.

    Both say that from 0 to 9 are bought, as the newsboy above, which costs -5.
    """
    core = CORE.format(most=9).replace(" L  most", " N  other\n E  most")
    core = core.replace("wanted  1.0", "wanted  1.0  other  5.0")
    core = core.replace("RHS1  most  9.0", f"RHS1  most  {right}")
    core = core.replace("BOUNDS", f"RANGES\n    RNG  most  {spread}\nBOUNDS")
    files = {".cor": core, ".tim": TIME, ".sto": FORMS["scenarios"]}
    for ending, text in files.items():
        (tmp_path / f"newsboy{ending}").write_text(text)
    two_stage = importlib.import_module("two_stage")
    model, _ = two_stage.stated(smps.read_smps(tmp_path / "newsboy.cor"))
    assert (model.row_lower[0], model.row_upper[0]) == (0.0, 9.0)
    found = HighsBackend().solve(model, Limits(gap=0.0))
    assert -found.objective == pytest.approx(-5.0)


def test_more_scenarios_than_can_be_listed_are_refused(
    smps: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the file and the limit."""
    monkeypatch.setattr(smps, "MOST", 1)
    files = {".cor": CORE.format(most=9), ".tim": TIME, ".sto": FORMS["one by one"]}
    for ending, text in files.items():
        (tmp_path / f"newsboy{ending}").write_text(text)
    with pytest.raises(ValueError, match=r"newsboy\.sto: 2 scenarios; up to 1"):
        smps.read_smps(tmp_path / "newsboy.cor")


@pytest.mark.peer
@pytest.mark.skipif(
    not (DATA / "stochastic").is_dir(),
    reason="no public instances; set BROWNFIELD_BENCHMARKS to their folder",
)
@pytest.mark.parametrize("name", LISTED)
def test_a_published_value_is_reached_part_by_part(smps: ModuleType, name: str) -> None:
    """Value and bound of the search by parts enclose what is published, to 1e-4."""
    assert smps
    stochastic = importlib.import_module("stochastic")
    every = stochastic.listed(DATA / "stochastic", ("sslp", "slp"))
    one = next(problem for problem in every if problem.name == name)
    found = stochastic.judged(one, seconds=60.0, rest=0.0)
    assert found.is_reached
    assert found.bound == pytest.approx(one.least, rel=1e-4)
