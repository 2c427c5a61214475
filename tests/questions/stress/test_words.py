"""A stress test told on the command line, in every case that has its own sentence."""

from dataclasses import replace
from html import unescape

import numpy as np
import pytest

from brownfield.questions.stress import text as text_of
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.document import whole as document
from brownfield.questions.stress.facts.groups import group_of
from brownfield.questions.stress.facts.remedies import priced_cures
from brownfield.questions.stress.flexibility.links import Flexibility, NextLink
from brownfield.questions.stress.page import page as page_of
from brownfield.questions.stress.question import StressTest
from brownfield.questions.stress.text import text as told
from brownfield.questions.stress.words import cures as cure_words
from brownfield.questions.stress.words import headline as words
from brownfield.questions.stress.words import plans as plan_words
from brownfield.questions.stress.words.names import group_title, ranks
from brownfield.questions.stress.words.risk import risk_lines
from brownfield.questions.stress.years.frequency import YearlyLoss
from brownfield.tell.numbers import money
from brownfield.tell.page import render


def links_told(test: StressTest, found: Flexibility) -> list[str]:
    """Return the lines of another flexibility."""
    return plan_words.flexibility_lines(document(replace(test, flexibility=found)))


def test_every_answer_is_told_in_order(stressed: StressTest) -> None:
    """Assumptions, ranking, events, risk, cures, flexibility, design."""
    text = told(document(stressed))
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


