"""Does the table of effects in the docs name what-ifs of the case, and still hold?

Its figures come from tools/write_effects.py; searches stop at 0.1 % of some
GBP 5,100 m, so that 11 m is no difference.
"""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from brownfield.case.read import read_case

TOOL = Path(__file__).parents[2] / "tools" / "write_effects.py"
SAME = 11  # m of money
DIFFERENT = {"today", "import-only", "new-plant", "barcelona", "jlr-2025"} | {
    "no-guest-in-britain",
    "guest-leaves-in-2034",
}
"""What-ifs that are another question than what a British plant is worth."""


@cache
def tool() -> Any:
    """Return tools/write_effects.py as a module."""
    spec = importlib.util.spec_from_file_location("write_effects", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def effects() -> dict[tuple[str, ...], tuple[int, ...]]:
    """Return Halewood's and Sunderland's worth over importing by what-ifs, m."""
    rows = tool().rows(tool().PAGE.read_text("utf-8"))
    return {names: figures for _, names, figures in rows}


def test_each_line_names_what_ifs_of_the_case() -> None:
    """And what is not in the table is a partner, or asks something else."""
    named = {name for names in effects() for name in names}
    known = set(read_case("merseyside").tables["what_ifs"]["what_if"])
    assert named <= known
    left = known - named - DIFFERENT - {"halewood", "sunderland"}
    assert left == {"battery-2027-delayed", "cape-route", "eu-cvd-by-last-port"}


MORE, LESS, LIKE = "more", "less", "the same"
TABLED = ("one-future",)


@pytest.mark.parametrize(
    ("what_ifs", "halewood", "sunderland"),
    [
        (("jlr-may-cut",), LESS, LIKE),
        (("jlr-cuts-a-shift",), LESS, LIKE),
        (("half-tooling-at-halewood",), MORE, LIKE),
        (("nissan-staffs-both-lines",), LIKE, MORE),
        (("no-guest-at-sunderland",), LIKE, LESS),
        (("uk-cvd",), MORE, MORE),
        (("kits-as-vehicles",), LESS, LESS),
        (("parts-duty-free",), MORE, MORE),
        (("european-parts-dearer",), LESS, LESS),
        (("no-car-grant",), LESS, LESS),
        (("car-grant-higher",), MORE, MORE),
        (("no-zev-mandate",), LIKE, LESS),
        (("yuan-up",), MORE, MORE),
        (("yuan-down",), LESS, LESS),
        (("car-freight-up",), MORE, MORE),
        (("car-freight-down",), LESS, LESS),
        (("british-cars-pay-eu-duty",), LIKE, MORE),
    ],
)
def test_an_effect_points_where_it_must(
    what_ifs: tuple[str, ...], halewood: str, sunderland: str
) -> None:
    """Dear imports, cheap parts, grants and people paid anyway speak for kits."""
    found = effects()
    pairs = zip(found[what_ifs], found[TABLED], strict=True)
    assert [_sign(value - base) for value, base in pairs] == [halewood, sunderland]


def _sign(difference: int) -> str:
    if abs(difference) <= SAME:
        return LIKE
    return MORE if difference > 0 else LESS


def test_the_first_line_is_what_the_plan_says() -> None:
    """Halewood alone less importing alone, both planned here."""
    (first, _) = effects()[TABLED]
    assert tool().worth(TABLED, "halewood") == pytest.approx(first, abs=SAME)
