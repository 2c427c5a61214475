"""The third formulation applies the hand-made cases of trade law as paper does."""

import pytest

from brownfield.case.case import Case
from brownfield.tables.definitions import TABLES
from brownfield.tables.settings import CaseSection, Settings
from tests.law.law_case import FREIGHT, INSURANCE, MARKET, LawCase
from tests.law.trade_law_cases import TRADE_LAW_CASES
from tests.peers.third import recipes as third
from tests.peers.third.world import Spot, World, world_of
from tests.plans.conftest import typed


def made(case: LawCase) -> tuple[World, Spot, third.Recipe]:
    """Return the world, its node and the one recipe of a case."""
    tables = {name: typed(name, case.tables.get(name, [])) for name in TABLES}
    settings = Settings(case=CaseSection(first_year=case.year, last_year=case.year))
    world = world_of(Case("law", settings, tables))
    (spot,) = world.spots
    (recipe,) = third.recipes(world, spot)
    return world, spot, recipe


@pytest.mark.parametrize(
    "name", [n for n, c in TRADE_LAW_CASES.items() if c.opens is not None]
)
def test_the_car_enters_at_the_duties_of_paper(name: str) -> None:
    """Each regime is open at its duty, under its quota."""
    case = TRADE_LAW_CASES[name]
    _, spot, recipe = made(case)
    ways = third.ways_in(spot, recipe, MARKET, FREIGHT + INSURANCE)
    found = sorted((way.quota or "", way.duty) for way in ways)
    paper = sorted((quota or "", d) for (_, quota), d in (case.opens or {}).items())
    assert [quota for quota, _ in found] == [quota for quota, _ in paper]
    assert [d for _, d in found] == pytest.approx([d for _, d in paper])


@pytest.mark.parametrize("name", [n for n, c in TRADE_LAW_CASES.items() if c.origin])
def test_the_car_originates_as_on_paper(name: str) -> None:
    """Price at the gate and outcome agree."""
    case = TRADE_LAW_CASES[name]
    _, spot, recipe = made(case)
    for agreement, expected in case.origin.items():
        assert recipe.ex_works == pytest.approx(expected.ex_works)
        assert third.originates(spot, recipe, agreement) is expected.originates


@pytest.mark.parametrize(
    "name", [n for n, c in TRADE_LAW_CASES.items() if c.inbound_duty is not None]
)
def test_parts_pay_their_duty(name: str) -> None:
    """Duty on the parts of one car is that of paper."""
    case = TRADE_LAW_CASES[name]
    _, _, recipe = made(case)
    duty = sum(part.duty for part in recipe.parts)
    assert duty == pytest.approx(case.inbound_duty)
