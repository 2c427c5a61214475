"""A case that no plan satisfies names the rows that cannot hold together."""

from dataclasses import replace
from pathlib import Path

import brownfield
from brownfield.derive.derive import derive
from brownfield.model import blocks
from brownfield.model.formulation import formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.conflicts import MEANINGS, conflicts
from brownfield.tables.frames import Row
from tests.model.small_cases import every_year, option, pattern, small_case

PLANT: Row = {"facility": "plant", "place": "home", "owner": "firm"}
SITE: Row = {**PLANT, "facility": "site", "status": "candidate", "opening_cost": 1.0}


def planted(lead_years: int, year: int) -> brownfield.Case:
    """Return a case with a commitment at a site that must be opened first."""
    return small_case(
        {
            "facilities": [PLANT, {**SITE, "lead_years": lead_years}],
            "shift_patterns": [pattern("plant", 10_000), pattern("site", 5_000)],
            "build_options": [option("make"), option("there", facility="site")],
            "demand": every_year(3, 1_000, 1_000),
            "commitments": [
                {"facility": "site", "product": "car", "year": year, "vehicles": 100.0}
            ],
        },
        years=3,
    )


def test_a_commitment_before_the_plant_can_open_is_explained() -> None:
    """Decided from 2031 on it runs from 2032: not in 2031, which no table says."""
    case = planted(lead_years=1, year=2031)
    found = brownfield.plan(case.with_settings("plan", {"earliest_start_year": 2031}))
    assert found.status == "infeasible"
    assert len(found.conflicts) == 2
    assert any(line.startswith("facilities, shift_") for line in found.conflicts)
    assert any(line.startswith("commitments, shift_") for line in found.conflicts)
    for line in found.conflicts:
        assert "site" in line
        assert "2031" in line


def test_leaving_out_one_side_of_the_conflict_helps() -> None:
    """A year later the plant is open, and a plan is found."""
    assert brownfield.plan(planted(lead_years=2, year=2032)).is_sound


def test_a_commitment_above_every_pattern_is_told_before_the_search() -> None:
    """5,000 a year are offered, 6,000 are promised."""
    case = planted(lead_years=0, year=2030)
    rows = case.tables["commitments"].with_columns(vehicles=6_000.0)
    over = brownfield.Case(
        case.name, case.settings, dict(case.tables) | {"commitments": rows}
    )
    (line,) = brownfield.plan(over).conflicts
    assert "take 6,000 standard vehicles" in line


def test_a_cap_of_carbon_is_named() -> None:
    """A car of 1 tonne that must be built, under a cap of half a tonne."""
    cap: Row = {"policy": "limit", "kind": "carbon_cap", "year": 2030, "target": 0.5}
    rows = {
        "shift_patterns": [pattern("plant", 10_000)],
        "build_options": [option("make", is_committed=True, co2=1_000.0)],
        "demand": every_year(1, 1_000, 1_000),
        "policies": [cap],
    }
    found = formulate(derive(small_case(rows)))
    must = found.linear.lower.copy()
    must[found.tables.make["column"]] = 1.0 / found.numbers.scale.volume
    told = conflicts(replace(found.linear, lower=must), HighsBackend())
    assert "policies: emissions stay below the cap limit (node base)" in told


def test_meanings_name_families_of_the_model() -> None:
    """The words belong to families that the model has, so that none goes stale."""
    folder = Path(blocks.__path__[0])
    source = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    assert [name for name in MEANINGS if f'"{name}"' not in source] == []
