"""A stress test told on the command line, in every case that has its own sentence."""

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.console import show_stress
from brownfield.console.show_stress import told
from brownfield.plans.plan import Plan
from brownfield.report import stress_cure_words as cure_words
from brownfield.report import stress_event_words as event_words
from brownfield.report import stress_words as words
from brownfield.report.numbers import money
from brownfield.report.stress_names import Group, groups
from brownfield.report.stress_page import render_stress
from brownfield.report.stress_risk_words import risk_lines
from brownfield.solve.run import plan
from brownfield.stress.frequency import YearlyLoss
from brownfield.stress.links import NextLink
from brownfield.stress.setting import Setting
from brownfield.stress.study import Asked, StressTest, stress_test

LOST = "all are never sold"
WITHOUT_THEN = pl.col("what_if") != "then"
ASKED = Asked(years=500, events=("host-cyber", "far-parts-late"), design="host-cyber")


@pytest.fixture(scope="module")
def found() -> Plan:
    """Return the plan of the starter case."""
    return plan(read_case("starter"))


@pytest.fixture(scope="module")
def tested(found: Plan) -> StressTest:
    """Return every answer there is, reckoning with a stop in 2028."""
    asked = replace(ASKED, year=2028, future="slow")
    return stress_test(found, asked, Setting(demand_correlation=0.4))


