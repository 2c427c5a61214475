"""The cost of a plant that is left out, its bridge and where the choice flips."""

import json
from dataclasses import replace
from math import fsum

import pytest

import brownfield
from brownfield.errors import UseError
from brownfield.questions.why.asked import Asked
from brownfield.questions.why.document import Document
from brownfield.questions.why.facts.reasons import Flip, WhyNot
from brownfield.questions.why.forced.force import forced_plan
from brownfield.questions.why.forced.targets import target_of
from brownfield.questions.why.words import paragraph
from brownfield.tables.frames import Row
from brownfield.tell.numbers import money
from tests.model.small_cases import option, pattern, small_case
from tests.questions.why.toy import COST, NEAR, TOOLING, rows_of, toy, toy_with_crew


def why(*targets: str, levers: tuple[str, ...] = (), count: int = 3) -> Document:
    """Return what is told of the toy."""
    case = toy()
    found = brownfield.why(case, targets=targets, levers=levers, break_evens=count)
    document: Document = found.document
    return document


@pytest.fixture(scope="module")
def near() -> WhyNot:
    """Return why the near plant is not used."""
    (found,) = why("facility=near").why_not
    return found


def flips(found: WhyNot) -> dict[str, Flip]:
    """Return the break-evens by table, condition and column."""
    return {f"{f.table}.{f.column}:{f.where}": f for f in found.break_evens}


def test_the_near_plant_misses_by_its_tooling_less_what_it_saves(near: WhyNot) -> None:
    """1,250,000 against 1,000,000."""
    assert not near.is_chosen
    assert near.cost == pytest.approx(COST)
    assert near.vehicles == pytest.approx(500)
    assert near.status == "optimal"


def test_the_bridge_adds_up_to_what_it_misses_by(near: WhyNot) -> None:
    """Tooling saved 1,000,000, conversion paid 500 x 1,500 more: 250,000."""
    amounts = {step.item: step.amount for step in near.bridge}
    assert amounts["tooling"] == pytest.approx(1_000_000.0)
    assert amounts["conversion"] == pytest.approx(-750_000.0)
    assert fsum(amounts.values()) == pytest.approx(near.cost, abs=1e-6)
    per_vehicle = {step.item: step.per_vehicle for step in near.bridge}
    assert per_vehicle["tooling"] == pytest.approx(2_000.0)


def test_break_evens_are_those_on_paper() -> None:
    """Tooling 750,000, conversion there 2,500, sales of 666.7; both sides flip."""
    levers = (
        "build_options.tooling_cost:build_option=here",
        "build_options.conversion_cost:build_option=there",
        "demand.volume:product=car",
    )
    (found,) = why("build_option=here", levers=levers).why_not
    wanted = dict(zip(levers, (750_000.0, 2_500.0, 2_000 / 3), strict=True))
    told = flips(found)
    for lever, value in wanted.items():
        assert told[lever].verified
        assert told[lever].flips_at == pytest.approx(value, rel=1e-3)
        assert {side.is_used for side in told[lever].sides} == {True, False}


def test_a_number_that_never_flips_the_choice_is_told_as_such() -> None:
    """At 5 % of 3,000 nothing is sold, at four times both earn the same."""
    (found,) = why("facility=near", levers=("demand.price",)).why_not
    (price,) = found.break_evens
    assert price.flips_at is None
    assert price.verified
    assert not any(side.is_used for side in price.sides)


def test_numbers_told_not_to_flip_it_are_tried_until_there_are_answers() -> None:
    """20,000,000 of tooling is 1,000,000 at a twentieth: the near plant still misses.

    The far plant would have to cost 20 times as much. So one answer is enough for one.
    """
    case = toy(20 * TOOLING)
    found = brownfield.why(case, targets=("facility=near",), break_evens=1)
    (tooling,) = found.document.why_not[0].break_evens
    assert tooling.column == "tooling_cost"
    assert tooling.flips_at is None
    assert tooling.verified
    assert [side.at for side in tooling.sides] == pytest.approx([1e6, 8e7])


def test_the_numbers_tried_first_are_those_that_turn_it_easiest(near: WhyNot) -> None:
    """Tooling has to fall by a quarter; conversion moves less cash."""
    first = near.break_evens[0]
    assert (first.table, first.column) == ("build_options", "tooling_cost")
    assert first.flips_at == pytest.approx(750_000.0, rel=1e-3)


def test_what_is_chosen_is_forced_out() -> None:
    """Without the far plant the near one builds: 250,000 less."""
    (found,) = why("facility=far", count=0).why_not
    assert found.is_chosen
    assert found.cost == pytest.approx(COST)


@pytest.mark.parametrize("target", ["facility=far", "start=there@2030"])
def test_to_force_what_is_chosen_costs_nothing(target: str) -> None:
    """The best plan has it."""
    case = toy()
    best = brownfield.plan(case)
    forced = forced_plan(case, target_of(case, target), is_in=True)
    assert forced.value == pytest.approx(best.value, abs=1e-6)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("plant=near", "Write facility=NAME"),
        ("facility=nearby", "It has: near"),
        ("start=here@1999", "write the year, 2030 to 2030"),
        ("option=none", "the case has no such option"),
    ],
)
def test_a_target_that_is_not_there_is_told(target: str, told: str) -> None:
    """What was typed, what there is, what to write."""
    with pytest.raises(UseError, match=told):
        target_of(toy(), target)


