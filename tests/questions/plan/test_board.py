"""What a board is told of a plan: the decision, who loses, payback and misses."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from brownfield.asking.work import Work
from brownfield.case.case import Case
from brownfield.questions.plan import grids, page
from brownfield.questions.plan.asked import Asked
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.facts.board.places import Chance
from brownfield.questions.plan.figures.gallery import figures
from brownfield.questions.plan.question import answer, study
from brownfield.questions.plan.text import text
from brownfield.questions.plan.words import board as words
from brownfield.questions.plan.words.answer import answer as headline
from brownfield.questions.plan.words.answer import decision
from brownfield.tables.frames import Row
from brownfield.tell.page import render
from brownfield.tell.values import values
from tests.model.small_cases import buyers, every_year, option, pattern, small_case
from tests.peers.third.on_paper import HALF, worse

PATIENT: list[Row] = [{"party": "firm", "discount_rate": 0.25}]  # a year counts 0.8
ONCE: Row = {"last_year": 2030, "conversion_cost": 600.0}


def told(case: Case) -> Document:
    """Return what the command tells of a case, without alternatives."""
    return document(answer(case, Asked(), Work()))


def losing(**cells: Any) -> Case:
    """Return a plant of 1,300 people that loses 0.4 m a year, closed for 0.6 m.

    1,000 cars earn (1,000 - 900) each, 0.1 m; the crew costs 0.5 m.
    """
    crew = {"headcount": 1_300.0, "fixed_cost": 500_000.0, "is_current": True}
    site = {"facility": "plant", "place": "home", "owner": "firm"}
    rows: dict[str, Any] = {
        "parties": PATIENT,
        "facilities": [{**site, "closing_cost": 600_000.0, **cells}],
        "shift_patterns": [pattern("plant", 1_000, **crew)],
        "build_options": [option("make", is_committed=True, conversion_cost=900.0)],
        "demand": every_year(3, 1_000, 1_000),
    }
    return small_case(rows, years=3)


def test_a_plan_that_closes_a_plant_says_so() -> None:
    """0.6 m once, against 0.4 x (1 + 0.8 + 0.64) = 0.976 m if it runs on."""
    found = told(losing())
    assert found.value == pytest.approx(-600_000.0)
    (closed,) = found.decision.closes
    assert (closed.facility, closed.owner, closed.year) == ("plant", "firm", 2030)
    assert not found.decision.opens
    assert not found.decision.starts
    assert headline(found).startswith(
        "Start nothing new and close plant in 2030 (1,300 jobs go): worth GBP -0.60 m"
    )


def test_the_jobs_of_a_closed_plant_go_in_its_year() -> None:
    """1,300 before the first year, nobody from it on."""
    jobs = [(o.year, o.headcount, o.change) for o in told(losing()).decision.jobs]
    assert jobs == [(2030, 0.0, -1_300.0), (2031, 0.0, 0.0), (2032, 0.0, 0.0)]


def test_the_table_of_the_page_says_so_too() -> None:
    """A line of what is closed, when, and whose plant it is."""
    ((step, *rest),) = grids.steps(told(losing())).rows
    assert step.text == "Close plant (1,300 jobs go)"
    assert [cell.text for cell in rest] == ["2030", "", "Firm"]


def test_closing_is_paid_back_like_an_investment() -> None:
    """-0.6 + 0.4 = -0.2 m by the end of 2030, 0.2 m by that of 2031."""
    found = told(losing())
    assert found.payback == 2031
    assert found.investment == 0.0
    assert "earned back by the end of 2031" in str(words.investment(found))
    assert found.decision.worse_off == ()
    assert words.worse_off(found) == (
        "Nobody is worse off than if nothing were begun, opened or closed."
    )


def test_a_plant_that_runs_on_is_as_today() -> None:
    """Closing for 1 m costs more than 0.976 m: nothing is decided, nobody loses."""
    found = told(losing(closing_cost=1_000_000.0))
    assert decision(found) == "Start nothing new and keep building as today"
    assert not found.steps
    assert not found.decision.closes
    assert found.payback is None
    assert words.lines(found) == []


def hopeful(**keys: Any) -> Case:
    """Return tooling for 0.1 m in 2030 that earns 400 on each car of 2031.

    1,000 cars are sold if the future is good, 100 if it is bad; both half as likely.
    """
    rows: dict[str, Any] = {
        "parties": PATIENT,
        "scenarios": HALF,
        "what_ifs": [worse("demand", "year=2031", "volume", "100")],
        "build_options": [option("make", tooling_cost=100_000.0, **ONCE)],
        "demand": [buyers(1_000, 1_000, year=2031)],
    }
    return small_case(rows, years=2, **keys)


def test_who_loses_in_which_future_is_named() -> None:
    """Good: 0.8 x 400,000 - 100,000 = 220,000. Bad: 0.8 x 40,000 - 100,000 = -68,000.

    Without it the firm has 0 in both; the mean is 76,000.
    """
    found = told(hopeful())
    assert found.value == pytest.approx(76_000.0)
    (loser,) = found.decision.worse_off or ()
    assert (loser.party, loser.future, loser.probability) == ("firm", "bad", 0.5)
    assert loser.amount == pytest.approx(68_000.0)
    assert words.worse_off(found) == (
        "Worse off than if nothing were begun, opened or closed: "
        "Firm by GBP 68,000 if “Bad”."
    )
    assert str(words.worse_off(found)) in text(found)


def test_investment_is_paid_back_by_expected_cash() -> None:
    """-100,000 in 2030; + (400,000 + 40,000) / 2 = 220,000 in 2031."""
    found = told(hopeful())
    (paid,) = found.decision.invests
    assert (paid.party, paid.item, paid.year) == ("firm", "tooling", 2030)
    assert paid.amount == found.investment == pytest.approx(100_000.0)
    assert found.payback == 2031
    assert found.after_last_year == 0.0
    assert ", investing GBP 0.10 m: worth GBP 76,000 to Firm in present" in headline(
        found
    )


def test_what_comes_after_the_last_year_is_a_share_of_the_value() -> None:
    """Two more years like the last: 2 x 0.8 x 220,000 = 352,000 of 76,000 + 352,000."""
    found = told(hopeful(terminal="multiple", terminal_multiple=2.0))
    assert found.after_last_year == pytest.approx(352.0 / 428.0)
    assert "82.2 % of that value stands for the years after 2031." in str(
        words.investment(found)
    )


def test_what_is_not_earned_back_is_told() -> None:
    """0.3 m are spent for 0.22 m in 2031; only the years after pay for it.

    0.8 x 0.22 x 3 = 0.528 m in all.
    """
    rows = {"build_options": [option("make", tooling_cost=300_000.0, **ONCE)]}
    base = hopeful(terminal="multiple", terminal_multiple=2.0)
    dear = small_case(
        {**{name: frame.to_dicts() for name, frame in base.tables.items()}, **rows},
        years=2,
        terminal="multiple",
        terminal_multiple=2.0,
    )
    found = told(dear)
    assert found.value == pytest.approx(228_000.0)
    assert found.payback is None
    assert "What is spent is not earned back by 2031" in str(words.investment(found))


def test_a_new_plant_is_decided_years_before_its_first_vehicle() -> None:
    """Opened and tooled in 2030 for 50,000 + 20,000, it runs a year later."""
    site = {"place": "home", "owner": "firm"}
    opened: Row = {"status": "candidate", "opening_cost": 50_000.0, "lead_years": 1}
    plants: list[Row] = [
        {"facility": "plant", **site},
        {"facility": "new", **site, **opened},
    ]
    made = option("more", facility="new", tooling_cost=20_000.0, **ONCE)
    rows: dict[str, Any] = {
        "parties": PATIENT,
        "facilities": plants,
        "shift_patterns": [pattern("plant", 1_000), pattern("new", 1_000)],
        "build_options": [made],
        "demand": every_year(3, 1_000, 1_000),
    }
    found = told(small_case(rows, years=3))
    decided = found.decision
    assert [(o.facility, o.year) for o in decided.opens] == [("new", 2030)]
    paid = {one.item: one.amount for one in decided.invests}
    assert paid == pytest.approx({"opening": 50_000.0, "tooling": 20_000.0})
    keys = [(o.build_option, o.facility, o.year) for o in decided.starts]
    first = [(o.build_option, o.facility, o.year) for o in decided.first_vehicles]
    assert (keys, first) == ([("more", "new", 2030)], [("more", "new", 2031)])
    assert (
        decision(found)
        == "Build car at new from 2031 (decided in 2030); open new in 2030"
    )


def test_a_start_in_one_future_names_it() -> None:
    """The firm may wait until it knows: it tools for 1,000 cars, and not for 100."""
    rows: dict[str, Any] = {
        "parties": PATIENT,
        "scenarios": HALF,
        "what_ifs": [worse("demand", "year=2031", "volume", "100")],
        "build_options": [
            option("make", tooling_cost=100_000.0, conversion_cost=600.0)
        ],
        "demand": [buyers(1_000, 1_000, year=2031)],
    }
    found = told(small_case(rows, years=2))
    (begun,) = found.decision.starts
    assert (begun.node, begun.futures, begun.probability) == ("good", ("good",), 0.5)
    assert decision(found) == (
        "Build car at plant from 2031 (if “Good”, probability 50 %)"
    )
    assert ", investing GBP 50,000 on average over the futures" in headline(found)


def test_a_change_of_shifts_says_whose_jobs_it_takes() -> None:
    """100 people make 1,000 cars; 60 make 600, enough for 500 in the bad future."""
    full = pattern("plant", 1_000, headcount=100.0, fixed_cost=50.0, is_current=True)
    less = {**pattern("plant", 600, headcount=60.0, fixed_cost=20.0), "pattern": "less"}
    rows: dict[str, Any] = {
        "scenarios": HALF,
        "what_ifs": [worse("demand", "year=2031", "volume", "500")],
        "shift_patterns": [full, less],
        "build_options": [option("make", is_committed=True, conversion_cost=600.0)],
        "demand": every_year(2, 900, 1_000),
    }
    found = told(small_case(rows, years=2))
    assert words.shifts(found) == (
        "Shifts: plant from “all” to “less” in 2031 (if “Bad”, probability 50 %; "
        "40 jobs fewer)."
    )
    assert decision(found) == "Start nothing new and change the shifts of plant"


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (Chance(1.0, ("a", "b"), ()), ""),
        (Chance(0.2, ("high-sales",), ("b", "c")), "if “High sales”"),
        (Chance(0.9, ("a", "b", "d"), ("low-sales",)), "unless “Low sales”"),
        (Chance(0.5, ("a", "b", "c", "d"), ("e", "f", "g", "h")), ""),
    ],
)
def test_futures_are_named_where_they_are_few(chance: Chance, said: str) -> None:
    """Those in which it happens, or those in which it does not; else none."""
    assert words.futures(chance) == said


def test_json_holds_the_decision_and_the_page_its_table() -> None:
    """Keys as documented, short names as in the tables."""
    found = told(hopeful())
    decided = json.loads(json.dumps(values(found)))["decision"]
    assert list(decided) == [
        *("opens", "closes", "invests", "starts", "first_vehicles", "jobs"),
        "worse_off",
    ]
    assert decided["starts"][0]["build_option"] == "make"
    assert "rejected" not in values(found)
    shown = render(page.page(found))
    assert "Build car at plant (full build)" in shown
    assert "Worse off than if nothing were begun" in shown


def choosing(more: Sequence[Row] = (), **cells: Any) -> Case:
    """Return a choice of two ways to earn 400 on each of 1,000 cars in 2030.

    The cheap one takes 10,000 to begin, the dear one 500,000; perhaps there are more.
    """
    names = "|".join(["cheap", "dear", *(str(row["build_option"]) for row in more)])
    rows: dict[str, Any] = {
        "parties": PATIENT,
        "build_options": [
            option("run", is_committed=True, conversion_cost=2_000.0),
            option("cheap", tooling_cost=10_000.0, conversion_cost=600.0),
            option("dear", **{"tooling_cost": 5e5, "conversion_cost": 600.0, **cells}),
            *more,
        ],
        "demand": [buyers(1_000, 1_000)],
        "what_ifs": [
            drop("out", names),
            drop("only-dear", "cheap"),
            drop("side", "cheap|dear"),
        ],
    }
    case = small_case(rows)
    titles = {"out": "Stay out", "only-dear": "The dear way"}
    titles |= {"side": "The side way"} if more else {}
    settings = case.settings.model_copy(update={"alternatives": titles})
    return replace(case, settings=settings)


def drop(name: str, options: str) -> Row:
    """Return a what-if that leaves build options out."""
    where = f"build_option={options}"
    return {"what_if": name, "table": "build_options", "where": where, "op": "drop"}


def test_an_alternative_that_begins_nothing_is_rejected_by_what_it_misses() -> None:
    """400,000 earned for 500,000 spent: begun all the same it is 100,000 short."""
    found = document(study(choosing()))
    assert found.value == pytest.approx(390_000.0)
    (miss,) = found.rejected or ()
    assert (miss.option, miss.build_options) == ("only-dear", ("dear",))
    assert miss.misses_by == pytest.approx(100_000.0)
    assert miss.is_proved
    said = (
        "The dear way: rejected: nothing of it is begun; begun all the same, it is "
        "worth GBP 0.10 m less"
    )
    assert said in text(found)
    assert "Stay out: GBP 0 (GBP -0.39 m against the best plan)" in text(found)


def test_a_rejected_alternative_has_no_bar() -> None:
    """Its value would read as if it cost what the best plan earns more."""
    found = document(study(choosing()))
    options = figures(found)[0]
    for panel in options.panels:
        assert "The dear way" not in json.dumps(panel.spec)
    assert "“The dear way” is not drawn, it is rejected" in options.caption
    assert found.next_best is not None
    assert found.next_best.title == "Stay out"


def test_what_can_never_begin_is_rejected_without_a_number() -> None:
    """The time to begin the dear way was over in 2029."""
    found = document(study(choosing(last_year=2029)))
    (miss,) = found.rejected or ()
    assert miss.misses_by is None
    assert "no plan that begins it was found" in text(found)


def test_a_rejected_alternative_says_so_itself() -> None:
    """Planned by its what-if, it stands beside doing without, and misses by as much."""
    found = document(study(choosing().apply("only-dear")))
    assert found.planned_as == ("The dear way",)
    assert [one.misses_by for one in found.rejected or ()] == [pytest.approx(100_000.0)]
    assert found.options["title"].to_list() == ["Best plan", "Stay out"]
    said = text(found)
    assert "The dear way: rejected: nothing of it is begun" in said
    assert "This is the plan of the alternative “The dear way”" in said


def test_what_others_leave_open_too_is_no_way_out() -> None:
    """The side way costs 450,000 to begin, 50,000 short: the dear one stays 100,000.

    Planned by its what-if, the dear way says the same of itself.
    """
    side = option("aside", tooling_cost=450_000.0, conversion_cost=600.0)
    case = choosing([side])
    found = document(study(case)).rejected or ()
    misses = {one.option: one.misses_by for one in found}
    assert misses == pytest.approx({"only-dear": 100_000.0, "side": 50_000.0})
    itself = document(study(case.apply("only-dear"))).rejected or ()
    assert [one.misses_by for one in itself] == [pytest.approx(100_000.0)]


def test_doing_without_is_never_rejected() -> None:
    """Nothing is left to begin, or nothing that the other does not leave too."""
    found = document(study(choosing().apply("out")))
    assert found.rejected is None or found.rejected == ()
    assert found.options["title"].to_list() == ["Best plan"]