def test_a_long_ranking_is_cut_but_for_companies(
    stressed: StressTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One row, then those of companies; and where the rest is."""
    monkeypatch.setattr(text_of, "MOST_ROWS", 1)
    found = document(stressed)
    header, rows = words.sweep_rows(found)
    hidden = [group for group in found.groups[1:] if not group.has("party")]
    assert 0 < len(hidden) < len(rows)
    assert f"{len(hidden)} more with --json or --report." in told(found)
    assert "who loses" in header
    lanes_first = sorted(
        found.groups, key=lambda group: (not group.has("lane"), group.stop.rank)
    )
    assert "company" in told(replace(found, groups=tuple(lanes_first)))


def test_stops_that_are_the_same_are_one_row(stressed: StressTest) -> None:
    """The home plant is all its host owns and all of its place: one row of three.

    Its domain has a hazard of other length, so it stays apart; the sweep keeps all.
    """
    assert stressed.sweep is not None
    whole = document(stressed)
    found = whole.groups
    assert group_title(whole, found[0]) == "plant, company and site Home plant"
    assert [stop.scope for stop in found[0].stops] == ["facility", "party", "place"]
    assert ranks(found[0]) == "1"  # the lanes that lose as much stand between
    first = found[0].stops[0]
    assert ranks(group_of([first])) == "1"
    run = group_of([replace(first, rank=rank) for rank in (7, 8, 9)])
    assert ranks(run) == "7-9"
    titles = {group_title(whole, group) for group in found}
    assert "outage domain host-it" in titles
    costly = [f for f in stressed.sweep.findings if f.lost_value > 0]
    assert sum(len(group.stops) for group in found) == len(costly)


def test_a_hazard_is_kept_where_rows_are_one(stressed: StressTest) -> None:
    """A company's row without a hazard joins its plant's; a second hazard does not."""
    assert stressed.sweep is not None
    (plant,) = (
        f
        for f in stressed.sweep.findings
        if f.stop.element == ("facility", "home_plant")
    )
    with_hazard = [
        replace(plant, stop=replace(plant.stop, hazard=name)) for name in ("a", "b")
    ]
    (owner,) = (
        f for f in stressed.sweep.findings if f.stop.element == ("party", "host")
    )
    made = replace(stressed.sweep, findings=(*with_hazard, owner), yearly={"a": 7.0})
    one, two = document(replace(stressed, sweep=made)).groups
    assert [stop.hazard for stop in one.stops] == ["a", None]
    assert one.stop.expected_loss_per_year == 7.0
    assert [stop.hazard for stop in two.stops] == ["b"]


def test_who_loses_no_vehicle_is_served_by_dearer_routes(stressed: StressTest) -> None:
    """A loss without a lost vehicle has its reason beside the name; one party: its."""
    assert stressed.sweep is not None
    lane = next(f for f in stressed.sweep.findings if f.stop.element[0] == "lane")
    dearer = replace(
        lane, lost_vehicles=0.0, by_party={"host": 5e6}, indirect=("host",)
    )
    test = replace(stressed, sweep=replace(stressed.sweep, findings=(dearer,)))
    found = document(test)
    assert group_title(found, found.groups[0]).endswith("(served by dearer routes)")
    assert words.worst_sentence(found).endswith(
        "Host would lose though nothing of its own stops."
    )


def test_nothing_asked_is_nothing_told(stressed: StressTest) -> None:
    """Only the assumptions are left."""
    bare = document(StressTest(stressed.planned, stressed.setting))
    assert told(bare) == words.setting_line(bare)
    assert risk_lines(bare) == []
    assert plan_words.flexibility_lines(bare) == []
    assert plan_words.design_lines(bare) == []
    assert words.worst_sentence(bare) == "No single stop costs the plan anything."


def test_the_best_next_link_is_told(stressed: StressTest) -> None:
    """What it sells more, and its tooling."""
    assert stressed.flexibility is not None
    option = str(stressed.planned.at.case.tables["build_options"]["build_option"][0])
    link = NextLink("newcar", "home_plant", option, True, 1_234.0, 5.0, 2e7)
    flexible = replace(stressed.flexibility, next_links=(link,))
    lines = plan_words.flexibility_lines(
        document(replace(stressed, flexibility=flexible))
    )
    assert lines[-2].endswith("sells 1,234 more a year for GBP 20.0 m of tooling.")
    assert lines[-1] == plan_words.LINKS_NOTE


def test_too_few_years_say_so(stressed: StressTest) -> None:
    """Two years: no rare ones, no verdict; 1,000 with deviation 1 of 10: all of it."""
    assert stressed.risk is not None
    few = replace(stressed.risk, years=2, losses=np.zeros(2))
    text = " ".join(risk_lines(document(replace(stressed, risk=few))))
    assert "one in twenty more" not in text
    assert "The worst twentieth" not in text
    assert "one in twenty from 200 years and one in a hundred from 1,000 years" in text
    assert "2 years are too few to judge the simulation by it" in text
    assert "agrees" not in text
    assert 'id="chart-losses' in render(page_of(document(replace(stressed, risk=few))))
    many = replace(few, years=1_000, losses=np.full(1_000, 10.0))
    sure = replace(many, analytic=YearlyLoss(10.0, 1.0))
    text = " ".join(risk_lines(document(replace(stressed, risk=sure))))
    assert "half of them cost less than" in text
    assert "one in a hundred more than" in text
    assert "the simulation agrees within four standard errors." in text


def test_links_that_add_nothing_are_told_as_such(stressed: StressTest) -> None:
    """Equal sales are "as many", a gain of 0 is nothing."""
    found = stressed.flexibility
    assert found is not None
    same = replace(
        found,
        without_guests=found.expected,
        full=found.expected,
        guests_by_correlation=((0.0, 0.0), (0.3, 0.0), (0.6, 0.0), (0.9, 0.0)),
    )
    text = " ".join(links_told(stressed, same))
    assert "without guests' links as many, if every plant built everything as many" in (
        text
    )
    assert "Guests' links add nothing." in text
    link = NextLink("newcar", "home_plant", "none", False, 1_234.0, 5.0, 0.0)
    free = replace(found, next_links=(link,))
    lines = links_told(stressed, free)
    assert lines[-2].endswith("sells 1,234 more a year without tooling.")


def test_long_stops_say_what_they_take_for_granted(stressed: StressTest) -> None:
    """More than a year of 52 weeks: later years are taken to be like this one."""
    year = replace(stressed, setting=replace(stressed.setting, weeks=52.0))
    assert "as if all later years" not in words.setting_line(document(year))
    longer = replace(stressed, setting=replace(stressed.setting, weeks=53.0))
    line = words.setting_line(document(longer))
    assert "last 53 weeks, as if all later years were like this one." in line


def test_cures_say_what_they_save_on_and_what_the_budget_allows(
    stressed: StressTest,
) -> None:
    """Millions by hazard; useless ones say so; a budget below all costs is told."""
    found = stressed.treatment
    assert found is not None
    single = found.singles[0]
    by_hazard = {"a": 2.5e6, "b": 0.0, "c": 400.0}
    helpful = replace(single, by_hazard=by_hazard)
    assert cure_words.saves_on(priced_cures(helpful)) == "a 2.5 and c under 0.01"
    useless = replace(single, by_hazard={"a": 0.0})
    assert cure_words.saves_on(priced_cures(useless)) == "protects nothing in this plan"
    small = replace(stressed, treatment=replace(found, budget=2.0))
    cheapest = money(min(cure.cost for cure in found.singles), "GBP")
    assert cure_words.cure_lines(document(small))[1] == (
        "The budget for cures is GBP 2 a year (--budget is in GBP, the table in GBP "
        f"m): below the cheapest cure, {cheapest} a year, so no cure fits."
    )
    large = replace(stressed, treatment=replace(found, budget=2e6))
    assert (
        cure_words.cure_lines(document(large))[1]
        == "The budget for cures is GBP 2.00 m a year."
    )
    one = replace(found, best=replace(single, cures=("kit-stock",)))
    sentence = cure_words.best_sentence(document(replace(stressed, treatment=one)))
    assert sentence.startswith("The best cure is kit-stock: it saves")
    none = replace(found, budget=2.0, best=replace(single, cures=()))
    sentence = cure_words.best_sentence(document(replace(stressed, treatment=none)))
    assert sentence == "No set of cures within GBP 2 saves more than it costs."
    bare = document(replace(stressed, treatment=None))
    assert cure_words.best_sentence(bare) == ""
    assert cure_words.cure_lines(bare) == []
    assert cure_words.cure_rows(bare)[1] == []


def test_planning_for_a_stop_can_lead_the_page(stressed: StressTest) -> None:
    """Its worth is the card, its first sentence the answer."""
    asked = Asked(
        sweep=False, cures=False, flexibility=False, years=0, design="host-cyber"
    )
    found = document(stressed, asked)
    page = unescape(render(page_of(found)))
    assert "<dt>Reckoning with it</dt>" in page
    assert f'<p class="answer">{plan_words.design_lines(found)[0]}</p>' in page


def test_a_design_tells_which_programmes_change(stressed: StressTest) -> None:
    """Started only by the plan that knows of the stop, or only by the other."""
    made = stressed.design
    assert made is not None
    starts = made.aware.tables["starts"].clear()
    without = replace(made.aware, tables=dict(made.aware.tables) | {"starts": starts})
    for changed, phrase in (
        (replace(made, aware=without), "Does not start"),
        (replace(made, unaware=without, aware=made.unaware), "Starts"),
    ):
        lines = plan_words.design_lines(document(replace(stressed, design=changed)))
        assert any(line.strip().startswith(phrase) for line in lines)