def test_every_answer_is_told_in_order(tested: StressTest) -> None:
    """Assumptions, ranking, events, risk, cures, flexibility, design."""
    text = told(tested)
    parts = (
        "where no table says so",
        "what stops",
        "host-cyber: outage domain host-it down for 3 weeks",
        "far-parts-late: parts from Far suppliers",
        "Over 500 simulated years",
        "less loss a year",
        "Flexibility: if demand spreads by 30 % and moves together (correlation 0.4)",
        "Reckoning with host-cyber in 2028",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_relief_under_a_contract_is_told(tested: StressTest) -> None:
    """The starter's fee has damages of 250 a vehicle for stops."""
    event = tested.events[0]
    assert event.moved["importer"] > 0
    assert event.moved["host"] == -event.moved["importer"]
    lines = "\n".join(event_words.event_lines(tested, event))
    assert "Importer receives GBP" in lines
    assert "is a guest where it stops" not in lines  # the damages make it whole
    bare = replace(event, moved={}, guest_damages={"importer": 264.0})
    lines = "\n".join(event_words.event_lines(tested, bare))
    assert "stops; damages of GBP 264 for each" in lines
    more = replace(event, guest_damages={"importer": 264.0})
    assert "further damages of" in "\n".join(event_words.event_lines(tested, more))


def test_a_long_ranking_is_cut_but_for_companies(
    tested: StressTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One row, then those of companies; and where the rest is."""
    monkeypatch.setattr(show_stress, "MOST_ROWS", 1)
    header, rows = words.sweep_rows(tested)
    text = told(tested)
    assert f"{len(rows) - 1} more with --json or --report." in text
    assert "who loses" in header
    lanes_first = sorted(
        groups(tested), key=lambda g: (not g.has("lane"), g.row["rank"])
    )
    monkeypatch.setattr(show_stress, "groups", lambda _test: lanes_first)
    assert "company" in told(tested)


def test_stops_that_are_the_same_are_one_row(tested: StressTest) -> None:
    """The home plant is all its host owns and all of its place: one row of three.

    Its domain has a hazard of other length, so it stays apart; the sweep keeps all.
    """
    assert tested.sweep is not None
    found = groups(tested)
    assert found[0].title == "plant, company and site Home plant"
    assert [row["scope"] for row in found[0].rows] == ["facility", "party", "place"]
    assert found[0].rank == "1"  # the lanes that lose as much stand between
    assert Group("", found[0].rows[:1]).rank == "1"
    run = tuple({"rank": rank} for rank in (7, 8, 9))
    assert Group("", run).rank == "7-9"
    assert "outage domain host-it" in {group.title for group in found}
    costly = [f for f in tested.sweep.findings if f.lost_value > 0]
    assert sum(len(group.rows) for group in found) == len(costly)


def test_a_hazard_is_kept_where_rows_are_one(tested: StressTest) -> None:
    """A company's row without a hazard joins its plant's; a second hazard does not."""
    assert tested.sweep is not None
    (plant,) = (
        f for f in tested.sweep.findings if f.stop.element == ("facility", "home_plant")
    )
    with_hazard = [
        replace(plant, stop=replace(plant.stop, hazard=name)) for name in ("a", "b")
    ]
    (owner,) = (f for f in tested.sweep.findings if f.stop.element == ("party", "host"))
    made = replace(tested.sweep, findings=(*with_hazard, owner), yearly={"a": 7.0})
    one, two = groups(replace(tested, sweep=made))
    assert [row["hazard"] for row in one.rows] == ["a", None]
    assert one.row["expected_loss_per_year"] == 7.0
    assert [row["hazard"] for row in two.rows] == ["b"]


def test_who_loses_no_vehicle_is_served_by_dearer_routes(tested: StressTest) -> None:
    """A loss without a lost vehicle has its reason beside the name; one party: its."""
    assert tested.sweep is not None
    lane = next(f for f in tested.sweep.findings if f.stop.element[0] == "lane")
    dearer = replace(
        lane, lost_vehicles=0.0, by_party={"host": 5e6}, indirect=("host",)
    )
    test = replace(tested, sweep=replace(tested.sweep, findings=(dearer,)))
    assert groups(test)[0].title.endswith("(served by dearer routes)")
    assert words.worst_sentence(test).endswith(
        "Host would lose though nothing of its own stops."
    )


def test_nothing_asked_is_nothing_told(tested: StressTest) -> None:
    """Only the assumptions are left."""
    bare = StressTest(tested.planned, tested.setting)
    assert told(bare) == words.setting_line(bare)
    assert risk_lines(bare) == []
    assert words.flexibility_lines(bare) == []
    assert words.design_lines(bare) == []
    assert words.worst_sentence(bare) == "No single stop costs the plan anything."


def test_courses_that_come_back_late_or_never_fell_are_told(tested: StressTest) -> None:
    """Three words for the way back to nine tenths."""
    event = tested.events[0]
    for weeks, phrase in (
        (None, "not back at 90 % within the weeks followed"),
        (0.0, "never below 90 %"),
        (4.25, "back at 90 % after 4.2 weeks"),
    ):
        built = replace(event.built, weeks_to_90=weeks)
        assert phrase in event_words.event_lines(tested, replace(event, built=built))[1]


def test_the_best_next_link_is_told(tested: StressTest) -> None:
    """What it sells more, and its tooling."""
    assert tested.flexibility is not None
    option = str(tested.planned.at.case.tables["build_options"]["build_option"][0])
    link = NextLink("newcar", "home_plant", option, True, 1_234.0, 5.0, 2e7)
    flexible = replace(tested.flexibility, next_links=(link,))
    lines = words.flexibility_lines(replace(tested, flexibility=flexible))
    assert lines[-2].endswith("sells 1,234 more a year for GBP 20.0 m of tooling.")
    assert lines[-1] == words.LINKS_NOTE


def test_too_few_years_say_so(tested: StressTest) -> None:
    """Two years: no rare ones, no verdict; 1,000 with deviation 1 of 10: all of it."""
    assert tested.risk is not None
    few = replace(tested.risk, years=2, losses=np.zeros(2))
    text = " ".join(risk_lines(replace(tested, risk=few)))
    assert "one in twenty more" not in text
    assert "The worst twentieth" not in text
    assert "one in twenty from 200 years and one in a hundred from 1,000 years" in text
    assert "2 years are too few to judge the simulation by it" in text
    assert "agrees" not in text
    assert 'id="chart-losses' in render_stress(replace(tested, risk=few))
    many = replace(few, years=1_000, losses=np.full(1_000, 10.0))
    sure = replace(many, analytic=YearlyLoss(10.0, 1.0))
    text = " ".join(risk_lines(replace(tested, risk=sure)))
    assert "half of them cost less than" in text
    assert "one in a hundred more than" in text
    assert "the simulation agrees within four standard errors." in text


def test_links_that_add_nothing_are_told_as_such(tested: StressTest) -> None:
    """Equal sales are "as many", a gain of 0 is nothing."""
    found = tested.flexibility
    assert found is not None
    same = replace(
        found,
        without_guests=found.expected,
        full=found.expected,
        guests_by_correlation=((0.0, 0.0), (0.3, 0.0), (0.6, 0.0), (0.9, 0.0)),
    )
    text = " ".join(words.flexibility_lines(replace(tested, flexibility=same)))
    assert "without guests' links as many, if every plant built everything as many" in (
        text
    )
    assert "Guests' links add nothing." in text
    link = NextLink("newcar", "home_plant", "none", False, 1_234.0, 5.0, 0.0)
    free = replace(found, next_links=(link,))
    lines = words.flexibility_lines(replace(tested, flexibility=free))
    assert lines[-2].endswith("sells 1,234 more a year without tooling.")


def test_long_stops_say_what_they_take_for_granted(tested: StressTest) -> None:
    """More than a year of 52 weeks: later years are taken to be like this one."""
    year = replace(tested, setting=replace(tested.setting, weeks=52.0))
    assert "as if all later years" not in words.setting_line(year)
    longer = replace(tested, setting=replace(tested.setting, weeks=53.0))
    line = words.setting_line(longer)
    assert "last 53 weeks, as if all later years were like this one." in line


def test_what_is_missing_after_an_event_is_told(tested: StressTest) -> None:
    """Volumes round alike; none is left out or said in words."""
    event = tested.events[0]
    waiting = np.zeros_like(event.replay.backlog)
    waiting[0, 0] = 6_836.0
    replay, nobody = (
        replace(event.replay, backlog=backlog) for backlog in (waiting, 0.0 * waiting)
    )
    short: dict[str, Any] = {
        "unbuilt": 12_142.0,
        "lost_output": 5_234.0,
        "lost_vehicles": 3_001.0,
    }
    weeks = len(event.replay.quality)
    line = event_words.event_lines(tested, replace(event, **short, replay=replay))[2]
    assert line == (
        "12,100 vehicles are not built when planned; 5,230 of them are still missing "
        f"after {weeks} weeks: 3,000 are never sold, 2,230 came out of stock on the "
        "way; at most 6,840 buyers wait."
    )
    for lost, ending in ((0.0, "all came out of stock on the way"), (5_234.0, LOST)):
        some = replace(event, **(short | {"lost_vehicles": lost}), replay=nobody)
        assert event_words.event_lines(tested, some)[2].endswith(f"weeks: {ending}.")
    mended: dict[str, Any] = {"unbuilt": 500.0, "lost_output": 0.0}
    line = event_words.event_lines(tested, replace(event, **mended, replay=nobody))[2]
    assert line == ("500 vehicles are not built when planned; all of them are made up.")
    calm: dict[str, Any] = {"unbuilt": 0.0, "lost_output": 0.0}
    line = event_words.event_lines(tested, replace(event, **calm, replay=nobody))[2]
    assert line == "All is built when planned."


def test_who_gains_by_a_stop_is_told_so(tested: StressTest) -> None:
    """A negative loss is a gain; no vehicle lost is said in words."""
    event = replace(
        tested.events[0],
        by_party={"host": 4e6, "importer": -2e6},
        lost_vehicles=0.0,
        penalty=1e6,
    )
    lines = event_words.event_lines(tested, event)
    assert "Lost: GBP 2.00 m (Host GBP 4.00 m and Importer gains GBP 2.00 m)." in lines
    assert (
        "Of which GBP 1.00 m lost-sale penalty, an assumption of the table demand; the "
        "rest is contribution." in lines
    )
    assert event_words.event_headline(tested, event) == (
        "host-cyber costs GBP 2.00 m, of which GBP 1.00 m lost-sale penalty, and every "
        "vehicle is sold in the end."
    )


@pytest.mark.parametrize(
    ("helped", "line"),
    [
        ((), "No cure of the case shortens or softens it."),
        (("drill",), "Of the cures of the case drill acts on it."),
        (("drill", "own"), "Of the cures of the case drill and own act on it."),
    ],
)
def test_cures_that_act_on_an_event_are_named(
    tested: StressTest, helped: tuple[str, ...], line: str
) -> None:
    """One acts, two act; none is said; without cures nothing is."""
    event = tested.events[0]
    assert event.helped_by == ("guest-it", "recovery-drill")
    lines = event_words.event_lines(tested, replace(event, helped_by=helped))
    assert lines[-1] == line
    bare = event_words.event_lines(tested, replace(event, helped_by=None))
    assert not any("cure" in text for text in bare)


def test_cures_say_what_they_save_on_and_what_the_budget_allows(
    tested: StressTest,
) -> None:
    """Millions by hazard; useless ones say so; a budget below all costs is told."""
    found = tested.treatment
    assert found is not None
    single = found.singles[0]
    by_hazard = {"a": 2.5e6, "b": 0.0, "c": 400.0}
    helpful = replace(single, by_hazard=by_hazard)
    assert cure_words.saves_on(helpful) == "a 2.5 and c under 0.01"
    useless = replace(single, by_hazard={"a": 0.0})
    assert cure_words.saves_on(useless) == "protects nothing in this plan"
    small = replace(tested, treatment=replace(found, budget=2.0))
    cheapest = money(min(cure.cost for cure in found.singles), "GBP")
    assert cure_words.cure_lines(small)[1] == (
        "The budget for cures is GBP 2 a year (--budget is in GBP, the table in GBP "
        f"m): below the cheapest cure, {cheapest} a year, so no cure fits."
    )
    large = replace(tested, treatment=replace(found, budget=2e6))
    assert (
        cure_words.cure_lines(large)[1] == "The budget for cures is GBP 2.00 m a year."
    )
    one = replace(found, best=replace(single, cures=("kit-stock",)))
    sentence = cure_words.best_sentence(replace(tested, treatment=one))
    assert sentence.startswith("The best cure is kit-stock: it saves")
    none = replace(found, budget=2.0, best=replace(single, cures=()))
    sentence = cure_words.best_sentence(replace(tested, treatment=none))
    assert sentence == "No set of cures within GBP 2 saves more than it costs."
    bare = replace(tested, treatment=None)
    assert cure_words.best_sentence(bare) == ""
    assert cure_words.cure_lines(bare) == []
    assert cure_words.cure_rows(bare)[1] == []


def test_a_design_tells_which_programmes_change(tested: StressTest) -> None:
    """Started only by the plan that knows of the stop, or only by the other."""
    made = tested.design
    assert made is not None
    starts = made.aware.tables["starts"].clear()
    without = replace(made.aware, tables=dict(made.aware.tables) | {"starts": starts})
    for changed, phrase in (
        (replace(made, aware=without), "Does not start"),
        (replace(made, unaware=without, aware=made.unaware), "Starts"),
    ):
        lines = words.design_lines(replace(tested, design=changed))
        assert any(line.strip().startswith(phrase) for line in lines)


def test_published_figures_without_a_loss_are_told(found: Plan) -> None:
    """An anchor of output alone: only the share of output is compared."""
    case: Case = found.case
    anchors = pl.DataFrame(
        [
            {
                "anchor": "a",
                "what_if": "stop",
                "result": "lost_output_per_week",
                "expected": 5_000.0,
                "tolerance": 1.0,
                "source": "F1, F2",
            }
        ]
    )
    what_ifs = pl.DataFrame(
        [
            ["stop", "hazards", "hazard=host-cyber", "weeks_mode", "set", "6"],
            ["then", "case", None, "first_year", "set", "2025"],
        ],
        schema=["what_if", "table", "where", "column", "op", "value"],
        orient="row",
    )
    facts = pl.DataFrame({"fact": ["F1", "F2"], "date": ["end of 2026", "2025-10"]})
    tables = dict(case.tables)
    added = (("anchors", anchors), ("what_ifs", what_ifs), ("facts", facts))
    for name, more in added:
        old = tables[name]
        both = pl.concat([old, more], how="diagonal_relaxed")
        tables[name] = both.select(old.columns)
    asked = Asked(sweep=False, years=0, cures=False, flexibility=False)
    asked = replace(asked, events=("stop", "host-cyber"))
    other = replace(case, tables=tables)
    test = stress_test(replace(found, case=other), asked)
    lines = event_words.backtest_lines(test, test.events[0])
    assert any("Vehicles not built a week" in line for line in lines)
    assert any(line.startswith("The case covers") for line in lines)
    assert lines[1] == (
        "These figures were published for 2025; this is 2030: `--what-if then` replays "
        "it in the plants of that time."
    )
    undated = tables | {"what_ifs": tables["what_ifs"].filter(WITHOUT_THEN)}
    bare = replace(
        test.planned.at, plan=replace(found, case=replace(case, tables=undated))
    )
    other_test = replace(test, planned=replace(test.planned, at=bare))
    (warning,) = event_words.other_year(other_test, test.events[0])
    assert warning.endswith("this is 2030, with other plants, volumes and prices.")
    assert event_words.backtest_lines(test, test.events[1]) == []
