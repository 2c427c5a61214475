"""The report of a stress test: self-contained, told from the answers."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from brownfield.case.read import read_case
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.document import whole as document
from brownfield.questions.stress.page import page as page_of
from brownfield.questions.stress.question import StressTest, everything, stress
from brownfield.questions.stress.words.events import (
    backtest_lines,
    event_headline,
    event_lines,
)
from brownfield.questions.stress.words.headline import worst_sentence
from brownfield.solve.run import plan
from brownfield.tell.page import render

EVIL = "</script><script>alert(1)</script>"
BODY = re.compile(r"<script>.*?</script>", re.S)


@pytest.fixture(scope="module")
def tested() -> StressTest:
    """Return every answer on the starter case."""
    case = read_case("starter")
    made = plan(case)
    return stress(made, everything(made, Asked(years=2_000)))


@pytest.fixture(scope="module")
def page(tested: StressTest) -> str:
    """Return its page."""
    return render(page_of(document(tested)))


def test_the_page_says_what_breaks(tested: StressTest, page: str) -> None:
    """The worst stop and the digest of the case asked for stand in the page."""
    text = unescape(page)
    assert worst_sentence(document(tested)) in text
    assert read_case("starter").digest[:12] in text
    assert "What goes dark" in text
    assert 'class="notice"' not in text


def test_a_notice_of_the_case_stands_on_the_page(tested: StressTest) -> None:
    """Text without a full stop is strong as a whole."""
    at = tested.planned.at
    case = at.plan.case.with_settings("case", {"notice": "For the board"})
    plan = replace(at.plan, case=case)
    planned = replace(tested.planned, at=replace(at, plan=plan))
    text = render(page_of(document(replace(tested, planned=planned))))
    assert '<p class="notice"><strong>For the board</strong> </p>' in text


def test_every_answer_has_its_figure(page: str) -> None:
    """Exposure by kind of stop, map, one course for each event, losses, cures."""
    found = re.search(r'id="charts">(.*?)</script>', page, re.S)
    assert found
    names = {name.rsplit("-", 1)[0] for name in json.loads(found[1])}
    assert names == {"exposure", "dark", "resilience", "losses", "cures"}
    for name in json.loads(found[1]):
        assert f'id="chart-{name}"' in page


def titles(page: str) -> list[str]:
    """Return the headings of the sections, in order."""
    return re.findall(r'<h2 id="[^"]*-title">([^<]*)</h2>', page)


def test_what_was_asked_leads_the_page(tested: StressTest) -> None:
    """An event first, with its own sentences, cards, course and contracts."""
    asked = Asked(
        sweep=False, cures=False, flexibility=False, years=0, events=("host-cyber",)
    )
    told = document(tested, asked)
    page = unescape(render(page_of(told)))
    (event,) = told.lead.events
    assert event.event == "host-cyber"
    assert titles(page)[1] == "host-cyber, week by week"
    for line in event_lines(told, event):
        assert line in page
    assert "of relief and damages under its contracts" in page
    cards = re.findall(r"<dt>([^<]*)</dt>", page)
    assert cards == ["Lost", "Never sold", "Back at 90 %", "Moved"]
    assert f'<p class="answer">{event_headline(told, event)}</p>' in page
    assert 'id="chart-course-1-0"' in page


def test_two_events_have_a_card_and_a_section_each(tested: StressTest) -> None:
    """In the order of the test, nothing of one told under the other."""
    names = ("host-cyber", "far-parts-late")
    asked = Asked(sweep=False, cures=False, flexibility=False, years=0, events=names)
    page = unescape(render(page_of(document(tested, asked))))
    assert titles(page)[1:3] == [f"{name}, week by week" for name in names]
    assert re.findall(r"<dt>([^<]*)</dt>", page) == list(names)
    first = page.index('id="event-1"')
    second = page.index('id="event-2"')
    assert page.index("far-parts-late: parts from", second) > second
    assert "far-parts-late: parts from" not in page[first:second]


@pytest.mark.parametrize(
    ("wanted", "first", "card", "answer"),
    [
        ({"cures": True}, "Which cure pays", "Best cure", "The best "),
        ({"years": 2_000}, "How bad a year can be", "Stops cost a year", "Over 2,000"),
        ({"sweep": True}, "What each stop costs", "Dearest stop", "The dearest stop"),
        (
            {"flexibility": True},
            "How flexible the plan is",
            "Dearest stop",
            "Flexibility:",
        ),
    ],
)
def test_every_answer_can_lead(
    tested: StressTest, wanted: dict[str, Any], first: str, card: str, answer: str
) -> None:
    """Cures, years or the sweep: their section, cards and sentence come first."""
    bare = {"sweep": False, "cures": False, "flexibility": False, "years": 0}
    page = unescape(render(page_of(document(tested, Asked(**(bare | wanted))))))
    assert titles(page)[1] == first
    found = re.findall(r"<dt>([^<]*)</dt>", page)
    assert found[0].startswith(card)
    assert f'<p class="answer">{answer}' in page


def test_a_report_replays_the_events_asked_for_or_all(tested: StressTest) -> None:
    """One event asked: that one; none: every hazard of the case."""
    plan_of = tested.planned.at.plan
    assert everything(plan_of, Asked(events=("host-cyber",))).events == ("host-cyber",)
    assert everything(plan_of, Asked()).events == ("host-cyber", "far-parts-late")


def test_courses_begin_with_the_stop(page: str) -> None:
    """The first point of each course lies at 0 weeks, on an axis with its unit."""
    found = re.search(r'id="charts">(.*?)</script>', page, re.S)
    assert found
    chart = json.loads(found[1])["resilience-0"]
    weeks = [row["week"] for row in chart["datasets"]["weeks"]]
    assert weeks[0] == 0
    assert chart["encoding"]["y"]["title"] == "share of plan"
    assert chart["encoding"]["x"]["title"] == "weeks since the stop began"


def test_the_page_asks_for_nothing_from_outside(page: str) -> None:
    """No element loads an address, and the policy forbids any request."""
    body = BODY.sub("", page)
    loads = re.findall(r"<(?:script|img|link|iframe|object|embed|source)[^>]*", body)
    assert all("src=" not in tag and "href=" not in tag for tag in loads)
    assert "default-src 'none'" in unescape(page)


def test_names_of_the_case_cannot_run(tmp_path: Path) -> None:
    """A plant named as a script is shown, not run."""
    case = read_case("starter")
    tables = dict(case.tables)
    facilities = tables["facilities"]
    names = [EVIL, *facilities["name"].to_list()[1:]]
    tables["facilities"] = facilities.with_columns(pl.Series("name", names))
    made = plan(replace(case, tables=tables))
    path = tmp_path / "stress.html"
    stress(made, everything(made, Asked(years=100))).write_report(path)
    assert EVIL not in path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_stop_of_2025_stands_beside_its_published_figures() -> None:
    """Today's plan, JLR down for 6 weeks: three figures, nothing tuned, a reason."""
    case = read_case("merseyside").apply("today")
    made = plan(case)
    only = Asked(
        sweep=False, cures=False, flexibility=False, years=0, events=("jlr-2025",)
    )
    tested = stress(made, only)
    told = document(tested, only)
    (event,) = told.lead.events
    lines = backtest_lines(told, event)
    assert event.outages[0].weeks == 6
    text = " ".join(lines)
    assert all(figure in text for figure in ("5,000", "108 m", "260 m"))
    assert "The case covers" in lines[-1]
    assert 0 < event.output_per_stopped_week < 5_000