@pytest.mark.parametrize(
    ("lever", "told"),
    [
        ("plants.price", "no such table"),
        ("demand.colour", "no such number of that table"),
        ("demand.lost_sale_penalty", "no cell there has a number"),
    ],
)
def test_a_lever_that_is_not_there_is_told(lever: str, told: str) -> None:
    """What was typed and what there is."""
    with pytest.raises(UseError, match=told):
        why("facility=near", levers=(lever,))


def test_a_plant_is_looked_at_under_what_ifs_that_change_it() -> None:
    """400,000 of crew at the far plant: the near one is 150,000 better."""
    found = brownfield.why(toy_with_crew(), targets=("facility=far",), break_evens=0)
    (far,) = found.document.why_not
    (way,) = far.ways
    assert far.is_chosen
    assert not way.is_chosen
    assert way.what_if == "crew-paid"
    assert way.cost == pytest.approx(400_000.0 - COST)
    assert "shift_patterns.fixed_cost" in way.changes
    told = brownfield.why(toy_with_crew(), targets=("facility=near",), ways=False)
    assert told.document.why_not[0].ways == ()


def test_a_plant_that_hangs_on_its_crew_is_told_so() -> None:
    """400,000 of crew turn a choice of COST; where they do not, both costs are told."""
    told = brownfield.why(toy_with_crew(), targets=("facility=far",), break_evens=0)
    document = told.document
    (far,) = document.why_not
    begin = f"It hangs on the crew steps of {far.title} (shift_patterns)"
    turned = f"{begin}: under “Crew paid” it is left out."
    assert turned in paragraph(document, far)
    (way,) = far.ways
    dear = replace(far, ways=(replace(way, is_chosen=True, cost=3 * COST),))
    now, then = (money(cost, document.currency) for cost in (far.cost, 3 * COST))
    kept = f"{begin}: to do without it costs {now} with those of today, {then} under"
    assert kept in paragraph(document, dear)
    little = replace(far, ways=(replace(way, is_chosen=True, cost=1.2 * COST),))
    assert "hangs on" not in paragraph(document, little)


def test_a_what_if_that_leaves_nothing_to_force_has_no_cost() -> None:
    """The what-if stops the far plant's line and takes its programme away."""
    shut: Row = {"what_if": "far-shut", "table": "shift_patterns", "op": "set"}
    hours = {"where": "facility=far", "column": "jobs_per_hour", "value": "1"}
    gone: Row = {"what_if": "far-shut", "table": "build_options", "op": "drop"}
    case = small_case(
        {
            **rows_of(),
            "what_ifs": [
                {**shut, **hours},
                {**gone, "where": "build_option=there"},
            ],
        }
    )
    told = brownfield.why(case, targets=("facility=far",), break_evens=0)
    (way,) = told.document.why_not[0].ways
    assert not way.is_chosen
    assert way.value == pytest.approx(250_000.0)  # 500 x 2,500 less 1,000,000
    assert way.cost is None


def test_json_has_the_keys_promised(near: WhyNot) -> None:
    """Of each target, its bridge and its break-evens."""
    found = brownfield.why(toy(), targets=("facility=near",), break_evens=1)
    told = json.loads(found.to_json())["why_not"][0]
    assert {"target", "cost", "bridge", "binding", "break_evens"} <= set(told)
    assert set(told["bridge"][0]) == {"item", "party", "amount", "per_vehicle"}
    keys = {"table", "where", "column", "today", "flips_at", "verified"}
    assert keys <= set(told["break_evens"][0])
    assert told["break_evens"][0]["today"] == TOOLING
    assert near.target == told["target"] == "facility=near"


def test_options_have_defaults() -> None:
    """Three break-evens, of everything."""
    assert Asked() == Asked(targets=(), levers=(), break_evens=3, frontier=0, ways=True)


def test_an_alternative_is_held_back_only_where_it_builds_more() -> None:
    """100 cars are always made at a third plant; the near plant makes the other 400.

    The third plant is full in both plans: that holds nothing back. The near one costs
    400 x 500 + 600,000 and a crew of 100,000 that the far one, 400 x 2,000, has not.
    """
    rows = rows_of(600_000.0)
    near_only: Row = {
        "what_if": "near-only",
        "table": "build_options",
        "where": "build_option=there",
        "op": "drop",
    }
    case = small_case(
        {
            **rows,
            "facilities": [*rows["facilities"], {**NEAR, "facility": "third"}],
            "build_options": [*rows["build_options"], option("also", facility="third")],
            "shift_patterns": [
                pattern("near", 10_000, fixed_cost=1e5),
                pattern("far", 10_000),
                pattern("third", 100),
            ],
            "what_ifs": [near_only],
        }
    )
    found = brownfield.why(case, targets=("option=near-only",), break_evens=0)
    (held,) = found.document.why_not[0].binding
    assert (held.kind, held.where) == ("crew", "facility=near")
    assert held.worth == pytest.approx(100_000.0)
